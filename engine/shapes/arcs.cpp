#include "shapes/arcs.hpp"

#include <algorithm>

#include "shapes/arcs_cut.hpp"
#include "shapes/arcs_repair.hpp"
#include "shapes/arcs_weigh.hpp"

namespace covmap::shapes {

namespace {

using PlaceRing = std::vector<std::uint32_t>;

/// Per row and polygon, the places of its rings; empty rings are left out, with their holes if a shell.
std::vector<std::vector<std::vector<PlaceRing>>> all_places(const std::vector<const core::MultiPolygon*>& rows,
                                                            ArcCutter& cutter) {
    std::vector<std::vector<std::vector<PlaceRing>>> all(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rows[row] == nullptr) continue;
        for (const core::Polygon& polygon : *rows[row]) {
            std::vector<PlaceRing> shape;
            for (const auto& ring : polygon) {
                PlaceRing places = cutter.meet(ring);
                if (places.empty() && shape.empty()) break;
                if (!places.empty()) shape.push_back(std::move(places));
            }
            if (!shape.empty()) all[row].push_back(std::move(shape));
        }
    }
    return all;
}

Kept kept_at(const std::vector<Arc>& arcs, double tolerance) {
    Kept kept(arcs.size());
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        kept[a].resize(arcs[a].points.size());
        for (std::size_t i = 0; i < arcs[a].points.size(); ++i) kept[a][i] = tolerance <= 0 || arcs[a].weights[i] > tolerance;
    }
    return kept;
}

void append(const Arc& arc, const std::vector<bool>& kept, bool reversed, std::vector<core::Point>& ring) {
    const std::size_t size = arc.points.size();
    for (std::size_t i = ring.empty() ? 0 : 1; i < size; ++i) {  // the next arc starts where the last one ends
        const std::size_t at = reversed ? size - 1 - i : i;
        if (kept[at]) ring.push_back(arc.points[at]);
    }
}

}  // namespace

Arcs::Arcs(const std::vector<const core::MultiPolygon*>& rows) : m_rows(rows.size()) {
    ArcCutter cutter;
    const auto all = all_places(rows, cutter);
    for (std::size_t row = 0; row < all.size(); ++row) {
        for (const std::vector<PlaceRing>& rings : all[row]) {
            Shape shape;
            for (const PlaceRing& ring : rings) shape.push_back(cutter.cut(ring));
            m_rows[row].push_back(std::move(shape));
        }
    }
    m_arcs = cutter.take();
    for (Arc& arc : m_arcs) weigh(arc);
}

std::size_t Arcs::ring_vertices(double tolerance) const {
    std::vector<std::size_t> kept(m_arcs.size(), 0);
    for (std::size_t a = 0; a < m_arcs.size(); ++a) {
        const auto& weights = m_arcs[a].weights;
        kept[a] = tolerance <= 0 ? weights.size()
                                 : static_cast<std::size_t>(
                                       std::count_if(weights.begin(), weights.end(), [&](double w) { return w > tolerance; }));
    }
    std::size_t total = 0;
    for (const auto& shapes : m_rows)
        for (const Shape& shape : shapes)
            for (const Ring& ring : shape) {
                for (const ArcUse& use : ring) total += kept[use.arc] - 1;
                ++total;
            }
    return total;
}

std::vector<core::MultiPolygon> Arcs::simplified(double tolerance) const {
    Kept kept = kept_at(m_arcs, tolerance);
    if (tolerance > 0) repair(m_arcs, tolerance, kept);
    std::vector<core::MultiPolygon> rows(m_rows.size());
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        for (const Shape& shape : m_rows[row]) {
            core::Polygon polygon;
            for (const Ring& uses : shape) {
                std::vector<core::Point> ring;
                for (const ArcUse& use : uses) append(m_arcs[use.arc], kept[use.arc], use.reversed, ring);
                polygon.push_back(std::move(ring));
            }
            rows[row].push_back(std::move(polygon));
        }
    }
    return rows;
}

}  // namespace covmap::shapes
