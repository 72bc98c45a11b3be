#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/work/app_job.hpp"
#include "core/knn/exact_search.hpp"

namespace labelscape {

/// The cosine of one vector with every document's, one by row, off the main thread.
class SimilarityJob final : public AppJob<std::vector<float>> {
public:
    SimilarityJob(std::string key, std::string title, std::shared_ptr<const Embeddings> embeddings,
                  std::vector<float> query, Done<std::vector<float>> done)
        : AppJob(std::move(done)),
          key_(std::move(key)),
          title_(std::move(title)),
          embeddings_(std::move(embeddings)),
          query_(std::move(query)) {}

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

private:
    std::vector<float> take() override { return std::move(similarities_); }

    std::string key_, title_;
    std::shared_ptr<const Embeddings> embeddings_;
    std::vector<float> query_;
    std::vector<float> similarities_;
};

}  // namespace labelscape
