// Splitting a ring that crosses itself into simple loops.
#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/exact.hpp"
#include "core/ring.hpp"

namespace covmap::core {

namespace {

struct Edge {
    Point a, b;
    std::vector<Point> splits;
};

bool within_box(Point p, const Edge& e) {
    return p.x >= std::min(e.a.x, e.b.x) && p.x <= std::max(e.a.x, e.b.x) && p.y >= std::min(e.a.y, e.b.y) &&
           p.y <= std::max(e.a.y, e.b.y);
}

void split_at(Edge& e, Point p) {
    if (p != e.a && p != e.b) e.splits.push_back(p);
}

// Adds to both edges the points where they meet: a proper crossing, or end points of one that lie on the other.
void meet(Edge& e, Edge& f) {
    const int fa = orientation(e.a, e.b, f.a), fb = orientation(e.a, e.b, f.b);
    const int ea = orientation(f.a, f.b, e.a), eb = orientation(f.a, f.b, e.b);
    if (fa * fb < 0 && ea * eb < 0) {
        const double ex = e.b.x - e.a.x, ey = e.b.y - e.a.y, fx = f.b.x - f.a.x, fy = f.b.y - f.a.y;
        const double t = ((f.a.x - e.a.x) * fy - (f.a.y - e.a.y) * fx) / (ex * fy - ey * fx);
        const Point p = snap(Point{e.a.x + t * ex, e.a.y + t * ey});
        split_at(e, p);
        split_at(f, p);
        return;
    }
    if (fa == 0 && within_box(f.a, e)) split_at(e, f.a);
    if (fb == 0 && within_box(f.b, e)) split_at(e, f.b);
    if (ea == 0 && within_box(e.a, f)) split_at(f, e.a);
    if (eb == 0 && within_box(e.b, f)) split_at(f, e.b);
}

// Meets all pairs whose boxes overlap: edges are listed in strips of v, sorted by u inside a strip; a pair is met in the
// strip where the lower of its two tops lies.
void meet_all(std::vector<Edge>& edges) {
    double top = edges.front().a.y, bottom = top;
    for (const Edge& e : edges) {
        top = std::min(top, e.a.y);
        bottom = std::max(bottom, e.a.y);
    }
    const auto strips = std::clamp<std::size_t>(static_cast<std::size_t>(std::sqrt(static_cast<double>(edges.size()))), 1, 4096);
    const double height = (bottom - top) / static_cast<double>(strips);
    const auto strip_of = [&](double v) {
        return height > 0 ? std::min(strips - 1, static_cast<std::size_t>((v - top) / height)) : std::size_t{0};
    };
    std::vector<std::vector<std::size_t>> listed(strips);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto [lo, hi] = std::minmax(edges[i].a.y, edges[i].b.y);
        for (std::size_t s = strip_of(lo); s <= strip_of(hi); ++s) listed[s].push_back(i);
    }
    const auto west = [&](std::size_t i) { return std::min(edges[i].a.x, edges[i].b.x); };
    const auto east = [&](std::size_t i) { return std::max(edges[i].a.x, edges[i].b.x); };
    const auto north = [&](std::size_t i) { return std::min(edges[i].a.y, edges[i].b.y); };
    for (std::size_t s = 0; s < strips; ++s) {
        auto& in = listed[s];
        std::sort(in.begin(), in.end(),
                  [&](std::size_t i, std::size_t j) { return std::pair(west(i), i) < std::pair(west(j), j); });
        for (std::size_t i = 0; i < in.size(); ++i)
            for (std::size_t j = i + 1; j < in.size() && west(in[j]) <= east(in[i]); ++j)
                if (strip_of(std::max(north(in[i]), north(in[j]))) == s) meet(edges[in[i]], edges[in[j]]);
    }
}

// The ring with a vertex at each of its crossings.
std::vector<Point> noded(std::span<const Point> ring) {
    std::vector<Edge> edges(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) edges[i] = {ring[i], ring[(i + 1) % ring.size()], {}};
    meet_all(edges);
    std::vector<Point> path;
    for (Edge& e : edges) {
        const auto along = [&](Point p) { return (p.x - e.a.x) * (e.b.x - e.a.x) + (p.y - e.a.y) * (e.b.y - e.a.y); };
        std::sort(e.splits.begin(), e.splits.end(),
                  [&](Point p, Point q) { return std::pair(along(p), p) < std::pair(along(q), q); });
        path.push_back(e.a);
        for (const Point p : e.splits)
            if (p != path.back()) path.push_back(p);
    }
    return path;
}

// The same start and direction whatever the file's: the smallest of all rotations of both directions.
std::vector<Point> canonical(std::span<const Point> ring) {
    const Point least = *std::min_element(ring.begin(), ring.end());
    std::vector<Point> best;
    for (const bool reversed : {false, true}) {
        std::vector<Point> turned(ring.begin(), ring.end());
        if (reversed) std::reverse(turned.begin(), turned.end());
        for (std::size_t i = 0; i < turned.size(); ++i) {
            if (turned[i] != least) continue;
            std::vector<Point> candidate(turned.begin() + static_cast<std::ptrdiff_t>(i), turned.end());
            candidate.insert(candidate.end(), turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(i));
            if (best.empty() || candidate < best) best = std::move(candidate);
        }
    }
    return best;
}

// Cuts a closed path at each vertex it returns to.
std::vector<std::vector<Point>> cut_loops(const std::vector<Point>& path) {
    std::vector<std::vector<Point>> loops;
    std::vector<Point> stack;
    std::map<Point, std::size_t> position;
    for (const Point p : path) {
        const auto met = position.find(p);
        if (met == position.end()) {
            position.emplace(p, stack.size());
            stack.push_back(p);
            continue;
        }
        const auto from = stack.begin() + static_cast<std::ptrdiff_t>(met->second);
        loops.emplace_back(from, stack.end());
        for (auto it = from + 1; it != stack.end(); ++it) position.erase(*it);
        stack.erase(from + 1, stack.end());
    }
    loops.push_back(std::move(stack));
    return loops;
}

}  // namespace

std::vector<std::vector<Point>> simple_loops(std::span<const Point> ring) {
    std::vector<std::vector<Point>> simple;
    std::vector<std::vector<Point>> pending{std::vector<Point>(ring.begin(), ring.end())};
    // Snapping a crossing may move an edge over a vertex; a few rounds settle it.
    for (int round = 0; round < 4 && !pending.empty(); ++round) {
        std::vector<std::vector<Point>> again;
        for (const auto& candidate : pending)
            for (auto& loop : cut_loops(noded(canonical(candidate)))) {
                if (loop.size() < 3 || shoelace(loop) == 0) continue;
                const int index = rotation_index(loop);
                (index == 1 || index == -1 ? simple : again).push_back(std::move(loop));
            }
        pending = std::move(again);
    }
    // What is still not simple keeps its signed area.
    for (auto& loop : pending) simple.push_back(std::move(loop));
    return simple;
}

}  // namespace covmap::core
