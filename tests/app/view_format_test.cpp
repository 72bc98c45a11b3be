#include "app/view_format.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "model/limits.hpp"

namespace labelscape {
namespace {

TEST(ViewFormat, AViewComesBack) {
    ViewState view;
    view.theme = ThemeChoice::dark;
    view.filter.push_back({.kind = "text", .negated = true, .value = "word"});
    view.filter.push_back({.kind = "documents", .value = "some", .docs = {3, 5}});
    view.search_text = "search";
    view.granularity = 0.25f;
    view.open.set(view_id::k_history, true);
    view.open.set(view_id::k_help, true);
    view.sizes = {300, 410.5f, 180};
    view.center_x = 4;
    view.px_per_unit = 8;
    view.model.remote = RemoteModel{"https://example.org/v1", "model", "secret", 256, 0.5};
    const DecodedView decoded = decode_view(encode_view(view));
    EXPECT_EQ(decoded.note, "");
    EXPECT_EQ(decoded.view.theme, view.theme);
    EXPECT_EQ(decoded.view.filter, view.filter);
    EXPECT_EQ(decoded.view.search_text, view.search_text);
    EXPECT_EQ(decoded.view.granularity, view.granularity);
    EXPECT_TRUE(decoded.view.open.has(view_id::k_history));
    EXPECT_FALSE(decoded.view.open.has(view_id::k_help)) << "only for the moment";
    EXPECT_EQ(decoded.view.sizes, view.sizes);
    EXPECT_EQ(decoded.view.center_x, view.center_x);
    EXPECT_EQ(decoded.view.model.remote->base, view.model.remote->base);
    EXPECT_EQ(decoded.view.model.remote->key, "") << "never saved";
    EXPECT_EQ(decode_view("").note, "");
}

TEST(ViewFormat, AViewWithoutOpenViewsAndSizesTakesTheUsual) {
    EXPECT_TRUE(decode_view("{\"history\":true}").view.open.has(view_id::k_history));
    const DecodedView decoded = decode_view("{\"history\":false,\"granularity\":0.25}");
    EXPECT_EQ(decoded.note, "");
    EXPECT_FALSE(decoded.view.open.has(view_id::k_history));
    EXPECT_EQ(decoded.view.sizes, PlaceSizes{});
    EXPECT_EQ(decoded.view.granularity, 0.25f);
}

TEST(ViewFormat, WhatIsNestedWithoutEndIsNoView) {
    const std::string open(1'000'000, '['), close(1'000'000, ']');
    for (const std::string& text : {open + close, "{\"filter\":" + open + close + "}",
                                    "{\"filter\":[{\"kind\":8,\"text\":" + open + close + "}]}"}) {
        const DecodedView decoded = decode_view(text);
        EXPECT_NE(decoded.note, "");
        EXPECT_TRUE(decoded.view.filter.empty());
    }
}

TEST(ViewFormat, MoreConditionsThanCanBeUsedAreLeftOutWithTheFigure) {
    std::string chips;
    for (int i = 0; i < 100'000; ++i) chips += std::string(i == 0 ? "" : ",") + "{\"kind\":8,\"value\":\"w\"}";
    const DecodedView decoded = decode_view("{\"filter\":[" + chips + "],\"search\":\"kept\"}");
    EXPECT_NE(decoded.note.find("100000 conditions"), std::string::npos) << decoded.note;
    EXPECT_TRUE(decoded.view.filter.empty());
    EXPECT_EQ(decoded.view.search_text, "kept");
}

TEST(ViewFormat, FiguresThatNoViewHasAreNotTaken) {
    const DecodedView decoded = decode_view(
        "{\"theme\":77,\"colorBy\":-3,\"granularity\":1e30,\"alikeThreshold\":-5,\"camera\":[1e300,0,1e300],"
        "\"open\":[\"help\",\"focus\",\"nothing\",\"\"],\"sizes\":{\"left\":-1e300,\"right\":1e300},"
        "\"filter\":[{\"kind\":-1},{\"kind\":1000000}],\"model\":{\"id\":\"" + std::string(100'000, 'i') + "\"}}");
    EXPECT_EQ(decoded.view.theme, ThemeChoice::system);
    EXPECT_EQ(decoded.view.color_by.kind, ColorBy::Kind::label);
    EXPECT_EQ(decoded.view.granularity, 1.0f);
    EXPECT_EQ(decoded.view.alike_threshold, 0.0f);
    EXPECT_EQ(decoded.view.px_per_unit, 0);
    for (const std::string_view id : {"help", "focus", "nothing", ""}) EXPECT_FALSE(decoded.view.open.has(id)) << id;
    EXPECT_EQ(decoded.view.sizes, (PlaceSizes{100, 10000, 230}));
    EXPECT_NE(decode_view("{\"sizes\":[1,2,3]}").note, "");
    EXPECT_NE(decode_view("{\"open\":\"history\"}").note, "");
    EXPECT_TRUE(decoded.view.filter.empty());
    EXPECT_NE(decoded.note, "");
    EXPECT_LE(decoded.view.model.id.size(), k_max_action_bytes);
}

TEST(ViewFormat, AKindIsSavedByIdAndReadByTheNumberOfOlderProjects) {
    constexpr const char* ids[] = {"label",  "unlabeled",  "labeled",      "unsure",     "skipped",
                                   "topic",  "column",     "column-range", "text",       "regex",
                                   "source", "suggestion", "documents",    "duplicates", "excluded"};
    ViewState view;
    std::string numbered;
    for (const char* id : ids) {
        numbered +=
            (numbered.empty() ? "" : ",") + ("{\"kind\":" + std::to_string(view.filter.size())) + ",\"value\":\"v\"}";
        view.filter.push_back({.kind = id, .value = "v"});
    }
    const DecodedView older = decode_view("{\"filter\":[" + numbered + "]}");
    EXPECT_EQ(older.note, "");
    EXPECT_EQ(older.view.filter, view.filter);
    EXPECT_NE(encode_view(view).find("\"column-range\""), std::string::npos);
    EXPECT_EQ(decode_view(encode_view(view)).view.filter, view.filter);
}

TEST(ViewFormat, AnExportFormatIsSavedByIdAndReadByTheNumberOfOlderProjects) {
    const auto read = [](const std::string& kind) {
        return decode_view("{\"export\":{\"kind\":" + kind + "}}").view.exporting.format;
    };
    EXPECT_EQ(read("0"), "csv");
    EXPECT_EQ(read("1"), "jsonl");
    EXPECT_EQ(read("2"), "parquet");
    EXPECT_EQ(read("3"), "project");
    EXPECT_EQ(read("4"), "csv");
    EXPECT_EQ(read("\"none-such\""), "csv");
    ViewState view;
    view.exporting.format = "parquet";
    EXPECT_EQ(decode_view(encode_view(view)).view.exporting.format, "parquet");
}

TEST(ViewFormat, AConditionThatNobodyKnowsIsLeftOutAndTold) {
    for (const char* kind : {"\"none-such\"", "15", "-1", "1e300", "[]", "null", "\"\""}) {
        const DecodedView decoded = decode_view("{\"filter\":[{\"kind\":" + std::string(kind) +
                                                "},{\"kind\":\"unsure\"}],\"search\":\"kept\"}");
        EXPECT_EQ(decoded.view.filter, (Filter{{.kind = "unsure"}})) << kind;
        EXPECT_NE(decoded.note.find("could not be read in full"), std::string::npos) << kind;
        EXPECT_EQ(decoded.view.search_text, "kept");
    }
}

}  // namespace
}  // namespace labelscape
