// The kinds of supply. Private to the room.
#pragma once

#include "read/supply/supply_layers.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {

/// Rings into out.store.
void read_polygons(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms, SupplyRead& out);
/// What sites are held against: the box of the map, where its territories are, if known, and which of them do not work.
struct SiteMap {
    core::ClipBox clip;
    const Land* land = nullptr;
    const model::SiteQuestion& lost;  ///< may be empty
};
/// Discs into out.discs.
void read_sites(const model::SupplySpec& spec, SupplyLayers& layers, const core::Lattice& lattice, const SiteMap& map,
                SupplyRead& out);

/// Squares into out.store, and into out.known.
void read_counts(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out);
/// Pixels into out.store, the raster's box into out.known.
void read_raster(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out);

}  // namespace covmap::read
