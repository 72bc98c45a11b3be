#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/filter.hpp"
#include "app/models.hpp"
#include "app/read_options.hpp"
#include "app/text_matches.hpp"
#include "app/view_state.hpp"
#include "base/bitset.hpp"
#include "base/ids.hpp"
#include "edit/history.hpp"
#include "io/import_plan.hpp"
#include "io/importer.hpp"
#include "io/project_format.hpp"
#include "jobs/job_queue.hpp"
#include "model/project.hpp"
#include "model/selection.hpp"

namespace labelscape {

/// A project as listed on the start screen.
struct ProjectInfo {
    std::string id;
    std::string name;
    std::uint32_t documents = 0;
    std::uint32_t labeled = 0;
    double changed_ms = 0;   ///< since 1970, UTC
    double deleted_ms = 0;   ///< when it was put into the trash; 0: it was not
};

/// Until then a project stays in the trash, unless room is needed; ms since 1970, UTC.
constexpr double kept_until_ms(const ProjectInfo& info) { return info.deleted_ms + 30.0 * 24 * 3600 * 1000; }

/// The open project is to be left, but not all of it is saved yet.
struct Leaving {
    double since_ms = 0;     ///< on the app's clock
    std::string why;         ///< it could not be saved; empty: it is being saved
};

/// Data that the page's address names, before anything is asked of its host.
struct OfferedUrl {
    std::string url;
    std::string name;
    std::string origin;      ///< empty: this site
    bool is_project = false;
};

enum class NoticeKind : std::uint8_t { info, success, warning, error };

/// A message with what to do about it; shown as a toast and kept in the log.
struct Notice {
    std::uint64_t id = 0;
    NoticeKind kind = NoticeKind::info;
    std::string text;
    double at_ms = 0;        ///< on the app's clock
    bool offers_undo = false;
    bool offers_file = false;   ///< to save the project as a file
    std::string restores = {};  ///< project in the trash that it offers to bring back
};

enum class SaveState : std::uint8_t { saved, saving, failed };

/// A file that is open in the import dialog.
struct OpenedFile {
    std::string name;
    std::string format;                  ///< "CSV", "Parquet", ...
    ReadOptions in_force;                ///< what it is read with; left out where the format has no such option
    PlanRoles roles;                     ///< columns whose meaning the format itself says
    std::vector<std::string> reasons;    ///< how format, encoding and delimiter were recognized
    std::vector<std::string> columns;
    std::vector<ColumnType> types;
    std::vector<std::vector<std::string>> preview;   ///< rows of cells
    std::uint64_t bytes = 0;
};

struct ImportView {
    enum class Stage : std::uint8_t { reading_preview, choosing, importing, report };
    Stage stage = Stage::reading_preview;
    OpenedFile file;
    ReadOptions options;                 ///< what the user chose; `file` follows when it has been looked into again
    ReadOptions options_shown;           ///< those that `file` was looked into with
    double opening_since_ms = 0;         ///< on the app's clock; 0: not looked into now
    ImportPlan plan;
    std::vector<std::string> plan_reasons;
    std::vector<std::string> sample_labels;   ///< of the cell of the preview that holds the most labels by the plan
    std::string project_name;            ///< of the new project
    ImportReport report;
};

/// A line of the microtopic table.
struct TopicRow {
    TopicId topic = 0;                   ///< k_outlier, k_no_meaning, k_no_vector: the row of those
    std::uint32_t size = 0;              ///< active documents
    std::uint32_t labeled = 0;
    std::uint32_t duplicates = 0;
    float purity = 0;                    ///< share of the most frequent label among the labeled; 0 without any
    std::vector<std::pair<LabelId, std::uint32_t>> mix;   ///< labels by falling count
    float x = 0, y = 0;                  ///< where its name stands on the map
};

/// The open "alike" view.
struct AlikeView {
    DocId reference = 0;
    float threshold = 0.8f;
    bool unlabeled_only = true;
    bool ready = false;                  ///< false while the similarities are computed
    std::vector<DocId> docs;             ///< candidates by falling similarity, also those below the threshold
    std::vector<float> similarities;     ///< cosine, by place in docs
    std::uint32_t above = 0;             ///< the first so many reach the threshold
    std::vector<std::uint32_t> histogram;   ///< counts in 50 bins of cosine 0..1
    std::optional<LabelId> label;        ///< the likely label: of the reference, or suggested
    std::vector<float> errors;           ///< chance that `label` is wrong, by place in docs, for the first `above`
    float mean_error = 0;
    std::vector<std::uint32_t> borderline;  ///< places in docs, the most doubtful first
    Bitset unchecked;                    ///< documents that the user took out

