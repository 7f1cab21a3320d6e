#include <catch2/catch.hpp>

#include "read/files/raster_role.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

std::string role(const std::string& path, double min, double max, std::vector<double> classes = {},
                 const std::string& type = "Float32") {
    Inspection file;
    file.path = path;
    file.kind = InspectedKind::raster;
    file.raster.emplace();
    InspectedBand band;
    band.type = type;
    band.sampled = 1000;
    band.min = min;
    band.max = max;
    band.classes = std::move(classes);
    file.raster->bands.push_back(band);
    return raster_role(file);
}

}  // namespace

TEST_CASE("a raster is told by the words of its name") {
    CHECK(role("in/gpw_v411_2020_count_2020.tif", 0, 4133) == "demand-raster");
    CHECK(role("in/gpw_v411_2020_density_2020.tif", 0, 6851) == "unknown");
    CHECK(role("in/gpw_v411_2020_land_area_2020.tif", 0, 0.7) == "unknown");
    CHECK(role("eu_dem_v11.tif", 0, 1015) == "unknown");
    CHECK(role("clc2018_v2020.tif", 1, 44, {}, "Byte") == "unknown");
    CHECK(role("clc_2018.tif", 1, 44, {}, "Byte") == "unknown");
    CHECK(role("MOZ_population_v1.tif", 0, 90) == "demand-raster");
    CHECK(role("couverture-4G.tif", 0, 90) == "supply");
    CHECK(role("nordtel_LTE800_rsrp.tif", -120, -60) == "supply");
    CHECK(role("population.tif", -5, 60) == "demand-raster");  // what is below 0 is a defect, told by check
}

TEST_CASE("a raster whose name says nothing is told by its sample") {
    CHECK(role("a.tif", -130, -51) == "supply");
    CHECK(role("a.tif", -3, 2000) == "unknown");
    CHECK(role("a.tif", 0, 3, {0, 1, 2, 3}, "Byte") == "supply");
    CHECK(role("a.tif", 0, 3, {0, 1, 2, 3}, "Float32") == "demand-raster");
    CHECK(role("a.tif", 0, 255, {}, "Byte") == "demand-raster");
}
