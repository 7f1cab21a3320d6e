#include "geodesy/map_seam.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

#include "geodesy/proj_handle.hpp"

namespace covmap::geodesy {

using core::Point;

namespace {

constexpr double kWholeCells = 0.05;       ///< a turn this near to whole cells is whole cells (0.0083333 for 1/120)
constexpr double kSeamGapMetres = 1e6;     ///< two sides of one meridian this far apart are two places of the map
constexpr double kBesideDegrees = 1e-6;    ///< from the meridian, to look at its sides
constexpr double kDatumDegrees = 0.02;     ///< one meridian in two datums, generously
constexpr double kSampleDegrees = 0.25;    ///< along the seam
constexpr double kBoxMarginMetres = 1e5;   ///< around the samples
constexpr double kLeastDegree_m = 110000;  ///< of latitude, rounded down
constexpr double kEquatorDegree_m = 111320;

struct Box {
    double x_min = HUGE_VAL, x_max = -HUGE_VAL, y_min = HUGE_VAL, y_max = -HUGE_VAL;
    void add(Point p) {
        x_min = std::min(x_min, p.x), x_max = std::max(x_max, p.x);
        y_min = std::min(y_min, p.y), y_max = std::max(y_max, p.y);
    }
    [[nodiscard]] bool meets(const Box& o) const {
        return x_min <= o.x_max && o.x_min <= x_max && y_min <= o.y_max && o.y_min <= y_max;
    }
};

Box box_of(std::span<const Point> ring) {
    Box box;
    for (const Point& p : ring) box.add(p);
    return box;
}

bool is_finite(Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }

bool drawn_inside(const RolledRing& ring, const Seam& seam) {
    return ring.around == 0 && std::all_of(ring.vertices.begin(), ring.vertices.end(), [&](const Rolled& v) {
               return v.turns == 0 && v.at.x >= seam.west && v.at.x <= seam.west + seam.turn;
           });
}

std::vector<Point> flattened(const RolledRing& ring, double turn) {
    std::vector<Point> flat;
    flat.reserve(ring.vertices.size());
    for (const Rolled& v : ring.vertices) flat.push_back({v.turns == 0 ? v.at.x : v.at.x + v.turns * turn, v.at.y});
    return flat;
}

}  // namespace

Seam column_seam(const core::Lattice& lattice, double degrees) {
    Seam seam;
    seam.turn = 360 / degrees / lattice.cell_width;
    seam.west = (-180 / degrees - lattice.origin_x) / lattice.cell_width;
    const double whole = std::nearbyint(seam.turn);
    if (whole > 0 && std::abs(seam.turn - whole) <= kWholeCells) {
        seam.turn = whole;
        seam.west = std::nearbyint(seam.west);
    }
    return seam;
}

Seam column_seam(const core::Lattice& lattice) {
    const Context context = make_context();
    const Crs crs = open_crs(context.get(), lattice.crs);
    return crs.geographic ? column_seam(lattice, crs.degrees) : Seam();
}

core::Col column_inside(const Seam& seam, core::Col col) {
    if (seam.turn == 0 || seam.turn != std::nearbyint(seam.turn)) return col;
    return col - static_cast<core::Col>(std::floor((col - seam.west) / seam.turn) * seam.turn);
}

struct MapSeam::State {
    State(const std::string& source_crs, const core::Lattice& grid)
        : context(make_context()),
          source(open_crs(context.get(), source_crs)),
          target(open_crs(context.get(), grid.crs)),
          base(base_geographic(context.get(), target)),
          degree_lattice(grid),
          same_degrees(source.geographic && same_crs(context.get(), source, base)) {
        if (source.geographic) own = {-180 / source.degrees, 360 / source.degrees};
        if (target.geographic) {
            seam = column_seam(grid, target.degrees);
            columns = {seam.west, seam.west + seam.turn};
            west_degrees = (grid.origin_x + seam.west * grid.cell_width) * target.degrees;
        } else {
            middle_of(grid);
        }
        if (seam.turn > 0 && !source.geographic) sample_seam();
    }

