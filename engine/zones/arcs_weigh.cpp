#include "zones/arcs_weigh.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace covmap::zones {

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

/// The farthest vertex inside; the first of equals.
std::pair<std::size_t, double> farthest(const std::vector<core::Point>& points, const Span& span) {
    std::size_t best = span.from + 1;
    double distance = -1;
    for (std::size_t i = span.from + 1; i < span.to; ++i) {
        const double d = squared_distance(points[i], points[span.from], points[span.to]);
        if (d > distance) best = i, distance = d;
    }
    return {best, std::sqrt(distance)};
}

}  // namespace

void weigh(Arc& arc) {
    const std::size_t last = arc.points.size() - 1;
    arc.weights.assign(arc.points.size(), 0);
    arc.weights.front() = arc.weights.back() = kForEver;
    std::vector<Span> spans{{0, last, kForEver}};
    const bool closed = arc.places.front() == arc.places.back();
    if (closed && last > 2) {
        const std::size_t middle = farthest(arc.points, spans.front()).first;
        arc.weights[middle] = kForEver;
        spans = {{0, middle, kForEver}, {middle, last, kForEver}};
    }
    while (!spans.empty()) {
        const Span span = spans.back();
        spans.pop_back();
        if (span.to - span.from < 2) continue;
        const auto [at, distance] = farthest(arc.points, span);
        const double weight = std::min(distance, span.most);
        arc.weights[at] = weight;
        spans.push_back({span.from, at, weight});
        spans.push_back({at, span.to, weight});
    }
    if (!closed) return;
    std::size_t third = 0;
    for (std::size_t i = 1; i < last; ++i)
        if (arc.weights[i] < kForEver && (third == 0 || arc.weights[i] > arc.weights[third])) third = i;
    if (third != 0) arc.weights[third] = kForEver;
}

}  // namespace covmap::zones
