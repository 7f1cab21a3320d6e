// One numbering for all supplies of a job: claims, layers, extents, and the bits of a signature.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/layer.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

struct CatalogueMap {
    model::Catalogue catalogue;
    std::vector<std::vector<std::uint32_t>> bit_of;  ///< [supply][local layer] -> bit
    std::vector<std::vector<std::uint32_t>>
        territory_bits;  ///< per territory: extent bits that hold in all of it; empty when no extent is given so
    /// Extents given by polygons: (position in LoadedJob::extents, bit).
    std::vector<std::pair<std::size_t, std::uint32_t>> polygon_bits;
    std::vector<std::pair<std::size_t, std::uint32_t>> record_bits;  ///< the same of extents given by records
    std::vector<std::pair<std::size_t, std::uint32_t>> doubt_bits;   ///< (position in LoadedJob::doubts, bit)
    /// Per premises of the demand: its class, and the bits that hold at the premises of each class; empty without records.
    std::vector<std::uint32_t> class_of;
    std::vector<std::vector<std::uint32_t>> class_bits;
    std::vector<std::string> warnings;
};

/// «departement 46, 24», a file, …
std::string extent_text(const ExtentPlan& extent);
/// The territories as a whole that an extent names; none of them where it is told otherwise.
std::vector<bool> territories_of(const model::TerritorySet& set, const ExtentPlan& extent);

/// Layers with the same key are one layer, their union; claims known by several supplies are known in the union of their extents.
/// Throws Error(job) when two supplies give one claim different scales.
CatalogueMap make_catalogue(const LoadedJob& loaded);

}  // namespace covmap::run
