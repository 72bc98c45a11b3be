#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bitset.hpp"
#include "base/unit_rows.hpp"
#include "model/annotations.hpp"
#include "model/copies.hpp"
#include "model/dataset.hpp"
#include "model/label_scheme.hpp"
#include "model/layer.hpp"
#include "model/topics.hpp"

namespace labelscape {

/// Vectors by document; a row of zeros where the model knows no word of a text, or where it is not embedded yet.
struct Embeddings {
    std::string model_id;
    UnitRows vectors;    ///< rows may be fewer than documents: the rest is not embedded yet
    Bitset embedded;     ///< which rows are final
};

enum class Meaning : std::uint8_t {
    found,
    none,      ///< the text is empty, or the model knows no word of it
    unknown,   ///< not embedded yet
};

/// 2-d map coordinates by document; NaN where a document is not placed.
struct Layout {
    std::vector<float> xy;   ///< x0, y0, x1, y1, ...
    std::uint64_t seed = 0;

    bool placed(DocId doc) const {
        return 2 * static_cast<std::size_t>(doc) + 1 < xy.size() && xy[2 * doc] == xy[2 * doc];
    }
};

/// A part of the project with the number of its current state. Whoever derives something from a part remembers the
/// version it was made from.
template <class T>
class Versioned {
public:
    const T& operator*() const { return value_; }
    const T* operator->() const { return &value_; }
    std::uint64_t version() const { return version_; }
    /// For changing the part: counts as a change whether or not one is made.
    T& edit() {
        ++version_;
        return value_;
    }

private:
    T value_{};
    std::uint64_t version_ = 1;
};

/// Everything that a person made or computed for one set of documents. Large immutable parts are shared with the jobs
/// that read them.
struct Project {
    std::string id;
    std::string name;
    Versioned<std::shared_ptr<const Dataset>> dataset;   ///< never null
    Versioned<Bitset> removed;                           ///< documents of an undone or unfinished import
    Versioned<Bitset> excluded;                          ///< kept out of map, topics and counts by the user
    Versioned<Copies> copied;                            ///< the dataset's listed copies
    Versioned<LabelScheme> scheme;
    Versioned<Annotations> annotations;
    Versioned<std::shared_ptr<const Topics>> topics;         ///< null before the first split
    Versioned<std::shared_ptr<const Embeddings>> embeddings; ///< null before the first embedding
    Versioned<std::shared_ptr<const Layout>> layout;         ///< null before the first map
    Versioned<std::vector<std::shared_ptr<const Layer>>> layers;   ///< none null; an actor has one at most

    Project() { dataset.edit() = std::make_shared<const Dataset>(); }

    std::uint32_t size() const { return (*dataset)->size(); }
    /// How many imported rows a document stands for: more than 1 where exact duplicates were collapsed.
    std::uint32_t copies(DocId doc) const { return (*dataset)->unlisted_copies(doc) + copied->of(doc); }
    /// Documents that count: neither removed nor excluded.
    Bitset active() const;
    /// What an actor says; null when it has said nothing yet.
    const Layer* layer(std::string_view actor) const;
    /// Replaces what its actor said before.
    void set_layer(std::shared_ptr<const Layer> layer);
    /// What the vectors say about a document: only one with a meaning stands on the map and in a microtopic.
    Meaning meaning(DocId doc) const;
    /// Replaces the dataset by one with at least as many rows and fits the other parts to it. The new rows count as
    /// removed until an ImportDocuments edit brings them in, so undo finds the state that was there before.
    void set_dataset(std::shared_ptr<const Dataset> grown);
};

}  // namespace labelscape
