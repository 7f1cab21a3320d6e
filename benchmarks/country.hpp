// The parts of the generated country (make_country.cpp). Everything is a pure function of the seed and of `Country`.
//
// The land is a square in EPSG:2154; the people's raster is a square of 100 m cells in EPSG:3035 that holds it, so that the two
// are rotated against each other by about five degrees, as French coverage maps and European population grids are.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct Country {
    int communes_per_side = 187;  ///< squared: 34,969 communes
    int steps_per_side = 35;      ///< segments of a border between two nodes
    double commune_m = 4000;      ///< spacing of the nodes
    double west_m = 300000;       ///< EPSG:2154, south-west corner of the land
    double south_m = 6170000;
    int raster_cells = 10000;        ///< per side, 100 m each
    double raster_west_m = 3250000;  ///< EPSG:3035
    double raster_north_m = 3050000;
    int field_cells = 9600;  ///< per side: the grid that coverage is traced on
    [[nodiscard]] double side_m() const { return communes_per_side * commune_m; }
};

/// A country `divisor` times smaller in each direction, with the same density of everything.
Country smaller(Country country, int divisor);

/// A 64-bit hash of three integers, and the same in [0, 1).
std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint64_t c);
double unit(std::uint64_t a, std::uint64_t b, std::uint64_t c);

/// Smooth noise in [0, 1], wavelength 1: a hash on the integer lattice, blended with a cubic.
double noise(std::uint64_t seed, double x, double y);

struct Vertex {
    double x = 0, y = 0;
    bool operator==(const Vertex&) const = default;
};
using Ring = std::vector<Vertex>;  ///< not closed

/// A polygon: the shell, then its holes.
using Polygon = std::vector<Ring>;

/// A scalar field on the nodes of a square grid, row by row from the south.
struct Field {
    int side = 0;
    std::vector<float> values;
    [[nodiscard]] float at(int i, int j) const {
        return values[static_cast<std::size_t>(j) * static_cast<std::size_t>(side) + static_cast<std::size_t>(i)];
    }
    float& at(int i, int j) {
        return values[static_cast<std::size_t>(j) * static_cast<std::size_t>(side) + static_cast<std::size_t>(i)];
    }
};

/// Where the field is above 0, in node units. `smooth`: contours with linear interpolation; otherwise the outlines of the nodes'
/// cells, corners only. Valid polygons: shells counter-clockwise, holes clockwise, no ring touches itself. The field's rim must
/// be below 0.
std::vector<Polygon> trace(Field field, bool smooth);

struct Counted {
    std::uint64_t parts = 0, holes = 0, vertices = 0;
};
/// One MultiPolygon, one row, with the columns of a published coverage map.
Counted write_coverage(const Country& country, const std::string& path, int op, const std::string& technology, bool smooth);
Counted write_communes(const Country& country, const std::string& path);
/// Returns the number of inhabited cells.
std::uint64_t write_people(const Country& country, const std::string& path);

}  // namespace bench
