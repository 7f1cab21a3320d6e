#include "run/compute/site_edge.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "core/ring.hpp"
#include "core/ring_index.hpp"
#include "geodesy/disc.hpp"
#include "geodesy/geodesic.hpp"
#include "geodesy/locator.hpp"
#include "geodesy/map_seam.hpp"
#include "run/base/stop.hpp"
#include "run/compute/row_edges.hpp"
#include "run/prepare/layer_numbers.hpp"
#include "run/prepare/partial_maps.hpp"

namespace covmap::run {

namespace {

using Bounds = core::ChainStore::Bounds;

constexpr const char* kLongitudeLatitude = "EPSG:4326";
constexpr double kStep = 0.02;   ///< of the radius: from circle to circle along a border
constexpr double kBin = 0.0025;  ///< of the radius: nearer circles are one
constexpr double kBeside = 4 * core::RingIndex::kBorder;
constexpr int kSamples = 24;  ///< a side of the points that tell how much of a territory lies outside

bool meet(const Bounds& a, const Bounds& b) {
    return a.u_min <= b.u_max && b.u_min <= a.u_max && a.v_min <= b.v_max && b.v_min <= a.v_max;
}

Bounds widened(Bounds box, core::Point by) {
    box.u_min -= by.x, box.u_max += by.x, box.v_min -= by.y, box.v_max += by.y;
    return box;
}

core::Point middle_of(const Bounds& box) { return {(box.u_min + box.u_max) / 2, (box.v_min + box.v_max) / 2}; }

/// Where the list speaks.
struct Spoken {
    std::vector<bool> territories;  ///< those that its parents mean
    RowEdges polygons;
    std::vector<Bounds> boxes;  ///< of all that

    [[nodiscard]] bool near(const Bounds& box) const {
        return std::any_of(boxes.begin(), boxes.end(), [&](const Bounds& of) { return meet(of, box); });
    }
};

struct Territory {
    Bounds box;
    core::Point reach;  ///< of circles around its places
    RowEdges edges;
};

/// Makes circles on the ground around places of the grid.
class Circles {
public:
    Circles(const core::Lattice& lattice, double radius_m)
        : m_lattice(lattice), m_radius_m(radius_m), m_locator(lattice), m_maker(kLongitudeLatitude, lattice) {}

    /// How far circles around places of a box reach, in columns and rows, generously; infinite where it cannot be told.
    core::Point reach(const Bounds& box) {
        core::Point farthest{0, 0};
        for (const core::Point at : {middle_of(box), core::Point{box.u_min, box.v_min}, core::Point{box.u_max, box.v_min},
                                     core::Point{box.u_min, box.v_max}, core::Point{box.u_max, box.v_max}}) {
            const core::Point of = reach(at);
            farthest = {std::max(farthest.x, of.x), std::max(farthest.y, of.y)};
        }
        return farthest;
    }

    double metres(const GridEdge& edge) {
        return geodesy::geodesic_distance_m(m_locator.wgs84(edge.from), m_locator.wgs84(edge.to));
    }

    void add(core::Point at, Doubt& doubt) {
        const core::Point place = m_locator.wgs84(at);
        if (!std::isfinite(place.x + place.y)) return;
        if (m_maker.at_seam(place, m_radius_m)) return add_at_seam(place, doubt);
        core::Disc disc;
        if (m_maker.make(place, m_radius_m, disc)) doubt.discs.discs.push_back(disc);
    }

private:
    core::Point reach(core::Point at) {
        constexpr double kSlack = 1.25;
        core::Disc disc;
        const core::Point place = m_locator.wgs84(at);
        if (!std::isfinite(place.x + place.y) || m_maker.at_seam(place, m_radius_m) || !m_maker.make(place, m_radius_m, disc))
            return {HUGE_VAL, HUGE_VAL};
        core::Point reach{0, 0};
        for (const core::Point p : disc.around)
            reach = {std::max(reach.x, kSlack * std::abs(p.x - at.x)), std::max(reach.y, kSlack * std::abs(p.y - at.y))};
        return {reach.x + 1, reach.y + 1};
    }

    void add_at_seam(core::Point place, Doubt& doubt) {
        std::vector<core::Point> ring;
        if (!m_maker.outline(place, m_radius_m, ring)) return;
        if (!m_seam) {
            m_transform.emplace(geodesy::GridTransform::exact(m_maker.outline_crs(), m_lattice));
            m_seam.emplace(m_maker.outline_crs(), m_lattice);
        }
        geodesy::MapSeam::Parts parts;
        if (!m_seam->parts(ring, geodesy::Jumps::surely_cross, *m_transform, parts)) return;
        for (std::vector<core::Point>& part : parts.rings) core::add_ring(doubt.rings, 0, part, core::RingRole::shell);
    }

