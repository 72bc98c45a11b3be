#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/app_context.hpp"
#include "core/knn/exact_search.hpp"

namespace labelscape {

/// The cosine of one vector with every document's, off the main thread.
class SimilarityJob final : public Job {
public:
    SimilarityJob(std::string key, std::string title, std::shared_ptr<const Embeddings> embeddings,
                  std::vector<float> query)
        : key_(std::move(key)), title_(std::move(title)), embeddings_(std::move(embeddings)), query_(std::move(query)) {}

    /// What happens with the similarities, one by row.
    void then(std::function<void(AppContext&, std::vector<float>)> what) { then_ = std::move(what); }

    std::string key() const override { return key_; }
    std::string title() const override { return title_; }
    Result<Step> step(const Budget&, Progress& progress) override {
        progress.enter("Comparing");
        if (static_cast<std::int32_t>(query_.size()) != embeddings_->vectors.columns()) {
            return Error{ErrorCode::embedder, "The model gives vectors of another size: embed the documents again"};
        }
        similarities_ = similarities(embeddings_->vectors, query_.data());
        return Step::done;
    }
    std::unique_ptr<Outcome> outcome() override {
        return std::make_unique<AppOutcome>(
            [then = std::move(then_), values = std::move(similarities_)](AppContext& context) mutable {
                then(context, std::move(values));
            });
    }

private:
    std::string key_, title_;
    std::shared_ptr<const Embeddings> embeddings_;
    std::vector<float> query_;
    std::vector<float> similarities_;
    std::function<void(AppContext&, std::vector<float>)> then_;
};

}  // namespace labelscape
