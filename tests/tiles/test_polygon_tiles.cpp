// Areas in tiles: from which zoom each is shown.
#include <catch2/catch.hpp>

#include "tiles/support/mvt_tile.hpp"
#include "tiles/tile_polygons.hpp"

using namespace covmap;

namespace {

model::Table two_rows() {
    model::Table table;
    table.name = "zones_a";
    table.kind = model::TableKind::zones;
    model::Column name;
    name.name = "name";
    for (const char* text : {"large", "small"}) name.push(text);
    table.columns.push_back(name);
    return table;
}

tiles::TileShape square(std::size_t row, double x, double side, int from_zoom) {
    const core::Polygon polygon = {{{x, 0.3}, {x + side, 0.3}, {x + side, 0.3 + side}, {x, 0.3 + side}, {x, 0.3}}};
    return {row, {polygon}, {x + side / 2, 0.3 + side / 2}, from_zoom};
}

/// Names of the features of a zoom, each in the tile that it is counted in.
std::vector<std::string> names_at(tiles::PolygonTiles& layer, int zoom) {
    std::vector<tiles::TilePlacement> placements;
    layer.to_zoom(zoom, 0, placements);
    std::vector<std::string> names;
    for (const tiles::TilePlacement& placement : placements) {
        tiles::MvtLayer out(layer.info().name);
        layer.draw(core::tile_of(placement.tile), {&placement, 1}, 0, out);
        std::string bytes;
        out.append_to(bytes);
        for (const test::TileLayer& read : test::read_tile(bytes, "tile"))
            for (const test::TileFeature& feature : read.features) {
                std::string name;
                bool copy = false;
                for (const auto& [key, value] : feature.properties) {
                    if (key == "name") name = std::get<std::string>(value);
                    copy = copy || key == "copy";
                }
                if (!copy) names.push_back(name);
            }
    }
    return names;
}

}  // namespace

TEST_CASE("an area is in the tiles from its first zoom on, as an area or as a point, and in none before") {
    const model::Table table = two_rows();
    const model::RunModel model;
    const std::vector<tiles::TileShape> shapes = {square(0, 0.501, 0.0001, 0), square(1, 0.5012, 0.00001, 9)};
    tiles::PolygonTiles layer({"zones_a", "", 0, 12, {}}, shapes, tiles::TileColumns(table, model));
    using Names = std::vector<std::string>;
    for (const int zoom : {0, 4, 8}) CHECK(names_at(layer, zoom) == Names{"large"});
    for (const int zoom : {9, 12}) CHECK(names_at(layer, zoom) == Names{"large", "small"});
    CHECK(layer.most_steps() > 0);
}
