#include "app/work/model_work.hpp"

#include <gtest/gtest.h>

#include "app/actions/computing.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/imports.hpp"
#include "app/actions/models.hpp"
#include "app/actions/projects.hpp"
#include "app/view_format.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

/// Three requests of a transformer.
constexpr int k_texts = 1100;

ModelChoice choice_of(const std::string& id) {
    ModelChoice choice;
    choice.id = id;
    return choice;
}

RemoteModel endpoint() { return {"https://embed.example/v1", "small", "sk-secret", 0, 2.0}; }

ModelChoice endpoint_choice() {
    ModelChoice choice;
    choice.remote = endpoint();
    return choice;
}

/// A mapped project with one label, embedded by the built-in model "words".
class ModelWorkTest : public ::testing::Test {
protected:
    void SetUp() override {
        const char* subjects[] = {"refund money back", "parcel late courier", "password login locked",
                                  "screen broken repair"};
        harness.files.names = {"text", "label"};
        for (int i = 0; i < k_texts; ++i) {
            harness.files.rows.push_back(
                {std::string(subjects[i % 4]) + " n" + std::to_string(i), i == 0 ? "refund" : ""});
        }
        ASSERT_TRUE(harness.import_table());
        harness.act(action::CloseImportReport{});
        id = state().project.id;
    }
    const AppState& state() { return harness.state(); }
    const Embeddings& embeddings() { return **state().project.embeddings; }
    bool use(const ModelChoice& choice) {
        harness.act(action::UseModel{choice});
        return harness.settle();
    }
    /// A new page on the same storage opens the project again.
    bool reopen() {
        harness.restart();
        harness.embedder.current = {};
        harness.act(action::OpenProject{id});
        return harness.settle();
    }
    bool noticed(const std::string& part) {
        return std::ranges::any_of(state().notices,
                                   [&](const Notice& notice) { return notice.text.find(part) != std::string::npos; });
    }
    std::uint32_t embedded(const std::string& model) { return harness.embedder.texts_by_model[model]; }

    AppHarness harness;
    std::string id;
};

TEST_F(ModelWorkTest, AnotherModelEmbedsAllTextsAndMakesMapAndMicrotopicsAnew) {
    const auto layout = *state().project.layout;
    const auto topics = *state().project.topics;
    ASSERT_EQ(embeddings().model_id, "words");
    ASSERT_TRUE(use(choice_of("other")));
    EXPECT_EQ(embeddings().model_id, "other");
    EXPECT_EQ(embeddings().vectors.columns(), FakeEmbedder::columns_of("other"));
    EXPECT_EQ(embeddings().embedded.count(), k_texts);
    EXPECT_NE(*state().project.layout, layout);
    EXPECT_NE(*state().project.topics, topics);
    EXPECT_EQ(state().active_labeled, 1u);
    EXPECT_EQ(state().view.model.id, "other");
    EXPECT_EQ(state().view.model.title, "Model other");
}

TEST_F(ModelWorkTest, APageThatIsKilledInTheMiddleFindsTheOldVectorsWhole) {
    harness.act(action::UseModel{choice_of("other")});
    while (embedded("other") == 0) harness.frame();
    ASSERT_EQ(embeddings().model_id, "words");
    ASSERT_TRUE(reopen());
    EXPECT_EQ(embeddings().model_id, "words");
    EXPECT_EQ(embeddings().embedded.count(), k_texts);
    EXPECT_EQ(state().models.current.id, "words");
    EXPECT_TRUE(state().model_use.missing.empty());
}

TEST_F(ModelWorkTest, ACancelKeepsTheOldAndTheNextRunGoesOn) {
    const auto layout = *state().project.layout;
    harness.act(action::UseModel{choice_of("other")});
    while (embedded("other") == 0) harness.frame();
    ASSERT_TRUE(state().model_use.changing);
    for (const JobView& job : state().jobs.snapshot()) harness.act(action::CancelJob{job.handle});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(embeddings().model_id, "words");
    EXPECT_EQ(*state().project.layout, layout);
    EXPECT_EQ(state().models.current.id, "words");
    EXPECT_FALSE(state().model_use.changing);
    const std::uint32_t begun = embedded("other");
    ASSERT_LT(begun, k_texts);
    ASSERT_TRUE(use(choice_of("other")));
    EXPECT_EQ(embedded("other"), k_texts) << "the " << begun << " texts were embedded twice";
    EXPECT_EQ(embeddings().embedded.count(), k_texts);
}

