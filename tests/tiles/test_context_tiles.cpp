// The background of a map in its tiles.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "tiles/context_tiles.hpp"
#include "tiles/support/mvt_tile.hpp"

using namespace covmap;
using tiles::ContextTiles;
using tiles::TileShape;

namespace {

std::map<std::uint64_t, std::vector<test::TileFeature>> drawn(ContextTiles& layer, int zoom, int steps = 0) {
    std::vector<tiles::TilePlacement> placements;
    layer.to_zoom(zoom, 0, placements);
    std::map<std::uint64_t, std::vector<tiles::TilePlacement>> by_tile;
    for (const tiles::TilePlacement& p : placements) by_tile[p.tile].push_back(p);
    std::map<std::uint64_t, std::vector<test::TileFeature>> features;
    for (const auto& [tile, items] : by_tile) {
        tiles::MvtLayer out(layer.info().name);
        layer.draw(core::tile_of(tile), items, steps, out);
        std::string bytes;
        out.append_to(bytes);
        for (const test::TileLayer& read : test::read_tile(bytes, "tile")) features[tile] = read.features;
    }
    return features;
}

ContextTiles lines(const std::vector<core::Polygon>& paths, const std::vector<std::string>& names) {
    std::vector<TileShape> shapes;
    for (std::size_t i = 0; i < paths.size(); ++i) shapes.push_back({i, {paths[i]}, {}});
    return {{"context_roads", "", 0, 12, {{"name", "String"}}}, shapes, names, true};
}

/// Where a vertex of a tile lies on the unit square.
core::Point on_square(std::uint64_t tile, core::TilePoint p) {
    const core::TileId id = core::tile_of(tile);
    const double units = std::ldexp(4096.0, id.z);
    return {(id.x * 4096.0 + p.x) / units, (id.y * 4096.0 + p.y) / units};
}

}  // namespace

TEST_CASE("a line goes on from tile to tile at every zoom, and nowhere else") {
    // From the middle of the world south-east, across the middle of tiles.
    ContextTiles road = lines({{{{0.501, 0.502}, {0.559, 0.531}}}}, {"D1"});
    for (const int zoom : {0, 3, 5, 8}) {
        INFO(zoom);
        double length = 0;
        const auto tiles = drawn(road, zoom);
        for (const auto& [tile, features] : tiles) {
            const core::TileId id = core::tile_of(tile);
            REQUIRE(features.size() == 1);
            CHECK(features[0].type == core::TileGeometry::line);
            REQUIRE(features[0].properties.size() == 1);
            CHECK(std::get<std::string>(features[0].properties[0].second) == "D1");
            for (const auto& part : features[0].parts) {
                for (std::size_t i = 0; i < part.size(); ++i) {
                    CHECK((part[i].x >= -64 && part[i].x <= 4096 + 64 && part[i].y >= -64 && part[i].y <= 4096 + 64));
                    const core::Point at = on_square(tile, part[i]);
                    CHECK(at.y - 0.502 == Approx((at.x - 0.501) / 2).margin(2 / std::ldexp(4096.0, id.z)));
                }
                // What lies in the margins stands in two tiles: measured is the part inside.
                const double x = part.front().x, y = part.front().y;  // two steps east for one south
                const double west = std::max({0.0, x, x - 2 * y});
                const double east = std::min({4096.0, static_cast<double>(part.back().x), x + 2 * (4096 - y)});
                length += std::max(0.0, east - west) / std::ldexp(4096.0, id.z);
            }
        }
        CHECK(length == Approx(0.058).margin(4 * static_cast<double>(tiles.size()) / std::ldexp(4096.0, zoom)));
    }
}

TEST_CASE("what is smaller than a pixel is left out, and back where it is larger") {
    const double small = 1.0 / 512 / 2;  // half a pixel at zoom 0
    ContextTiles path = lines({{{{0.3, 0.3}, {0.3 + small, 0.3}}}}, {""});
    CHECK(drawn(path, 0).empty());
    const auto deeper = drawn(path, 2);
    REQUIRE(deeper.size() == 1);
    CHECK(deeper.begin()->second.front().properties.empty());
}

TEST_CASE("a coarsened tile loses names first, then what is short") {
    ContextTiles road = lines({{{{0.1, 0.1}, {0.9, 0.9}}}, {{{0.2, 0.2}, {0.2, 0.22}}}}, {"long", "short"});
    CHECK(drawn(road, 0).begin()->second.size() == 2);
    const auto once = drawn(road, 0, 1).begin()->second;
    REQUIRE(once.size() == 2);
    CHECK(once[0].properties.empty());
    CHECK(drawn(road, 0, 3).begin()->second.size() == 1);  // the short one is 10 of 512 pixels long
}

TEST_CASE("areas keep their holes, with the ways round that vector tiles ask for") {
    const core::Polygon lake = {{{0.25, 0.25}, {0.45, 0.25}, {0.45, 0.45}, {0.25, 0.45}, {0.25, 0.25}},
                                {{0.3, 0.3}, {0.3, 0.4}, {0.4, 0.4}, {0.4, 0.3}, {0.3, 0.3}}};
    ContextTiles water({"context_water", "", 0, 12, {{"name", "String"}}}, {{0, {lake}, {}}}, {"Lac"}, false);
    const auto tiles = drawn(water, 0);
    REQUIRE(tiles.size() == 1);
    const test::TileFeature& feature = tiles.begin()->second.front();
    CHECK(feature.type == core::TileGeometry::polygon);
    REQUIRE(feature.parts.size() == 2);
    CHECK(core::ring_area2(feature.parts[0]) == Approx(2 * 819.2 * 819.2).epsilon(0.01));
    CHECK(core::ring_area2(feature.parts[1]) < 0);
}
