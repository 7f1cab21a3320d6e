#include "shapes/arcs_weigh.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace covmap::shapes {

namespace {

constexpr double kForEver = std::numeric_limits<double>::infinity();

double squared(core::Point a, core::Point b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

/// From p to the segment from a to b.
double squared_distance(core::Point p, core::Point a, core::Point b) {
    const double length = squared(a, b);
    if (length <= 0) return squared(p, a);
    const double along = std::clamp(((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length, 0.0, 1.0);
    return squared(p, {a.x + along * (b.x - a.x), a.y + along * (b.y - a.y)});
}

struct Span {
    std::size_t from = 0, to = 0;
    double most = kForEver;  ///< weight of the vertex that made it
};

}  // namespace

Farthest farthest(const std::vector<core::Point>& points, std::size_t from, std::size_t to) {
    std::size_t best = from + 1;
    double distance = -1;
    for (std::size_t i = from + 1; i < to; ++i) {
        const double d = squared_distance(points[i], points[from], points[to]);
        if (d > distance) best = i, distance = d;
    }
    return {best, std::sqrt(distance)};
}

void weigh(Arc& arc) {
    const std::size_t last = arc.points.size() - 1;
    arc.weights.assign(arc.points.size(), 0);
    arc.weights.front() = arc.weights.back() = kForEver;
    std::vector<std::size_t> roots{0, last};
    if (arc.places.front() == arc.places.back() && last > 2) {
        const std::size_t middle = farthest(arc.points, 0, last).at;
        const Farthest before = middle > 1 ? farthest(arc.points, 0, middle) : Farthest{0, -1};
        const Farthest after = last - middle > 1 ? farthest(arc.points, middle, last) : Farthest{0, -1};
        const std::size_t third = before.distance >= after.distance ? before.at : after.at;
        roots = {0, std::min(middle, third), std::max(middle, third), last};
        arc.weights[middle] = arc.weights[third] = kForEver;
    }
    std::vector<Span> spans;
    for (std::size_t i = 0; i + 1 < roots.size(); ++i) spans.push_back({roots[i], roots[i + 1], kForEver});
    while (!spans.empty()) {
        const Span span = spans.back();
        spans.pop_back();
        if (span.to - span.from < 2) continue;
        const Farthest split = farthest(arc.points, span.from, span.to);
        const double weight = std::min(split.distance, span.most);
        arc.weights[split.at] = weight;
        spans.push_back({span.from, split.at, weight});
        spans.push_back({split.at, span.to, weight});
    }
}

}  // namespace covmap::shapes