    /// What one key labels: above the threshold and not taken out.
    std::vector<DocId> chosen() const;
};

/// All that belongs to the open project: replaced as a whole when one is opened or closed.
struct Session {
    bool project_open = false;
    Project project;
    History history;
    Selection selection;
    ViewState view;
    std::vector<std::string> export_columns;   ///< of the open export dialog, in the order in which they are written
    std::optional<AlikeView> alike;
    ModelUse model_use;
    /// Journal records that could not be replayed, each as a section; kept in storage and in project files.
    std::vector<Section> unread;

    // Derived from the project, up to date at the start of each frame
    Bitset active;                       ///< neither removed nor excluded
    Bitset visible;                      ///< active and passed by the filter
    TextMatches text_matches;            ///< of the filter's text conditions
    std::vector<TextCondition> searching;   ///< texts are still read for these: `visible` is what it was before
    double searching_since_ms = 0;       ///< on the app's clock
    std::vector<DocId> order;            ///< visible documents in list order
    std::vector<TopicRow> topic_rows;    ///< by falling size, then outliers, then documents that cannot be grouped
    std::uint32_t active_labeled = 0;
    std::vector<std::int32_t> alike_counts;   ///< by document: alike and not labeled, -1 not counted yet
    std::vector<float> live_layout;      ///< xy of all documents while the map is being computed; else empty
    std::vector<float> similarity;       ///< by document to the searched text or "like this"; empty without
    std::string similarity_title;        ///< what `similarity` is to
};

/// All that the UI may read. Only the app changes it, between frames.
struct AppState : Session {
    explicit AppState(const Clock& clock) : jobs(clock) {}

    bool loading = false;                ///< a project is being opened
    std::string locked_project;          ///< id of a project that could not be opened: another tab has it
    std::vector<ProjectInfo> projects;   ///< newest first
    std::vector<ProjectInfo> trash;      ///< last deleted first
    bool projects_listed = false;
    std::optional<ImportView> import;    ///< its file may become a project of its own
    std::optional<Leaving> leaving;
    std::optional<OfferedUrl> offered;
    ModelsView models;
    JobQueue jobs;
    std::vector<Notice> notices;
    SaveState save_state = SaveState::saved;
    std::string save_error;

    // These grow, also from project to project: whoever has seen one remembers its number
    std::uint64_t derived_version = 1;   ///< with each change of a derived part
    std::uint64_t active_version = 1;    ///< with each change of `active`
    std::uint64_t visible_version = 1;   ///< with each change of `visible`
    /// The `visible_version` since which only documents have come or gone that Annotations::changes_since() names.
    std::uint64_t visible_by_labels_since = 1;
    std::uint64_t live_layout_version = 0;
    std::uint64_t search_focus_request = 0;   ///< when the search box should get the keyboard
    std::uint64_t copy_request = 0;      ///< when the selected text, or the current document's, should be copied
    std::uint64_t fit_request = 0;       ///< when the map should show everything

    bool mac = false;                    ///< names and keys of shortcuts
    double now_ms = 0;                   ///< the app's clock
    double wall_ms = 0;                  ///< since 1970, UTC

    /// The project's vectors are those of the model in use, so that a query can be compared with them.
    bool model_fits() const;
    /// The column of a file that the vectors came with; empty when a model made them.
    std::string own_vectors() const;
    /// The microtopic of a document, or what stands instead of one.
    TopicId topic_of(DocId doc) const;
    std::string topic_name(TopicId topic) const;
    /// Why a document cannot be compared with others; empty where it can.
    std::string why_no_meaning(DocId doc) const;
    /// What the labels of similar documents say of one, its own aside; nothing where they are not counted yet.
    const Opinion& neighbors_say(DocId doc) const;
    /// The suggested label of a document without one; null without.
    const Label* suggested(DocId doc) const;
    /// The label that the neighbors of a labeled document carry while it does not, where they are sure; else null.
    const Label* labeled_otherwise(DocId doc) const;
    /// The documents of an action: the selection, or the current document when nothing is selected.
    Bitset selected_or_current() const;
};

}  // namespace labelscape
