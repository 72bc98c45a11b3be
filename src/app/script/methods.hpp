#pragma once

#include <vector>

#include "app/app.hpp"
#include "app/app_context.hpp"
#include "app/script/script_call.hpp"
#include "app/script/shape.hpp"

namespace labelscape {

/// What the methods of scripts work with.
struct Script {
    App& app;
    AppContext& context;
    CallDesk& desk;

    AppState& state() const { return context.state; }
};

/// A call that scripts may make, as web/api.d.ts has it.
struct Method {
    const char* name;
    Shape arguments;
    /// The arguments fit their shape, and a project is open where one is needed.
    void (*run)(Script&, const Call&, const Json& arguments);
    bool needs_project = true;
};

// One area each
std::vector<Method> project_methods();    ///< project_methods.cpp: projects, import, export, history, state
std::vector<Method> label_methods();      ///< label_methods.cpp: labels, assign
std::vector<Method> document_methods();   ///< document_methods.cpp: documents, vectors, alike, search, select
std::vector<Method> compute_methods();    ///< compute_methods.cpp: embed, layout, topics

// Shapes that several methods take
Shape id_shape();
Shape ids_shape();
Shape count_shape();
Shape filter_shape();

/// Goes on with the documents that pass filter and search, exactly; on large data a job reads the texts first.
void with_filtered(Script& script, const Call& call, Filter filter, std::string search,
                   std::function<void(const Bitset&)> then);

}  // namespace labelscape
