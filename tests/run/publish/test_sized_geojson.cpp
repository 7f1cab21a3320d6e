// A GeoJSON that would be too large is generalised, or left out, and says so.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "run/publish/sized_geojson.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using nlohmann::json;

namespace {

/// Two squares of 10 km side by side in Lambert-93; their border has 2,000 vertices, 4 m off a straight line.
struct Neighbours {
    model::Table table;
    core::MultiPolygon west, east;

    Neighbours() {
        table.name = "commune";
        table.columns.resize(1);
        table.columns[0].name = "code";
        table.columns[0].push(std::string("01001"));
        table.columns[0].push(std::string("01002"));
        constexpr double kX = 700000, kY = 6600000;
        std::vector<core::Point> border;
        for (int i = 0; i <= 2000; ++i) border.push_back({kX + (i % 2 == 0 ? 0 : 4), kY + 5 * i});
        std::vector<core::Point> left{{kX - 10000, kY + 10000}, {kX - 10000, kY}},
            right{{kX + 10000, kY}, {kX + 10000, kY + 10000}};
        left.insert(left.end(), border.begin(), border.end());
        right.insert(right.end(), border.rbegin(), border.rend());
        left.push_back(left.front());
        right.push_back(right.front());
        west = {{left}};
        east = {{right}};
    }
    [[nodiscard]] model::MapLayer layer() const { return {&table, {&west, &east}, "EPSG:2154"}; }
};

const exports::Credits kCredits{"2018-01-01", "en", {}, {}, ""};

}  // namespace

TEST_CASE("a GeoJSON that fits is written as it is") {
    const test::TempFolder folder;
    const Neighbours world;
    const run::SizedGeojson sized = run::write_sized_geojson(world.layer(), kCredits, folder.path("commune.geojson"));
    CHECK(sized.generalised_to_m == 0);
    CHECK(sized.warning.empty());
    CHECK(json::parse(test::bytes_of(folder.path("commune.geojson")))["features"][0]["geometry"]["coordinates"][0][0].size() ==
          2004);
}

TEST_CASE("one that does not fit is generalised by the smallest tolerance that does, along the common border") {
    const test::TempFolder folder;
    const Neighbours world;
    const run::SizedGeojson sized = run::write_sized_geojson(world.layer(), kCredits, folder.path("commune.geojson"), 20'000);
    CHECK(sized.generalised_to_m == 5);
    CHECK_FALSE(sized.left_out);
    CHECK(sized.warning ==
          ": its outlines are generalised to 5 m (0 MB as they are); covmap.gpkg (format gpkg) and .fgb have them in full");
    CHECK(std::filesystem::file_size(folder.path("commune.geojson")) <= 20'000);
    const json file = json::parse(test::bytes_of(folder.path("commune.geojson")));
    CHECK(file["generalised_to_m"] == 5);
    CHECK(file["features"][0]["geometry"]["coordinates"][0][0].size() == 5);
    CHECK(file["features"][1]["geometry"]["coordinates"][0][0].size() == 5);
    CHECK(file["features"][1]["properties"]["code"] == "01002");
}

TEST_CASE("one whose columns alone are too large is left out, with the remedy") {
    const test::TempFolder folder;
    const Neighbours world;
    const run::SizedGeojson sized = run::write_sized_geojson(world.layer(), kCredits, folder.path("commune.geojson"), 100);
    CHECK(sized.left_out);
    CHECK(sized.warning ==
          " is left out: 0 MB, 0 MB of them columns; use covmap.gpkg (format gpkg) or .fgb, or publish less with [only]");
    CHECK_FALSE(std::filesystem::exists(folder.path("commune.geojson")));
}
