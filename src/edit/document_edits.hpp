#pragma once

#include "edit/edit.hpp"

namespace labelscape {

/// Brings in rows [first, last) of the dataset, which already holds them; undo hides them.
class ImportDocuments final : public Edit {
public:
    ImportDocuments(std::string source, DocId first, DocId last)
        : source_(std::move(source)), first_(first), last_(last) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::import_documents; }
    std::string title() const override;
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override { return sizeof *this; }
    void encode(ByteWriter& out) const override;

private:
    std::string source_;
    DocId first_, last_;
};

/// Brings in copies [first, last) of the dataset's table, which already holds them; undo hides them.
class ImportCopies final : public Edit {
public:
    /// The labels of a copy where its document has others.
    struct Row {
        std::uint32_t copy = 0;
        std::uint32_t labels = 0;   ///< index into the edit's table of label sets
    };
    /// `rows` in ascending order of copies.
    ImportCopies(std::uint32_t first, std::uint32_t last, std::vector<std::vector<LabelId>> sets, std::vector<Row> rows)
        : first_(first), last_(last), sets_(std::move(sets)), rows_(std::move(rows)) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::import_copies; }
    std::string title() const override;
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override { return sizeof *this + rows_.size() * sizeof(Row); }
    void encode(ByteWriter& out) const override;

private:
    std::uint32_t first_, last_;
    std::vector<std::vector<LabelId>> sets_;
    std::vector<Row> rows_;
};

/// Lets documents that were just brought in stand for others with their labels and marks, and hides those.
class ReplaceDocuments final : public Edit {
public:
    struct Pair {
        DocId old = 0, by = 0;
    };
    explicit ReplaceDocuments(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::replace_documents; }
    std::string title() const override;
    void apply(Project& project) override;
    void revert(Project& project) const override;
    std::size_t bytes() const override { return sizeof *this + pairs_.size() * sizeof(Pair); }
    void encode(ByteWriter& out) const override { out.put_array(std::span(pairs_)); }

private:
    std::vector<Pair> pairs_;
};

/// Takes documents out of map, topics and counts, or brings them back.
class ExcludeDocuments final : public Edit {
public:
    /// Only documents that are not yet as wanted.
    ExcludeDocuments(std::vector<DocId> docs, bool excluded) : docs_(std::move(docs)), excluded_(excluded) {}
    static std::unique_ptr<Edit> decode(ByteReader& in, const Project& project);

    EditKind kind() const override { return EditKind::exclude_documents; }
    std::string title() const override;
    void apply(Project& project) override { set(project, excluded_); }
    void revert(Project& project) const override { set(project, !excluded_); }
    std::size_t bytes() const override { return sizeof *this + docs_.size() * sizeof(DocId); }
    void encode(ByteWriter& out) const override;

private:
    void set(Project& project, bool excluded) const;

    std::vector<DocId> docs_;
    bool excluded_;
};

}  // namespace labelscape
