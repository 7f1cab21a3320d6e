#include <catch2/catch.hpp>
#include <cmath>

#include "tiles/mvt.hpp"
#include "tiles/support/mvt_tile.hpp"

using namespace covmap;
using core::TileGeometry;
using tiles::MvtLayer;
using tiles::TileParts;
using tiles::TileProperty;
using Properties = std::vector<TileProperty>;

namespace {

std::string tile_of(const MvtLayer& layer) {
    std::string tile;
    layer.append_to(tile);
    return tile;
}

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        text += kDigits[static_cast<unsigned char>(c) >> 4U];
        text += kDigits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
}

/// The only feature of a layer with these parts.
test::TileFeature there_and_back(TileGeometry type, const TileParts& parts, const Properties& properties = {}) {
    MvtLayer layer("layer");
    REQUIRE(layer.add(7, type, parts, properties));
    const auto layers = test::read_tile(tile_of(layer), "tile");
    REQUIRE(layers.size() == 1);
    REQUIRE(layers[0].features.size() == 1);
    return layers[0].features[0];
}

bool refused(TileGeometry type, const TileParts& parts) {
    MvtLayer layer("layer");
    const bool added = layer.add(1, type, parts, Properties{{"key", std::int64_t{1}}});
    CHECK(layer.empty() == !added);
    CHECK(tile_of(layer).empty() == !added);
    return !added;
}

}  // namespace

TEST_CASE("a point with one number is these bytes") {
    MvtLayer layer("a");
    REQUIRE(layer.add(1, TileGeometry::point, {{{25, 17}}}, Properties{{"n", std::int64_t{5}}}));
    CHECK(hex(tile_of(layer)) ==
          "1a1e"    // a layer of 30 bytes
          "7802"    // version 2
          "0a0161"  // «a»
          "120d"    // a feature of 13 bytes
          "0801"
          "12020000"
          "1801"        // id 1, key 0 has value 0, a point
          "2203093222"  // move to (25, 17), as in 4.3.5.1 of the specification
          "1a016e"      // «n»
          "22022805"    // unsigned 5
          "288020");    // extent 4096
}

TEST_CASE("commands of lines and polygons are those of the specification's examples") {
    MvtLayer line("l"), polygon("p");
    line.add(1, TileGeometry::line, {{{2, 2}, {2, 10}, {10, 10}}, {{1, 1}, {3, 5}}}, {});
    CHECK(hex(tile_of(line))
              .find("220e"
                    "0904041200101000"
                    "091111"
                    "0a0408") != std::string::npos);
    polygon.add(1, TileGeometry::polygon, {{{3, 6}, {8, 12}, {20, 34}}}, {});
    CHECK(hex(tile_of(polygon))
              .find("2209"
                    "09060c"
                    "120a0c182c"
                    "0f") != std::string::npos);
}

TEST_CASE("every kind of value comes back as it was") {
    const Properties properties{{"text", std::string("été")},
                                {"empty", std::string()},
                                {"whole", std::int64_t{1} << 62},
                                {"less", std::int64_t{-3}},
                                {"zero", std::int64_t{0}},
                                {"double", 0.1},
                                {"whole double", 3.0},
                                {"yes", true},
                                {"no", false}};
    const auto feature = there_and_back(TileGeometry::point, {{{0, 0}}}, properties);
    REQUIRE(feature.properties.size() == properties.size());
    for (std::size_t i = 0; i < properties.size(); ++i) {
        CHECK(feature.properties[i].first == properties[i].first);
        CHECK(feature.properties[i].second == properties[i].second);
    }
    CHECK(feature.id == 7);
}

TEST_CASE("keys and values are stored once, in the order of their first use") {
    MvtLayer layer("l");
    layer.add(1, TileGeometry::point, {{{1, 1}}}, Properties{{"b", std::string("same")}, {"a", std::string("same")}});
    layer.add(2, TileGeometry::point, {{{2, 2}}},
              Properties{{"a", std::string("same")}, {"b", std::int64_t{1}}, {"c", 1.0}, {"d", true}});
    CHECK(layer.features() == 2);
    const std::string bytes = hex(tile_of(layer));
    CHECK(bytes.find("1204"
                     "00000100") != std::string::npos);  // b: same, a: same
    CHECK(bytes.find("1208"
                     "0100000102020303") != std::string::npos);  // a: same, b: 1, c: 1.0, d: true are different values
    CHECK(bytes.find("1a0162"
                     "1a0161"
                     "1a0163"
                     "1a0164"
                     "2206") != std::string::npos);
}

TEST_CASE("repeated points and rings without area are dropped") {
    const auto ring = there_and_back(TileGeometry::polygon, {{{0, 0}, {0, 0}, {10, 0}, {10, 10}, {10, 10}, {0, 10}, {0, 0}},
                                                             {{1, 1}, {2, 2}, {3, 3}},
                                                             {{1, 1}, {1, 2}, {2, 2}, {2, 2}}});
    CHECK(ring.parts == TileParts{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, {{1, 1}, {1, 2}, {2, 2}}});
    const auto line = there_and_back(TileGeometry::line, {{{5, 5}, {5, 5}}, {{1, 1}, {1, 1}, {2, 2}, {1, 1}}});
    CHECK(line.parts == TileParts{{{1, 1}, {2, 2}, {1, 1}}});
    const auto points = there_and_back(TileGeometry::point, {{{5, 5}, {-3, 4100}}});
    CHECK(points.parts == TileParts{{{5, 5}, {-3, 4100}}});
}

TEST_CASE("a feature of which nothing is left is not added") {
    CHECK(refused(TileGeometry::point, {}));
    CHECK(refused(TileGeometry::point, {{}}));
    CHECK(refused(TileGeometry::line, {{{5, 5}, {5, 5}}}));
    CHECK(refused(TileGeometry::polygon, {{{0, 0}, {4, 4}}}));
    CHECK(refused(TileGeometry::polygon, {{{0, 0}, {4, 4}, {8, 8}}}));
    CHECK(refused(TileGeometry::polygon, {{{0, 0}, {0, 4}, {4, 4}}}));  // a hole in nothing
    CHECK_FALSE(refused(TileGeometry::polygon, {{{0, 0}, {4, 4}, {0, 4}}}));
}

TEST_CASE("layers follow one another in a tile") {
    MvtLayer first("first"), none("none"), second("second");
    first.add(1, TileGeometry::point, {{{1, 1}}}, {});
    second.add(1, TileGeometry::point, {{{2, 2}}}, {});
    std::string tile;
    for (const MvtLayer* layer : {&first, &none, &second}) layer->append_to(tile);
    const auto layers = test::read_tile(tile, "tile");
    REQUIRE(layers.size() == 2);
    CHECK(layers[0].name == "first");
    CHECK(layers[1].name == "second");
    CHECK(layers[1].version == 2);
    CHECK(layers[1].extent == 4096);
}
