// One cut cell: from its pieces to the exact share of each (territory, layers) in it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sweep/equal_owners.hpp"
#include "sweep/frame.hpp"
#include "sweep/piece_sides.hpp"
#include "sweep/quadrant.hpp"

namespace covmap::sweep {

inline constexpr std::uint32_t kNoTerritory = 0xffffffffU;

/// A part of a cell: one territory (or none) with one set of the cell's own layers.
struct Part {
    std::uint32_t territory = kNoTerritory;
    std::uint32_t words = 0;  ///< offset of its presence words in CellSolver::words()
    double share = 0;         ///< of the cell's area
};

/// By their coordinates, then their owner: an order that does not depend on that of the source.
void sort_pieces(std::vector<Piece>& pieces);

/// What cells without a closed form have cost so far.
struct CellWork {
    std::uint64_t strands = 0;    ///< given to the slabs, equal pieces counted once
    std::uint64_t quarters = 0;   ///< made
    std::uint64_t crossings = 0;  ///< pairs of lines tested
    std::uint64_t slabs = 0;
};

/// Solves one cell after the other; buffers are reused. Nothing depends on the order in which pieces are given. Long cells ask
/// core::stop_check().
class CellSolver {
public:
    explicit CellSolver(std::uint32_t territories) : m_territories(territories) {}

    /// `owners` sorted by owner; pieces carry positions in it. `background` is the smallest territory that is present in the
    /// whole cell without a piece in it (or none), `background_count` how many such there are. Sorts the pieces, and leaves out
    /// those of layers that are present in the whole cell.
    void solve(std::span<const CellOwner> owners, std::vector<Piece>& pieces, std::uint32_t background, int background_count);

    /// Sorted by (territory, presence words of the layers as a number); no territory comes last. Shares > 0.
    [[nodiscard]] std::span<const Part> parts() const { return m_parts; }
    /// Presence words of a part over the owners' positions (territories' positions are 0).
    [[nodiscard]] std::span<const std::uint64_t> words(const Part& part) const { return {m_words.data() + part.words, m_stride}; }
    /// Per owner position: integral of a territory's winding beyond what it was given, in cells (negative where its winding is).
    [[nodiscard]] std::span<const double> taken() const { return m_taken; }
    /// Per owner position: area where a territory is present and a smaller code has it, in cells.
    [[nodiscard]] std::span<const double> lost() const { return m_lost; }
    [[nodiscard]] bool closed() const { return m_closed; }      ///< solved in closed form
    [[nodiscard]] bool halved() const { return m_halved; }      ///< cut into quarters
    [[nodiscard]] bool negative() const { return m_negative; }  ///< some winding fell below 0
    [[nodiscard]] const CellWork& work() const { return m_work; }

private:
    struct Span {
        double x;
        std::uint32_t piece;
    };
    /// Where these of the owners are present, and no others: cell_uncrossed.cpp.
    struct State {
        std::uint64_t present;
        double area;
    };
    /// Where a piece crosses the west side, and the windings south of it.
    struct WestEnd {
        double y;
        std::uint64_t windings;
    };
    /// What a gap has of a strand: cell_dense.cpp.
    struct GapStrand {
        std::uint32_t gap;
        Strand strand;
    };

    bool solve_single_layer(std::span<const CellOwner> owners, const std::vector<Piece>& pieces);
    bool solve_partition(std::span<const CellOwner> owners, const std::vector<Piece>& pieces);
    bool solve_uncrossed(const std::vector<Piece>& given);
    bool states_by_places();
    bool states_by_sides();
    std::size_t list_west_ends(std::uint64_t corner);
    void add_west_ends(std::uint64_t corner, std::size_t count);
    bool windings_west_of(const std::vector<Piece>& pieces, std::uint32_t piece);
    void reset_winding();
    void add_west_side(const std::vector<Piece>& pieces);
    [[nodiscard]] std::uint64_t present_mask();
    void add_state(std::uint64_t present, double area);
    void parts_of_states();
    void give_to_territories();
    void push_part(std::uint32_t territory, std::uint64_t word, double share);
    void finish_parts();

    // By frames.
    void solve_frames(std::span<const CellOwner> owners, const std::vector<Piece>& pieces);
    void part_words_of(std::span<const CellOwner> owners);
    void drop_solid(Frame& frame);
    void solve_frame(std::size_t depth, double scale);
    [[nodiscard]] bool quarters_are_smaller(const Frame& frame) const;
    void solve_slabs(const Frame& frame, double scale);
    void collect_events(const Frame& frame);
    void sweep_slab(const Frame& frame, double top, double bottom, double scale);
    void add_region(double area);
    /// On a way across the frame: the winding of an owner, and with it its presence.
    void turn(std::uint32_t owner, std::int32_t by) {
        m_winding[owner] += by;
        const std::uint64_t bit = std::uint64_t{1} << (owner % 64);
        if (m_winding[owner] > 0)
            m_presence[owner / 64] |= bit;
        else
            m_presence[owner / 64] &= ~bit;
    }

    // Frames of many lines.
    void solve_dense(Frame& whole, double scale);
    bool halve(const Frame& frame);
    void find_bounds(const Frame& frame);
    void spread_strand(const Strand& strand);
    void push_gaps(const Frame& frame, double scale);
    void sort_by_gap();

    std::uint32_t m_territories;
    std::span<const CellOwner> m_owners;  ///< in solve_frames: one of each sort
    std::uint32_t m_background = kNoTerritory;
    std::size_t m_local_territories = 0;
    std::size_t m_stride = 1;
    std::vector<Part> m_parts;
    std::vector<std::uint64_t> m_words, m_kind_words;
    std::vector<double> m_taken, m_lost;
    PieceSides m_sides;
    std::array<WestEnd, PieceSides::kMost> m_west_ends;
    std::vector<State> m_states;
    EqualOwners m_equal;
    std::vector<Frame> m_frames;
    std::vector<std::uint32_t> m_lines;
    std::vector<double> m_events;
    std::vector<Span> m_active;
    std::vector<std::int32_t> m_winding, m_left;
    std::vector<std::uint64_t> m_presence;
    std::vector<Frame> m_pending;  ///< of solve_dense
    std::vector<Strand> m_bounds, m_rest;
    std::vector<GapStrand> m_spread;
    std::vector<std::uint32_t> m_by_gap;
    CellWork m_work;
    bool m_closed = false, m_halved = false, m_negative = false;
};

}  // namespace covmap::sweep
