#pragma once

#include <string>
#include <vector>

#include "app/actions/labels.hpp"
#include "app/actions/projects.hpp"
#include "app/app_context.hpp"
#include "app/work/import_work.hpp"
#include "support/fake_ports.hpp"

namespace labelscape::test {

/// An application whose saving is looked at: no map, no vectors, only edits, rows and snapshots.
class SavingHarness : public AppHarness {
public:
    /// Appends `count` rows, the first few labeled. Without waiting for anything but the file.
    void import_rows(int count) {
        files.names = {"text", "label"};
        files.rows.clear();
        for (int row = 0; row < count; ++row) {
            files.rows.push_back({"row " + std::to_string(imported_++), row < 3 ? k_names[row] : ""});
        }
        read_table(app->context(), {1, "rows.csv"}, {"text", "label", "", "", "", DuplicatePolicy::keep},
                   {app->context().dropped, [](AppContext&, const Result<ImportReport>&) {}});
        mailbox.run();
    }
    LabelId label(int which) const { return state().project.scheme->find(k_names[which])->id; }
    void assign(DocId first, DocId last, int which) {
        std::vector<DocId> docs;
        for (DocId doc = first; doc < last; ++doc) docs.push_back(doc);
        act(action::Assign{{Target::Kind::documents, docs}, {label(which)}, AssignMode::set});
    }
    bool saved() const { return state().save_state == SaveState::saved; }
    /// Frames until all is saved, with time put forward past waits.
    bool settle_saved() {
        for (int round = 0; round < 60; ++round) {
            for (int i = 0; i < 4; ++i) frame();
            if (saved() && mailbox.empty()) return true;
            clock.skipped_ms += 500;
        }
        return false;
    }
    /// The page is killed, and another one opens the project.
    bool kill_and_reopen(const std::string& id) {
        storage.fault_at.reset();
        restart();
        act(action::OpenProject{id});
        // Not until all is saved: what was replayed goes into a snapshot only seconds later.
        const double end = clock.now_ms() + 20000;
        for (int idle = 0; !state().project_open && idle < 3 && clock.now_ms() < end;) {
            frame();
            idle = state().loading || !mailbox.empty() ? 0 : idle + 1;
        }
        return state().project_open;
    }
    /// All that must survive, as one text.
    std::string work() const {
        const Project& project = state().project;
        std::string out = project.name + "\n";
        for (DocId doc = 0; doc < project.size(); ++doc) {
            out += (project.removed->test(doc) ? "-" : "+") + std::string((*project.dataset)->text(doc));
            for (const LabelId id : project.annotations->labels(doc)) out += " " + project.scheme->find(id)->name;
            out += "\n";
        }
        for (const auto& entry : state().history.entries()) out += entry.edit->title() + "\n";
        return out + std::to_string(state().history.done_count());
    }
    bool told(const std::string& words) const {
        for (const Notice& notice : state().notices) {
            if (notice.text.find(words) != std::string::npos) return true;
        }
        return false;
    }

    static constexpr const char* k_names[] = {"alpha", "beta", "gamma"};

private:
    int imported_ = 0;
};

}  // namespace labelscape::test
