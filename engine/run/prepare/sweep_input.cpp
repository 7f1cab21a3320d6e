#include "run/prepare/sweep_input.hpp"

#include "geodesy/cell_area.hpp"

namespace covmap::run {

Feeds make_feeds(const model::Job& job, LoadedJob& loaded, const CatalogueMap& map) {
    Feeds feeds;
    const auto territories = static_cast<std::uint32_t>(loaded.territories.set.territories.size());
    feeds.areas = geodesy::make_cell_areas(loaded.frame.lattice, loaded.frame.cells);
    sweep::SweepInput& input = feeds.input;
    input.frame = loaded.frame;
    input.territories = territories;
    input.bits = static_cast<std::uint32_t>(map.catalogue.bits());
    input.attributes = loaded.demand->attributes();
    input.demand = loaded.demand.get();
    input.areas = feeds.areas.get();
    const core::Spread by_area = loaded.demand->has_land() ? core::Spread::land : core::Spread::cell;
    input.spread = job.demand.spread.value_or(by_area);
    if (input.spread == core::Spread::points) input.spread = by_area;  // of squares without a point
    input.class_of = map.class_of;
    input.class_bits = map.class_bits;
    input.territory_bits = map.territory_bits;

    input.edges.push_back({&loaded.territories.store, loaded.territories.owner});
    feeds.stores.push_back(&loaded.territories.store);
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) {
        std::vector<std::uint32_t> owner;
        for (const std::uint32_t bit : map.bit_of[s]) owner.push_back(territories + bit);
        read::SupplyRead& supply = loaded.supplies[s];
        input.edges.push_back({&supply.store, owner});
        feeds.stores.push_back(&supply.store);
        if (!supply.discs.discs.empty()) input.discs.push_back({&supply.discs, owner});
    }
    if (read::DemandPolygons* polygons = loaded.demand->polygons()) {
        input.demand_polygons = polygons->count();
        std::vector<std::uint32_t> owner;
        for (const std::uint32_t polygon : polygons->owner) owner.push_back(territories + input.bits + polygon);
        input.edges.push_back({&polygons->store, owner});
        feeds.stores.push_back(&polygons->store);
    }
    for (const auto& [extent, bit] : map.polygon_bits)
        for (read::ExtentRead& polygons : loaded.extents[extent].polygons) {
            input.edges.push_back({&polygons.store, {territories + bit}});
            feeds.stores.push_back(&polygons.store);
        }
    for (const auto& [number, bit] : map.doubt_bits) {
        Doubt& doubt = loaded.doubts[number];
        input.edges.push_back({&doubt.rings, {territories + bit}});
        feeds.stores.push_back(&doubt.rings);
        if (!doubt.discs.discs.empty()) input.discs.push_back({&doubt.discs, {territories + bit}});
    }
    return feeds;
}

}  // namespace covmap::run
