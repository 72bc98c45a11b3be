#include "app/derived_parts.hpp"

#include <gtest/gtest.h>

#include "support/fake_ports.hpp"
#include "app/app_context.hpp"

namespace labelscape {
namespace {

/// Two parts, the second made of the first and the granularity; what makes them is held by hand.
std::vector<std::pair<std::string, Done<>>> g_made;

Stamp by_threshold(const AppContext& context) {
    return {static_cast<std::uint64_t>(context.state.view.alike_threshold * 100)};
}
Stamp by_granularity(const AppContext& context) {
    return {static_cast<std::uint64_t>(context.state.view.granularity * 100), context.parts.made("first")};
}
Status unless_focused(const AppContext& context) {
    if (!context.state.view.show_density) return Error{ErrorCode::conflict, "not now"};
    return {};
}
bool never(const AppContext&) { return false; }
bool semantically(const AppContext& context) { return context.state.view.semantic_search; }
void make_first(AppContext&, Priority, const Done<>& done) { g_made.emplace_back("first", done); }
void make_second(AppContext&, Priority, const Done<>& done) { g_made.emplace_back("second", done); }

constexpr DerivedPart k_table[] = {
    {"first", "", by_threshold, unless_focused, semantically, Priority::background, make_first},
    {"second", "first", by_granularity, unless_focused, never, Priority::normal, make_second},
};

class DerivedPartsTest : public testing::Test {
protected:
    DerivedPartsTest() {
        g_made.clear();
        context.parts = DerivedParts(k_table);
    }
    ~DerivedPartsTest() override { g_made.clear(); }
    void need(const char* key) {
        context.parts.need(context, key,
                           context.done([this](AppContext&, const Status& status) { ends.push_back(status); }));
    }
    std::vector<std::string> started() const {
        std::vector<std::string> keys;
        for (const auto& [key, done] : g_made) keys.push_back(key);
        return keys;
    }
    void end(std::size_t number, const Status& status = {}) { g_made[number].second(context, status); }
    using Keys = std::vector<std::string>;

    AppHarness harness;
    AppContext& context = harness.app->context();
    ViewState& view = context.state.view;
    std::vector<Status> ends;
};

TEST_F(DerivedPartsTest, WhatIsNeededIsMadeFirst) {
    need("second");
    EXPECT_EQ(started(), Keys({"first"}));
    EXPECT_TRUE(context.parts.making("second"));
    end(0);
    EXPECT_EQ(started(), Keys({"first", "second"}));
    EXPECT_TRUE(ends.empty());
    end(1);
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_TRUE(ends[0].ok());
    EXPECT_TRUE(context.parts.fresh(context, "second"));
    need("second");
    EXPECT_EQ(ends.size(), 2u);
    EXPECT_EQ(started().size(), 2u);
}

TEST_F(DerivedPartsTest, OnlyWhatIsStaleIsMadeAgain) {
    need("second");
    end(0);
    end(1);
    view.granularity = 0.9f;
    EXPECT_TRUE(context.parts.fresh(context, "first"));
    EXPECT_FALSE(context.parts.fresh(context, "second"));
    need("second");
    EXPECT_EQ(started(), Keys({"first", "second", "second"}));
    end(2);
    view.alike_threshold = 0.3f;
    EXPECT_FALSE(context.parts.fresh(context, "second")) << "what it is made of is stale";
    need("second");
    EXPECT_EQ(started().back(), "first");
    end(3);
    EXPECT_EQ(started().back(), "second");
}

TEST_F(DerivedPartsTest, WhoComesLaterWaitsForTheSame) {
    need("second");
    need("second");
    need("first");
    EXPECT_EQ(started(), Keys({"first"}));
    end(0);
    EXPECT_EQ(ends.size(), 1u);
    end(1);
    EXPECT_EQ(ends.size(), 3u);
    EXPECT_EQ(started().size(), 2u);
}

TEST_F(DerivedPartsTest, WhatChangesMeanwhileBeginsAnewAndAllWaitForThat) {
    need("first");
    view.alike_threshold = 0.2f;
    need("first");
    EXPECT_EQ(started(), Keys({"first", "first"}));
    end(0);
    EXPECT_TRUE(ends.empty()) << "made for what is no more";
    end(1);
    EXPECT_EQ(ends.size(), 2u);
}

TEST_F(DerivedPartsTest, AFailureIsToldToAllWhoWait) {
    need("second");
    need("first");
    end(0, Error{ErrorCode::internal, "broken"});
    ASSERT_EQ(ends.size(), 2u);
    EXPECT_EQ(ends[0].error().message, "broken");
    EXPECT_EQ(ends[1].error().message, "broken");
    EXPECT_FALSE(context.parts.making("second"));
    need("second");
    EXPECT_EQ(started(), Keys({"first", "first"}));
}

TEST_F(DerivedPartsTest, AMakerThatIsDroppedCancels) {
    need("second");
    g_made.clear();
    harness.frame();
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_EQ(ends[0].error().code, ErrorCode::cancelled);
}

TEST_F(DerivedPartsTest, WhatIsNotPossibleSaysWhy) {
    view.show_density = false;
    need("second");
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_EQ(ends[0].error().message, "not now");
    EXPECT_TRUE(started().empty());
}

TEST_F(DerivedPartsTest, WhatIsMadeByItselfIsTriedOnceForTheSame) {
    context.parts.update(context);
    EXPECT_TRUE(started().empty());
    view.semantic_search = true;
    context.parts.update(context);
    context.parts.update(context);
    EXPECT_EQ(started(), Keys({"first"}));
    const std::size_t notices = context.state.notices.size();
    end(0, Error{ErrorCode::internal, "broken"});
    EXPECT_EQ(context.state.notices.size(), notices + 1) << "nobody waits: the user is told";
    context.parts.update(context);
    EXPECT_EQ(started().size(), 1u);
    view.alike_threshold = 0.1f;
    context.parts.update(context);
    EXPECT_EQ(started().size(), 2u);
    end(1);
    context.parts.update(context);
    EXPECT_EQ(started().size(), 2u);
}

TEST_F(DerivedPartsTest, AnotherProjectKnowsNothingOfIt) {
    need("first");
    context.end_session();
    context.parts = DerivedParts(k_table);
    end(0);
    harness.frame();
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_EQ(ends[0].error().code, ErrorCode::cancelled);
    EXPECT_FALSE(context.parts.fresh(context, "first"));
}

}  // namespace
}  // namespace labelscape