TEST_F(ModelWorkTest, AModelThatFailsInTheMiddleChangesNothing) {
    harness.embedder.dies_after = harness.embedder.texts_embedded + 550;
    ASSERT_TRUE(use(choice_of("other")));
    EXPECT_TRUE(noticed("The endpoint is gone"));
    EXPECT_TRUE(noticed("512 documents are embedded with Model other already"));
    EXPECT_EQ(embeddings().model_id, "words");
    EXPECT_EQ(state().active_labeled, 1u);
    harness.act(action::Search{"refund", true});
    ASSERT_TRUE(harness.settle());
    EXPECT_FALSE(state().similarity.empty());
}

TEST_F(ModelWorkTest, TheModelIsChosenAgainAfterAReload) {
    ModelChoice choice = choice_of("other");
    choice.settings = ModelSettings{.max_tokens = 64, .document_prefix = "passage: ", .average_long = true};
    ASSERT_TRUE(use(choice));
    ASSERT_EQ(embeddings().model_id, "other changed");
    ASSERT_TRUE(reopen());
    EXPECT_EQ(state().models.current.id, "other changed");
    EXPECT_EQ(harness.embedder.choices.back().settings, choice.settings);
    EXPECT_TRUE(state().model_use.missing.empty());
    EXPECT_EQ(embedded("other changed"), k_texts);
}

TEST_F(ModelWorkTest, WithoutItsFilesMapAndVectorsStayInUseAndNewTextsWait) {
    ASSERT_TRUE(use(choice_of("other")));
    harness.embedder.lost.insert("other");
    ASSERT_TRUE(reopen());
    EXPECT_NE(state().model_use.missing.find("Model other"), std::string::npos);
    EXPECT_TRUE(noticed("not on this machine"));
    harness.act(action::LikeThis{0});
    ASSERT_TRUE(harness.settle());
    EXPECT_FALSE(state().similarity.empty());
    harness.act(action::Search{"refund", true});
    EXPECT_EQ(harness.embedder.queries, 0u);

    harness.files.rows = {{"refund money for a new text", ""}};
    ASSERT_TRUE(harness.import_table());
    EXPECT_TRUE(noticed("1 texts have no vector"));
    EXPECT_EQ(embeddings().model_id, "other");
    EXPECT_EQ(embedded("words"), k_texts);

    harness.embedder.lost.clear();
    harness.act(action::DownloadModel{"other"});
    harness.embedder.end_download("other");
    ASSERT_TRUE(harness.settle());
    EXPECT_TRUE(state().model_use.missing.empty());
    harness.act(action::ComputeLayout{});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(embeddings().embedded.count(), k_texts + 1);
}

TEST_F(ModelWorkTest, NothingGoesToAnEndpointBeforeItIsAskedFor) {
    harness.act(action::EstimateEndpoint{endpoint()});
    ASSERT_TRUE(harness.settle());
    ASSERT_EQ(state().model_use.estimated, endpoint());
    EXPECT_EQ(state().model_use.estimate.texts, k_texts);
    EXPECT_EQ(state().model_use.estimate.requests, 18u);   // of 64 texts, 256 at a time
    EXPECT_DOUBLE_EQ(*state().model_use.estimate.price, 0.022);
    EXPECT_EQ(embedded("remote small"), 0u);
    EXPECT_EQ(embeddings().model_id, "words");

    ASSERT_TRUE(use(endpoint_choice()));
    EXPECT_EQ(embeddings().model_id, "remote small");
    EXPECT_EQ(embedded("remote small"), k_texts);
    harness.files.rows = {{"refund money for a new text", ""}};
    ASSERT_TRUE(harness.import_table());
    EXPECT_TRUE(noticed("only when you say so"));
    EXPECT_EQ(embedded("remote small"), k_texts);
    harness.act(action::EstimateEndpoint{endpoint()});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().model_use.estimate.texts, 1u);
    ASSERT_TRUE(use(endpoint_choice()));
    EXPECT_EQ(embeddings().embedded.count(), k_texts + 1);
}

