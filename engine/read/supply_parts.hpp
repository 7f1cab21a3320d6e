// The two kinds of supply. Private to the room.
#pragma once

#include "read/grid_rings.hpp"
#include "read/supply_layers.hpp"

namespace covmap::read {

/// Rings into out.store.
void read_polygons(const core::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms, SupplyRead& out);
/// Discs into out.discs.
void read_sites(const core::SupplySpec& spec, SupplyLayers& layers, const core::Lattice& lattice, const core::ClipBox& clip,
                SupplyRead& out);

}  // namespace covmap::read
