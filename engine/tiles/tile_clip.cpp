#include "tiles/tile_clip.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace covmap::tiles {

namespace {

using Ring = std::vector<core::TilePoint>;
using Member = std::int32_t core::TilePoint::*;

/// One side of a box: what is at `limit` or on the kept side of it stays.
struct CutSide {
    Member across, along;
    std::int32_t limit;
    bool keeps_less;
    [[nodiscard]] bool inside(const core::TilePoint& p) const { return keeps_less ? p.*across <= limit : p.*across >= limit; }
};

core::TilePoint crossing(core::TilePoint a, core::TilePoint b, const CutSide& side) {
    if (std::pair(a.x, a.y) > std::pair(b.x, b.y)) std::swap(a, b);
    const double t = (static_cast<double>(side.limit) - a.*side.across) / (static_cast<double>(b.*side.across) - a.*side.across);
    core::TilePoint p;
    p.*side.across = side.limit;
    p.*side.along =
        static_cast<std::int32_t>(std::lround(a.*side.along + t * (static_cast<double>(b.*side.along) - a.*side.along)));
    return p;
}

Ring clipped(const Ring& ring, const CutSide& side) {
    Ring out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const core::TilePoint& from = ring[i == 0 ? ring.size() - 1 : i - 1];
        const core::TilePoint& to = ring[i];
        if (side.inside(from) != side.inside(to)) out.push_back(crossing(from, to, side));
        if (side.inside(to)) out.push_back(to);
    }
    return without_repetitions(std::move(out));
}

/// Each ring for itself: parts of one ring stay joined along the side, so that the result may be invalid.
TileRings clipped_alone(const TileRings& rings, const CutSide& side) {
    TileRings kept;
    for (const Ring& ring : rings) {
        Ring part = clipped(ring, side);
        if (is_area(part))
            kept.push_back(std::move(part));
        else if (kept.empty())
            break;
    }
    return kept;
}

/// Lines of a ring inside, each from where it comes in to where it goes out, both on the side.
void add_lines(const Ring& ring, const CutSide& side, std::vector<Ring>& lines) {
    const auto outside = std::find_if(ring.begin(), ring.end(), [&](const core::TilePoint& p) { return !side.inside(p); });
    const auto start = static_cast<std::size_t>(outside - ring.begin());
    for (std::size_t i = 1; i <= ring.size(); ++i) {
        const core::TilePoint &from = ring[(start + i - 1) % ring.size()], &to = ring[(start + i) % ring.size()];
        if (side.inside(from) != side.inside(to)) {
            if (side.inside(to)) lines.emplace_back();
            lines.back().push_back(crossing(from, to, side));
        }
        if (side.inside(to)) lines.back().push_back(to);
    }
}

/// For each line the one that goes on where it ends: along the side, inside and outside of the polygon take turns. Empty where
/// they do not, for ends that were rounded to one place.
std::vector<std::size_t> followers(const std::vector<Ring>& lines, const CutSide& side) {
    struct End {
        std::int32_t at;
        std::size_t line;
        bool is_start;
    };
    std::vector<End> ends;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        ends.push_back({lines[l].front().*side.along, l, true});
        ends.push_back({lines[l].back().*side.along, l, false});
    }
    std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.at < b.at; });
    std::vector<std::size_t> next(lines.size());
    for (std::size_t e = 0; e < ends.size(); e += 2) {
        if (ends[e].is_start == ends[e + 1].is_start || (e > 0 && ends[e].at == ends[e - 1].at)) return {};
        const End &end = ends[e].is_start ? ends[e + 1] : ends[e], &start = ends[e].is_start ? ends[e] : ends[e + 1];
        next[end.line] = start.line;
    }
    return next;
}

std::vector<Ring> joined(std::vector<Ring>& lines, const std::vector<std::size_t>& next) {
    std::vector<Ring> rings;
    std::vector<bool> used(lines.size(), false);
    for (std::size_t l = 0; l < lines.size(); ++l) {
        if (used[l]) continue;
        Ring ring;
        for (std::size_t at = l; !used[at]; at = next[at]) {
            used[at] = true;
            ring.insert(ring.end(), lines[at].begin(), lines[at].end());
        }
        ring = without_repetitions(std::move(ring));
        if (is_area(ring)) rings.push_back(std::move(ring));
    }
    return rings;
}

/// What lies on the kept side of a polygon whose rings have no point in common: whole polygons, none joined to another along the
/// side. Two ends at one place leave it to `clipped_alone`.
void clip(const TileRings& rings, const CutSide& side, std::vector<TileRings>& out) {
    std::vector<Ring> lines;
    TileRings whole;
    for (const Ring& ring : rings) {
        const auto inside = std::count_if(ring.begin(), ring.end(), [&](const core::TilePoint& p) { return side.inside(p); });
        if (static_cast<std::size_t>(inside) == ring.size())
            whole.push_back(ring);
        else if (inside > 0)
            add_lines(ring, side, lines);
    }
    if (lines.empty()) {
        if (!whole.empty()) out.push_back(std::move(whole));
        return;
    }
    const std::vector<std::size_t> next = followers(lines, side);
    std::vector<Ring> cut = next.empty() ? std::vector<Ring>{} : joined(lines, next);
    const bool are_shells = std::all_of(cut.begin(), cut.end(), [](const Ring& ring) { return core::ring_area2(ring) > 0; });
    if (next.empty() || !are_shells || (cut.size() > 1 && !whole.empty())) {  // whose hole is it? The repair tells
        if (TileRings alone = clipped_alone(rings, side); !alone.empty()) out.push_back(std::move(alone));
        return;
    }
    for (Ring& shell : cut) out.push_back({std::move(shell)});
    if (!cut.empty()) std::move(whole.begin(), whole.end(), std::back_inserter(out.back()));
}

