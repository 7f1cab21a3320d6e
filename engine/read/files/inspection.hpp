// What a file holds: its layers, their columns, its bands; and what it is good for.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace covmap::read {

struct InspectedColumn {
    std::string name;
    std::string type;                   ///< «text», «integer», «real», «date», «other»
    std::vector<std::string> examples;  ///< up to 3 distinct values from the first 1,000 records
};

struct InspectedExtent {
    double x_min = 0, y_min = 0, x_max = 0, y_max = 0;  ///< in the layer's CRS, longitude first
};

struct InspectedLayer {
    std::string name;      ///< empty for a table
    std::string geometry;  ///< «Multi Polygon», «Point», …; empty without
    std::uint64_t records = 0;
    std::string crs;  ///< «EPSG:2154», else WKT2; empty when it has none
    std::optional<InspectedExtent> extent;
    std::vector<InspectedColumn> columns;
    std::optional<InspectedExtent> lonlat;  ///< the extent in EPSG:4326, in degrees; none where the CRS does not tell
};

struct InspectedBand {
    std::string type;  ///< «Float32»
    std::optional<double> nodata;
    double scale = 1, offset = 0;
    // Of a sample of at most 256 x 256 pixels, after scale and offset, without NoData.
    std::uint64_t sampled = 0, sampled_nodata = 0;
    double min = 0, max = 0, mean = 0;
    std::vector<double> classes;  ///< the numbers of the sample, ascending, where they are at most 16
};

struct InspectedRaster {
    int width = 0, height = 0;
    double pixel_width = 0, pixel_height = 0;  ///< CRS unit; pixel_height > 0 when north is up
    bool rotated = false;
    std::string crs;
    InspectedExtent extent;
    std::vector<InspectedBand> bands;
};

enum class InspectedKind { vector, table, raster };

struct Inspection {
    std::string path;
    std::string driver;
    InspectedKind kind = InspectedKind::vector;
    std::vector<InspectedLayer> layers;
    std::optional<InspectedRaster> raster;
    /// «demand-raster», «demand-squares», «territories», «supply-polygons», «sites», «supply» (in another form), «premises»,
    /// «join» (a table by code), «places» (points of no network), «access» (places that help), «measurement» (tests of networks),
    /// «lines» (roads, railways), «context» (other lines, waters) or «unknown».
    std::string guess_role = "unknown";
    std::string preset;                ///< the publisher's format that it looks like: «arcep-mobile»; or empty
    std::string preset_section;        ///< of a job: «supply», «premises», «demand», «territory»; or empty
    std::vector<std::string> remarks;  ///< how it is read where it does not say it itself
    /// Of sites and polygons of coverage: the operators that its records name, or its file name in Arcep's way; at most 20.
    std::vector<std::string> operators;
    std::size_t guess_layer = 0;
    /// The job's keys and what to write there: {"code", "insee_com"}, {"parents.departement", "insee_dep"},
    /// {"attributes.population", "T"}, {"technologies.4G", "site_4g"}, {"crs", "EPSG:2154"} where the file does not say its own.
    std::vector<std::pair<std::string, std::string>> guesses;
};

using ColumnNames = std::initializer_list<const char*>;  ///< in lower case, the likeliest first

/// The column of a layer that has the first of these names that occurs, in any letter case; empty when none has.
std::string column_among(const InspectedLayer& layer, ColumnNames names);
/// «GRD_ID, T, …».
std::string columns_text(const InspectedLayer& layer);

}  // namespace covmap::read