    core::Lattice m_lattice;
    double m_radius_m;
    geodesy::Locator m_locator;
    geodesy::DiscMaker m_maker;
    std::optional<geodesy::GridTransform> m_transform;  ///< at the first circle at the seam
    std::optional<geodesy::MapSeam> m_seam;
};

/// The places of circles: of those that nearly coincide the first in the order of coordinates, whoever came first.
class Centres {
public:
    explicit Centres(core::Point bin) : m_bin(bin) {}
    void add(core::Point p) {
        const std::pair key{std::llround(p.x / m_bin.x), std::llround(p.y / m_bin.y)};
        const auto [at, fresh] = m_places.try_emplace(key, p);
        if (!fresh) at->second = std::min(at->second, p);
    }
    [[nodiscard]] const auto& places() const { return m_places; }

private:
    core::Point m_bin;
    std::map<std::pair<long long, long long>, core::Point> m_places;
};

Spoken spoken_of(const LoadedJob& loaded, const std::set<int>& extents, const std::vector<Bounds>& boxes) {
    const model::TerritorySet& set = loaded.territories.set;
    Spoken spoken;
    spoken.territories.resize(set.territories.size());
    for (const int e : extents) {
        const ExtentPlan& plan = loaded.extents[static_cast<std::size_t>(e)];
        for (const read::ExtentRead& polygons : plan.polygons) spoken.polygons.add(polygons.store);
        const std::vector<bool> named = territories_of(set, plan);
        for (std::size_t t = 0; t < named.size(); ++t)
            if (named[t]) spoken.territories[t] = true;
    }
    for (std::size_t t = 0; t < boxes.size(); ++t)
        if (spoken.territories[t] && boxes[t].u_min <= boxes[t].u_max) spoken.boxes.push_back(boxes[t]);
    if (!spoken.polygons.empty()) spoken.boxes.push_back(spoken.polygons.bounds());
    return spoken;
}

/// Is enough of the territory outside of the polygons to be other land? Told by points on a lattice over its box.
bool is_other_land(const Territory& territory, const RowEdges& polygons, double circle_cells) {
    if (polygons.empty()) return true;
    const Bounds& box = territory.box;
    int inside = 0, outside = 0;
    for (int row = 0; row < kSamples; ++row)
        for (int col = 0; col < kSamples; ++col) {
            const core::Point p{box.u_min + (box.u_max - box.u_min) * (col + 0.5) / kSamples,
                                box.v_min + (box.v_max - box.v_min) * (row + 0.5) / kSamples};
            if (territory.edges.holds(p)) ++(polygons.holds(p) ? inside : outside);
        }
    if (inside + outside == 0) return !polygons.holds(middle_of(box));
    const double sample_cells = (box.u_max - box.u_min) * (box.v_max - box.v_min) / (kSamples * kSamples);
    return outside >= kRough * (inside + outside) || outside * sample_cells >= circle_cells;
}

/// The territories whose borders may be of the edge, with their edges.
std::map<std::uint32_t, Territory> other_land(const LoadedJob& loaded, const Spoken& spoken, const std::vector<Bounds>& boxes,
                                              Circles& circles) {
    std::map<std::uint32_t, Territory> near;
    for (std::uint32_t t = 0; t < boxes.size(); ++t) {
        if (spoken.territories[t] || boxes[t].u_min > boxes[t].u_max) continue;
        const core::Point reach = circles.reach(boxes[t]);
        if (spoken.near(widened(boxes[t], reach))) near[t] = {boxes[t], reach, {}};
    }
    for_each_edge(loaded.territories.store, [&](std::uint32_t owner, const GridEdge& edge) {
        if (const auto found = near.find(loaded.territories.owner[owner]); found != near.end()) found->second.edges.add(edge);
    });
    std::erase_if(near, [&](const auto& entry) {
        throw_if_cancelled();
        return !is_other_land(entry.second, spoken.polygons, 2 * entry.second.reach.x * entry.second.reach.y);
    });
    return near;
}

/// A point beside a place on an edge, a few centimetres within the area that the edge is of, or outside of it.
core::Point beside(const GridEdge& edge, core::Point p, bool within) {
    const double dx = edge.to.x - edge.from.x, dy = edge.to.y - edge.from.y, length = std::hypot(dx, dy);
    if (!(length > 0)) return p;
    const double by = (within ? 1 : -1) * kBeside / length;
    // At its ends the point beside it may lie on the border of another edge: a little towards its middle.
    const double along = ((p.x - edge.from.x) * dx + (p.y - edge.from.y) * dy) / (length * length);
    const double inwards = (along < 0.5 ? 1 : -1) * std::min(kBeside / length, 0.25);
    return {p.x + dy * by + dx * inwards, p.y - dx * by + dy * inwards};
}

/// Calls place(p) at the ends of an edge and between them, at equal distances of at most `step_m`, whatever its direction.
template <class Place>
void walk(const GridEdge& edge, double step_m, Circles& circles, const Place& place) {
    const auto [from, to] = std::minmax(edge.from, edge.to);
    const double metres = circles.metres(edge);
    const auto parts = std::isfinite(metres) ? std::max(1LL, static_cast<long long>(std::ceil(metres / step_m))) : 1LL;
    for (long long i = 0; i <= parts; ++i) {
        const double along = static_cast<double>(i) / static_cast<double>(parts);
        place(core::Point{from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along});
    }
}

/// An edge of that land, and how far circles around its places reach.
struct LandEdge {
    GridEdge edge;
    core::Point reach;
    /// The same for both of its sides.
    [[nodiscard]] auto key() const {
        const auto [from, to] = std::minmax(edge.from, edge.to);
        return std::tuple(from.x, from.y, to.x, to.y);
    }
};

/// Its edges near where the list speaks, but for those that two of its territories share: the way to it never ends there.
std::vector<LandEdge> outer_edges(const LoadedJob& loaded, const Spoken& spoken,
                                  const std::map<std::uint32_t, Territory>& land) {
    std::vector<LandEdge> edges, outer;
    for_each_edge(loaded.territories.store, [&](std::uint32_t owner, const GridEdge& edge) {
        const auto found = land.find(loaded.territories.owner[owner]);
        if (found == land.end()) return;
        throw_if_cancelled();
        const auto [west, east] = std::minmax(edge.from.x, edge.to.x);
        const auto [north, south] = std::minmax(edge.from.y, edge.to.y);
        if (spoken.near(widened({west, east, north, south}, found->second.reach)))
            edges.push_back({edge, found->second.reach});
    });
    std::sort(edges.begin(), edges.end(), [](const LandEdge& a, const LandEdge& b) {
        return std::pair(a.key(), a.edge.from) < std::pair(b.key(), b.edge.from);
    });
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const bool shared = i + 1 < edges.size() && edges[i].key() == edges[i + 1].key() && edges[i].edge.from != edges[i + 1].edge.from;
        if (shared)
            ++i;
        else
            outer.push_back(edges[i]);
    }
    return outer;
}

/// The borders of that land near where the list speaks.
void walk_borders(const LoadedJob& loaded, const Spoken& spoken, const std::map<std::uint32_t, Territory>& land, double step_m,
                  Circles& circles, Centres& centres) {
    for (const LandEdge& of_land : outer_edges(loaded, spoken, land)) {
        throw_if_cancelled();
        const GridEdge& edge = of_land.edge;
        walk(edge, step_m, circles, [&](core::Point p) {
            if (!spoken.polygons.holds(beside(edge, p, true)) && spoken.near(widened({p.x, p.x, p.y, p.y}, of_land.reach)))
                centres.add(p);
        });
    }
}

/// The borders of the polygons in which the list speaks, where they cross that land.
void walk_polygons(const ExtentPlan& extent, const Spoken& spoken, const std::map<std::uint32_t, Territory>& land, double step_m,
                   Circles& circles, Centres& centres) {
    const auto on_land = [&](core::Point p) {
        return std::any_of(land.begin(), land.end(), [&](const auto& entry) {
            return meet(entry.second.box, {p.x, p.x, p.y, p.y}) && entry.second.edges.holds(p);
        });
    };
    for (const read::ExtentRead& polygons : extent.polygons)
        for_each_edge(polygons.store, [&](std::uint32_t, const GridEdge& edge) {
            throw_if_cancelled();
            walk(edge, step_m, circles, [&](core::Point p) {
                const core::Point beyond = beside(edge, p, false);
                if (!spoken.polygons.holds(beyond) && on_land(beyond)) centres.add(p);
            });
        });
}

}  // namespace