std::vector<TileRings> clipped(const std::vector<TileRings>& polygons, const CutSide& side) {
    std::vector<TileRings> all;
    for (const TileRings& rings : polygons) clip(rings, side, all);
    return all;
}

struct UnitBox {
    core::TilePoint low, high;
};

UnitBox box_of(const std::vector<TileRings>& polygons) {
    UnitBox box{{INT32_MAX, INT32_MAX}, {INT32_MIN, INT32_MIN}};
    for (const TileRings& rings : polygons)
        for (const core::TilePoint& p : rings.front()) {
            box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y)};
            box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y)};
        }
    return box;
}

/// Halves of halves of the world, so that a segment that two neighbours share goes through the same cuts, and the same roundings,
/// in both.
class Cutter {
public:
    Cutter(int zoom, int buffer, const TileOfRings& tell) : m_zoom(zoom), m_buffer(buffer), m_tell(tell) {}

    /// Columns [low.x, low.x + width) and rows [low.y, low.y + height) of tiles; the rings reach no other.
    void cut(std::vector<TileRings>&& polygons, const UnitBox& box, core::TilePoint low, std::int32_t width, std::int32_t height,
             bool is_cut) const {
        if (polygons.empty()) return;
        if (width == 1 && height == 1) {
            m_tell({m_zoom, static_cast<std::uint32_t>(low.x), static_cast<std::uint32_t>(low.y)}, std::move(polygons), is_cut);
            return;
        }
        const bool by_x = width >= height;
        const Member across = by_x ? &core::TilePoint::x : &core::TilePoint::y,
                     along = by_x ? &core::TilePoint::y : &core::TilePoint::x;
        const std::int32_t middle = low.*across + (by_x ? width : height) / 2, line = middle * core::kTileExtent;
        core::TilePoint second_low = low;
        second_low.*across = middle;
        if (by_x)
            width /= 2;
        else
            height /= 2;
        const bool reaches_first = box.low.*across <= line + m_buffer, reaches_second = box.high.*across >= line - m_buffer;
        if (reaches_first) {
            const bool crosses = box.high.*across > line + m_buffer;
            std::vector<TileRings> first = crosses          ? clipped(polygons, {across, along, line + m_buffer, true})
                                           : reaches_second ? polygons
                                                            : std::move(polygons);
            const UnitBox inside = crosses ? box_of(first) : box;
            cut(std::move(first), inside, low, width, height, is_cut || crosses);
        }
        if (reaches_second) {
            const bool crosses = box.low.*across < line - m_buffer;
            std::vector<TileRings> second =
                crosses ? clipped(polygons, {across, along, line - m_buffer, false}) : std::move(polygons);
            const UnitBox inside = crosses ? box_of(second) : box;
            cut(std::move(second), inside, second_low, width, height, is_cut || crosses);
        }
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

bool is_area(const Ring& ring) { return ring.size() >= 3 && core::ring_area2(ring) != 0; }

void for_each_tile(const std::vector<TileRings>& polygons, int zoom, int buffer, const TileOfRings& tell) {
    if (polygons.empty()) return;
    std::vector<TileRings> inside = polygons;
    bool is_cut = false;
    UnitBox box = box_of(inside);
    const auto keep = [&](const CutSide& side) {  // what goes on beyond the antimeridian
        inside = clipped(inside, side);
        is_cut = true;
        box = box_of(inside);
    };
    const std::int32_t world = core::kTileExtent << zoom;
    if (box.low.x < -buffer) keep({&core::TilePoint::x, &core::TilePoint::y, -buffer, false});
    if (box.high.x > world + buffer) keep({&core::TilePoint::x, &core::TilePoint::y, world + buffer, true});
    if (inside.empty()) return;
    const std::int32_t last = (1 << zoom) - 1;
    const auto tile = [&](std::int32_t unit) {
        return std::clamp(static_cast<std::int32_t>(std::floor(static_cast<double>(unit) / core::kTileExtent)), 0, last);
    };
    const core::TilePoint low{tile(box.low.x - buffer), tile(box.low.y - buffer)},
        high{tile(box.high.x + buffer), tile(box.high.y + buffer)};
    int halvings = 0;  // left of the world's, in the smallest square of tiles that holds all of it
    while (low.x >> halvings != high.x >> halvings || low.y >> halvings != high.y >> halvings) ++halvings;
    const core::TilePoint corner{low.x >> halvings << halvings, low.y >> halvings << halvings};
    Cutter(zoom, buffer, tell).cut(std::move(inside), box, corner, 1 << halvings, 1 << halvings, is_cut);
}

}  // namespace covmap::tiles
