// The kinds of supply. Private to the room.
#pragma once

#include "read/grid_rings.hpp"
#include "read/supply_layers.hpp"

namespace covmap::read {

/// Rings into out.store.
void read_polygons(const core::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms, SupplyRead& out);
/// Discs into out.discs.
void read_sites(const core::SupplySpec& spec, SupplyLayers& layers, const core::Lattice& lattice, const core::ClipBox& clip,
                SupplyRead& out);

/// Squares into out.store, and into out.known.
void read_counts(const core::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out);
/// Pixels into out.store, the raster's box into out.known.
void read_raster(const core::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out);

}  // namespace covmap::read
