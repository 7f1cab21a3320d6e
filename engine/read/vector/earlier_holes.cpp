#include "read/vector/earlier_holes.hpp"

#include <algorithm>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <iterator>
#include <utility>

#include "read/vector/shell_holes.hpp"

namespace covmap::read {
namespace {

core::RingIndex& index_of(std::unique_ptr<core::RingIndex>& index, std::span<const core::Point> ring) {
    if (!index) index = std::make_unique<core::RingIndex>(ring);
    return *index;
}

double length_of(std::span<const core::Point> ring) {
    double length = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const core::Point a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
        length += std::hypot(b.x - a.x, b.y - a.y);
    }
    return length;
}

/// May some edge of the ring meet the border that is indexed?
bool edges_may_cross(const core::RingIndex& border, std::span<const core::Point> ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const core::Point a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
        if (border.may_touch(std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y), std::max(a.y, b.y))) return true;
    }
    return false;
}

}  // namespace

struct EarlierHoles::Boxes {
    using Corner = boost::geometry::model::d2::point_xy<double>;
    using Box = boost::geometry::model::box<Corner>;
    using Entry = std::pair<Box, std::size_t>;  ///< and the position of its hole

    static Box box_of(const Hole& hole) { return {{hole.west, hole.north}, {hole.east, hole.south}}; }
    boost::geometry::index::rtree<Entry, boost::geometry::index::quadratic<16>> tree;
};

EarlierHoles::EarlierHoles() : m_boxes(std::make_unique<Boxes>()) {}
EarlierHoles::~EarlierHoles() = default;

void EarlierHoles::clear() {
    if (m_holes.empty()) return;
    m_holes.clear();
    m_boxes->tree.clear();
}

std::unique_ptr<EarlierHoles::Hole> EarlierHoles::hole_of(std::span<const core::Point> ring) {
    auto hole = std::make_unique<Hole>();
    hole->ring.assign(ring.begin(), ring.end());
    const auto [west, east] = std::minmax_element(ring.begin(), ring.end(), [](auto a, auto b) { return a.x < b.x; });
    const auto [north, south] = std::minmax_element(ring.begin(), ring.end(), [](auto a, auto b) { return a.y < b.y; });
    hole->west = west->x, hole->east = east->x, hole->north = north->y, hole->south = south->y;
    return hole;
}

void EarlierHoles::add(std::span<const core::Point> ring) {
    if (ring.size() < 3) return;
    auto hole = hole_of(ring);
    m_boxes->tree.insert({Boxes::box_of(*hole), m_holes.size()});
    m_holes.push_back(std::move(hole));
}

bool EarlierHoles::overlap(Hole& earlier, Hole& hole) {
    if (earlier.west >= hole.east || hole.west >= earlier.east || earlier.north >= hole.south || hole.north >= earlier.south)
        return false;
    const auto index = [](Hole& of) -> const core::RingIndex& { return index_of(of.index, of.ring); };
    // The shorter one's edges beside the index of the longer one; most lie far from it as a whole.
    Hole& longer = earlier.ring.size() >= hole.ring.size() ? earlier : hole;
    const Hole& shorter = &longer == &earlier ? hole : earlier;
    const bool apart = !index(longer).may_touch(shorter.west, shorter.east, shorter.north, shorter.south) ||
                       !edges_may_cross(index(longer), shorter.ring);
    // Without a crossing one may still lie in the other, with its box.
    const auto lies_in = [&index](const Hole& inner, Hole& outer) {
        return outer.west <= inner.west && inner.east <= outer.east && outer.north <= inner.north && inner.south <= outer.south &&
               index(outer).holds(inner.ring.front());
    };
    if (apart && !lies_in(hole, earlier) && !lies_in(earlier, hole)) return false;
    return common_area(earlier.ring, hole.ring) > core::RingIndex::kBorder * length_of(hole.ring);
}

std::vector<std::span<const core::Point>> EarlierHoles::met_by(std::span<const core::Point> ring) {
    std::vector<std::span<const core::Point>> met;
    if (m_holes.empty() || ring.size() < 3) return met;
    const std::unique_ptr<Hole> probe = hole_of(ring);
    Hole& hole = *probe;
    std::vector<Boxes::Entry> near;
    m_boxes->tree.query(boost::geometry::index::intersects(Boxes::box_of(hole)), std::back_inserter(near));
    std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    for (const auto& [box, h] : near)
        if (overlap(*m_holes[h], hole)) met.emplace_back(m_holes[h]->ring);
    return met;
}

}  // namespace covmap::read
