// Discs of a band: cut into 64-gons, with the columns they cover wholly left out.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "core/disc.hpp"
#include "core/grid.hpp"
#include "sweep/cutter.hpp"
#include "sweep/sweep.hpp"

namespace covmap::sweep {

/// Which discs touch which band; made once, read by all workers.
class DiscIndex {
public:
    struct Entry {
        std::uint32_t owner;  ///< global
        const core::Disc* disc;
    };
    explicit DiscIndex(const SweepInput& input);
    /// Sorted by owner.
    [[nodiscard]] const std::vector<Entry>& in_band(core::Row band) const;
    [[nodiscard]] std::vector<core::Row> bands() const;

private:
    std::map<core::Row, std::vector<Entry>> m_bands;
    std::vector<Entry> m_none;
};

/// Cuts the discs of one band, layer by layer. In a row a convex ring covers wholly the columns between its chords on the top and
/// the bottom line; there its layer is present, so the pieces of that layer's discs are left out (their toggles stay).
class DiscCutter {
public:
    /// Returns the number of discs cut.
    std::uint64_t cut(const std::vector<DiscIndex::Entry>& discs, const core::CellBox& cells, Cutter& cutter);

private:
    using Ring = std::array<core::Point, core::kDiscSides>;
    struct Solid final : SolidColumns {
        core::CellBox box;                ///< rows of the band, columns of this layer's discs
        std::vector<std::int32_t> cover;  ///< row-major; while filling: differences
        [[nodiscard]] bool solid(core::Row row, core::Col col) const override;
        void reset(const core::CellBox& b);
        void add(core::Row row, core::Col from, core::Col to);
        void sum();
    };

    void add_spans(const Ring& ring);
    std::vector<Ring> m_rings;
    Solid m_solid;
    struct Chord {
        double west, east;
        core::Col west_col, east_col;
    };
    std::vector<Chord> m_chords;
};

}  // namespace covmap::sweep
