#include "geodesy/seam.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace covmap::geodesy {

using core::Point;

namespace {

constexpr double kDoubtful = 30.0 / 360;  ///< a step that is longer even the short way round may have been drawn as it is
constexpr std::size_t kCornersOfBox = 4;  ///< a ring of so few may be a box of nearly the whole world
constexpr double kAtPole = 1e-4;          ///< part of the pole's y
using Ring = std::vector<Rolled>;

bool at_pole(double y, double pole, double equator) { return std::abs(y - equator) >= std::abs(pole) * (1 - kAtPole); }

/// A line of the seam: west + line * turn.
struct Line {
    const Seam& seam;
    int number;

    [[nodiscard]] double distance(const Rolled& v) const {
        return (v.at.x - seam.west) + static_cast<double>(v.turns - number) * seam.turn;
    }
    // The same for both directions of the edge.
    [[nodiscard]] Rolled crossing(const Rolled& a, const Rolled& b) const {
        double da = distance(a), db = distance(b), ya = a.at.y, yb = b.at.y;
        if (da > db) std::swap(da, db), std::swap(ya, yb);
        const double y = da == 0 ? ya : db == 0 ? yb : ya + (yb - ya) * (da / (da - db));
        return {{seam.west, y}, number};
    }
};

/// A run of a ring's vertices on the side that is kept, from its crossing to the next.
struct Run {
    Ring vertices;
    std::size_t next = 0;
};

std::vector<Run> runs_of(const Ring& ring, const Line& line, double side) {
    const std::size_t n = ring.size();
    const auto kept = [&](std::size_t i) { return line.distance(ring[i % n]) * side >= 0; };
    std::size_t start = 0;
    while (kept(start)) ++start;  // some vertex is not
    std::vector<Run> runs;
    for (std::size_t i = start + 1; i <= start + n; ++i) {
        const Rolled &before = ring[(i - 1) % n], &here = ring[i % n];
        if (kept(i) && !kept(i - 1)) runs.emplace_back().vertices.push_back(line.crossing(before, here));
        if (kept(i)) runs.back().vertices.push_back(here);
        if (!kept(i) && kept(i - 1)) runs.back().vertices.push_back(line.crossing(before, here));
    }
    return runs;
}

// Between two neighbouring crossings of the line a simple ring is inside, then outside, and so on: each end of a run goes on at
// the start of the run beside it. False for rings that cross themselves there.
bool link(std::vector<Run>& runs) {
    struct End {
        double y;
        std::size_t run;
        bool start;
    };
    std::vector<End> ends;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        ends.push_back({runs[i].vertices.front().at.y, i, true});
        ends.push_back({runs[i].vertices.back().at.y, i, false});
    }
    std::stable_sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y < b.y; });
    for (std::size_t i = 0; i < ends.size(); i += 2) {
        const End &a = ends[i], &b = ends[i + 1];
        if (a.start == b.start) return false;
        runs[a.start ? b.run : a.run].next = a.start ? a.run : b.run;
    }
    return true;
}

bool flat(const Ring& ring, const Line& line) {
    return std::all_of(ring.begin(), ring.end(), [&](const Rolled& v) { return line.distance(v) == 0; });
}

// The parts of a ring on one side of a line (-1: west), its vertices on the line included.
std::vector<Ring> half(const Ring& ring, const Line& line, double side) {
    const auto kept = [&](const Rolled& v) { return line.distance(v) * side >= 0; };
    if (std::all_of(ring.begin(), ring.end(), kept)) return {ring};
    std::vector<Run> runs = runs_of(ring, line, side);
    if (!link(runs))
        for (std::size_t i = 0; i < runs.size(); ++i) runs[i].next = (i + 1) % runs.size();
    std::vector<Ring> parts;
    std::vector<bool> done(runs.size(), false);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        Ring part;
        for (std::size_t at = i; !done[at]; at = runs[at].next) {
            done[at] = true;
            part.insert(part.end(), runs[at].vertices.begin(), runs[at].vertices.end());
        }
        if (!part.empty() && !flat(part, line)) parts.push_back(std::move(part));
    }
    return parts;
}