    // A projected lattice: its degrees get cells of about its own size, of a power of two so that they are exact.
    void middle_of(const core::Lattice& grid) {
        west_degrees = middle_longitude(context.get(), target) - 180;
        if (!torn(west_degrees, grid)) return;
        const double cell_degrees = std::min(grid.cell_width, grid.cell_height) * target.unit / kEquatorDegree_m;
        const double size = std::exp2(std::floor(std::log2(std::min(1.0, cell_degrees / base.degrees))));
        degree_lattice = {text_of(context.get(), base), 0, 0, size, size};
        seam = {west_degrees / base.degrees / size, 360 / base.degrees / size};
        source_text = source.text;
        grid_lattice = grid;
    }

    // Are the two sides of this meridian far apart on the map?
    bool torn(double west, const core::Lattice& grid) {
        const Handle forward = make_operation(context.get(), base, target);
        for (const double latitude : {0.0, 20.0, -20.0, 45.0, -45.0}) {
            const Point a = transformed(forward.get(), {(west + kBesideDegrees) / base.degrees, latitude / base.degrees});
            const Point b = transformed(forward.get(), {(west + 360 - kBesideDegrees) / base.degrees, latitude / base.degrees});
            if (!is_finite(a) || !is_finite(b) || !(std::hypot(a.x - b.x, a.y - b.y) * target.unit > kSeamGapMetres)) continue;
            columns = {grid.to_grid({std::min(a.x, b.x), 0}).x, grid.to_grid({std::max(a.x, b.x), 0}).x};
            return true;
        }
        return false;
    }

    void sample_seam() {
        const Handle operation = make_operation(context.get(), source, base);
        for (double latitude = -90; latitude <= 90; latitude += kSampleDegrees) {
            const Point at = transformed(operation.get(), {west_degrees / base.degrees, latitude / base.degrees}, PJ_INV);
            if (is_finite(at)) in_source.add(at);
        }
        if (in_source.x_min > in_source.x_max) return;  // the source does not reach there
        const double margin = kBoxMarginMetres / source.unit;
        in_source.add({in_source.x_min - margin, in_source.y_min - margin});
        in_source.add({in_source.x_max + margin, in_source.y_max + margin});
    }

    [[nodiscard]] bool near(const Box& box, Jumps jumps) const {
        if (!source.geographic) return seam.turn > 0 && box.meets(in_source);
        if (jumps != Jumps::are_drawn && box.x_max - box.x_min > own.turn / 2) return true;
        if (seam.turn == 0) return false;
        const double margin = same_degrees ? 0 : kDatumDegrees;
        return box.x_min * source.degrees < west_degrees + margin || box.x_max * source.degrees > west_degrees + 360 - margin;
    }

    // The ring made continuous in the columns of degree_lattice.
    bool roll(std::span<const Point> ring, Jumps jumps, GridTransform& to_degrees, RolledRing& out) {
        const double equator = degree_lattice.origin_y / degree_lattice.cell_height;
        const double pole = 90 / base.degrees / degree_lattice.cell_height;
        std::vector<Point> grid;
        if (same_degrees || !source.geographic) {
            if (!to_degrees.ring(ring, grid)) return false;
            out = rolled(grid, seam, source.geographic ? jumps : Jumps::surely_cross, pole, equator);
        } else {
            const RolledRing given = rolled(ring, own, jumps, 90 / source.degrees, 0);
            if (!to_degrees.ring(flattened(given, own.turn), grid, given.around * own.turn)) return false;
            out = rolled(grid, seam, Jumps::surely_cross, pole, equator);
            out.doubtful = given.doubtful;
        }
        return true;
    }

    GridTransform& degrees_transform() {
        if (!to_base) to_base.emplace(GridTransform::exact(source_text, degree_lattice));
        return *to_base;
    }
    GridTransform& map_transform(GridTransform& transform) {
        if (same_degrees) return transform;
        if (!from_base) from_base.emplace(GridTransform::exact(degree_lattice.crs, grid_lattice));
        return *from_base;
    }

