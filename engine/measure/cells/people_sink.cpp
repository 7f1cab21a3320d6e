#include "measure/cells/people_sink.hpp"

namespace covmap::measure {

namespace {

constexpr int kDepth = 2;  ///< quarters of quarters

core::Point corner(const core::CutCell& cell) { return {static_cast<double>(cell.col), static_cast<double>(cell.row)}; }

}  // namespace

void PeopleSink::group(const core::Group& group) {
    if (group.demand == nullptr) return;
    for (std::size_t i = group.first; i < group.last; ++i) {
        const std::int64_t weight = group.demand->weight.front()[i];
        if (weight > 0) m_people.push_back({{group.demand->col[i] + 0.5, group.row + 0.5}, group.territory, weight});
    }
}

void PeopleSink::cut(const core::CutCell& cell) {
    if (!cell.inhabited) return;
    if (cell.points.empty())
        at_centroids(cell);
    else
        at_points(cell);
}

void PeopleSink::at_points(const core::CutCell& cell) {
    for (std::size_t p = 0; p < cell.points.size(); ++p) {
        const std::int64_t weight = cell.point_values[p * m_attributes];
        if (weight <= 0) continue;
        const core::Point origin = corner(cell);
        m_people.push_back({{origin.x + cell.points[p].x / core::kCutUnits, origin.y + cell.points[p].y / core::kCutUnits},
                            cell.parts[cell.points[p].part].territory,
                            weight});
    }
}

void PeopleSink::at_centroids(const core::CutCell& cell) {
    const std::size_t stride = m_attributes + 1;
    for (std::size_t first = 0, last = 0; first < cell.parts.size(); first = last) {
        std::int64_t weight = 0;
        for (; last < cell.parts.size() && cell.parts[last].territory == cell.parts[first].territory; ++last)
            weight += cell.values[last * stride];
        if (weight > 0) m_people.push_back({centroid(cell, first, last), cell.parts[first].territory, weight});
    }
}

core::Point PeopleSink::centroid(const core::CutCell& cell, std::size_t first, std::size_t last) const {
    const core::Point origin = corner(cell);
    if (first == 0 && last == cell.parts.size() && cell.parts.size() == 1) return {origin.x + 0.5, origin.y + 0.5};
    const core::Quarters& quarters = cell.quarters(kDepth);
    double sum = 0, x = 0, y = 0;
    for (std::uint32_t leaf = 0; leaf < 1U << (2 * kDepth); ++leaf) {
        const core::SubCell at = core::sub_cell(leaf, kDepth);
        for (const core::Quarters::PartShare& share : quarters.node(kDepth, leaf)) {
            if (share.part < first || share.part >= last) continue;
            sum += share.share;
            x += share.share * (at.col + 0.5) / (1 << kDepth);
            y += share.share * (at.row + 0.5) / (1 << kDepth);
        }
    }
    return sum > 0 ? core::Point{origin.x + x / sum, origin.y + y / sum} : core::Point{origin.x + 0.5, origin.y + 0.5};
}

}  // namespace covmap::measure
