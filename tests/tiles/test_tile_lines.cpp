// Uncovered stretches in map tiles.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "model/run_model.hpp"
#include "tiles/support/mvt_tile.hpp"
#include "tiles/tile_lines.hpp"

using namespace covmap;
using tiles::LineTiles;
using tiles::TileShape;

namespace {

constexpr int kLastZoom = 8;

/// Stretches of an indicator, with their lengths in km.
struct Stretches {
    model::RunModel model;
    model::Table table;
    std::vector<TileShape> shapes;

    Stretches() {
        table.name = "lines_roads_stretches";
        table.kind = model::TableKind::stretches;
        for (const char* name : {"indicator", "name", "operators"}) table.columns.emplace_back().name = name;
        model::Column& length = table.columns.emplace_back();
        length.name = "length_km";
        length.type = model::ColumnType::quantity;
        length.scale = 6;
    }
    void add(const std::vector<core::Point>& path, core::Point anchor, std::int64_t km) {
        shapes.push_back({table.rows(), {{path}}, anchor});
        table.columns[0].push("any_4g");
        table.columns[1].push("D" + std::to_string(table.rows()));
        table.columns[2].push("Alizé");
        table.columns[3].push(std::optional(km * 1'000'000));
    }
    [[nodiscard]] LineTiles layer() const {
        const tiles::TileColumns columns(table, model);
        return {{table.name, "", 0, kLastZoom, columns.fields()}, shapes, columns};
    }
};

std::map<std::uint64_t, std::vector<test::TileFeature>> drawn(LineTiles& layer, int zoom, int steps = 0) {
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

std::set<std::string> keys(const test::TileFeature& feature) {
    std::set<std::string> names;
    for (const auto& [name, value] : feature.properties) names.insert(name);
    return names;
}

/// Kilometres of the features that are no copies.
std::int64_t counted_km(const std::map<std::uint64_t, std::vector<test::TileFeature>>& tiles) {
    std::int64_t km = 0;
    for (const auto& [tile, features] : tiles)
        for (const test::TileFeature& feature : features) {
            if (keys(feature).contains("copy")) continue;
            for (const auto& [name, value] : feature.properties)
                if (name == "length_km") km += std::get<std::int64_t>(value);
        }
    return km;
}

}  // namespace

TEST_CASE("a stretch counts once at each zoom, in the tile of its middle, and is drawn in all that it crosses") {
    Stretches stretches;
    stretches.add({{0.501, 0.502}, {0.559, 0.531}}, {0.53, 0.5165}, 12);
    stretches.add({{0.52, 0.51}, {0.52, 0.53}}, {0.52, 0.52}, 5);
    LineTiles layer = stretches.layer();
    for (const int zoom : {0, 2, 4, 6, 8}) {
        INFO(zoom);
        const auto tiles = drawn(layer, zoom);
        CHECK(counted_km(tiles) == 17);
        for (const auto& [tile, features] : tiles)
            for (const test::TileFeature& feature : features) {
                CHECK(feature.type == core::TileGeometry::line);
                const auto& at = stretches.shapes[*feature.id - 1].anchor;
                CHECK(keys(feature).contains("copy") == (core::tile_of(tile) != tiles::place_in_tile(at, zoom).tile));
            }
    }
    CHECK(drawn(layer, 8).size() > 10);
    CHECK(layer.info().fields.back().first == "copy");  // told in the metadata, by which GDAL goes
}

TEST_CASE("a stretch whose middle no tile of it holds counts all the same") {
    Stretches stretches;
    stretches.add({{0.3, 0.3}, {0.31, 0.3}, {0.31, 0.35}}, {0.9, 0.9}, 7);
    LineTiles layer = stretches.layer();
    for (const int zoom : {0, 5, 8}) CHECK(counted_km(drawn(layer, zoom)) == 7);
}

TEST_CASE("what is shorter than a pixel is left out, and below its first zoom nothing of a stretch is there") {
    Stretches stretches;
    stretches.add({{0.3, 0.3}, {0.3 + 0.5 / 512, 0.3}}, {0.3, 0.3}, 1);
    stretches.add({{0.1, 0.1}, {0.2, 0.1}}, {0.15, 0.1}, 2);
    stretches.shapes.back().from_zoom = 3;
    LineTiles layer = stretches.layer();
    CHECK(drawn(layer, 0).empty());
    CHECK(counted_km(drawn(layer, 2)) == 1);
    CHECK(counted_km(drawn(layer, 3)) == 3);
}

TEST_CASE("at the last zoom all columns are told; a coarsened tile has fewer, then no short stretches") {
    Stretches stretches;
    stretches.add({{0.1, 0.1}, {0.9, 0.9}}, {0.5, 0.5}, 100);
    stretches.add({{0.2, 0.2}, {0.2, 0.205}}, {0.2, 0.2025}, 1);
    LineTiles layer = stretches.layer();
    const std::set<std::string> main = {"indicator", "name", "length_km"}, bare = {"indicator", "length_km"};
    for (const auto& [tile, features] : drawn(layer, kLastZoom))
        for (const test::TileFeature& feature : features)
            CHECK(keys(feature).contains("operators") == !keys(feature).contains("copy"));
    const auto at = [&](int steps) { return drawn(layer, 0, steps).begin()->second; };
    CHECK(keys(at(0)[0]) == main);
    CHECK(keys(at(1)[0]) == bare);
    CHECK(at(2).size() == 2);
    CHECK(at(3).size() == 1);  // the short one is 2.6 of 512 pixels long
    CHECK(layer.most_steps() == 5);
}
