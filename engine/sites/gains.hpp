// Who would be served newly by one more site, and who already is.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/disc.hpp"
#include "core/failing_cells.hpp"
#include "sites/reach.hpp"

namespace covmap::sites {

/// What a site is worth: its people, weighed by attribute.
struct Worth {
    std::vector<std::int64_t> weights;     ///< [attribute], >= 0
    int serve = 1;                         ///< each person counts for so many sites
    std::optional<std::int64_t> capacity;  ///< quanta of the first attribute that one site serves at most; with serve = 1
};

/// What one more site gives.
struct Gain {
    std::int64_t worth = 0;
    std::vector<std::int64_t> people;  ///< [attribute] served for the first time, quanta
    std::vector<std::int64_t> backup;  ///< [attribute] served once more, by one who did not have `serve` sites yet
};

/// The people who fail, with the sites that were chosen so far. The cells outlive it. worth() is const and thread-safe. Errors:
/// core::Error(usage) where worths do not fit in 64 bits.
class Served {
public:
    Served(const core::FailingCells& cells, Worth worth);

    /// Of one more site, as things stand. Never grows while sites are added. Cost: microseconds, by the cells under the disc.
    [[nodiscard]] std::int64_t worth(const core::Disc& disc) const;
    /// The same where a site is full at its capacity: whole sub-cells, nearest first, cell by cell, that fit.
    [[nodiscard]] std::int64_t filled(const core::Disc& disc) const;
    /// Adds it.
    Gain add(const core::Disc& disc);
    /// Forgets all sites.
    void clear();
    [[nodiscard]] bool has_capacity() const { return m_worth.capacity.has_value(); }
    /// Of all people who fail, if each of them had all that counts.
    [[nodiscard]] std::int64_t whole() const { return m_whole; }
    /// Quanta served for the first time so far: [cell][attribute].
    [[nodiscard]] std::int64_t served(std::size_t cell, std::size_t attribute) const;

private:
    struct Covered {
        std::size_t cell;
        std::uint64_t bits;
    };
    [[nodiscard]] std::int64_t worth_of(std::size_t cell, std::uint64_t bits) const;
    [[nodiscard]] std::int64_t people_of(std::size_t cell, std::uint64_t bits, std::size_t attribute) const;
    [[nodiscard]] std::vector<Covered> fill(const core::Disc& disc) const;
    [[nodiscard]] std::vector<Covered> nearest_first(const core::Disc& disc) const;
    void take(const Covered& covered, Gain& gain);

    const core::FailingCells& m_cells;
    Worth m_worth;
    CellRows m_rows;
    std::vector<std::int64_t> m_worth_of_cell;         ///< all of it
    std::vector<std::vector<std::uint64_t>> m_planes;  ///< [serve][cell]: sub-cells that have so many sites, and more
    std::int64_t m_whole = 0;
};

}  // namespace covmap::sites
