#include "zones/outline.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/error.hpp"

namespace covmap::zones {

namespace {

/// Inside is on the right: tops go east, right sides south, bottoms west, left sides north.
struct Side {
    Corner from, to;
    bool used = false;
};

/// What begins or ends at a position of a line: on its one side, on its other.
struct Event {
    std::int32_t line, at;
    std::int32_t one, other;
};

/// Stretches of each line with the inside on one side only: `emit(line, begin, end, inside_is_other)`.
template <class Emit>
void for_sides(std::vector<Event>& events, const Emit& emit) {
    std::sort(events.begin(), events.end(),
              [](const Event& a, const Event& b) { return a.line != b.line ? a.line < b.line : a.at < b.at; });
    std::int32_t one = 0, other = 0, since = 0;
    for (std::size_t i = 0; i < events.size();) {
        const std::int32_t line = events[i].line, at = events[i].at, was_one = one, was_other = other;
        for (; i < events.size() && events[i].line == line && events[i].at == at; ++i) {
            one += events[i].one;
            other += events[i].other;
        }
        if (one == was_one && other == was_other) continue;
        if (was_one != was_other) emit(line, since, at, was_other > was_one);
        since = at;
    }
}

bool by_start(const Side& a, const Side& b) { return a.from < b.from; }

std::vector<Side> tops_and_bottoms(const std::vector<Box>& boxes) {
    std::vector<Event> events;
    events.reserve(4 * boxes.size());
    for (const Box& b : boxes) {
        events.push_back({b.row_begin, b.col_begin, 0, 1});
        events.push_back({b.row_begin, b.col_end, 0, -1});
        events.push_back({b.row_end, b.col_begin, 1, 0});
        events.push_back({b.row_end, b.col_end, -1, 0});
    }
    std::vector<Side> sides;
    for_sides(events, [&](core::Row y, core::Col begin, core::Col end, bool inside_south) {
        sides.push_back(inside_south ? Side{{begin, y}, {end, y}} : Side{{end, y}, {begin, y}});
    });
    std::sort(sides.begin(), sides.end(), by_start);
    return sides;
}

std::vector<Side> left_and_right(const std::vector<Box>& boxes) {
    std::vector<Event> events;
    events.reserve(4 * boxes.size());
    for (const Box& b : boxes) {
        events.push_back({b.col_begin, b.row_begin, 0, 1});
        events.push_back({b.col_begin, b.row_end, 0, -1});
        events.push_back({b.col_end, b.row_begin, 1, 0});
        events.push_back({b.col_end, b.row_end, -1, 0});
    }
    std::vector<Side> sides;
    for_sides(events, [&](core::Col x, core::Row begin, core::Row end, bool inside_east) {
        sides.push_back(inside_east ? Side{{x, end}, {x, begin}} : Side{{x, begin}, {x, end}});
    });
    std::sort(sides.begin(), sides.end(), by_start);
    return sides;
}

/// The side that goes on from `from`. Where two do (two sub-cells touch at the corner), the one of the same sub-cell: a right
/// turn.
Side& next_side(std::vector<Side>& sides, const Side& from) {
    auto at = std::lower_bound(sides.begin(), sides.end(), Side{from.to, from.to}, by_start);
    const auto right_turn = [&](const Side& s) {
        const std::int64_t dx = from.to.x - from.from.x, dy = from.to.y - from.from.y;
        return dx * (s.to.y - s.from.y) - dy * (s.to.x - s.from.x) > 0;
    };
    const auto second = at + 1;
    if (second != sides.end() && second->from == at->from && !right_turn(*at)) at = second;
    return *at;
}

/// Twice the signed area: above 0 for shells.
std::int64_t twice_area(const std::vector<Corner>& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Corner &a = ring[i], &b = ring[(i + 1) % ring.size()];
        sum += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
    }
    return sum;
}

void push_ring(std::vector<Corner> ring, std::vector<std::vector<Corner>>& rings) {
    const auto first = std::min_element(ring.begin(), ring.end(),
                                        [](const Corner& a, const Corner& b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
    std::rotate(ring.begin(), first, ring.end());
    rings.push_back(std::move(ring));
}

/// Cuts off a ring wherever the way comes back to a corner.
void split_at_corners(const std::vector<Corner>& way, std::vector<std::vector<Corner>>& rings) {
    std::map<Corner, std::size_t> position;
    std::vector<Corner> open;
    for (const Corner& corner : way) {
        const auto known = position.find(corner);
        if (known != position.end()) {
            const std::size_t at = known->second;
            for (std::size_t i = at; i < open.size(); ++i) position.erase(open[i]);
            push_ring({open.begin() + static_cast<std::ptrdiff_t>(at), open.end()}, rings);
            open.resize(at);
        }
        position[corner] = open.size();
        open.push_back(corner);
    }
    push_ring(std::move(open), rings);
}

}  // namespace

std::vector<std::vector<Corner>> outline(const std::vector<Box>& boxes) {
    std::vector<Side> level = tops_and_bottoms(boxes), upright = left_and_right(boxes);
    std::vector<std::vector<Corner>> rings;
    std::vector<Corner> way;
    for (Side& start : level) {
        if (start.used) continue;
        way.clear();
        for (Side* side = &start; !side->used;) {
            side->used = true;
            way.push_back(side->from);
            Side& turn = next_side(upright, *side);
            turn.used = true;
            way.push_back(turn.from);
            side = &next_side(level, turn);
        }
        split_at_corners(way, rings);
    }
    std::sort(rings.begin(), rings.end(), [](const auto& a, const auto& b) {
        const bool a_shell = twice_area(a) > 0, b_shell = twice_area(b) > 0;
        if (a_shell != b_shell) return a_shell;
        return std::pair(a.front().y, a.front().x) < std::pair(b.front().y, b.front().x);
    });
    if (rings.size() > 1 && twice_area(rings[1]) > 0)
        throw core::Error(core::ErrorKind::check, "zones", "the sub-cells of a zone do not hang together; please report it");
    return rings;
}

}  // namespace covmap::zones
