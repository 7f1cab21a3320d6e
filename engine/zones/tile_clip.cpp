#include "zones/tile_clip.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace covmap::zones {

namespace {

using Ring = std::vector<core::TilePoint>;
using Member = std::int32_t core::TilePoint::*;

/// One side of a box: what is at `limit` or on the kept side of it stays.
struct Side {
    Member across, along;
    std::int32_t limit;
    bool keeps_less;
    [[nodiscard]] bool inside(const core::TilePoint& p) const { return keeps_less ? p.*across <= limit : p.*across >= limit; }
};

core::TilePoint crossing(core::TilePoint a, core::TilePoint b, const Side& side) {
    if (std::pair(a.x, a.y) > std::pair(b.x, b.y)) std::swap(a, b);
    const double t = (static_cast<double>(side.limit) - a.*side.across) / (static_cast<double>(b.*side.across) - a.*side.across);
    core::TilePoint p;
    p.*side.across = side.limit;
    p.*side.along = static_cast<std::int32_t>(std::lround(a.*side.along + t * (static_cast<double>(b.*side.along) - a.*side.along)));
    return p;
}

Ring clipped(const Ring& ring, const Side& side) {
    Ring out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const core::TilePoint& from = ring[i == 0 ? ring.size() - 1 : i - 1];
        const core::TilePoint& to = ring[i];
        if (side.inside(from) != side.inside(to)) out.push_back(crossing(from, to, side));
        if (side.inside(to)) out.push_back(to);
    }
    return without_repetitions(std::move(out));
}

std::vector<TileRings> clipped(const std::vector<TileRings>& polygons, const Side& side) {
    std::vector<TileRings> all;
    for (const TileRings& rings : polygons) {
        TileRings kept;
        for (const Ring& ring : rings) {
            Ring part = clipped(ring, side);
            const bool is_area = part.size() >= 3 && core::ring_area2(part) != 0;
            if (!is_area && kept.empty()) break;
            if (is_area) kept.push_back(std::move(part));
        }
        if (!kept.empty()) all.push_back(std::move(kept));
    }
    return all;
}

struct Box {
    core::TilePoint low, high;
};

Box box_of(const std::vector<TileRings>& polygons) {
    Box box{{INT32_MAX, INT32_MAX}, {INT32_MIN, INT32_MIN}};
    for (const TileRings& rings : polygons)
        for (const core::TilePoint& p : rings.front()) {
            box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
            box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
        }
    return box;
}

class Cutter {
public:
    Cutter(int zoom, int buffer, const TileOfRings& tell) : m_zoom(zoom), m_buffer(buffer), m_tell(tell) {}

    /// Tiles [low, high) of both axes; the rings reach no other.
    void cut(std::vector<TileRings>&& polygons, core::TilePoint low, core::TilePoint high, bool is_cut) const {
        if (polygons.empty()) return;
        const std::int32_t width = high.x - low.x, height = high.y - low.y;
        if (width == 1 && height == 1) {
            m_tell({m_zoom, static_cast<std::uint32_t>(low.x), static_cast<std::uint32_t>(low.y)}, std::move(polygons), is_cut);
            return;
        }
        const bool by_x = width >= height;
        const Member across = by_x ? &core::TilePoint::x : &core::TilePoint::y, along = by_x ? &core::TilePoint::y : &core::TilePoint::x;
        const std::int32_t middle = low.*across + (by_x ? width : height) / 2, line = middle * core::kTileExtent;
        core::TilePoint first_high = high, second_low = low;
        first_high.*across = second_low.*across = middle;
        const Box box = box_of(polygons);
        const bool crosses_first = box.high.*across > line + m_buffer, crosses_second = box.low.*across < line - m_buffer;
        if (box.low.*across <= line + m_buffer)
            cut(crosses_first ? clipped(polygons, {across, along, line + m_buffer, true}) : std::vector<TileRings>(polygons), low, first_high, is_cut || crosses_first);
        if (box.high.*across >= line - m_buffer)
            cut(crosses_second ? clipped(polygons, {across, along, line - m_buffer, false}) : std::move(polygons), second_low, high, is_cut || crosses_second);
    }

private:
    int m_zoom, m_buffer;
    const TileOfRings& m_tell;
};

}  // namespace

Ring without_repetitions(Ring&& ring) {
    ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    while (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    return std::move(ring);
}

void for_each_tile(const std::vector<TileRings>& polygons, int zoom, int buffer, const TileOfRings& tell) {
    if (polygons.empty()) return;
    const Box box = box_of(polygons);
    const std::int32_t last = (1 << zoom) - 1;
    const auto tile = [&](std::int32_t unit) { return std::clamp(static_cast<std::int32_t>(std::floor(static_cast<double>(unit) / core::kTileExtent)), 0, last); };
    const core::TilePoint low{tile(box.low.x - buffer), tile(box.low.y - buffer)}, high{tile(box.high.x + buffer) + 1, tile(box.high.y + buffer) + 1};
    Cutter(zoom, buffer, tell).cut(std::vector<TileRings>(polygons), low, high, false);
}

}  // namespace covmap::zones
