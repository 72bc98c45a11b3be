#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace labelscape {

/// Numbers by a 64-bit hash; several may have the same one. Open addressing with linear probing, in parts that grow one
/// after the other: a whole table of a million entries would make the frame wait for a tenth of a second.
class HashIndex {
public:
    std::uint32_t size() const { return size_; }

    void add(std::uint64_t hash, std::uint32_t number) {
        Part& part = with_room(hash);
        part.put({hash, number, true});
        ++part.entries;
        ++size_;
    }

    /// Adds an entry unless the hash has one: that one or the new one, valid until the next is added, and whether it is
    /// new.
    std::pair<std::uint32_t*, bool> try_add(std::uint64_t hash, std::uint32_t number) {
        Part& part = with_room(hash);
        std::size_t at = part.first(hash);
        while (part.slots[at].used && part.slots[at].hash != hash) at = part.next(at);
        const bool added = !part.slots[at].used;
        if (added) {
            part.slots[at] = {hash, number, true};
            ++part.entries;
            ++size_;
        }
        return {&part.slots[at].number, added};
    }

    /// visit(number) for every entry of `hash`, in the order they were added.
    template <class Visit>
    void for_each(std::uint64_t hash, Visit visit) const {
        const Part& part = parts_[part_of(hash)];
        if (part.slots.empty()) return;
        for (std::size_t at = part.first(hash); part.slots[at].used; at = part.next(at)) {
            if (part.slots[at].hash == hash) visit(part.slots[at].number);
        }
    }

    /// The first entry of `hash`; null if there is none.
    const std::uint32_t* find(std::uint64_t hash) const {
        const Part& part = parts_[part_of(hash)];
        if (part.slots.empty()) return nullptr;
        for (std::size_t at = part.first(hash); part.slots[at].used; at = part.next(at)) {
            if (part.slots[at].hash == hash) return &part.slots[at].number;
        }
        return nullptr;
    }

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t number = 0;
        bool used = false;
    };

    struct Part {
        std::vector<Slot> slots;
        std::size_t entries = 0;

        std::size_t first(std::uint64_t hash) const { return hash & (slots.size() - 1); }
        std::size_t next(std::size_t at) const { return (at + 1) & (slots.size() - 1); }

        void put(const Slot& slot) {
            std::size_t at = first(slot.hash);
            while (slots[at].used) at = next(at);
            slots[at] = slot;
        }

        void grow() {
            const std::vector<Slot> before =
                std::exchange(slots, std::vector<Slot>(std::max<std::size_t>(4, 2 * slots.size())));
            // From a free slot on, so that entries of one hash keep their order around the end of the table.
            std::size_t start = 0;
            while (start < before.size() && before[start].used) ++start;
            for (std::size_t i = 0; i < before.size(); ++i) {
                const Slot& slot = before[(start + i) & (before.size() - 1)];
                if (slot.used) put(slot);
            }
        }
    };

    static constexpr std::size_t k_parts = 64;
    static std::size_t part_of(std::uint64_t hash) { return hash >> 58; }

    /// Equally full parts grow at different times: from one half to four fifths full.
    Part& with_room(std::uint64_t hash) {
        const std::size_t index = part_of(hash);
        Part& part = parts_[index];
        if ((part.entries + 1) * 200 > part.slots.size() * (100 + index)) part.grow();
        return part;
    }

    std::array<Part, k_parts> parts_;
    std::uint32_t size_ = 0;
};

}  // namespace labelscape
