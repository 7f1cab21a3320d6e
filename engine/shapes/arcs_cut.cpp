#include "shapes/arcs_cut.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace covmap::shapes {

namespace {

constexpr std::uint32_t kFree = UINT32_MAX;

std::uint64_t mixed(std::uint64_t h) {  // the finaliser of splitmix64 (Steele, Lea, Flood 2014)
    h = (h ^ (h >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ (h >> 27U)) * 0x94d049bb133111ebULL;
    return h ^ (h >> 31U);
}

std::uint64_t hash_of(core::Point p) {
    return mixed(std::bit_cast<std::uint64_t>(p.x) + 0x9e3779b97f4a7c15ULL * std::bit_cast<std::uint64_t>(p.y));
}

std::uint64_t edge(std::uint32_t from, std::uint32_t to) { return (std::uint64_t{from} << 32U) | to; }

}  // namespace

std::uint32_t Places::number_of(core::Point point) {
    point = {point.x + 0.0, point.y + 0.0};  // one zero
    if (2 * (m_points.size() + 1) > m_slots.size()) grow();
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash_of(point) & mask;
    while (m_slots[slot] != kFree) {
        if (m_points[m_slots[slot]] == point) return m_slots[slot];
        slot = (slot + 1) & mask;
    }
    m_slots[slot] = static_cast<std::uint32_t>(m_points.size());
    m_points.push_back(point);
    return m_slots[slot];
}

void Places::grow() {
    m_slots.assign(std::max<std::size_t>(1024, 2 * m_slots.size()), kFree);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        std::size_t slot = hash_of(m_points[i]) & mask;
        while (m_slots[slot] != kFree) slot = (slot + 1) & mask;
        m_slots[slot] = static_cast<std::uint32_t>(i);
    }
}

std::vector<std::uint32_t> ArcCutter::meet(const std::vector<core::Point>& points) {
    std::vector<std::uint32_t> ring;
    ring.reserve(points.size());
    for (const core::Point& p : points) {
        const std::uint32_t place = m_places.number_of(p);
        if (ring.empty() || ring.back() != place) ring.push_back(place);
    }
    while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    m_around.resize(m_places.size());
    if (ring.size() < 3) return {};
    for (std::size_t i = 0; i < ring.size(); ++i)
        note(ring[i], ring[(i + ring.size() - 1) % ring.size()], ring[(i + 1) % ring.size()]);
    return ring;
}

void ArcCutter::note(std::uint32_t place, std::uint32_t a, std::uint32_t b) {
    Around& around = m_around[place];
    const auto [low, high] = std::minmax(a, b);
    if (around.low == kFree)
        around.low = low, around.high = high;
    else if (around.low != low || around.high != high)
        around.junction = true;
}

std::vector<ArcUse> ArcCutter::cut(const std::vector<std::uint32_t>& ring) {
    const auto is_junction = [this](std::uint32_t place) { return m_around[place].junction; };
    const auto first = std::find_if(ring.begin(), ring.end(), is_junction);
    if (first == ring.end()) return {closed(ring)};
    std::vector<ArcUse> uses;
    std::vector<std::uint32_t> line{*first};
    for (std::size_t i = 1, start = static_cast<std::size_t>(first - ring.begin()); i <= ring.size(); ++i) {
        line.push_back(ring[(start + i) % ring.size()]);
        if (!is_junction(line.back())) continue;
        uses.push_back(use_of(line));
        line = {line.back()};
    }
    return uses;
}

/// A ring without junction starts at its smallest vertex, wherever the file starts.
ArcUse ArcCutter::closed(const std::vector<std::uint32_t>& ring) {
    const auto smaller = [this](std::uint32_t a, std::uint32_t b) { return m_places.at(a) < m_places.at(b); };
    std::vector<std::uint32_t> line = ring;
    std::rotate(line.begin(), std::min_element(line.begin(), line.end(), smaller), line.end());
    line.push_back(line.front());
    return use_of(line);
}

ArcUse ArcCutter::use_of(const std::vector<std::uint32_t>& places) {
    const std::uint64_t forwards = edge(places[0], places[1]), backwards = edge(places.back(), places[places.size() - 2]);
    if (const auto found = m_by_edge.find(forwards); found != m_by_edge.end()) return found->second;
    // Kept in one direction, whatever the ring's: by its ends, and where they are one by the vertices beside it.
    const std::pair ahead{m_places.at(places[0]), m_places.at(places[1])};
    const std::pair behind{m_places.at(places.back()), m_places.at(places[places.size() - 2])};
    const bool reversed = behind < ahead;
    Arc arc;
    arc.places = places;
    if (reversed) std::reverse(arc.places.begin(), arc.places.end());
    for (const std::uint32_t place : arc.places) arc.points.push_back(m_places.at(place));
    const auto number = static_cast<std::uint32_t>(m_arcs.size());
    m_arcs.push_back(std::move(arc));
    m_by_edge[backwards] = {number, !reversed};
    m_by_edge[forwards] = {number, reversed};
    return {number, reversed};
}

}  // namespace covmap::shapes
