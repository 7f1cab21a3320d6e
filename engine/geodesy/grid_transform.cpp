#include "geodesy/grid_transform.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "geodesy/map_seam.hpp"
#include "geodesy/patch.hpp"
#include "geodesy/proj_handle.hpp"

namespace covmap::geodesy {

using core::Point;

namespace {

constexpr double kStepMetres = 8000;       ///< side of a patch, projected sources
constexpr double kStepsPerDegree = 10;     ///< 0.1 degree, geographic sources
constexpr double kToleranceMetres = 1e-5;  ///< a patch off by more asks PROJ for every vertex
constexpr double kSagittaCells = 3e-6;     ///< of a segment, whose two chords then stay within a third of it of the curve
constexpr double kStraightMetres = 1e-5;   ///< sagitta below which the area between a curve and its chord does not matter either
constexpr double kMetresPerDegree = 111320;  ///< for that only
constexpr double kLargestIndex = 1e9;        ///< patches further out are not numbered: PROJ
constexpr double kMostParts = 1e6;           ///< an edge across more patches than this is no edge
constexpr double kMostSegments = 4096;       ///< of a part of an edge within one patch
constexpr std::size_t kSamples = 1000;

bool finite(Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }

std::uint64_t mixed(std::uint64_t h) {
    h ^= h >> 30;
    h *= 0xbf58476d1ce4e5b9ULL;
    h ^= h >> 27;
    h *= 0x94d049bb133111ebULL;
    return h ^ (h >> 31);
}

// Of a vertex: the same for the same bits. 0 and -0 are one.
std::uint64_t hash_of(Point p) {
    return mixed(std::bit_cast<std::uint64_t>(p.x + 0.0) * 0x9e3779b97f4a7c15ULL +
                 std::rotl(std::bit_cast<std::uint64_t>(p.y + 0.0), 32));
}

std::uint64_t key_of(std::int32_t ix, std::int32_t iy) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(ix)) << 32) | static_cast<std::uint32_t>(iy);
}

struct KeyHash {
    std::size_t operator()(std::uint64_t key) const { return mixed(key); }
};

// floor without a call into libm.
std::int32_t floor_index(double f) {
    const auto truncated = static_cast<std::int32_t>(f);
    return truncated - (f < truncated ? 1 : 0);
}

}  // namespace

struct GridTransform::State {
    State(const std::string& source_crs, const core::Lattice& grid, bool always_proj)
        : lattice(grid),
          context(make_context()),
          source(open_crs(context.get(), source_crs)),
          target(open_crs(context.get(), grid.crs)),
          every_vertex(always_proj),
          same(same_crs(context.get(), source, target)) {
        if (!same) operation = make_operation(context.get(), source, target);
        if (target.geographic) seam = column_seam(grid, target.degrees);
        const double cell_m =
            std::min(grid.cell_width, grid.cell_height) * (target.geographic ? target.degrees * kMetresPerDegree : target.unit);
        straight_cells = std::min(kStraightMetres / cell_m, kSagittaCells / 3);
        steps_per_unit = source.geographic ? kStepsPerDegree * source.degrees : source.unit / kStepMetres;
    }

    /// A source vertex with what the densification asks about it.
    struct Located {
        Point source;
        double ft = 0, fs = 0;  ///< in steps of the lattice
        const Patch* patch = nullptr;
        Point grid;
    };

    Point by_proj(Point p) { return lattice.to_grid(transformed(operation.get(), p)); }

    Point node(std::int32_t ix, std::int32_t iy) {
        const auto [at, fresh] = nodes.try_emplace(key_of(ix, iy));
        if (fresh) at->second = by_proj({ix / steps_per_unit, iy / steps_per_unit});
        return at->second;
    }

    // Metres on the ground between two places of the grid. Projected grids: by their own unit.
    double metres(Point a, Point b) const {
        double x = (a.x - b.x) * lattice.cell_width * target.unit, y = (a.y - b.y) * lattice.cell_height * target.unit;
        if (target.geographic) {
            x *= target.ellipsoid.semi_major_m * std::cos(lattice.to_crs(a).y * target.unit);
            y *= target.ellipsoid.semi_major_m;
        }
        return std::sqrt(x * x + y * y);
    }