TEST_F(ModelWorkTest, AnEndpointsKeyIsNeverSavedAndItIsNotAskedAfterAReload) {
    ASSERT_TRUE(use(endpoint_choice()));
    EXPECT_EQ(encode_view(state().view).find("sk-secret"), std::string::npos);
    for (const auto& [name, bytes] : harness.storage.projects[id].sections) {
        const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        EXPECT_EQ(text.find("sk-secret"), std::string::npos) << name;
    }
    ASSERT_TRUE(reopen());
    EXPECT_EQ(state().models.current.source, ModelSource::builtin);
    EXPECT_EQ(state().view.model.remote->base, endpoint().base);
    harness.act(action::Search{"refund", true});
    EXPECT_EQ(harness.embedder.queries, 0u);
    EXPECT_TRUE(noticed("the endpoint is not connected"));
}

TEST_F(ModelWorkTest, AnAddressThatIsNoneIsSaidInThePanel) {
    harness.act(action::ToggleModels{});
    harness.act(action::EstimateEndpoint{{"", "small", "", 0, 0}});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().models.error, "no address");
    EXPECT_FALSE(state().model_use.estimating);
}

TEST_F(ModelWorkTest, ADownloadShowsItsProgressAndCanBeStopped) {
    harness.act(action::ToggleModels{});
    harness.settle();
    ASSERT_EQ(state().models.list.size(), 3u);
    harness.act(action::DownloadModel{"far"});
    const auto jobs = state().jobs.snapshot();
    ASSERT_EQ(jobs.size(), 1u);
    EXPECT_EQ(jobs[0].title, "Download Model far");
    EXPECT_EQ(jobs[0].done, 5);
    harness.act(action::CancelJob{jobs[0].handle});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().models.find("far")->state, ModelState::partial);
    EXPECT_TRUE(state().models.error.empty());

    harness.embedder.download_failure = Error{ErrorCode::not_found, "far broke off after 5 bytes"};
    harness.act(action::DownloadModel{"far"});
    harness.embedder.end_download("far");
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().models.error, "far broke off after 5 bytes");
}

TEST_F(ModelWorkTest, ModelsAreFoundMeasuredAddedAndRemoved) {
    harness.act(action::FindModel{"someone/else"});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().models.found, "someone/else");
    EXPECT_TRUE(state().view.open.has(view_id::k_models));
    harness.act(action::MeasureModel{"other"});
    ASSERT_TRUE(harness.settle());
    EXPECT_DOUBLE_EQ(state().models.find("other")->texts_per_second, 40);
    harness.app->files_arrived({{7, "model.onnx"}, {8, "tokenizer.json"}, {9, "config.json"}});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(harness.embedder.added, (std::vector<std::vector<std::uint32_t>>{{7, 8, 9}}));
    EXPECT_FALSE(state().import);
    ASSERT_TRUE(use(choice_of("mine")));
    harness.act(action::RemoveModel{"mine"});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().models.find("mine"), nullptr);
    EXPECT_EQ(embeddings().model_id, "mine");
    EXPECT_EQ(state().models.current.id, "words");
    EXPECT_FALSE(state().model_use.missing.empty());
    ASSERT_TRUE(use({}));
    EXPECT_EQ(embeddings().model_id, "words");
    EXPECT_TRUE(state().model_use.missing.empty());
}

TEST_F(ModelWorkTest, ATableBesideAModelIsStillImported) {
    harness.app->files_arrived({{7, "model.onnx"}, {3, "more.csv"}, {8, "tokenizer.json"}});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(harness.embedder.added.size(), 1u);
    EXPECT_TRUE(state().import);
}

TEST_F(ModelWorkTest, ANewProjectBeginsWithTheBuiltInModel) {
    ASSERT_TRUE(use(choice_of("other")));
    harness.act(action::NewProject{"Second"});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().models.current.id, "words");
    harness.act(action::OpenProject{id});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().models.current.id, "other");
}

TEST(ModelFiles, AreKnownByTheirNames) {
    for (const char* name : {"model.onnx", "model_quantized.onnx", "model.onnx_data", "tokenizer.json"})
        EXPECT_TRUE(is_model_file(name)) << name;
    for (const char* name : {"data.json", "config.json", "table.csv", "onnx.txt"})
        EXPECT_FALSE(is_model_file(name)) << name;
}

}  // namespace
}  // namespace labelscape