    // A map that goes on at its back: the ring as it is, but continuous.
    bool unbroken(std::span<const Point> ring, Jumps jumps, GridTransform& transform, Parts& out) const {
        const RolledRing given = rolled(ring, own, jumps, 90 / source.degrees, 0);
        out.doubtful = given.doubtful;
        return transform.ring(flattened(given, own.turn), out.rings.emplace_back(), given.around * own.turn);
    }

    bool project(std::vector<std::vector<Point>> in_degrees, GridTransform& transform, Parts& out) {
        for (std::vector<Point>& part : in_degrees) {
            for (Point& p : part) p = degree_lattice.to_crs(p);
            if (!map_transform(transform).ring(part, out.rings.emplace_back())) return false;
        }
        return true;
    }

    bool parts(std::span<const Point> ring, Jumps jumps, GridTransform& transform, Parts& out) {
        out = {};
        if (seam.turn == 0) return unbroken(ring, jumps, transform, out);
        RolledRing continuous;
        if (!roll(ring, jumps, target.geographic ? transform : degrees_transform(), continuous)) return false;
        if (drawn_inside(continuous, seam)) {
            // Of other degrees than the map's it was made continuous before: its steps over 180 are no longer those of the ring.
            if (source.geographic && !same_degrees) return unbroken(ring, jumps, transform, out);
            return transform.ring(ring, out.rings.emplace_back());
        }
        out.doubtful = continuous.doubtful;
        // A projection may have no poles (Mercator): a hair before them it is still far off every map.
        constexpr double kBeforePole = 1 - 1e-9;
        close_over_pole(continuous, 90 / base.degrees / degree_lattice.cell_height * (target.geographic ? 1 : kBeforePole),
                        degree_lattice.origin_y / degree_lattice.cell_height);
        std::vector<std::vector<Point>> in_window = window_parts(continuous, seam);
        if (!target.geographic) return project(std::move(in_window), transform, out);
        out.rings = std::move(in_window);
        return true;
    }

    Context context;
    Crs source, target, base;
    Seam own;   ///< of a source in degrees, in its unit
    Seam seam;  ///< of the map, in columns of degree_lattice; turn = 0: it has none
    double west_degrees = -180;
    Columns columns{-HUGE_VAL, HUGE_VAL};
    core::Lattice degree_lattice;  ///< the lattice itself when in degrees
    bool same_degrees;             ///< source and base are one
    Box in_source;                 ///< where the seam lies in a projected source
    std::string source_text;
    core::Lattice grid_lattice;
    std::optional<GridTransform> to_base, from_base;
};

MapSeam::MapSeam(const std::string& source_crs, const core::Lattice& lattice)
    : m_state(std::make_unique<State>(source_crs, lattice)) {}
MapSeam::~MapSeam() = default;
MapSeam::MapSeam(MapSeam&&) noexcept = default;

bool MapSeam::near(std::span<const Point> ring, Jumps jumps) const {
    const State& s = *m_state;
    if (!s.source.geographic && s.seam.turn == 0) return false;
    return s.near(box_of(ring), jumps);
}

bool MapSeam::near_disc(double longitude, double latitude, double radius_m) const {
    const State& s = *m_state;
    if (s.seam.turn == 0) return false;
    const double radius = radius_m / kLeastDegree_m, poleward = std::abs(latitude) + radius;
    if (!(poleward < 89)) return true;
    const double reach = radius / std::cos(poleward * std::numbers::pi / 180);
    const double east = longitude - s.west_degrees;
    return !(east > reach && east < 360 - reach);
}

double MapSeam::source_turn() const { return m_state->own.turn; }

MapSeam::Columns MapSeam::columns() const { return m_state->columns; }

bool MapSeam::parts(std::span<const Point> ring, Jumps jumps, GridTransform& transform, Parts& parts) {
    if (!std::all_of(ring.begin(), ring.end(), is_finite)) return false;
    return m_state->parts(ring, jumps, transform, parts);
}

}  // namespace covmap::geodesy
