#include <gtest/gtest.h>

#include <set>

#include "edit/checked_fields.hpp"
#include "edit/history.hpp"
#include "edit/random_project.hpp"

namespace labelscape {
namespace {

using test::describe;
using test::make_project;
using test::random_edit;

Bytes encoded(const Edit& edit) {
    ByteWriter out;
    encode_edit(edit, out);
    return out.take();
}

TEST(Edits, RevertRestoresAndBytesRepeat) {
    std::set<EditKind> seen;
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        Random random(seed);
        Project project = make_project(40, 5);
        for (int step = 0; step < 60; ++step) {
            const auto edit = random_edit(random, project);
            seen.insert(edit->kind());
            SCOPED_TRACE(edit->title() + ", seed " + std::to_string(seed) + ", step " +
                         std::to_string(step));
            const Project before = project;
            const std::string found = describe(project);
            edit->apply(project);
            const std::string made = describe(project);
            edit->revert(project);
            ASSERT_EQ(describe(project), found);
            edit->apply(project);
            ASSERT_EQ(describe(project), made);

            const Bytes bytes = encoded(*edit);
            Project copy = before;
            ByteReader in(bytes);
            const auto decoded = decode_edit(in, copy);
            ASSERT_TRUE(decoded);
            ASSERT_TRUE(in.at_end());
            ASSERT_EQ(encoded(*decoded), bytes) << "a decoded edit is written as it was read";
            decoded->apply(copy);
            ASSERT_EQ(describe(copy), made);
            ASSERT_EQ(decoded->title(), edit->title());
            ASSERT_EQ(encoded(*decoded), bytes) << "an applied edit is written as it was read";
            decoded->revert(copy);
            ASSERT_EQ(describe(copy), found);
        }
    }
    EXPECT_EQ(seen.size(), 11u) << "every kind of edit was tried";
}

TEST(Edits, KnowWhoDecidedAndWhoseOpinionItWas) {
    std::vector<Provenance> all;
    for (const auto name : k_source_names) all.push_back(from_source(name, 3, 5, "x"));
    all.push_back({.actor = "annotator 2", .documents = 7, .at_ms = 1});
    all.push_back(
        {.origin = "classifier 4", .bulk = true, .documents = 9, .at_ms = 2, .action = "Accept 9 suggestions"});
    for (const Provenance& provenance : all) {
        ByteWriter out;
        put_provenance(provenance, out);
        const Bytes bytes = out.take();
        ByteReader in(bytes);
        EXPECT_EQ(get_provenance(in), provenance);
        EXPECT_TRUE(in.ok() && in.at_end());
    }
    EXPECT_EQ(source_name(all.back()), "suggestion");
}

TEST(Edits, TruncatedBytesGiveNoEdit) {
    Random random(7);
    Project project = make_project(30);
    for (int step = 0; step < 60; ++step) {
        const auto edit = random_edit(random, project);
        const Bytes bytes = encoded(*edit);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            Project copy = project;
            ByteReader in(std::span<const std::byte>(bytes.data(), size));
            EXPECT_EQ(decode_edit(in, copy), nullptr)
                << edit->title() << " cut to " << size << " bytes";
        }
        edit->apply(project);
    }
}

TEST(Edits, RefuseWhatTheProjectDoesNotHave) {
    const Project project = make_project(10);
    Project larger = make_project(20);
    const auto label = AssignLabels::make(larger, Bitset::of(20, std::vector<DocId>{15}),
                                          {LabelId{0}}, AssignMode::set, "", {});
    const AddLabel same_name(0, Label{LabelId{9}, "Refund", 0, "", "", {}});
    const AddLabel huge_id(0, Label{LabelId{0xfffffff0u}, "New", 0, "", "", {}});
    const ChangeLabel clash("", Label{LabelId{1}, "Refund", 0, "", "", {}});
    const RenameTopic no_topics(0, "x");
    const std::vector<const Edit*> unfit{label.get(), &same_name, &huge_id, &clash, &no_topics};
    for (const Edit* edit : unfit) {
        const Bytes bytes = encoded(*edit);
        ByteReader in(bytes);
        EXPECT_EQ(decode_edit(in, project), nullptr) << edit->title();
    }
}

TEST(Edits, CompoundsComeWholeOrNotAtAll) {
    const Project project = make_project(10);
    const auto compound = [](auto... parts) {
        std::vector<std::unique_ptr<Edit>> list;
        (list.push_back(std::move(parts)), ...);
        return std::make_unique<CompoundEdit>("all", std::move(list));
    };
    const auto good = [] { return std::make_unique<SetLabelMode>(LabelMode::multi); };
    const auto fits = [&](const Edit& edit) {
        const Bytes bytes = encoded(edit);
        ByteReader in(bytes);
        return decode_edit(in, project) != nullptr;
    };
    EXPECT_TRUE(fits(*compound(good(), good())));
    EXPECT_FALSE(fits(*compound(good(), std::make_unique<RemoveLabel>(LabelId{77}, "none"))));
    EXPECT_FALSE(fits(*compound(good(), compound(good()))));
}

TEST(AssignLabels, OneLabelADocumentIsReplacedBySeveralAdded) {
    Project project = make_project(4);
    Bitset docs(4);
    docs.set(1);
    const auto assign = [&](LabelId label, AssignMode mode) {
        const auto edit = AssignLabels::make(project, docs, {label}, mode, "Assign", {});
        if (edit) edit->apply(project);
        return edit != nullptr;
    };
    const auto labels = [&] {
        const auto found = project.annotations->labels(1);
        return std::vector<LabelId>(found.begin(), found.end());
    };
    EXPECT_TRUE(assign(LabelId{0}, AssignMode::add));
    EXPECT_TRUE(assign(LabelId{1}, AssignMode::add));
    EXPECT_EQ(labels(), (std::vector{LabelId{1}}));
    EXPECT_FALSE(assign(LabelId{1}, AssignMode::add)) << "nothing to change";
    SetLabelMode(LabelMode::multi).apply(project);
    EXPECT_TRUE(assign(LabelId{0}, AssignMode::add));
    EXPECT_EQ(labels(), (std::vector{LabelId{0}, LabelId{1}}));
    EXPECT_TRUE(assign(LabelId{1}, AssignMode::remove));
    EXPECT_EQ(labels(), (std::vector{LabelId{0}}));
}

}  // namespace
}  // namespace labelscape
