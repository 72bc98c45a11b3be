#pragma once

#include <map>
#include <optional>
#include <set>

#include "io/project_format.hpp"
#include "io/project_json.hpp"
#include "io/project_sections.hpp"

namespace labelscape {

/// One reading of a project, part after part; every loss becomes a note. decode_project() is its
/// face.
class ProjectLoader {
public:
    explicit ProjectLoader(std::vector<Section> sections);

    Result<LoadedProject> run();

private:
    /// What the manifest says about a section. Without an intact manifest all that is there counts
    /// as sound, and the decoders alone judge it.
    enum class Health { absent, lost, damaged, sound };

    void check_sections();
    Health health(std::string_view name) const;
    std::span<const std::byte> bytes_of(std::string_view name) const;
    /// Decodes a sound section; notes that `content` is lost when it should be there and cannot be
    /// had.
    template <class Decode>
    auto read(std::string_view name, std::string_view content, Decode decode)
        -> decltype(decode(std::span<const std::byte>()));
    void note(std::string sentence) { out_.notes.push_back(std::move(sentence)); }
    void note_repairs();
    void note_rows(std::string_view what, std::uint32_t chunk, std::string_view happened);

    Status read_manifest();
    std::uint32_t count_rows() const;
    std::uint32_t rows_of_chunks(std::string_view part) const;
    /// Most rows that the bytes of any part can hold: a number alone must not ask for memory.
    std::uint64_t rows_held() const;
    /// Too few bytes for the rows, or too many rows for the memory of a tab.
    Status check_size() const;

    void load_dataset();
    /// `filler` makes the texts of lost rows.
    TextColumn load_texts(std::string_view part, std::string_view what,
                          std::string (*filler)(DocId));
    /// Numbers of the parts "<prefix><number>/...".
    std::set<std::uint32_t> column_numbers(std::string_view prefix) const;
    /// The column of a table with `rows` rows, such as `part` "column-3" with `content` "The cells".
    std::optional<Column> load_column(const std::string& part, std::string_view content, std::uint32_t rows);
    /// What the copies say, and their rows; a lost row counts no more.
    Copies load_copies(const std::vector<Column>& columns, CopyTable& table);
    std::shared_ptr<const TextColumn::Chunk> mended(std::shared_ptr<const TextColumn::Chunk> chunk,
                                                    const std::string& section, std::string_view what, bool lists);
    /// too_large when there are more labels than can be used.
    Status load_labels();
    /// False when a part is missing that the history may still know.
    bool load_work();
    void name_unknown_labels();
    void load_history(bool whole);
    void load_embeddings();
    /// What is missing or damaged is made again, so nobody misses it.
    void load_layer(std::string_view actor);

    std::map<std::string, Bytes, std::less<>> sections_;
    std::map<std::string, SectionInfo, std::less<>> listed_;
    std::map<std::string, Health, std::less<>> health_;
    bool intact_ = false;
    std::uint32_t manifest_rows_ = 0;
    std::uint32_t rows_ = 0;
    std::optional<LabelScheme> scheme_;
    std::map<std::string, std::uint64_t, std::less<>> repaired_;   ///< texts by what they are
    std::set<std::string, std::less<>> changed_;                   ///< sections that are to be written anew
    LoadedProject out_;
};

}  // namespace labelscape
