// Demand on its own lattice: sparse rows of integer weights.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "core/text.hpp"
#include "core/units.hpp"

namespace covmap::core {

struct Attribute {
    std::string name;
    Text label;
    std::string unit;
    std::string source;  ///< title of the source, for columns.csv
    std::string date;
};

inline constexpr double kLandUnknown = -1.0;

/// Points of cells: who lives in a cell that has some lives at them, and nowhere else in it.
struct DemandPoints {
    std::vector<std::uint32_t> start;               ///< per cell: first of its points; one more entry. Empty: the demand has none
    std::vector<Point> at;                          ///< in the cell: 0..1 east, 0..1 south, below 1
    std::vector<std::uint32_t> premises;            ///< number of each point in its source; sorted by it within a cell
    std::vector<std::vector<std::int64_t>> weight;  ///< [attribute][point]; those of a cell add up to its weight
    [[nodiscard]] bool in_cell(std::size_t cell) const { return !start.empty() && start[cell + 1] > start[cell]; }
    void reset(std::size_t attributes) {
        start.clear();
        at.clear();
        premises.clear();
        weight.resize(attributes);
        for (auto& w : weight) w.clear();
    }
};

/// Inhabited cells of the rows [row_begin, row_end). Row r owns the cells [start[r - row_begin], start[r - row_begin + 1]),
/// sorted by column, each column once. Buffers are reused from call to call.
struct DemandRows {
    Row row_begin = 0, row_end = 0;
    std::vector<std::uint32_t> start;  ///< row_end - row_begin + 1 entries
    std::vector<Col> col;
    std::vector<std::vector<std::int64_t>> weight;  ///< [attribute][cell], quanta of 10^-6 unit, >= 0
    std::vector<double> land;  ///< share of land 0..1 per cell, kLandUnknown, or empty when the demand has none
    DemandPoints points;
    /// Does somebody live in the cell at this position, by any attribute?
    [[nodiscard]] bool inhabited(std::size_t cell) const {
        return std::any_of(weight.begin(), weight.end(), [cell](const auto& of) { return of[cell] > 0; });
    }
    void reset(Row begin, Row end, std::size_t attributes) {
        row_begin = begin;
        row_end = end;
        start.assign(1, 0);
        col.clear();
        land.clear();
        points.reset(attributes);
        weight.resize(attributes);
        for (auto& w : weight) w.clear();
    }
};

/// Demand as the sweep sees it. Cells with all weights 0 may be left out.
class Demand {
public:
    virtual ~Demand() = default;
    [[nodiscard]] virtual const Lattice& lattice() const = 0;
    [[nodiscard]] virtual CellBox cells() const = 0;  ///< bounding box of the cells that may have weight
    [[nodiscard]] virtual std::size_t attributes() const = 0;
    [[nodiscard]] virtual bool has_land() const = 0;
    /// Fills `out` (reset by the callee). Thread-safe. Each band asks once for its rows, bands in any order but roughly north to
    /// south.
    virtual void load(Row row_begin, Row row_end, DemandRows& out) = 0;
};

/// Areas of cells, in dm2, as differences of cumulative roundings along a row from the lattice's origin (column 0).
class CellAreas {
public:
    virtual ~CellAreas() = default;
    /// Cumulative area of the columns [0, col) of `row`, rounded to dm2 (negative for col < 0). Thread-safe, pure.
    /// The area of the cells [a, b) is cumulative(row, b) - cumulative(row, a).
    [[nodiscard]] virtual std::int64_t cumulative(Row row, Col col) const = 0;
};

}  // namespace covmap::core
