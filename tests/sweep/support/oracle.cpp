#include "sweep/support/oracle.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/disc.hpp"
#include "core/ring.hpp"
#include "sweep/support/geos.hpp"

namespace covmap::test {
namespace {

Ring cleaned(const Ring& ring) {
    Ring out;
    for (const auto& p : ring)
        if (const auto s = core::snap(p); out.empty() || out.back() != s) out.push_back(s);
    while (out.size() > 1 && out.front() == out.back()) out.pop_back();
    return out;
}

double signed_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) - (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    return twice / 2;
}

/// A ring as simple regions: itself, or the loops of a ring that crosses itself.
std::vector<Region> loops_of(const Ring& given) {
    const auto ring = cleaned(given);
    if (ring.size() < 3) return {};
    const int index = core::rotation_index(ring);
    if (index == 1 || index == -1) {
        auto region = Region::enclosed(ring);
        if (std::abs(region.area() - std::abs(signed_area(ring))) > 1e-9)
            throw std::logic_error("a ring of index 1 that is not simple is beyond the oracle");
        return {region};
    }
    std::vector<Region> loops;
    const auto simple = core::simple_loops(ring);
    if (!simple) throw std::logic_error("a ring that is crossed too often is beyond the oracle");
    for (const auto& loop : *simple) loops.push_back(Region::enclosed(loop));
    return loops;
}

/// Regions that count +1 and regions that count -1.
struct Counted {
    std::vector<Region> plus, minus;
};

Counted counted(const Shape& shape, const std::vector<Circle>& discs) {
    Counted out;
    auto& [plus, minus] = out;
    for (const auto& part : shape) {
        auto shells = loops_of(part.shell);
        std::vector<Region> holes;
        for (const auto& hole : part.holes)
            for (auto& loop : loops_of(hole)) holes.push_back(std::move(loop));
        const auto hollow = Region::united(holes);
        double hole_area = 0;
        for (const auto& hole : holes) hole_area += hole.area();
        const bool nested =
            shells.size() == 1 && std::abs((hollow - shells[0]).area()) < 1e-15 && std::abs(hole_area - hollow.area()) < 1e-12;
        if (nested && !holes.empty()) {
            plus.push_back(shells[0] - hollow);
            continue;
        }
        plus.insert(plus.end(), shells.begin(), shells.end());
        minus.insert(minus.end(), holes.begin(), holes.end());
    }
    for (const auto& circle : discs) {
        std::array<core::Point, core::kDiscSides> ring;
        core::disc_ring(disc_of(circle, 0), ring);
        plus.push_back(Region::enclosed(Ring(ring.begin(), ring.end())));
    }
    return out;
}

/// Where the winding is above 0.
Region present(const Counted& regions) {
    const auto& [plus, minus] = regions;
    if (minus.empty()) return Region::united(plus);
    std::vector<Region> at_least;  // at_least[k]: where the winding is k + 1 or more
    for (const auto& region : plus) {
        at_least.emplace_back();
        for (std::size_t k = at_least.size(); k-- > 0;) at_least[k] = at_least[k] | (k == 0 ? region : at_least[k - 1] & region);
    }
    for (const auto& region : minus)
        for (std::size_t k = 0; k < at_least.size(); ++k)
            at_least[k] = k + 1 < at_least.size() ? (at_least[k] - region) | at_least[k + 1] : at_least[k] - region;
    return at_least.empty() ? Region() : at_least[0];
}

Counted counted_layer(const World& world, std::size_t bit) {
    return counted(bit < world.layers.size() ? world.layers[bit] : Shape{},
                   bit < world.discs.size() ? world.discs[bit] : std::vector<Circle>{});
}

/// The half of a closed ring where sign * (coordinate - at) >= 0 (Sutherland and Hodgman 1974). Right for signed areas.
Ring clipped(const Ring& ring, double core::Point::*axis, double at, double sign) {
    Ring out;
    for (std::size_t i = 0, n = ring.size(); i < n; ++i) {
        const auto& a = ring[i];
        const auto& b = ring[(i + 1) % n];
        const double da = sign * (a.*axis - at), db = sign * (b.*axis - at);
        if (da >= 0) out.push_back(a);
        if ((da > 0 && db < 0) || (da < 0 && db > 0)) {
            const double t = da / (da - db);
            core::Point p{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
            p.*axis = at;
            out.push_back(p);
        }
    }
    return out;
}

using CellFractions = std::map<std::pair<core::Row, core::Col>, double>;

void add_cells(const Ring& ring, const core::CellBox& frame, CellFractions& cells) {
    const auto [low, high] = std::minmax_element(ring.begin(), ring.end(), [](auto& a, auto& b) { return a.y < b.y; });
    const auto first = std::max(frame.row_begin, static_cast<core::Row>(std::floor(low->y)));
    const auto last = std::min(frame.row_end, static_cast<core::Row>(std::ceil(high->y)));
    for (core::Row row = first; row < last; ++row) {
        const auto strip = clipped(clipped(ring, &core::Point::y, row, 1), &core::Point::y, row + 1, -1);
        if (strip.size() < 3) continue;
        const auto [west, east] = std::minmax_element(strip.begin(), strip.end(), [](auto& a, auto& b) { return a.x < b.x; });
        const auto begin = std::max(frame.col_begin, static_cast<core::Col>(std::floor(west->x)));
        const auto end = std::min(frame.col_end, static_cast<core::Col>(std::ceil(east->x)));
        for (core::Col col = begin; col < end; ++col) {
            const auto cell = clipped(clipped(strip, &core::Point::x, col, 1), &core::Point::x, col + 1, -1);
            if (const double area = signed_area(cell); area != 0) cells[{row, col}] += area;
        }
    }
}

CellFractions cells_of(const Region& region, const core::CellBox& frame) {
    CellFractions cells;
    for (const auto& ring : region.rings()) add_cells(ring, frame, cells);
    return cells;
}

/// One face of the overlay: a territory with one signature.
struct Face {
    Key key;
    Region region;
};

Words territory_words(const World& world, std::uint32_t t) {
    Words words(core::words_for(world.bits()), 0);
    if (t < world.territory_bits.size())
        for (const auto bit : world.territory_bits[t]) words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    return words;
}

void split_faces(std::vector<Face>& faces, std::size_t bit, const Region& layer) {
    const auto count = faces.size();
    for (std::size_t f = 0; f < count; ++f) {
        if (has_bit(faces[f].key.signature, bit) || !faces[f].region.meets_box_of(layer)) continue;
        auto [inside, rest] = faces[f].region.split(layer);
        if (inside.empty()) continue;
        Face face{faces[f].key, std::move(inside)};
        face.key.signature[bit / 64] |= std::uint64_t{1} << (bit % 64);
        faces[f].region = std::move(rest);
        faces.push_back(std::move(face));
    }
}

std::vector<Face> faces_of(const World& world, OracleResult& result) {
    std::vector<Face> faces;
    Region taken;
    for (std::uint32_t t = 0; t < world.territories.size(); ++t) {
        const auto regions = counted(world.territories[t], {});
        const auto claimed = present(regions);
        result.territories.emplace_back();
        result.territories[t].shells_only = regions.minus.empty();
        for (const auto& [place, fraction] : cells_of(claimed, world.swept())) result.territories[t].claimed_area += fraction;
        auto own = claimed.split(taken).second;
        taken = taken | claimed;
        if (!own.empty()) faces.push_back({{t, territory_words(world, t)}, std::move(own)});
    }
    for (std::size_t bit = 0; bit < world.bits(); ++bit)
        if (const auto layer = counted_layer(world, bit); !layer.plus.empty()) split_faces(faces, bit, present(layer));
    return faces;
}

using CellParts = std::map<Key, double>;

/// Weights of one cell by the rule of the demand's spread. Returns what is inside, per part.
std::map<Key, double> shares_of_weight(const World& world, const CellParts& parts, double land, OracleResult& result,
                                       const std::vector<std::int64_t>& weight) {
    double inside = 0;
    std::map<std::uint32_t, double> by_territory;
    for (const auto& [key, fraction] : parts) {
        inside += fraction;
        by_territory[key.territory] += fraction;
    }
    const auto doubt = [&](std::uint32_t t, double share) {
        for (std::size_t a = 0; a < weight.size(); ++a) {
            result.territories[t].doubt[a] += share * static_cast<double>(weight[a]);
            result.outside_doubt[a] += share * static_cast<double>(weight[a]);
        }
    };
    const bool edge_of_inside = inside > 0.99e-4 && inside < 1.01e-4;
    for (const auto& [t, fraction] : by_territory) {
        if (edge_of_inside) doubt(t, 1);
        for (const auto& [other, other_fraction] : by_territory)
            if (other_fraction < 1.01e-6) doubt(t, 2 * other_fraction / inside + 1e-12);
    }
    std::map<Key, double> shares;
    if (inside < 1e-4) return shares;
    double kept = 0;  // what a sliver's people are divided over
    for (const auto& [t, fraction] : by_territory) kept += fraction < 1e-6 ? 0 : fraction;
    double whole = 1 - inside + kept;
    if (world.spread == core::Spread::territory || (world.spread == core::Spread::land && land < 0))
        whole = kept;
    else if (world.spread == core::Spread::land)
        whole = std::max(land, kept);
    for (const auto& [key, fraction] : parts)
        if (by_territory[key.territory] >= 1e-6) shares[key] = fraction / whole;
    return shares;
}

void add_cell(const World& world, std::pair<core::Row, core::Col> place, const CellParts& parts, OracleResult& result) {
    const std::size_t attributes = world.demand.attributes();
    const auto found = world.demand.all().find(place);
    const DemandCell none{std::vector<std::int64_t>(attributes, 0), core::kLandUnknown};
    const auto& cell = found == world.demand.all().end() ? none : found->second;
    const auto shares = shares_of_weight(world, parts, cell.land, result, cell.weight);
    std::vector<double> held(attributes, 0);
    double inside = 0;
    for (const auto& [key, fraction] : parts) {
        auto& row = result.tally[key];
        auto& territory = result.territories[key.territory];
        row.resize(attributes + 1);
        row.back() += fraction * world.cell_area_dm2;
        territory.values.back() += fraction * world.cell_area_dm2;
        inside += fraction;
        territory.in_demand = territory.in_demand || found != world.demand.all().end();
        if (parts.size() > 1 || fraction < 1 - 1e-13) ++territory.parts;
        const auto share = shares.find(key);
        if (share == shares.end()) continue;
        for (std::size_t a = 0; a < attributes; ++a) {
            const double weight = share->second * static_cast<double>(cell.weight[a]);
            row[a] += weight;
            territory.values[a] += weight;
            held[a] += weight;
        }
    }
    if (inside != 0) result.inside[place] = inside;
    for (std::size_t a = 0; a < attributes; ++a) result.outside[a] += static_cast<double>(cell.weight[a]) - held[a];
}

}  // namespace

std::vector<Region> owner_regions(const World& world) {
    std::vector<Region> regions;
    for (const auto& territory : world.territories) regions.push_back(present(counted(territory, {})));
    for (std::size_t bit = 0; bit < world.bits(); ++bit) regions.push_back(present(counted_layer(world, bit)));
    return regions;
}

OracleResult ask_oracle(const World& world) {
    const std::size_t attributes = world.demand.attributes();
    OracleResult result;
    result.outside.assign(attributes, 0);
    result.outside_doubt.assign(attributes, 0);
    const auto faces = faces_of(world, result);
    for (auto& territory : result.territories) {
        territory.values.assign(attributes + 1, 0);
        territory.doubt.assign(attributes, 0);
    }
    std::map<std::pair<core::Row, core::Col>, CellParts> cells;
    for (const auto& [place, cell] : world.demand.all()) cells[place];
    for (const auto& face : faces)
        for (const auto& [place, fraction] : cells_of(face.region, world.swept()))
            if (fraction > 1e-15) cells[place][face.key] += fraction;
    for (const auto& [place, parts] : cells) add_cell(world, place, parts, result);
    return result;
}

}  // namespace covmap::test
