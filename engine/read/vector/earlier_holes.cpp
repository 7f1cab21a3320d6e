#include "read/vector/earlier_holes.hpp"

#include <algorithm>
#include <cmath>

#include "read/vector/shell_holes.hpp"

namespace covmap::read {
namespace {

constexpr long long kManyBins = 64;

unsigned long long bin_key(long long row, long long col) {
    return static_cast<unsigned long long>(row) << 32U ^ (static_cast<unsigned long long>(col) & 0xFFFFFFFFU);
}

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
bool may_cross(const core::RingIndex& border, std::span<const core::Point> ring) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const core::Point a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
        if (border.may_touch(std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y), std::max(a.y, b.y))) return true;
    }
    return false;
}

}  // namespace

void EarlierHoles::clear() {
    if (m_holes.empty()) return;
    m_holes.clear();
    m_bins.clear();
    m_large.clear();
}

EarlierHoles::Bins EarlierHoles::bins_of(const Hole& hole) {
    return {std::llround(std::floor(hole.west)), std::llround(std::floor(hole.east)), std::llround(std::floor(hole.north)),
            std::llround(std::floor(hole.south))};
}

bool EarlierHoles::is_large(const Bins& bins) {
    return bins.east - bins.west >= kManyBins || bins.south - bins.north >= kManyBins ||
           (bins.east - bins.west + 1) * (bins.south - bins.north + 1) > kManyBins;
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
    const Bins bins = bins_of(*hole);
    if (is_large(bins)) {
        m_large.push_back(m_holes.size());
    } else {
        for (long long row = bins.north; row <= bins.south; ++row)
            for (long long col = bins.west; col <= bins.east; ++col) m_bins[bin_key(row, col)].push_back(m_holes.size());
    }
    m_holes.push_back(std::move(hole));
}

bool EarlierHoles::overlap(Hole& earlier, Hole& hole) {
    if (earlier.west >= hole.east || hole.west >= earlier.east || earlier.north >= hole.south || hole.north >= earlier.south)
        return false;
    // Without a crossing one may still lie in the other, or touch it but for rounding, which is not to overlap.
    const core::RingIndex& border = index_of(earlier.index, earlier.ring);
    if (!may_cross(border, hole.ring) && !border.holds(hole.ring.front()) &&
        !index_of(hole.index, hole.ring).holds(earlier.ring.front()))
        return false;
    return common_area(earlier.ring, hole.ring) > core::RingIndex::kBorder * length_of(hole.ring);
}

std::vector<std::span<const core::Point>> EarlierHoles::met_by(std::span<const core::Point> ring) {
    std::vector<std::span<const core::Point>> met;
    if (m_holes.empty() || ring.size() < 3) return met;
    const std::unique_ptr<Hole> probe = hole_of(ring);
    Hole& hole = *probe;
    std::vector<std::size_t> near = m_large;
    const Bins bins = bins_of(hole);
    if (is_large(bins)) {
        for (near.clear(); near.size() < m_holes.size();) near.push_back(near.size());
    } else {
        for (long long row = bins.north; row <= bins.south; ++row)
            for (long long col = bins.west; col <= bins.east; ++col)
                if (const auto bin = m_bins.find(bin_key(row, col)); bin != m_bins.end())
                    near.insert(near.end(), bin->second.begin(), bin->second.end());
        std::sort(near.begin(), near.end());
        near.erase(std::unique(near.begin(), near.end()), near.end());
    }
    for (const std::size_t h : near)
        if (overlap(*m_holes[h], hole)) met.emplace_back(m_holes[h]->ring);
    return met;
}

}  // namespace covmap::read
