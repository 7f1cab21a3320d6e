// What the tiles hold beside people: uncovered stretches of lines, squares whose tests contradict the map.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "run/reuse/make_tiles.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "support/temp_folder.hpp"
#include "tiles/support/mvt_tile.hpp"
#include "tiles/support/tile_archive.hpp"

using namespace covmap;

namespace {

using Features = std::map<int, std::vector<test::TileFeature>>;  ///< by zoom

/// The features of a layer that are no copies.
Features features_of(const std::string& job, const std::string& layer) {
    const test::TempFolder temp;
    test::Quiet quiet;
    const std::string path = temp.path("t.pmtiles");
    run::make_tiles(test::sample_run(job), {path, ""}, 2, quiet);
    Features zooms;
    test::open_tile_archive(path)->for_each([&](core::TileId tile, std::string_view bytes) {
        for (const test::TileLayer& read : test::read_tile(bytes, path)) {
            if (read.name != layer) continue;
            for (const test::TileFeature& feature : read.features) {
                bool copy = false;
                for (const auto& [name, value] : feature.properties) copy = copy || name == "copy";
                if (!copy) zooms[tile.z].push_back(feature);
            }
        }
    });
    return zooms;
}

core::TileValue value_of(const test::TileFeature& feature, const std::string& name) {
    for (const auto& [key, value] : feature.properties)
        if (key == name) return value;
    throw std::out_of_range(name);
}

/// In units of 10^-8.
std::int64_t number_of(const test::TileFeature& feature, const std::string& name) {
    const core::TileValue value = value_of(feature, name);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole * 100'000'000;
    return std::llround(std::get<double>(value) * 1e8);
}

}  // namespace

TEST_CASE("at every zoom at which they have a pixel the stretches in the tiles are those of their table") {
    const test::CsvFile csv = test::read_csv(test::sample_run("job_roads.toml") + "/lines_roads_stretches.csv");
    const Features zooms = features_of("job_roads.toml", "lines_roads_stretches");
    REQUIRE(zooms.contains(12));
    for (int zoom = 6; zoom <= 12; ++zoom) {
        INFO("zoom " << zoom);
        REQUIRE(zooms.at(zoom).size() == csv.rows.size());
        for (const test::TileFeature& feature : zooms.at(zoom)) {
            const std::size_t row = *feature.id - 1;
            CHECK(feature.type == core::TileGeometry::line);
            CHECK(std::get<std::string>(value_of(feature, "indicator")) == csv.at(row, "indicator"));
            CHECK(std::get<std::string>(value_of(feature, "name")) == csv.at(row, "name"));
            CHECK(number_of(feature, "length_km") == test::decimal(csv.at(row, "length_km")));
            CHECK(number_of(feature, "rank") == test::decimal(csv.at(row, "rank")));
        }
    }
    CHECK(std::get<std::string>(value_of(zooms.at(12).front(), "operators")) == "Alizé, Boréal");
}

TEST_CASE("where tests contradict the map is in the tiles at every zoom, with the tests") {
    const test::CsvFile csv = test::read_csv(test::sample_run("job_measurement.toml") + "/measurement_tests_zones.csv");
    const Features zooms = features_of("job_measurement.toml", "measurement_tests_zones");
    REQUIRE(csv.rows.size() == 2);
    for (int zoom = 0; zoom <= 12; ++zoom) {
        INFO("zoom " << zoom);
        REQUIRE(zooms.contains(zoom));
        std::set<std::size_t> found;
        for (const test::TileFeature& feature : zooms.at(zoom)) {
            const std::size_t row = *feature.id - 1;
            found.insert(row);
            CHECK(std::get<std::string>(value_of(feature, "operator")) == csv.at(row, "operator"));
            CHECK(number_of(feature, "tests") == test::decimal(csv.at(row, "tests")));
            CHECK(number_of(feature, "success_pct") == test::decimal(csv.at(row, "success_pct")));
        }
        CHECK(found.size() == 2);
    }
}