double x_of(const Rolled& v, const Seam& seam, int window) {
    return v.turns == window ? v.at.x : v.at.x + static_cast<double>(v.turns - window) * seam.turn;
}

std::vector<Point> points(const Ring& ring, const Seam& seam, int window) {
    std::vector<Point> out;
    out.reserve(ring.size());
    for (const Rolled& v : ring) out.push_back({std::clamp(x_of(v, seam, window), seam.west, seam.west + seam.turn), v.at.y});
    return out;
}

}  // namespace

double Seam::inside(double x) const {
    if (turn == 0 || !std::isfinite(x) || (x >= west && x <= west + turn)) return x;
    const double slack = kOvershoot * turn;
    if (x > west - slack && x < west + turn + slack) return std::clamp(x, west, west + turn);
    return x - std::floor((x - west) / turn) * turn;
}

double Seam::beside(double x, double to) const {
    if (turn == 0 || !(std::abs(x - to) > turn / 2)) return x;
    return x - std::nearbyint((x - to) / turn) * turn;
}

RolledRing rolled(std::span<const Point> ring, const Seam& seam, Jumps jumps, double pole, double equator) {
    RolledRing out;
    if (ring.size() > 1 && ring.front() == ring.back()) ring = ring.first(ring.size() - 1);
    const std::size_t n = ring.size();
    const double whole = seam.turn * (1 - kOvershoot);
    const auto step = [&](std::size_t i) { return ring[(i + 1) % n].x - ring[i].x; };
    std::size_t wholes = 0, off_pole = 0;
    for (std::size_t i = 0; i < n && jumps != Jumps::are_drawn; ++i)
        if (std::abs(step(i)) >= whole) {
            ++wholes;
            if (!at_pole(ring[i].y, pole, equator)) ++off_pole;
        }
    const bool closes = wholes == 1 && off_pole == 1;
    int turns = 0;
    out.vertices.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        out.vertices.push_back({ring[i], turns});
        const double by = std::abs(step(i));
        const bool crosses = jumps != Jumps::are_drawn && by > seam.turn / 2 && (by < whole || closes);
        if (!crosses) continue;
        turns += step(i) > 0 ? -1 : 1;
        const bool long_either_way = seam.turn - by > kDoubtful * seam.turn;
        out.doubtful = out.doubtful || (jumps == Jumps::cross && (long_either_way || n <= kCornersOfBox));
    }
    out.around = turns;
    return out;
}

void close_over_pole(RolledRing& ring, double pole, double equator) {
    if (ring.around == 0 || ring.vertices.empty()) return;
    double sum = 0;
    for (const Rolled& v : ring.vertices) sum += v.at.y - equator;
    const double y = sum < 0 ? equator - std::abs(pole) : equator + std::abs(pole);
    Rolled first = ring.vertices.front();
    first.turns += ring.around;
    ring.vertices.push_back(first);
    ring.vertices.push_back({{first.at.x, y}, first.turns});
    ring.vertices.push_back({{first.at.x, y}, first.turns - ring.around});
    ring.around = 0;
}

std::vector<std::vector<Point>> window_parts(const RolledRing& ring, const Seam& seam) {
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (const Rolled& v : ring.vertices) {
        const double x = x_of(v, seam, 0);
        least = std::min(least, x);
        most = std::max(most, x);
    }
    std::vector<std::vector<Point>> parts;
    if (!(least <= most)) return parts;
    const double slack = kOvershoot * seam.turn;
    const int middle = static_cast<int>(std::floor(((least + most) / 2 - seam.west) / seam.turn));
    const double west = seam.west + middle * seam.turn;
    if (least >= west - slack && most <= west + seam.turn + slack) {
        parts.push_back(points(ring.vertices, seam, middle));
        return parts;
    }
    const int first = static_cast<int>(std::floor((least + slack - seam.west) / seam.turn));
    const int last = static_cast<int>(std::floor((most - slack - seam.west) / seam.turn));
    for (int window = first; window <= last; ++window)
        for (const Ring& eastern : half(ring.vertices, {seam, window}, 1))
            for (const Ring& part : half(eastern, {seam, window + 1}, -1)) parts.push_back(points(part, seam, window));
    return parts;
}

}  // namespace covmap::geodesy
