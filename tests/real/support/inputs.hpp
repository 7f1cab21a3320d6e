// The published files, read again by the shortest way: GDAL feature by feature, text line by line.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "real/support/plane.hpp"
#include "real/support/shape.hpp"

namespace covmap::real {

/// One feature: the texts of the columns asked for, and its polygons in the file's coordinates (each: shell, then holes).
struct Feature {
    std::vector<std::string> texts;
    std::vector<std::vector<Ring>> polygons;
};
std::vector<Feature> read_features(const std::string& path, const std::vector<std::string>& columns);

/// The union of a feature's polygons in the target's plane, each made valid; `invalid` counts those that were not.
Shape shape_of(const Feature& feature, const Plane& plane, std::size_t* invalid = nullptr);

/// Rows of a text table as texts of the columns asked for. gzip by its name.
std::vector<std::vector<std::string>> read_table(const std::string& path, char separator,
                                                 const std::vector<std::string>& columns);

struct Square {
    std::vector<double> weights;
    double land = -1;  ///< share, not above 0: unknown
};

/// A lattice that grows north and east from (x, y), and its inhabited squares.
struct People {
    double x = 0, y = 0, width = 0, height = 0;
    std::vector<Square> squares;
    std::unordered_map<std::int64_t, std::uint32_t> at;

    static std::int64_t key(int column, int row) { return (static_cast<std::int64_t>(row) << 32) + column; }
    [[nodiscard]] Box box(int column, int row) const {
        return {x + column * width, y + row * height, x + (column + 1) * width, y + (row + 1) * height};
    }
    [[nodiscard]] const Square* square(int column, int row) const;
    void add(int column, int row, const Square& square);
};

/// Squares of 1 km by their INSPIRE names; `land` may be empty.
People read_squares(const std::string& path, const std::vector<std::string>& attributes, const std::string& land);
/// Band 1 of a raster without rotation; NoData is nobody.
People read_raster(const std::string& path);

}  // namespace covmap::real
