#include "core/ring.hpp"

#include <algorithm>
#include <cmath>

#include "core/exact.hpp"

namespace covmap::core {

namespace {

constexpr double kFarthest = 67108864.0;  // 2^26 cells

// b is the tip of a spike: the ring turns back on itself there. It bounds nothing, so it can go.
bool is_spike(Point a, Point b, Point c) {
    const double ax = b.x - a.x, ay = b.y - a.y, bx = c.x - b.x, by = c.y - b.y;
    if (ax * bx + ay * by >= 0) return false;
    return cross_sign(ax, ay, bx, by) == 0;
}

// Removes repeated vertices and spikes, round the closing vertex too. In place; the rest keeps its order.
void clean(std::vector<Point>& ring) {
    std::size_t n = 0;
    for (const Point p : ring) {
        bool keep = true;
        while (n > 0 && keep) {
            if (ring[n - 1] == p) {
                keep = false;
            } else if (n >= 2 && is_spike(ring[n - 2], ring[n - 1], p)) {
                --n;
            } else {
                break;
            }
        }
        if (keep) ring[n++] = p;
    }
    std::size_t first = 0;
    while (n - first >= 3) {
        const Point head = ring[first], tail = ring[n - 1];
        if (head == tail || is_spike(ring[n - 2], tail, head)) {
            --n;
        } else if (is_spike(tail, head, ring[first + 1])) {
            ++first;
        } else {
            break;
        }
    }
    ring.resize(n);
    ring.erase(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(first));
    if (ring.size() < 3) ring.clear();
}

bool points_up(double dx, double dy) { return dy > 0 || (dy == 0 && dx > 0); }

// Of a cleaned ring: how often its direction sweeps across east, counted with the turn's sign.
int rotation_of_clean(std::span<const Point> ring) {
    int turns = 0;
    Point previous = ring.back();
    double dx = previous.x - ring[ring.size() - 2].x, dy = previous.y - ring[ring.size() - 2].y;
    bool up = points_up(dx, dy);
    for (const Point p : ring) {
        const double ex = p.x - previous.x, ey = p.y - previous.y;
        const bool next_up = points_up(ex, ey);
        if (up != next_up) {
            const int sign = cross_sign(dx, dy, ex, ey);
            if (!up && sign > 0) ++turns;
            if (up && sign < 0) --turns;
        }
        dx = ex;
        dy = ey;
        up = next_up;
        previous = p;
    }
    return turns;
}

// Shells run clockwise in (u, v), holes counter-clockwise: then an interior lies east of edges that go south.
void orient(std::vector<Point>& ring, bool counter_clockwise, RingRole role) {
    if (counter_clockwise == (role == RingRole::shell)) std::reverse(ring.begin(), ring.end());
}

}  // namespace

int rotation_index(std::span<const Point> ring) {
    std::vector<Point> copy(ring.begin(), ring.end());
    clean(copy);
    return copy.empty() ? 0 : rotation_of_clean(copy);
}

double shoelace(std::span<const Point> ring) {
    if (ring.size() < 3) return 0;
    const Point origin = ring.front();
    double twice = 0;
    double px = 0, py = 0;
    for (const Point p : ring) {
        const double x = p.x - origin.x, y = p.y - origin.y;
        twice += px * y - x * py;
        px = x;
        py = y;
    }
    return twice / 2;
}

RingResult add_ring(ChainStore& store, std::uint32_t owner, std::vector<Point>& ring, RingRole role) {
    RingResult result;
    for (Point& p : ring) {
        // Beyond this, coordinates are no longer multiples of 2^-24 of a cell: some thousand times round the Earth.
        if (!(std::abs(p.x) < kFarthest && std::abs(p.y) < kFarthest)) {
            result.degenerate = true;
            return result;
        }
        p = snap(p);
    }
    clean(ring);
    if (ring.empty()) {
        result.degenerate = true;
        return result;
    }
    const int index = rotation_of_clean(ring);
    if (index == 1 || index == -1) {
        orient(ring, index == 1, role);
        result.area = -shoelace(ring);
        store.add_ring(owner, ring);
        return result;
    }
    auto loops = simple_loops(ring);
    result.self_crossing = loops.has_value();
    result.too_crossed = !loops.has_value();
    if (!loops) return result;
    for (std::vector<Point>& loop : *loops) {
        orient(loop, shoelace(loop) > 0, role);
        result.area -= shoelace(loop);
        store.add_ring(owner, loop);
    }
    return result;
}

}  // namespace covmap::core