    Patch make_patch(std::int32_t ix, std::int32_t iy) {
        PatchNodes around;
        bool usable = true;
        for (std::int32_t j = 0; j < 4; ++j)
            for (std::int32_t i = 0; i < 4; ++i) {
                const Point n = node(ix + i - 1, iy + j - 1);
                around[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = n;
                usable = usable && finite(n);
            }
        Patch patch;
        if (usable) patch = Patch(around);
        // The centre, where the interpolation is worst on smooth ground, and four more for grids of shifts, which have kinks.
        constexpr double kProbes[5][2] = {{0.5, 0.5}, {0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}};
        for (const auto& [t, s] : kProbes) {
            if (!usable) break;
            const Point truth = by_proj({(ix + t) / steps_per_unit, (iy + s) / steps_per_unit});
            usable = finite(truth) && metres(truth, patch.at(t, s)) <= kToleranceMetres;
        }
        patch.exact = !usable;
        return patch;
    }

    const Patch* patch_at(std::int32_t ix, std::int32_t iy) {
        const std::uint64_t key = key_of(ix, iy);
        if (last != nullptr && key == last_key) return last;
        auto at = patches.find(key);
        if (at == patches.end()) {
            at = patches.emplace(key, make_patch(ix, iy)).first;
            if (at->second.exact) exact_keys.insert(key);
        }
        last_key = key;
        return last = &at->second;
    }

    void locate(Point p, Located& l) {
        l.source = p;
        l.ft = p.x * steps_per_unit;
        l.fs = p.y * steps_per_unit;
        if (!(std::abs(l.ft) < kLargestIndex && std::abs(l.fs) < kLargestIndex)) {
            l.patch = nullptr;
            l.grid = by_proj(p);
            return;
        }
        const std::int32_t ix = floor_index(l.ft), iy = floor_index(l.fs);
        l.patch = patch_at(ix, iy);
        l.grid = every_vertex || l.patch->exact ? by_proj(p) : l.patch->at(l.ft - ix, l.fs - iy);
    }
    Located locate(Point p) {
        Located l;
        locate(p, l);
        return l;
    }

    static bool fitted(const Located& a, const Located& b) {
        return a.patch != nullptr && b.patch != nullptr && a.patch->fitted && b.patch->fitted;
    }

    // Bound of the sagitta in cells of an edge that is no longer than a patch; symmetric in its ends to the bit.
    static double sagitta(const Located& a, const Located& b) {
        const double dt = b.ft - a.ft, ds = b.fs - a.fs;
        const Patch::Bend &one = a.patch->bend(), &two = b.patch->bend();
        return (dt * dt * std::max(one.tt, two.tt) + 2 * std::abs(dt * ds) * std::max(one.ts, two.ts) +
                ds * ds * std::max(one.ss, two.ss)) /
               8;
    }

    // Where a patch is not good enough, its polynomial still tells a straight edge; a bent one is measured by PROJ.
    double bend(const Located& a, const Located& b) {
        double bound = HUGE_VAL;
        if (fitted(a, b)) bound = sagitta(a, b);
        const bool trusted = fitted(a, b) && !a.patch->exact && !b.patch->exact;
        if (!trusted && !(bound <= straight_cells)) {
            Point middle = by_proj({(a.source.x + b.source.x) / 2, (a.source.y + b.source.y) / 2});
            if (!finite(middle)) return 0;
            middle.x = seam.beside(middle.x, a.grid.x);
            const double u = middle.x - (a.grid.x + b.grid.x) / 2, v = middle.y - (a.grid.y + b.grid.y) / 2;
            bound = std::sqrt(u * u + v * v);
        }
        return bound;
    }

    // The chord's middle pushed past the curve: the two halves enclose with the chord what the curve does (an arc is a parabola
    // but for the fourth order: 2/3 of its sagitta times its chord).
    Point outer_middle(Point a, Point b, Point middle) const {
        const Point chord{(a.x + b.x) / 2, (a.y + b.y) / 2};
        return {chord.x + (middle.x - chord.x) * (4.0 / 3), chord.y + (middle.y - chord.y) * (4.0 / 3)};
    }

    bool short_and_straight(const Located& a, const Located& b) const {
        return fitted(a, b) && std::abs(b.ft - a.ft) <= 1 && std::abs(b.fs - a.fs) <= 1 && sagitta(a, b) <= straight_cells;
    }

    // The points between two vertices, in the canonical direction whatever the ring's; false when one is not finite.
    bool densify(const Located& a, const Located& b, std::vector<Point>& grid) {
        const bool forward = std::pair(a.source.y, a.source.x) <= std::pair(b.source.y, b.source.x);
        const Located &low = forward ? a : b, &high = forward ? b : a;
        const double dx = high.source.x - low.source.x, dy = high.source.y - low.source.y;
        const double parts = std::max(1.0, std::ceil(std::max(std::abs(high.ft - low.ft), std::abs(high.fs - low.fs))));
        if (!(parts <= kMostParts)) return false;
        between.clear();
        Located begin = low;
        for (double part = 0; part < parts; ++part) {
            const auto along = [&](double f) { return locate({low.source.x + dx * f, low.source.y + dy * f}); };
            Located end = part + 1 < parts ? along((part + 1) / parts) : high;
            end.grid.x = seam.beside(end.grid.x, begin.grid.x);
            const double bound = bend(begin, end);
            const double count = std::clamp(std::ceil(std::sqrt(bound / kSagittaCells)), 1.0, kMostSegments);
            Point from = begin.grid;
            for (double k = 1; k <= count; ++k) {
                const auto beside = [&](double f) {
                    const Point p = along((part + f / count) / parts).grid;
                    return Point{seam.beside(p.x, from.x), p.y};
                };
                const Point to = k < count ? beside(k) : end.grid;
                if (bound > straight_cells) between.push_back(outer_middle(from, to, beside(k - 0.5)));
                if (k < count || part + 1 < parts) between.push_back(to);
                from = to;
            }
            begin = end;
        }
        if (!std::all_of(between.begin(), between.end(), finite)) return false;
        if (forward)
            grid.insert(grid.end(), between.begin(), between.end());
        else
            grid.insert(grid.end(), between.rbegin(), between.rend());
        return true;
    }

    void sample(Point p) {
        const std::uint64_t hash = hash_of(p);
        if (hash > largest_kept) return;
        keep(hash, p);
    }

    void keep(std::uint64_t hash, Point p) {
        samples.emplace(hash, p);
        if (samples.size() > kSamples) samples.erase(std::prev(samples.end()));
        if (samples.size() == kSamples) largest_kept = samples.rbegin()->first;
    }

    bool ring(std::span<const Point> vertices, std::vector<Point>& grid, double closing);

    core::Lattice lattice;
    Context context;
    Crs source, target;
    Handle operation;
    bool every_vertex;
    bool same;
    Seam seam;  ///< of the columns of a grid in degrees
    double steps_per_unit = 1;
    double straight_cells = 0;  ///< kStraightMetres on this lattice
    std::unordered_map<std::uint64_t, Point, KeyHash> nodes;
    std::unordered_map<std::uint64_t, Patch, KeyHash> patches;
    std::unordered_set<std::uint64_t> exact_keys;
    const Patch* last = nullptr;
    std::uint64_t last_key = 0;
    std::map<std::uint64_t, Point> samples;  ///< hash -> vertex, the smallest hashes
    std::uint64_t largest_kept = UINT64_MAX;
    std::vector<Point> between;
};

bool GridTransform::State::ring(std::span<const Point> vertices, std::vector<Point>& grid, double closing) {
    if (!std::all_of(vertices.begin(), vertices.end(), finite)) return false;
    if (vertices.size() > 1 && vertices.front() == vertices.back()) vertices = vertices.first(vertices.size() - 1);
    grid.reserve(vertices.size());
    if (same) {
        for (const Point& p : vertices) grid.push_back(lattice.to_grid(p));
        return std::all_of(grid.begin(), grid.end(), finite);
    }
    if (vertices.empty()) return true;
    const Located first = locate(vertices.front());
    Located slots[2] = {first, first};
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const Located& here = slots[i % 2];
        Located& next = slots[(i + 1) % 2];
        sample(vertices[i]);
        if (!finite(here.grid)) return false;
        grid.push_back(here.grid);
        if (i + 1 < vertices.size())
            locate(vertices[i + 1], next);
        else
            next = closing == 0 ? first : locate({first.source.x + closing, first.source.y});
        if (short_and_straight(here, next)) continue;
        if (!finite(next.grid) || !densify(here, next, grid)) return false;
    }
    return true;
}