std::vector<core::Point> site_edge(const LoadedJob& loaded, const std::set<int>& extents, double radius_m, double step_m) {
    const std::vector<Bounds> boxes = territory_boxes(loaded);
    const Spoken spoken = spoken_of(loaded, extents, boxes);
    if (spoken.boxes.empty()) return {};
    Circles circles(loaded.frame.lattice, radius_m);
    const std::map<std::uint32_t, Territory> land = other_land(loaded, spoken, boxes, circles);
    if (land.empty()) return {};
    const core::Point reach = land.begin()->second.reach;
    const double bin = kBin * (step_m / (kStep * radius_m));
    const bool is_known = std::isfinite(reach.x + reach.y);
    Centres centres(is_known ? core::Point{reach.x * bin, reach.y * bin} : core::Point{kBin, kBin});
    walk_borders(loaded, spoken, land, step_m, circles, centres);
    for (const int e : extents)
        walk_polygons(loaded.extents[static_cast<std::size_t>(e)], spoken, land, step_m, circles, centres);
    std::vector<core::Point> places;
    for (const auto& [cell, p] : centres.places()) places.push_back(p);
    return places;
}

void add_site_edge(const LoadedJob& loaded, const std::set<int>& extents, double radius_m, Doubt& doubt) {
    Circles circles(loaded.frame.lattice, radius_m);
    for (const core::Point p : site_edge(loaded, extents, radius_m, kStep * radius_m)) circles.add(p, doubt);
}

}  // namespace covmap::run
