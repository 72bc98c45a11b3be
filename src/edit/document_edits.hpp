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
