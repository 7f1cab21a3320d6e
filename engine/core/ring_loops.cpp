// Splitting a ring that crosses itself into simple loops.
#include <algorithm>
#include <cmath>
#include <compare>
#include <numeric>
#include <utility>

#include "core/exact.hpp"
#include "core/ring.hpp"
#include "core/ring_meets.hpp"

namespace covmap::core {

namespace {

/// A place where an edge is cut.
struct Split {
    std::uint32_t edge;
    Point at;
    auto operator<=>(const Split&) const = default;
};

/// Where the edges of a ring cut each other, each place once.
class Splits {
public:
    explicit Splits(std::span<const Point> ring) : m_ring(ring) {}
    /// False when there are more than the ring may have.
    bool find();
    [[nodiscard]] std::span<const Split> sorted() const { return m_splits; }

private:
    [[nodiscard]] Point from(std::uint32_t edge) const { return m_ring[edge]; }
    [[nodiscard]] Point to(std::uint32_t edge) const { return m_ring[edge + 1 == m_ring.size() ? 0 : edge + 1]; }
    void meet(std::uint32_t e, std::uint32_t f);
    void split_at(std::uint32_t edge, Point p) {
        if (p != from(edge) && p != to(edge)) m_splits.push_back({edge, p});
    }
    void once_each();

    std::span<const Point> m_ring;
    std::vector<Split> m_splits;
};

bool within_box(Point p, Point a, Point b) {
    return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
}

// Cuts both edges where they meet: a proper crossing, or end points of one that lie on the other.
void Splits::meet(std::uint32_t e, std::uint32_t f) {
    const Point e_a = from(e), e_b = to(e), f_a = from(f), f_b = to(f);
    const int fa = orientation(e_a, e_b, f_a), fb = orientation(e_a, e_b, f_b);
    const int ea = orientation(f_a, f_b, e_a), eb = orientation(f_a, f_b, e_b);
    if (fa * fb < 0 && ea * eb < 0) {
        const double ex = e_b.x - e_a.x, ey = e_b.y - e_a.y, fx = f_b.x - f_a.x, fy = f_b.y - f_a.y;
        const double t = ((f_a.x - e_a.x) * fy - (f_a.y - e_a.y) * fx) / (ex * fy - ey * fx);
        const Point p = snap(Point{e_a.x + t * ex, e_a.y + t * ey});
        split_at(e, p);
        split_at(f, p);
        return;
    }
    if (fa == 0 && within_box(f_a, e_a, e_b)) split_at(e, f_a);
    if (fb == 0 && within_box(f_b, e_a, e_b)) split_at(e, f_b);
    if (ea == 0 && within_box(e_a, f_a, f_b)) split_at(f, e_a);
    if (eb == 0 && within_box(e_b, f_a, f_b)) split_at(f, e_b);
}

void Splits::once_each() {
    std::sort(m_splits.begin(), m_splits.end());
    m_splits.erase(std::unique(m_splits.begin(), m_splits.end()), m_splits.end());
}

bool Splits::find() {
    std::uint64_t pairs = 0;
    const bool all = for_each_near_pair(m_ring, [&](std::uint32_t e, std::uint32_t f) {
        meet(e, f);
        // A pair may be met twice.
        if (m_splits.size() > 4 * kMostCrossings) {
            once_each();
            if (m_splits.size() > 2 * kMostCrossings) return false;
        }
        return ++pairs <= kMostPairs;
    });
    once_each();
    return all && m_splits.size() <= 2 * kMostCrossings;
}

// The ring with a vertex at each of its crossings; nothing when there are too many.
std::optional<std::vector<Point>> noded(std::span<const Point> ring) {
    Splits splits(ring);
    if (!splits.find()) return std::nullopt;
    std::vector<Point> path, on_edge;
    path.reserve(ring.size() + splits.sorted().size());
    auto next = splits.sorted().begin();
    for (std::uint32_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[i + 1 == ring.size() ? 0 : i + 1];
        on_edge.clear();
        for (; next != splits.sorted().end() && next->edge == i; ++next) on_edge.push_back(next->at);
        const auto along = [&](Point p) { return (p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y); };
        std::sort(on_edge.begin(), on_edge.end(),
                  [&](Point p, Point q) { return std::pair(along(p), p) < std::pair(along(q), q); });
        path.push_back(a);
        for (const Point p : on_edge)
            if (p != path.back()) path.push_back(p);
    }
    return path;
}

// Where the smallest of all rotations starts: two candidates are held against each other, and the worse one passes what was
// equal (Shiloach 1981). O(n).
std::size_t least_rotation(std::span<const Point> ring) {
    const std::size_t n = ring.size();
    std::size_t i = 0, j = 1, same = 0;
    while (i < n && j < n && same < n) {
        const Point a = ring[(i + same) % n], b = ring[(j + same) % n];
        if (a == b) {
            ++same;
            continue;
        }
        (b < a ? i : j) += same + 1;
        if (i == j) ++j;
        same = 0;
    }
    return std::min(i, j);
}

// The same start and direction whatever the file's: the smallest of all rotations of both directions.
std::vector<Point> canonical(std::span<const Point> ring) {
    std::vector<Point> forward(ring.begin(), ring.end()), backward(ring.rbegin(), ring.rend());
    for (std::vector<Point>* turned : {&forward, &backward})
        std::rotate(turned->begin(), turned->begin() + static_cast<std::ptrdiff_t>(least_rotation(*turned)), turned->end());
    return std::min(forward, backward);
}

// Cuts a closed path at each vertex it returns to.
template <class Emit>
void cut_loops(const std::vector<Point>& path, Emit&& emit) {
    // Equal vertices have one number.
    std::vector<std::uint32_t> order(path.size()), number(path.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return path[a] != path[b] ? path[a] < path[b] : a < b; });
    for (std::size_t i = 0; i < order.size(); ++i)
        number[order[i]] = i > 0 && path[order[i - 1]] == path[order[i]] ? number[order[i - 1]] : order[i];

