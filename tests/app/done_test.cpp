// The end of a request is told exactly once, whoever drops it.

#include "app/done.hpp"

#include <gtest/gtest.h>

#include "support/fake_ports.hpp"
#include "app/app_context.hpp"

namespace labelscape {
namespace {

class DoneTest : public testing::Test {
protected:
    Done<int> asked() {
        return {context().dropped, [this](AppContext&, const Result<int>& result) { results.push_back(result); }};
    }
    AppContext& context() { return harness.app->context(); }
    AppHarness harness;
    std::vector<Result<int>> results;
};

TEST_F(DoneTest, TheFirstAnswerCounts) {
    {
        const Done<int> done = asked();
        const Done<int> copy = done;
        copy(context(), 3);
        done(context(), 4);
        done(context(), Error{ErrorCode::internal, "late"});
    }
    harness.frame();
    ASSERT_EQ(results.size(), 1u);
    EXPECT_EQ(*results[0], 3);
}

TEST_F(DoneTest, TheLastCopyThatIsDroppedCancels) {
    auto done = std::make_unique<Done<int>>(asked());
    auto copy = std::make_unique<Done<int>>(*done);
    done.reset();
    harness.frame();
    EXPECT_TRUE(results.empty());
    // Wherever that is, it is told between frames.
    EXPECT_TRUE(harness.app->is_idle());
    copy.reset();
    EXPECT_TRUE(results.empty());
    EXPECT_FALSE(harness.app->is_idle()) << "there may be no other reason for the next frame";
    harness.frame();
    ASSERT_EQ(results.size(), 1u);
    EXPECT_EQ(results[0].error().code, ErrorCode::cancelled);
}

TEST_F(DoneTest, APartThatFailsEndsTheWhole) {
    int seconds = 0;
    const auto second = [&](AppContext& later, std::string text, const Done<int>& done) {
        ++seconds;
        done(later, static_cast<int>(text.size()));
    };
    asked().after<std::string>(second)(context(), std::string("four"));
    asked().after<std::string>(second)(context(), Error{ErrorCode::not_found, "no text"});
    asked().after<std::string>(second);
    harness.frame();
    harness.frame();
    EXPECT_EQ(seconds, 1);
    ASSERT_EQ(results.size(), 3u);
    EXPECT_EQ(*results[0], 4);
    EXPECT_EQ(results[1].error().message, "no text");
    EXPECT_EQ(results[2].error().code, ErrorCode::cancelled);
}

TEST_F(DoneTest, WhatWaitsForAProgramThatEndedIsForgotten) {
    const Done<int> done = asked();
    harness.app.reset();
}

}  // namespace
}  // namespace labelscape
