// A demand drawn by hand: cells of a small matrix, and constant cell areas.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/demand.hpp"

namespace covmap::test {

/// A point in a cell (0..1 east and south), with its quanta of the first attribute.
struct DemandPoint {
    core::Point at;
    std::int64_t weight = 0;
};

/// Quanta of one cell, its share of land, and its points; where there are some, their quanta are the cell's.
struct DemandCell {
    std::vector<std::int64_t> weight;
    double land = core::kLandUnknown;
    std::vector<DemandPoint> points = {};
};

/// Cells in memory. Thread-safe once filled.
class MemoryDemand : public core::Demand {
public:
    MemoryDemand() = default;
    /// «.» is no cell, a digit that many persons; the first character is the cell (row, col).
    static MemoryDemand drawn(const std::vector<std::string>& rows, core::Row row = 0, core::Col col = 0);
    /// Every cell of the box has the same weight in quanta.
    static MemoryDemand even(const core::CellBox& box, std::int64_t quanta);

    void set(core::Row row, core::Col col, DemandCell cell) { m_cells[{row, col}] = std::move(cell); }
    /// All cells get this share of land.
    void set_land(double share);
    /// Puts points into a cell; its weight is theirs.
    void set_points(core::Row row, core::Col col, std::vector<DemandPoint> points);
    void set_attributes(std::size_t attributes) { m_attributes = attributes; }

    using Cells = std::map<std::pair<core::Row, core::Col>, DemandCell>;
    [[nodiscard]] const Cells& all() const { return m_cells; }

    [[nodiscard]] const core::Lattice& lattice() const override { return m_lattice; }
    [[nodiscard]] core::CellBox cells() const override;
    [[nodiscard]] std::size_t attributes() const override { return m_attributes; }
    [[nodiscard]] bool has_land() const override { return m_has_land; }
    void load(core::Row row_begin, core::Row row_end, core::DemandRows& out) override;

private:
    core::Lattice m_lattice{"EPSG:3035", 0, 0, 1000, 1000};
    Cells m_cells;
    std::size_t m_attributes = 1;
    bool m_has_land = false;
    bool m_has_points = false;
};

/// Every cell has the same area, in dm2, which need not be whole.
class ConstantAreas : public core::CellAreas {
public:
    explicit ConstantAreas(double dm2) : m_dm2(dm2) {}
    [[nodiscard]] std::int64_t cumulative(core::Row row, core::Col col) const override;

private:
    double m_dm2;
};

}  // namespace covmap::test
