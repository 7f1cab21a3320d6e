#include "sweep/support/memory_demand.hpp"

#include <cmath>

namespace covmap::test {

MemoryDemand MemoryDemand::drawn(const std::vector<std::string>& rows, core::Row row, core::Col col) {
    MemoryDemand demand;
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            if (rows[r][c] == '.') continue;
            const std::int64_t persons = rows[r][c] - '0';
            demand.set(row + static_cast<core::Row>(r), col + static_cast<core::Col>(c),
                       {{persons * core::kWeightQuantaPerUnit}, core::kLandUnknown});
        }
    return demand;
}

MemoryDemand MemoryDemand::even(const core::CellBox& box, std::int64_t quanta) {
    MemoryDemand demand;
    for (core::Row row = box.row_begin; row < box.row_end; ++row)
        for (core::Col col = box.col_begin; col < box.col_end; ++col) demand.set(row, col, {{quanta}, core::kLandUnknown});
    return demand;
}

void MemoryDemand::set_land(double share) {
    m_has_land = true;
    for (auto& [place, cell] : m_cells) cell.land = share;
}

void MemoryDemand::set_points(core::Row row, core::Col col, std::vector<DemandPoint> points) {
    DemandCell& cell = m_cells[{row, col}];
    cell.weight.assign(m_attributes, 0);
    for (const DemandPoint& point : points) cell.weight.front() += point.weight;
    cell.points = std::move(points);
    m_has_points = true;
}

core::CellBox MemoryDemand::cells() const {
    core::CellBox box;
    for (const auto& [place, cell] : m_cells) box = box.united({place.first, place.first + 1, place.second, place.second + 1});
    return box;
}

void MemoryDemand::load(core::Row row_begin, core::Row row_end, core::DemandRows& out) {
    out.reset(row_begin, row_end, m_attributes);
    auto cell = m_cells.lower_bound({row_begin, std::numeric_limits<core::Col>::min()});
    for (core::Row row = row_begin; row < row_end; ++row) {
        for (; cell != m_cells.end() && cell->first.first == row; ++cell) {
            out.col.push_back(cell->first.second);
            for (std::size_t a = 0; a < m_attributes; ++a) out.weight[a].push_back(cell->second.weight.at(a));
            if (m_has_land) out.land.push_back(cell->second.land);
            if (m_has_points) out.points.start.push_back(static_cast<std::uint32_t>(out.points.at.size()));
            for (const DemandPoint& point : cell->second.points) {
                out.points.premises.push_back(static_cast<std::uint32_t>(out.points.at.size()));
                out.points.at.push_back(point.at);
                for (std::size_t a = 0; a < m_attributes; ++a) out.points.weight[a].push_back(a == 0 ? point.weight : 0);
            }
        }
        out.start.push_back(static_cast<std::uint32_t>(out.col.size()));
    }
    if (m_has_points) out.points.start.push_back(static_cast<std::uint32_t>(out.points.at.size()));
}

std::int64_t ConstantAreas::cumulative(core::Row /*row*/, core::Col col) const {
    return static_cast<std::int64_t>(std::llround(m_dm2 * col));
}

}  // namespace covmap::test