    constexpr std::uint32_t kNowhere = 0xffffffffU;
    std::vector<std::uint32_t> position(path.size(), kNowhere), stack;
    const auto loop_from = [&](std::size_t from) {
        std::vector<Point> loop;
        for (std::size_t i = from; i < stack.size(); ++i) loop.push_back(path[stack[i]]);
        emit(std::move(loop));
    };
    for (const std::uint32_t at : number) {
        const std::uint32_t met = position[at];
        if (met == kNowhere) {
            position[at] = static_cast<std::uint32_t>(stack.size());
            stack.push_back(at);
            continue;
        }
        loop_from(met);
        for (std::size_t i = met + 1; i < stack.size(); ++i) position[stack[i]] = kNowhere;
        stack.resize(met + 1);
    }
    loop_from(0);
}

}  // namespace

std::optional<std::vector<std::vector<Point>>> simple_loops(std::span<const Point> ring) {
    std::vector<std::vector<Point>> simple;
    std::vector<std::vector<Point>> pending{std::vector<Point>(ring.begin(), ring.end())};
    // Snapping a crossing may move an edge over a vertex; a few rounds settle it.
    for (int round = 0; round < 4 && !pending.empty(); ++round) {
        std::vector<std::vector<Point>> again;
        for (const auto& candidate : pending) {
            const auto path = noded(canonical(candidate));
            if (!path) return std::nullopt;
            cut_loops(*path, [&](std::vector<Point>&& loop) {
                if (loop.size() < 3 || shoelace(loop) == 0) return;
                const int index = rotation_index(loop);
                (index == 1 || index == -1 ? simple : again).push_back(std::move(loop));
            });
        }
        pending = std::move(again);
    }
    // What is still not simple keeps its signed area.
    for (auto& loop : pending) simple.push_back(std::move(loop));
    return simple;
}

}  // namespace covmap::core
