#include <cpl_minixml.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "export/style/tiles_qlr.hpp"
#include "export/support/world.hpp"

using namespace covmap;

namespace {

/// Tiles with communes from zoom 8 on, departements below, zones, places and squares.
struct Tiles {
    std::vector<model::Table> tables{tests::communes(), tests::communes(), tests::zones(), tests::places()};
    std::vector<model::MapLayer> layers;
    core::TilesetInfo info;

    Tiles() {
        tables[1].name = tables[1].unit = "departement";
        for (const model::Table& table : tables) layers.emplace_back().table = &table;
        info.name = "Lot <2025>";
        info.maxzoom = 12;
        info.layers = {{"commune", "", 8, 12},           {"commune_label", "", 8, 12}, {"departement", "", 0, 12},
                       {"departement_label", "", 0, 12}, {tables[2].name, "", 0, 12},  {tables[3].name, "", 0, 12},
                       {"coverage", "", 0, 12}};
    }
    [[nodiscard]] std::string text() const { return exports::tiles_qlr({info, layers, "en"}, "a&b.mbtiles"); }
};

/// Each node below `node` with its name, in the order of the file.
void collect(const CPLXMLNode* node, std::multimap<std::string, const CPLXMLNode*>& found) {
    for (; node != nullptr; node = node->psNext) {
        if (node->eType == CXT_Element) found.emplace(node->pszValue, node);
        collect(node->psChild, found);
    }
}

class Xml {
public:
    explicit Xml(const std::string& text) : m_tree(CPLParseXMLString(text.c_str())) { collect(m_tree, m_nodes); }
    ~Xml() { CPLDestroyXMLNode(m_tree); }
    Xml(const Xml&) = delete;
    Xml& operator=(const Xml&) = delete;

    [[nodiscard]] std::vector<std::string> values(const std::string& name, const std::string& attribute) const {
        std::vector<std::string> values;
        for (auto [at, end] = m_nodes.equal_range(name); at != end; ++at)
            values.emplace_back(CPLGetXMLValue(at->second, attribute.c_str(), ""));
        return values;
    }

private:
    CPLXMLNode* m_tree;
    std::multimap<std::string, const CPLXMLNode*> m_nodes;
};

}  // namespace

TEST_CASE("a layer definition holds places, zones, areas and squares of one archive, the squares switched off") {
    const Xml xml(Tiles().text());
    CHECK(xml.values("layer-tree-group", "name") == std::vector<std::string>{"", "Lot <2025>"});
    CHECK(xml.values("layer-tree-layer", "checked") ==
          std::vector<std::string>{"Qt::Checked", "Qt::Checked", "Qt::Checked", "Qt::Unchecked"});
    CHECK(xml.values("maplayer", "type") == std::vector<std::string>(4, "vector-tile"));
    CHECK(xml.values("maplayer", "datasource") == std::vector<std::string>(4, "type=mbtiles&url=./a&b.mbtiles"));
    CHECK(xml.values("spatialrefsys", "authid") == std::vector<std::string>(4, "EPSG:3857"));
}

TEST_CASE("each zoom has one unit: parents end where communes begin, and communes never end") {
    const Xml xml(Tiles().text());
    const std::vector<std::string> layers = xml.values("style", "layer"), from = xml.values("style", "min-zoom"),
                                   to = xml.values("style", "max-zoom");
    std::set<std::string> ranges;
    for (std::size_t i = 0; i < layers.size(); ++i) ranges.insert(layers[i] + " " + from[i] + " " + to[i]);
    for (const char* range : {"commune 8 -1", "commune_label 8 -1", "departement 0 7", "departement_label 0 7", "coverage 0 -1"})
        CHECK(ranges.contains(range));
    CHECK(ranges.size() == 7);
}

TEST_CASE("a background lies below zones and above the units, lines over areas") {
    Tiles tiles;
    model::Table water = tests::places(), roads = tests::places();
    water.kind = model::TableKind::context_areas;
    roads.kind = model::TableKind::context_lines;
    water.name = "context_water", water.unit = "water", water.title = {"Eaux", "Waters"};
    roads.name = "context_roads", roads.unit = "road", roads.title = {"Routes", "Roads"};
    for (const model::Table* table : {&water, &roads}) {
        tiles.layers.emplace_back().table = table;
        tiles.info.layers.push_back({table->name, "", 0, 12});
    }
    const Xml xml(tiles.text());
    const std::vector<std::string> names = xml.values("layer-tree-layer", "name");
    REQUIRE(names.size() == 6);
    CHECK(names[2] == "Roads");
    CHECK(names[3] == "Waters");
    const std::vector<std::string> layers = xml.values("style", "layer"), geometry = xml.values("style", "geometry");
    std::map<std::string, std::string> drawn_as;
    for (std::size_t i = 0; i < layers.size(); ++i) drawn_as[layers[i]] = geometry[i];
    CHECK(drawn_as["context_roads"] == "1");
    CHECK(drawn_as["context_water"] == "2");
}

TEST_CASE("stretches are lines, a style an indicator, and what tests say is a layer of its own colour") {
    Tiles tiles;
    model::Table stretches = tests::places(), tests = tests::zones();
    stretches.kind = model::TableKind::stretches;
    stretches.name = "lines_roads_stretches", stretches.title = {"Routes", "Roads"};
    stretches.columns = {{}};
    stretches.columns[0].name = "indicator";
    for (const char* indicator : {"any_4g", "any_4g", "all_4g"}) stretches.columns[0].push(indicator);
    tests.name = "measurement_tests_zones", tests.unit = "measurement", tests.title = {"Mesures", "Tests"};
    for (const model::Table* table : {&stretches, &tests}) {
        tiles.layers.emplace_back().table = table;
        tiles.info.layers.push_back({table->name, "", 0, 12});
    }
    const Xml xml(tiles.text());
    const std::vector<std::string> names = xml.values("layer-tree-layer", "name");
    CHECK(std::count(names.begin(), names.end(), "Roads") == 1);
    CHECK(std::count(names.begin(), names.end(), "Tests") == 1);
    const std::vector<std::string> layers = xml.values("style", "layer"), geometry = xml.values("style", "geometry"),
                                   asked = xml.values("style", "expression");
    std::set<std::string> of_stretches;
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (layers[i] == stretches.name) of_stretches.insert(geometry[i] + " " + asked[i]);
    CHECK(of_stretches == std::set<std::string>{"1 \"indicator\" = 'all_4g'", "1 \"indicator\" = 'any_4g'"});
    CHECK_THAT(tiles.text(), Catch::Contains("209,0,209,255"));  // magenta
}

TEST_CASE("what the tiles do not hold is not in the definition") {
    Tiles tiles;
    tiles.info.layers = {{"departement", "", 0, 12}};
    const Xml xml(tiles.text());
    CHECK(xml.values("maplayer", "type").size() == 1);
    const std::vector<std::string> layers = xml.values("style", "layer");
    CHECK(std::set<std::string>(layers.begin(), layers.end()) == std::set<std::string>{"departement"});
}
