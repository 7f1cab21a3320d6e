#include "zones/make_zones.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "geodesy/locator.hpp"
#include "model/square_id.hpp"
#include "shapes/point_inside.hpp"
#include "zones/band_builder.hpp"
#include "zones/join.hpp"
#include "zones/outline.hpp"

namespace covmap::zones {

namespace {

std::int64_t weight_of(const RawZone& zone, const ZonePlan& plan) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < zone.accounts.territory.size(); ++i) {
        const std::int64_t* values = zone.accounts.values.data() + i * plan.columns();
        sum += values[plan.attribute] + values[plan.stride + plan.attribute];
    }
    return sum;
}

std::vector<model::ZonePart> parts_of(const Accounts& accounts, std::size_t columns) {
    std::vector<model::ZonePart> parts;
    for (std::size_t i = 0; i < accounts.territory.size(); ++i) {
        const auto from = accounts.values.begin() + static_cast<std::ptrdiff_t>(i * columns);
        parts.push_back({core::TerritoryId(accounts.territory[i]), {from, from + static_cast<std::ptrdiff_t>(columns)}});
    }
    return parts;
}

constexpr std::size_t kZonesATask = 1024;

/// Outline, place and distances of one zone after the other; one a thread.
class Describer {
public:
    Describer(const ZonePlan& plan, const model::RunModel& model, const Surroundings& around)
        : m_plan(plan), m_model(model), m_around(around), m_locator(model.frame.lattice) {}

    [[nodiscard]] model::Zone zone(RawZone& raw, const std::string& id) const {
        model::Zone zone;
        zone.id = id;
        zone.unit = raw.unit;
        zone.parts = parts_of(raw.accounts, m_plan.columns());
        zone.present = std::move(raw.present);
        zone.outline_area = raw.outline_area;
        zone.outside = std::move(raw.outside);
        zone.row = raw.summit.row;
        zone.col = raw.summit.col;
        zone.outline = polygon_of(raw.boxes);
        zone.lon_lat = m_locator.wgs84(m_model.frame.lattice.to_grid(shapes::point_inside({zone.outline})));
        for (const Square& s : raw.squares) zone.squares.push_back({s.row, s.col, s.weight});
        const core::Point from{zone.col + 0.5, zone.row + 0.5};
        if (const auto served = m_around.served->nearest(from, m_locator)) zone.served = served->away;
        if (m_around.sites != nullptr) zone.sites = m_around.sites->nearest(m_locator.wgs84(from));
        return zone;
    }

private:
    [[nodiscard]] core::Polygon polygon_of(const std::vector<Box>& boxes) const {
        const double detail = 1 << m_plan.depth;
        core::Polygon polygon;
        for (const std::vector<Corner>& corners : outline(boxes)) {
            std::vector<core::Point>& ring = polygon.emplace_back();
            for (const Corner& c : corners) ring.push_back(m_model.frame.lattice.to_crs({c.x / detail, c.y / detail}));
            ring.push_back(ring.front());
        }
        return polygon;
    }

    const ZonePlan& m_plan;
    const model::RunModel& m_model;
    const Surroundings& m_around;
    geodesy::Locator m_locator;
};

class Maker {
public:
    Maker(const ZonePlan& plan, const model::RunModel& model, const Surroundings& around)
        : m_plan(plan), m_model(model), m_around(around) {}

    FoundZones make(JoinedZones&& joined) {
        FoundZones found;
        model::ZoneSet& set = found.set;
        set.name = m_plan.spec->name;
        set.units = units_of(*m_plan.spec, m_model);
        if (m_around.sites != nullptr) set.site_operators = m_around.sites->operators();
        drop_small(joined);
        rank(joined.zones);
        give_ids(joined.zones, set.units);
        set.zones.resize(joined.zones.size());
        const std::size_t tasks = (joined.zones.size() + kZonesATask - 1) / kZonesATask;
        const auto describe = [&](std::size_t task) {
            const Describer describer(m_plan, m_model, m_around);
            for (std::size_t i = task * kZonesATask; i < std::min((task + 1) * kZonesATask, set.zones.size()); ++i)
                set.zones[i] = describer.zone(joined.zones[i], m_ids[i]);
        };
        if (m_around.for_each) {
            m_around.for_each(tasks, describe);
        } else {
            for (std::size_t task = 0; task < tasks; ++task) describe(task);
        }
        give_names(set);
        set.scattered = parts_of(joined.scattered, m_plan.columns());
        set.empty = parts_of(joined.empty, m_plan.columns());
        found.index = index_of(joined.zones, set);
        return found;
    }

private:
    void drop_small(JoinedZones& joined) {
        Accounts& scattered = joined.scattered;
        std::erase_if(joined.zones, [&](const RawZone& zone) {
            if (weight_of(zone, m_plan) >= m_plan.spec->minimum) return false;
            scattered.atom.resize(scattered.atom.size() + zone.accounts.atom.size(), 0);
            scattered.territory.insert(scattered.territory.end(), zone.accounts.territory.begin(), zone.accounts.territory.end());
            scattered.values.insert(scattered.values.end(), zone.accounts.values.begin(), zone.accounts.values.end());
            return true;
        });
        scattered = summed(scattered, m_plan.columns());
    }

