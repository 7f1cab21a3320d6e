// The small map of a sheet.
#include <catch2/catch.hpp>

#include "export/sheet/sheet_map.hpp"
#include "export/support/sheet_world.hpp"

using namespace covmap;
using Catch::Contains;

namespace {

std::string svg_of(const model::SheetMap& map) {
    return exports::sheet_map_svg(map, map.zones.empty() ? std::vector<model::SheetMap::Zone>{} : map.zones.front(),
                                  {"m", "Carte <1>", "Nord en haut", true});
}

}  // namespace

TEST_CASE("a map is well-formed, with title, description, scale and north") {
    const std::string svg = svg_of(test::hand_made_map());
    CHECK(test::xml_fault(svg).empty());
    CHECK_THAT(svg, Contains("role=\"img\" aria-labelledby=\"m-title m-desc\"") &&
                        Contains("<title id=\"m-title\">Carte &lt;1&gt;</title>"));
    CHECK_THAT(svg, Contains(">2\u00A0km</text>") && Contains(">N</text>"));
}

TEST_CASE("zones are hatched and numbered") {
    CHECK_THAT(svg_of(test::hand_made_map()), Contains("fill=\"url(#m-hatch)\"") && Contains(">1</text>"));
    model::SheetMap none = test::hand_made_map();
    none.zones.front().front().number = 0;
    CHECK_THAT(svg_of(none), !Contains("<circle"));
}

TEST_CASE("north is up and the scale is the same both ways") {
    // At 60 degrees north a degree of longitude is half as long: a box of 2 x 1 degrees is a square, inside margins of 28 pixels.
    model::SheetMap map;
    map.outline = {{{{10, 59.5}, {12, 59.5}, {12, 60.5}, {10, 60.5}, {10, 59.5}}}};
    CHECK_THAT(svg_of(map), Contains("M108 452L532 452L532 28L108 28Z"));
}

TEST_CASE("what lies outside the picture is left out") {
    model::SheetMap map = test::hand_made_map();
    const std::string near = svg_of(map);
    map.neighbours.push_back({{{{50, 46}, {51, 46}, {51, 47}, {50, 46}}}});
    CHECK(svg_of(map) == near);
}

TEST_CASE("what lies around is drawn under zones and borders, in the colours of every map") {
    model::SheetMap map = test::hand_made_map();
    const core::Point corner = map.outline.front().front().front();
    map.grounds.push_back({"water", false, {{{{corner, {corner.x + 1, corner.y}, {corner.x, corner.y + 1}, corner}}}}});
    map.grounds.push_back({"railway", true, {{{{corner, {corner.x + 1, corner.y + 1}}}}}});
    const std::string svg = svg_of(map);
    CHECK(test::xml_fault(svg).empty());
    const std::size_t water = svg.find("fill=\"#b9d3e6\""), railway = svg.find("stroke=\"#6f7880\" stroke-dasharray=\"6 3\"");
    REQUIRE(water != std::string::npos);
    REQUIRE(railway != std::string::npos);
    CHECK(water < railway);
    CHECK(railway < svg.find("stroke-width=\"2.2\""));
}

TEST_CASE("without an outline there is no map") { CHECK(svg_of({}).empty()); }
