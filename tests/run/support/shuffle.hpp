// Copies of vector files and tables that say the same in another order.
#pragma once

#include <cstdint>
#include <string>

namespace covmap::test {

/// Copies every layer of a vector file with its features, parts and holes in another order, rings begun at another vertex, and
/// some of them turned round. Coordinates and attributes keep their values. GeoPackage stays GeoPackage, GeoJSON GeoJSON.
void shuffle_vectors(const std::string& from, const std::string& to, std::uint32_t seed);

/// Copies a CSV with its records in another order.
void shuffle_lines(const std::string& from, const std::string& to, std::uint32_t seed);

/// Copies the polygons of a file with vertices added every `step` units of its CRS.
void densify(const std::string& from, const std::string& to, double step);

}  // namespace covmap::test