    // Most first; equals from north to south, west to east.
    void rank(std::vector<RawZone>& zones) const {
        std::vector<std::int64_t> weights;
        for (const RawZone& zone : zones) weights.push_back(weight_of(zone, m_plan));
        std::vector<std::size_t> order(zones.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            if (weights[a] != weights[b]) return weights[a] > weights[b];
            if (zones[a].unit != zones[b].unit) return zones[a].unit < zones[b].unit;
            return zones[a].boxes.front() < zones[b].boxes.front();
        });
        std::vector<RawZone> ranked;
        for (const std::size_t i : order) ranked.push_back(std::move(zones[i]));
        zones = std::move(ranked);
    }

    // A square can be the most populated one of several zones: all but the first also carry their north-western sub-cell.
    void give_ids(const std::vector<RawZone>& zones, const std::vector<model::ZoneUnit>& units) {
        std::set<std::string> taken;
        for (const RawZone& zone : zones) {
            std::string id = m_plan.spec->fails + "_" + units[zone.unit].code + "_" +
                             model::square_id(m_model.frame.lattice, zone.summit.row, zone.summit.col);
            if (!taken.insert(id).second) {
                const Box& first = zone.boxes.front();
                id += "_r" + std::to_string(first.row_begin) + "c" + std::to_string(first.col_begin);
                taken.insert(id);
            }
            m_ids.push_back(std::move(id));
        }
    }

    // The commune with most of its people, and a number among those of that commune.
    void give_names(model::ZoneSet& set) const {
        std::map<std::uint32_t, int> numbers;
        for (model::Zone& zone : set.zones) {
            const model::ZonePart& main =
                *std::max_element(zone.parts.begin(), zone.parts.end(),
                                  [&](const model::ZonePart& a, const model::ZonePart& b) { return key(a) < key(b); });
            const model::Territory& territory = m_model.territories.territories[main.territory.value];
            const model::ZoneUnit& unit = set.units[zone.unit];
            zone.name = territory.name.empty() ? territory.code : territory.name;
            if (m_plan.spec->within != "all" && m_plan.spec->within != m_model.territories.unit)
                zone.name += " (" + (unit.name.empty() ? unit.code : unit.name) + ")";
            zone.name += " " + std::to_string(++numbers[main.territory.value]);
        }
    }

    [[nodiscard]] std::pair<std::int64_t, std::int64_t> key(const model::ZonePart& part) const {
        return {part.values[m_plan.attribute] + part.values[m_plan.stride + m_plan.attribute],
                part.values[m_plan.stride - 1] + part.values[m_plan.columns() - 1]};
    }

    [[nodiscard]] model::ZoneIndex index_of(const std::vector<RawZone>& zones, const model::ZoneSet& set) const {
        model::ZoneIndex index;
        index.name = set.name;
        index.detail = 1 << m_plan.depth;
        index.attribute = m_plan.spec->attribute;
        for (std::uint32_t z = 0; z < zones.size(); ++z) {
            index.ids.push_back(set.zones[z].id);
            index.names.push_back(set.zones[z].name);
            index.squares.push_back(set.zones[z].squares);
            for (const Box& b : zones[z].boxes) index.boxes.push_back({z, b.row_begin, b.row_end, b.col_begin, b.col_end});
        }
        std::sort(index.boxes.begin(), index.boxes.end(), [](const model::ZoneBox& a, const model::ZoneBox& b) {
            return a.row_begin != b.row_begin ? a.row_begin < b.row_begin : a.col_begin < b.col_begin;
        });
        return index;
    }

    const ZonePlan& m_plan;
    const model::RunModel& m_model;
    const Surroundings& m_around;
    std::vector<std::string> m_ids;
};

}  // namespace

std::vector<model::ZoneUnit> units_of(const model::ZonesSpec& spec, const model::RunModel& model) {
    std::map<std::string, std::string> names;
    for (const model::Territory& territory : model.territories.territories) {
        const model::ZoneUnit unit = model::zone_unit(model.territories, territory, spec.within);
        std::string& name = names[unit.code];
        if (name.empty()) name = unit.name;
    }
    std::vector<model::ZoneUnit> units;
    for (const auto& [code, name] : names) units.push_back({code, name});
    return units;
}

ZonePlan make_plan(const model::ZonesSpec& spec, const model::RunModel& model, const std::vector<bool>& published) {
    ZonePlan plan;
    plan.spec = &spec;
    while (plan.attribute < model.attributes.size() && model.attributes[plan.attribute].name != spec.attribute) ++plan.attribute;
    plan.stride = model.attributes.size() + 1;
    plan.words = core::words_for(model.catalogue.bits());
    while (1 << plan.depth < spec.detail) ++plan.depth;
    const std::vector<model::ZoneUnit> units = units_of(spec, model);
    for (std::size_t t = 0; t < model.territories.territories.size(); ++t) {
        const std::string code = model::zone_unit(model.territories, model.territories.territories[t], spec.within).code;
        const auto at = std::lower_bound(units.begin(), units.end(), code,
                                         [](const model::ZoneUnit& u, const std::string& c) { return u.code < c; });
        plan.unit_of.push_back(published[t] ? static_cast<std::uint32_t>(at - units.begin()) : kNone);
    }
    return plan;
}

FoundZones make_zones(std::vector<BandZones>&& bands, const ZonePlan& plan, const model::RunModel& model,
                      const Surroundings& around) {
    return Maker(plan, model, around).make(join_bands(std::move(bands), plan));
}

}  // namespace covmap::zones
