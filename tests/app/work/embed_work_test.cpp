#include "app/work/embed_work.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/actions/computing.hpp"
#include "app/actions/imports.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

/// More than one request of the built-in model takes, so that copies are in other requests than their texts.
constexpr int k_rows = 2600, k_texts = 1300;

class EmbedWorkTest : public ::testing::Test {
protected:
    void SetUp() override {
        harness.files.names = {"text"};
        for (int i = 0; i < k_rows; ++i) harness.files.rows.push_back({"text n" + std::to_string(i % k_texts)});
    }

    /// With their duplicates.
    bool import_all_rows() {
        harness.app->file_arrived(1, "table.csv");
        if (!harness.settle()) return false;
        ImportPlan plan = harness.state().import->plan;
        plan.duplicates = DuplicatePolicy::keep;
        plan.target = ImportTarget::add;
        harness.act(action::SetImportPlan{plan});
        harness.act(action::ConfirmImport{});
        return harness.settle();
    }

    AppHarness harness;
};

TEST_F(EmbedWorkTest, EachTextIsEmbeddedOnceAndItsCopiesGetItsVector) {
    ASSERT_TRUE(import_all_rows());
    ASSERT_EQ(harness.state().project.size(), k_rows);
    EXPECT_EQ(harness.embedder.texts_embedded, k_texts);
    const Embeddings& embeddings = **harness.state().project.embeddings;
    EXPECT_EQ(embeddings.embedded.count(), k_rows);
    for (int i = 0; i < k_texts; i += 100) {
        EXPECT_FALSE(embeddings.vectors.is_zero(i));
        EXPECT_EQ(embeddings.vectors.decoded(i), embeddings.vectors.decoded(i + k_texts));
    }
}

TEST_F(EmbedWorkTest, TextsThatComeAgainInAnotherFileAreNotEmbeddedAgain) {
    ASSERT_TRUE(import_all_rows());
    harness.act(action::CloseImportReport{});
    harness.files.rows.push_back({"a new text"});
    ASSERT_TRUE(import_all_rows());
    ASSERT_EQ(harness.state().project.size(), 2 * k_rows + 1);
    EXPECT_EQ(harness.embedder.texts_embedded, k_texts + 1);
    const Embeddings& embeddings = **harness.state().project.embeddings;
    EXPECT_EQ(embeddings.embedded.count(), 2 * k_rows + 1);
    EXPECT_EQ(embeddings.vectors.decoded(7), embeddings.vectors.decoded(k_rows + 7));
}

TEST_F(EmbedWorkTest, WhatSeveralRequestsFailOfIsToldOnce) {
    harness.embedder.dies_after = 0;
    ASSERT_TRUE(import_all_rows());
    const auto told = [&] {
        return std::ranges::count(harness.state().notices, "The endpoint is gone", &Notice::text);
    };
    ASSERT_EQ(told(), 1);
    harness.act(action::Embed{});
    harness.act(action::ComputeLayout{});
    EXPECT_TRUE(harness.state().jobs.running("embed"));
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(told(), 2) << "once more, not once each";
}

TEST_F(EmbedWorkTest, TheModelIsReadInWhileTheUserLooksAtAFile) {
    EXPECT_EQ(harness.embedder.loads, 0u);
    harness.app->file_arrived(1, "table.csv");
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(harness.embedder.loads, 1u);
}

}  // namespace
}  // namespace labelscape
