#include <gtest/gtest.h>

#include "app/actions/imports.hpp"
#include "app/actions/models.hpp"
#include "app/actions/projects.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

constexpr int k_vector_texts = 60;

/// A table of ids and texts, and one of ids and vectors of three numbers.
class OwnVectorsTest : public ::testing::Test {
protected:
    void SetUp() override { harness.files.names = {"id", "text", "embedding"}; }
    const AppState& state() { return harness.state(); }
    const std::shared_ptr<const Embeddings>& embeddings() { return *state().project.embeddings; }
    static std::string vector_of(int i) { return "[" + std::to_string(i % 3) + " 1 " + std::to_string(i / 3 % 5); }
    void table(int from, int to, bool with_vectors) {
        harness.files.names = {"id", "text", "embedding"};
        harness.files.rows.clear();
        for (int i = from; i < to; ++i) {
            harness.files.rows.push_back(
                {"t" + std::to_string(i), "refund number " + std::to_string(i), with_vectors ? vector_of(i) : ""});
        }
    }
    void vectors_alone(int from, int to) {
        harness.files.names = {"id", "embedding"};
        harness.files.rows.clear();
        for (int i = from; i < to; ++i) harness.files.rows.push_back({"t" + std::to_string(i), vector_of(i)});
    }
    bool import() {
        if (!harness.import_table()) return false;
        harness.act(action::CloseImportReport{});
        return harness.settle();
    }
    bool noticed(const std::string& part) {
        return std::ranges::any_of(state().notices,
                                   [&](const Notice& notice) { return notice.text.find(part) != std::string::npos; });
    }

    AppHarness harness;
};

TEST_F(OwnVectorsTest, TakeThePlaceOfAModel) {
    table(0, k_vector_texts, true);
    ASSERT_TRUE(import());
    ASSERT_TRUE(embeddings());
    EXPECT_EQ(embeddings()->model_id, "own:embedding");
    EXPECT_EQ(embeddings()->vectors.columns(), 3);
    EXPECT_EQ(embeddings()->embedded.count(), static_cast<std::uint32_t>(k_vector_texts));
    EXPECT_EQ(state().own_vectors(), "embedding");
    EXPECT_TRUE(harness.embedder.texts_by_model.empty()) << "no model was asked";
    ASSERT_TRUE(*state().project.layout);
    EXPECT_TRUE((*state().project.layout)->placed(k_vector_texts - 1));
}

TEST_F(OwnVectorsTest, MoreOfThemAreAdded) {
    table(0, k_vector_texts, true);
    ASSERT_TRUE(import());
    table(k_vector_texts, k_vector_texts + 10, true);
    ASSERT_TRUE(import());
    EXPECT_EQ(embeddings()->embedded.count(), static_cast<std::uint32_t>(k_vector_texts + 10));
    EXPECT_EQ(state().own_vectors(), "embedding");
}

TEST_F(OwnVectorsTest, TextsWithoutOneAreSaidToHaveNone) {
    table(0, k_vector_texts, true);
    ASSERT_TRUE(import());
    table(k_vector_texts, k_vector_texts + 10, false);
    ASSERT_TRUE(import());
    EXPECT_TRUE(noticed("10 texts have no vector")) << "and no model fills the gap with other numbers";
    EXPECT_TRUE(harness.embedder.texts_by_model.empty());
    EXPECT_EQ(state().topic_of(k_vector_texts), k_no_vector);
}

TEST_F(OwnVectorsTest, ComeLaterByIdAndMakeTheMapAnew) {
    table(0, k_vector_texts, false);
    harness.files.rows[0][2] = "";
    ASSERT_TRUE(import());
    EXPECT_EQ(embeddings()->model_id, "words");
    const auto layout = *state().project.layout;
    vectors_alone(0, k_vector_texts);
    ASSERT_TRUE(import());
    EXPECT_EQ(embeddings()->model_id, "own:embedding");
    EXPECT_NE(*state().project.layout, layout);
    EXPECT_EQ(state().project.size(), static_cast<std::uint32_t>(k_vector_texts));
}

TEST_F(OwnVectorsTest, AreKeptOverAReloadAndAModelCanTakeTheirPlace) {
    table(0, k_vector_texts, true);
    ASSERT_TRUE(import());
    const std::string id = state().project.id;
    harness.restart();
    harness.act(action::OpenProject{id});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().own_vectors(), "embedding");
    EXPECT_FALSE(noticed("were made with"));
    harness.act(action::UseModel{});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().own_vectors(), "");
    EXPECT_EQ(embeddings()->embedded.count(), static_cast<std::uint32_t>(k_vector_texts));
}

TEST_F(OwnVectorsTest, WithoutAProjectTheyAreRefused) {
    vectors_alone(0, k_vector_texts);
    harness.act(action::CloseProject{});
    harness.app->file_arrived(1, "vectors.npy");
    ASSERT_TRUE(harness.settle());
    harness.act(action::ConfirmImport{});
    ASSERT_TRUE(harness.settle());
    EXPECT_FALSE(state().project_open);
    EXPECT_TRUE(noticed("vectors without texts"));
}

}  // namespace
}  // namespace labelscape
