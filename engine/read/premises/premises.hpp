// Points with weights on a lattice, by band: buildings, addresses, premises. Private to the room.
//
// 32 bytes a point and 8 a weight, on scratch past a budget; a band at a time in memory when it is read back.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/bucket_store.hpp"
#include "core/chain_store.hpp"
#include "core/defect.hpp"
#include "core/demand.hpp"
#include "core/grid.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"
#include "read/files/left_out.hpp"
#include "read/premises/premises_index.hpp"

namespace covmap::read {

/// A point in its cell, to 2^-24 of the cell.
struct PlacedPoint {
    core::Row row = 0;
    core::Col col = 0;
    std::uint32_t east = 0, south = 0;  ///< 2^-24 of a cell, from its north-west corner
    std::uint64_t key = 0;              ///< half of its name's; 0 without one
    std::uint32_t number = 0;           ///< order of its record in the files
    std::uint32_t reserved = 0;         ///< 0: no byte on scratch without a value
};

/// Points of some rows, sorted by (row, column, number).
struct PointBatch {
    std::vector<PlacedPoint> points;
    std::vector<std::vector<std::int64_t>> weights;  ///< [weight][point], quanta
};

/// What is read of each point: the sum of some columns each; no column: 1 each.
using WeightColumns = std::vector<std::vector<std::string>>;

/// The points of one source. Immutable after read_premises(); load() is thread-safe.
class Premises {
public:
    Premises(core::Lattice lattice, std::size_t weights);

    [[nodiscard]] const core::Lattice& lattice() const { return m_lattice; }
    [[nodiscard]] const core::CellBox& cells() const { return m_cells; }
    [[nodiscard]] const std::vector<std::int64_t>& totals() const { return m_totals; }
    [[nodiscard]] const LeftOutRecords& left_out() const { return m_left_out; }
    [[nodiscard]] const core::Defects& defects() const { return m_defects; }
    [[nodiscard]] const std::vector<model::InputFile>& inputs() const { return m_inputs; }
    [[nodiscard]] PremisesNames names() const;
    void load(core::Row row_begin, core::Row row_end, PointBatch& out) const;

private:
    friend class PremisesReader;
    /// Bands may be north of the lattice's origin: 0, -1, 1, -2, 2 are the buckets 0, 1, 2, 3, 4.
    static std::uint32_t bucket_of(core::Row band) { return static_cast<std::uint32_t>(band >= 0 ? 2 * band : -2 * band - 1); }
    void drop_duplicates(bool secret);
    void load_band(core::Row band, PointBatch& out) const;

    core::Lattice m_lattice;
    core::CellBox m_cells;
    std::vector<std::int64_t> m_totals;
    LeftOutRecords m_left_out;
    std::uint32_t m_count = 0;
    std::vector<std::uint32_t> m_first_of_file;
    std::vector<std::uint32_t> m_dropped;  ///< sorted
    core::BucketStore m_points;
    std::vector<std::unique_ptr<core::BucketStore>> m_weights;  ///< in the order of m_points
    std::optional<PremisesIndex> m_by_id, m_by_place;
    core::Defects m_defects;
    std::vector<model::InputFile> m_inputs;
};

/// Reads every file of the source, one after the other. `map`: the cells that matter. Without `lattice` it is squares of `size_m`
/// metres in EPSG:3035 where all points lie in that CRS's area of use, else in EPSG:6933 (both of equal areas).
///
/// Left out and counted: `coordinate-not-a-number`, `coordinate-out-of-range` (no degrees where the CRS has them, beyond
/// half the way around the Earth in a plane CRS, or 0, 0), `coordinates-swapped` (off `map`, and on it the other way round),
/// `transform-failed`, `geometry-empty`, `premises-duplicate` (an id given before). Weights: those of grid squares
/// (read/files/weight.hpp) count 0. `premises-unnamed`: an empty id; the point counts, no record can name it.
/// Errors: core::Error(input): a file, no usable point at all, more than 4 thousand million records.
std::unique_ptr<Premises> read_premises(const model::PremisesSpec& spec, const WeightColumns& weights,
                                        const core::Lattice& lattice, const core::ClipBox& map);
std::unique_ptr<Premises> read_premises(const model::PremisesSpec& spec, const WeightColumns& weights, double size_m);

}  // namespace covmap::read
