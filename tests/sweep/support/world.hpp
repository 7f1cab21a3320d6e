// A small world: territories, layers and discs in grid coordinates (u east, v south), a demand, and how to sweep it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "model/job/job.hpp"
#include "sweep/support/memory_demand.hpp"
#include "sweep/sweep.hpp"

namespace covmap::test {

using Ring = std::vector<core::Point>;

struct Part {
    Ring shell;
    std::vector<Ring> holes;
};
using Shape = std::vector<Part>;

/// One part without holes from «0 0, 4 0, 4 4»; further texts are holes. The closing vertex may be left out.
Shape polygon(const std::string& shell, const std::vector<std::string>& holes = {});
Shape box(double u_min, double v_min, double u_max, double v_max);
Shape operator+(Shape a, const Shape& b);
Shape moved(Shape shape, double du, double dv);
Shape scaled(Shape shape, double factor);

/// A circle in the plane of the grid.
struct Circle {
    core::Point centre;
    double radius = 1;
};
/// The primitive of a circle: eight points at bearings 0, 45, … degrees.
core::Disc disc_of(const Circle& circle, std::uint32_t owner);

struct World {
    core::CellBox frame;                     ///< empty: the box of the demand
    std::vector<Shape> territories;          ///< position = number
    std::vector<Shape> layers;               ///< position = bit
    std::vector<std::vector<Circle>> discs;  ///< per bit; may be shorter than layers
    std::vector<std::vector<std::uint32_t>> territory_bits;
    MemoryDemand demand;
    core::Spread spread = core::Spread::cell;
    double cell_area_dm2 = 1e12;  ///< far finer than any tolerance

    [[nodiscard]] core::CellBox swept() const { return frame.empty() ? demand.cells() : frame; }
    [[nodiscard]] std::size_t bits() const { return std::max(layers.size(), discs.size()); }
};

/// Rows x cols cells from (0, 0), ten persons in each, and territory 0 over all of them.
World plain_world(core::Row rows, core::Col cols);
/// The same with the layers as bits 0, 1, …; the territory's border lies beyond the frame and cuts no cell, so that the layers'
/// closed forms are tried.
World layered(core::Row rows, core::Col cols, std::vector<Shape> layers);

struct RunOptions {
    int workers = 1;         ///< each on its own thread, bands dealt in turn
    std::uint64_t seed = 0;  ///< not 0: features, parts, rings, starting vertices and orientations are shuffled
    int stores = 1;          ///< rings are dealt to so many chain stores
    bool clip = false;       ///< stores clip at the frame
    std::size_t memory_bytes = std::numeric_limits<std::size_t>::max();
    std::vector<std::vector<core::Sink*>> sinks = {};  ///< per worker: who else listens
};

using Words = std::vector<std::uint64_t>;
struct Key {
    std::uint32_t territory = 0;
    Words signature;
    auto operator<=>(const Key&) const = default;
};
using TallyMap = std::map<Key, std::vector<std::int64_t>>;

/// A group as it came, its signatures as words, sorted.
struct GroupRow {
    core::Row row = 0;
    core::Col col = 0;
    core::Col cells = 1;
    std::uint32_t territory = 0;
    std::map<Words, std::vector<std::int64_t>> parts;
    auto operator<=>(const GroupRow&) const = default;
};

struct Swept {
    TallyMap tally;
    std::vector<GroupRow> groups;  ///< sorted by row, column, territory
    sweep::SweepReport report;
    std::vector<double> ring_area;  ///< per territory, cells, as add_ring reported
    std::uint64_t self_crossing = 0, degenerate = 0;
    std::vector<std::string> disorder;  ///< broken promises of the sinks' interface; empty when all is well
};

Swept sweep_world(World& world, const RunOptions& options = {});

/// Matrices over the world's frame, cell by cell, rounded to 1e-9.
using Matrix = std::vector<std::vector<double>>;
/// Fractions of cells that hold `territory` (any when negative) and `bit` (any when negative).
Matrix fractions(const World& world, const Swept& swept, int territory, int bit = -1);
/// Sweeps the world and gives where `bit` is present, whatever the territory.
Matrix covered(World world, int bit = 0);

/// Sums over signatures: quanta of attribute 0, and area in cells.
std::int64_t people(const Swept& swept, std::uint32_t territory, int bit = -1);
double area_cells(const World& world, const Swept& swept, std::uint32_t territory, int bit = -1);
inline bool has_bit(const Words& words, std::size_t bit) { return ((words[bit / 64] >> (bit % 64)) & 1U) != 0; }

}  // namespace covmap::test
