// The kernel: one exact row sweep for all layers and all territories together (docs/methods/sweep.md).
//
// Knows no file, no thread, no PROJ. A Worker sweeps bands one after the other; bands are independent, so that any number of
// workers may share a job. Groups go to sinks; the account of checks goes to a BandReport.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "core/chain_store.hpp"
#include "core/demand.hpp"
#include "core/disc.hpp"
#include "core/grid.hpp"
#include "core/signature.hpp"
#include "core/sink.hpp"
#include "core/spread.hpp"
#include "core/sweep_counts.hpp"

namespace covmap::sweep {

/// Global owners: territories are [0, territories), then bit b is territories + b, then demand polygon p is territories + bits +
/// p.
struct EdgeSource {
    const core::ChainStore* store = nullptr;
    std::vector<std::uint32_t> owner;  ///< the store's local owner -> global owner, or kLeftOut
    static constexpr std::uint32_t kLeftOut = std::numeric_limits<std::uint32_t>::max();
};
struct DiscSource {
    const core::DiscStore* store = nullptr;
    std::vector<std::uint32_t> owner;
};

struct SweepInput {
    core::Frame frame;
    std::uint32_t territories = 0;
    std::uint32_t bits = 0;  ///< layers, then extents
    /// Polygons that hold the demand: signatures get one word more at their end, the number of the polygon at the place + 1, 0
    /// for none; where polygons overlap the smaller number counts.
    std::uint32_t demand_polygons = 0;
    std::size_t attributes = 0;  ///< of the demand
    std::vector<EdgeSource> edges;
    std::vector<DiscSource> discs;
    core::Demand* demand = nullptr;
    const core::CellAreas* areas = nullptr;
    core::Spread spread = core::Spread::cell;
    std::span<const std::uint32_t> class_of;  ///< per premises: position in class_bits; empty: nothing is on offer at them
    std::span<const std::vector<std::uint32_t>> class_bits;  ///< the bits that hold at the premises of a class
    std::vector<std::vector<std::uint32_t>>
        territory_bits;  ///< bits that hold in the whole of a territory; empty, or one list each
};

/// Account of one territory over the bands swept by one worker, in cells: whole cells and 2^-40 of a cell.
struct AreaAccount {
    std::int64_t swept_cells = 0, swept_fraction = 0;
    std::int64_t taken_cells = 0,
                 taken_fraction = 0;  ///< covered by it too, but given to a smaller code (or counted twice by its own parts)
};

/// What a worker has seen so far. Sums are integers: reports of workers add up to the same whatever the split.
struct SweepReport {
    std::vector<std::int64_t> outside;  ///< [attributes + 1]: weights outside every territory; the area outside them in cut cells
    std::vector<std::int64_t> total;    ///< [attributes]: weights of all cells swept
    std::vector<AreaAccount> areas;     ///< per territory
    std::vector<bool> has_demand;       ///< per territory: some demand cell has a part in it
    std::vector<std::int64_t> overlap_area;     ///< per territory, dm2 lost to smaller codes
    std::vector<std::int64_t> polygon_outside;  ///< per demand polygon: its area outside every territory, dm2
    std::int64_t gap_area = 0;
    std::int64_t land_unknown_cells = 0;
    std::int64_t moved_inside = 0;  ///< quanta of attribute 0 given to territories beyond an even spread
    double worst_cell_sum_error = 0;
    std::uint64_t open_windings = 0;
    std::uint64_t negative_windings = 0;
    core::SweepCounts counts;

    void merge(const SweepReport& other);
};

/// Words of a signature of this sweep.
inline std::size_t signature_words(const SweepInput& input) {
    return core::words_for(input.bits) + (input.demand_polygons > 0 ? 1 : 0);
}

/// Bands that have anything to do: demand, chains or discs within the frame, sorted.
std::vector<core::Row> bands_of(const SweepInput& input);

/// Not thread-safe: one a thread. Signature numbers in groups are the worker's own; see signatures().
class Worker {
public:
    explicit Worker(const SweepInput& input);
    ~Worker();
    Worker(Worker&&) noexcept;

    void sweep_band(core::Row band, std::span<core::Sink* const> sinks);
    [[nodiscard]] const core::SignatureLookup& signatures() const;
    [[nodiscard]] const SweepReport& report() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::sweep
