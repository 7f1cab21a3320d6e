#include "tiles/tile_simple.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace covmap::tiles {

namespace {

using core::TilePoint;
using Ring = std::vector<TilePoint>;

/// Which side of a -> b is c: the sign.
int side(TilePoint a, TilePoint b, TilePoint c) {
    const std::int64_t left = (std::int64_t{b.x} - a.x) * (std::int64_t{c.y} - a.y),
                       right = (std::int64_t{b.y} - a.y) * (std::int64_t{c.x} - a.x);
    return left > right ? 1 : left < right ? -1 : 0;
}

bool in_box(TilePoint a, TilePoint b, TilePoint p) {
    return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
}

bool touch(TilePoint a, TilePoint b, TilePoint c, TilePoint d) {
    const int c_side = side(a, b, c), d_side = side(a, b, d), a_side = side(c, d, a), b_side = side(c, d, b);
    if (c_side * d_side < 0 && a_side * b_side < 0) return true;
    return (c_side == 0 && in_box(a, b, c)) || (d_side == 0 && in_box(a, b, d)) || (a_side == 0 && in_box(c, d, a)) ||
           (b_side == 0 && in_box(c, d, b));
}

/// a -> b -> c turns back on itself.
bool is_spike(TilePoint a, TilePoint b, TilePoint c) {
    return side(a, b, c) == 0 &&
           (std::int64_t{a.x} - b.x) * (std::int64_t{c.x} - b.x) + (std::int64_t{a.y} - b.y) * (std::int64_t{c.y} - b.y) > 0;
}

/// From the vertex `at` of `ring` to the next.
struct RingSegment {
    const Ring* ring;
    std::uint32_t at;
    std::int32_t x_min, x_max, y_min, y_max;
    [[nodiscard]] TilePoint start() const { return (*ring)[at]; }
    [[nodiscard]] std::uint32_t next() const { return at + 1 == ring->size() ? 0 : at + 1; }
    [[nodiscard]] TilePoint end() const { return (*ring)[next()]; }
};

bool meet(const RingSegment& s, const RingSegment& t) {
    if (s.ring == t.ring && s.next() == t.at) return is_spike(s.start(), s.end(), t.end());
    if (s.ring == t.ring && t.next() == s.at) return is_spike(t.start(), t.end(), s.end());
    return touch(s.start(), s.end(), t.start(), t.end());
}

bool any_meet(std::vector<RingSegment>& segments) {
    std::sort(segments.begin(), segments.end(), [](const RingSegment& s, const RingSegment& t) { return s.x_min < t.x_min; });
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const RingSegment& s = segments[i];
        for (std::size_t j = i + 1; j < segments.size() && segments[j].x_min <= s.x_max; ++j)
            if (segments[j].y_min <= s.y_max && segments[j].y_max >= s.y_min && meet(s, segments[j])) return true;
    }
    return false;
}

std::vector<RingSegment> segments_of(const std::vector<TileRings>& polygons) {
    std::vector<RingSegment> segments;
    for (const TileRings& rings : polygons)
        for (const Ring& ring : rings)
            for (std::uint32_t i = 0; i < ring.size(); ++i) {
                const TilePoint a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
                segments.push_back({&ring, i, std::min(a.x, b.x), std::max(a.x, b.x), std::min(a.y, b.y), std::max(a.y, b.y)});
            }
    return segments;
}

/// Even-odd; p lies on no segment of the ring.
bool is_inside(TilePoint p, const Ring& ring) {
    bool odd = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const TilePoint a = ring[j], b = ring[i];
        if ((a.y > p.y) != (b.y > p.y) && (side(a, b, p) > 0) == (b.y > a.y)) odd = !odd;
    }
    return odd;
}

/// Of rings that have no point in common.
bool holes_lie_right(const TileRings& rings) {
    for (std::size_t h = 1; h < rings.size(); ++h) {
        if (!is_inside(rings[h].front(), rings.front())) return false;
        for (std::size_t other = 1; other < rings.size(); ++other)
            if (other != h && is_inside(rings[h].front(), rings[other])) return false;
    }
    return true;
}

/// One polygon's shell in a shell of another: an island in a lake perhaps, which is for others to tell.
bool shells_are_apart(const std::vector<TileRings>& polygons) {
    struct Box {
        std::int32_t x_min = INT32_MAX, y_min = INT32_MAX, x_max = INT32_MIN, y_max = INT32_MIN;
    };
    std::vector<Box> boxes(polygons.size());
    for (std::size_t p = 0; p < polygons.size(); ++p)
        for (const TilePoint& v : polygons[p].front()) {
            Box& b = boxes[p];
            b = {std::min(b.x_min, v.x), std::min(b.y_min, v.y), std::max(b.x_max, v.x), std::max(b.y_max, v.y)};
        }
    for (std::size_t p = 0; p < polygons.size(); ++p) {
        const TilePoint v = polygons[p].front().front();
        for (std::size_t other = 0; other < polygons.size(); ++other) {
            const Box& b = boxes[other];
            if (other != p && v.x >= b.x_min && v.x <= b.x_max && v.y >= b.y_min && v.y <= b.y_max &&
                is_inside(v, polygons[other].front()))
                return false;
        }
    }
    return true;
}

}  // namespace

bool is_surely_valid(const std::vector<TileRings>& polygons) {
    std::vector<RingSegment> segments = segments_of(polygons);
    if (any_meet(segments)) return false;
    return std::all_of(polygons.begin(), polygons.end(), holes_lie_right) && (polygons.size() < 2 || shells_are_apart(polygons));
}

}  // namespace covmap::tiles