GridTransform::GridTransform(const std::string& source_crs, const core::Lattice& lattice)
    : m_state(std::make_unique<State>(source_crs, lattice, false)) {}
GridTransform::GridTransform(std::unique_ptr<State> state) : m_state(std::move(state)) {}
GridTransform::~GridTransform() = default;
GridTransform::GridTransform(GridTransform&&) noexcept = default;

GridTransform GridTransform::exact(const std::string& source_crs, const core::Lattice& lattice) {
    return GridTransform(std::make_unique<State>(source_crs, lattice, true));
}

bool GridTransform::ring(std::span<const Point> source, std::vector<Point>& grid, double closing) {
    grid.clear();
    if (m_state->ring(source, grid, closing)) return true;
    grid.clear();
    return false;
}

Point GridTransform::point(Point source) {
    if (!finite(source)) return {HUGE_VAL, HUGE_VAL};
    const Point at = m_state->same ? m_state->lattice.to_grid(source) : m_state->locate(source).grid;
    return {m_state->seam.inside(at.x), at.y};
}

void GridTransform::absorb(const GridTransform& other) {
    for (const auto& [hash, vertex] : other.m_state->samples)
        if (hash <= m_state->largest_kept) m_state->keep(hash, vertex);
    m_state->exact_keys.insert(other.m_state->exact_keys.begin(), other.m_state->exact_keys.end());
}

TransformReport GridTransform::report() {
    State& s = *m_state;
    TransformReport report;
    report.method = s.same ? "none" : s.every_vertex ? "proj" : "lattice";
    if (s.same) return report;
    report.sampled = s.samples.size();
    report.exact_patches = s.every_vertex ? 0 : s.exact_keys.size();
    for (const auto& [hash, vertex] : s.samples) {
        const double error = s.metres(s.by_proj(vertex), s.locate(vertex).grid);
        report.worst_error_m = std::max(report.worst_error_m, std::isfinite(error) ? error : 0.0);
    }
    return report;
}

}  // namespace covmap::geodesy
