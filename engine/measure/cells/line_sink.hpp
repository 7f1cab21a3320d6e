// The sink that tells what is offered along lines: the territory and the signature on each side of each segment.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

#include "core/interner.hpp"
#include "core/sink.hpp"
#include "model/lines.hpp"

namespace covmap::measure {

/// Each side of a line is looked at so far from it, in cells: beyond the rounding of borders in cut cells (0.71 of that) and the
/// sagitta of transformed edges, so that a line along a border has one state on each side (3 cm of a square of 1 km).
inline constexpr double kSideOfLine = 1 / core::kCutUnits;

/// The columns of a map in degrees come round: `turn` columns, from `west` on. turn = 0: they do not.
struct ColumnTurn {
    double west = 0, turn = 0;
};

/// Segments of lines by band. The sets outlive it. Memory: 4 bytes a segment and band.
class LineIndex {
public:
    explicit LineIndex(const std::vector<model::LineSet>& sets, const ColumnTurn& turn = {});

    /// One segment, from a vertex to the next of one line.
    struct Segment {
        core::Point from, to;
    };
    [[nodiscard]] Segment segment(std::uint32_t number) const;
    /// The number of the segment that begins at a vertex of a set.
    [[nodiscard]] std::uint32_t number(std::size_t set, std::size_t vertex) const {
        return m_first[set] + static_cast<std::uint32_t>(vertex);
    }
    [[nodiscard]] std::span<const std::uint32_t> in_band(core::Row band) const;
    [[nodiscard]] const ColumnTurn& turn() const { return m_turn; }

private:
    const std::vector<model::LineSet>* m_sets;
    ColumnTurn m_turn;
    std::vector<std::uint32_t> m_first;  ///< per set: number of its first vertex, and the number of all
    core::Row m_first_band = 0;
    std::vector<std::size_t> m_start;  ///< per band from m_first_band on: first of its segments, and one more
    std::vector<std::uint32_t> m_segments;
};

/// Borders of cut cells are known to 2^-15 of a cell, all others exactly; what no call tells of lies outside every territory.
/// One instance a worker; the index outlives it. Memory: 32 bytes a segment, side and state. Cost: a microsecond a segment; in
/// cut cells one for each crossing and 100 pieces of border.
class LineSink final : public core::Sink {
public:
    explicit LineSink(const LineIndex& index) : m_index(&index) {}
    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row) override;

    /// A share of one side of a segment, from 0 to 1 along it.
    struct Found {
        std::uint32_t segment = 0;
        bool right = false;
        std::uint32_t state = 0;  ///< position in states()
        double from = 0, to = 0;
    };
    static bool earlier(const Found& a, const Found& b) {
        return std::tie(a.segment, a.right, a.from) < std::tie(b.segment, b.right, b.from);
    }
    [[nodiscard]] std::vector<Found>& found() { return m_found; }
    [[nodiscard]] std::vector<model::LineState> states() const;

private:
    /// A share of one side of a segment in one cell. In the cell it runs from (x0, y0) at `from` to (x1, y1) at `to`.
    struct Fragment {
        core::Row row;
        core::Col col;
        std::uint32_t segment;
        bool right;
        double from, to, x0, y0, x1, y1;
    };
    void walk(std::uint32_t segment, bool right, core::Row row_begin, core::Row row_end);
    void walk_window(core::Point a, core::Point b, double from, double to, Fragment& fragment, core::Row row_begin,
                     core::Row row_end);
    void add(const Fragment& fragment, double from, double to, core::TerritoryId territory, std::uint32_t signature);
    void split(const core::CutCell& cell, const Fragment& fragment);
    template <class Visit>
    void for_each(core::Row row, core::Col begin, core::Col end, const Visit& visit);

    const LineIndex* m_index;
    const core::SignatureLookup* m_signatures = nullptr;
    std::vector<Fragment> m_fragments;  ///< of the band
    std::vector<double> m_cuts;
    std::vector<double> m_crossings;
    std::vector<int> m_parts;
    std::size_t m_words = 0;
    std::optional<core::Interner> m_states;  ///< the territory, then the words of the signature
    std::vector<std::uint64_t> m_key;
    std::vector<Found> m_found;
    std::size_t m_of_band = 0;  ///< first of m_found in the band
};

/// What all workers found, set by set. Takes over what they hold; the same whatever their number.
std::vector<model::LineFindings> merge_lines(const std::vector<model::LineSet>& sets, const LineIndex& index,
                                             const std::vector<LineSink*>& sinks);

}  // namespace covmap::measure
