#include <cpl_minixml.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "export/style/style.hpp"
#include "export/style/style_classes.hpp"
#include "export/support/world.hpp"

using namespace covmap;

namespace {

std::vector<std::string> labels(const exports::MapClasses& map) {
    std::vector<std::string> out;
    for (const exports::MapClass& c : map.classes) out.push_back(c.label);
    return out;
}

model::Table without(model::Table table, const std::string& text) {
    table.columns.erase(std::remove_if(table.columns.begin(), table.columns.end(),
                                       [&](const model::Column& c) { return c.name.find(text) != std::string::npos; }),
                        table.columns.end());
    return table;
}

}  // namespace

TEST_CASE("shares have the published classes, and nulls and unknowns their own") {
    const exports::MapClasses map = exports::map_classes(tests::communes(), "fr");
    CHECK(map.title == "Couverts en 4G (%)");
    CHECK(map.column == "any_4g_population_pct");
    CHECK(labels(map) == std::vector<std::string>{"moins de 50\u00A0%", "50 à 80\u00A0%", "80 à 90\u00A0%", "90 à 95\u00A0%",
                                                  "95 à 98\u00A0%", "98 à 99\u00A0%", "99 à moins de 100\u00A0%", "100\u00A0%",
                                                  "sans habitant", "inconnu"});
    CHECK(labels(exports::map_classes(tests::communes(), "en")) ==
          std::vector<std::string>{"under 50%", "50 to 80%", "80 to 90%", "90 to 95%", "95 to 98%", "98 to 99%",
                                   "99 to under 100%", "100%", "no inhabitants", "unknown"});
    CHECK(map.classes[1].filter ==
          "\"population\" > 0 AND \"any_4g_population_pct\" IS NOT NULL AND NOT (2 * coalesce(\"any_4g_population_unk\", 0) > "
          "\"population\")"
          " AND \"any_4g_population_pct\" >= 50 AND \"any_4g_population_pct\" < 80");
    CHECK(map.classes[8].filter == "\"population\" = 0");
    CHECK(map.classes[9].filter ==
          "\"population\" IS NULL OR (\"population\" > 0 AND (\"any_4g_population_pct\" IS NULL OR 2 * "
          "coalesce(\"any_4g_population_unk\", 0) > \"population\"))");
    CHECK(map.classes[9].fill == exports::Fill::hatched);
}

TEST_CASE("an indicator of which low is good turns the colours and keeps the classes") {
    model::Table table = tests::communes();
    const exports::MapClasses high = exports::map_classes(table, "en");
    table.columns.back().low_is_good = true;
    const exports::MapClasses low = exports::map_classes(table, "en");
    CHECK(labels(high) == labels(low));
    for (std::size_t i = 0; i < 8; ++i) CHECK(high.classes[i].colour == low.classes[7 - i].colour);
    CHECK(high.classes[8].colour == low.classes[8].colour);
}

TEST_CASE("without indicator the map shows people per km2, without people one symbol") {
    const exports::MapClasses density = exports::map_classes(without(tests::communes(), "any_4g"), "fr");
    CHECK(density.title == "Population (habitants) par km²");
    CHECK(density.column.empty());
    CHECK(density.classes.size() == 10);
    CHECK(density.classes[7].label == "10\u202F000 et plus");
    CHECK(density.classes[1].filter ==
          "\"population\" > 0 AND \"area_km2\" > 0 AND (\"population\" / \"area_km2\") >= 10 AND (\"population\" / \"area_km2\") "
          "< 30");
    const exports::MapClasses plain = exports::map_classes(without(without(tests::communes(), "any_4g"), "population"), "fr");
    REQUIRE(plain.classes.size() == 1);
    CHECK(plain.classes[0].filter.empty());
}

TEST_CASE("a share of area alone is not taken for a share of people") {
    model::Table table = without(tests::communes(), "population_pct");
    model::Column other = tests::column("any_4g_other_pct", model::ColumnType::share, 2);
    other.indicator = "any_4g";
    table.columns.push_back(other);
    CHECK(exports::map_classes(table, "en").column.empty());
}

TEST_CASE("the style is well-formed XML with a rule a class and an alias with unit a column") {
    model::Table table = tests::communes();
    table.columns.back().label.en = "Covered <4G> & \"more\"";
    const std::string qml = exports::layer_qml(table, tests::credits("en"));
    CPLXMLNode* tree = CPLParseXMLString(qml.c_str());
    REQUIRE(tree != nullptr);
    const CPLXMLNode* root = CPLSearchXMLNode(tree, "=qgis");
    REQUIRE(root != nullptr);
    const CPLXMLNode* rule = CPLGetXMLNode(root, "renderer-v2.rules.rule");
    REQUIRE(rule != nullptr);
    CHECK(std::string(CPLGetXMLValue(rule, "label", "")) == "Covered <4G> & \"more\" (%)");
    int rules = 0, aliases = 0;
    for (const CPLXMLNode* node = rule->psChild; node != nullptr; node = node->psNext)
        rules += std::string(node->pszValue) == "rule" ? 1 : 0;
    for (const CPLXMLNode* node = CPLGetXMLNode(root, "aliases")->psChild; node != nullptr; node = node->psNext) ++aliases;
    CHECK(rules == 10);
    CHECK(aliases == 8);
    CHECK(qml.find("field=\"population\" name=\"Population (habitants)\"") != std::string::npos);
    CPLDestroyXMLNode(tree);
}

TEST_CASE("zones are told apart by whom they are left aside, and labelled by rank") {
    const exports::MapClasses map = exports::map_classes(tests::zones(), "en");
    CHECK(labels(map) ==
          std::vector<std::string>{"white zone: no operator", "grey zone: some operators", "no inhabitants", "not published"});
    CHECK(map.classes[0].filter ==
          "\"population_white\" IS NOT NULL AND \"population_grey\" IS NOT NULL AND \"population_white\" + \"population_grey\" > "
          "0 AND "
          "\"population_white\" >= \"population_grey\"");
    CHECK(map.classes[0].fill != map.classes[1].fill);  // told apart in print too
    const std::string qml = exports::layer_qml(tests::zones(), tests::credits("en"));
    CHECK(qml.find("labelsEnabled=\"1\"") != std::string::npos);
    CHECK(qml.find("fieldName=\"rank\"") != std::string::npos);
    CHECK(qml.find("[% coalesce(format_number(&quot;population_white&quot;, 0, 'en'), '–') %]") != std::string::npos);
    CHECK(exports::circles_qml(tests::zones(), tests::credits("en")).empty());
}

TEST_CASE("zones without people white or grey are one symbol") {
    CHECK(exports::map_classes(without(without(tests::zones(), "_white"), "_grey"), "fr").classes.size() == 1);
}

TEST_CASE("places are points by the state of the first indicator, anything but meets and not is unknown") {
    const exports::MapClasses map = exports::map_classes(tests::places(), "fr");
    CHECK(map.title == "4G");
    CHECK(labels(map) == std::vector<std::string>{"rempli", "non rempli", "inconnu"});
    CHECK(map.classes[1].filter == "coalesce(\"any_4g\", '') = 'not'");
    const std::string qml = exports::layer_qml(tests::places(), tests::credits("fr"));
    CHECK(qml.find("type=\"marker\"") != std::string::npos);
    CHECK(qml.find("<layerGeometryType>0<") != std::string::npos);
    CHECK(exports::map_classes(without(tests::places(), "any_4g"), "fr").classes.size() == 1);
}

TEST_CASE("circles grow with the people left, the largest 20 mm wide") {
    const model::Table table = tests::communes();
    const exports::CircleMap circles = exports::circle_map(table);
    REQUIRE(circles.left != nullptr);
    CHECK(circles.left->name == "any_4g_population_not");
    CHECK(circles.largest == 50'000'000);
    const std::string qml = exports::circles_qml(table, tests::credits("fr"));
    CHECK(qml.find("value=\"20 * sqrt(&quot;any_4g_population_not&quot; / 50)\"") != std::string::npos);
    CHECK(qml.find("label=\"cercle de 20 mm : 50\"") != std::string::npos);
    CPLXMLNode* tree = CPLParseXMLString(qml.c_str());
    CHECK(tree != nullptr);
    CPLDestroyXMLNode(tree);
    CHECK(exports::circles_qml(without(table, "any_4g"), tests::credits("fr")).empty());
}

TEST_CASE("tables without geometry have aliases and no symbols") {
    const std::string qml = exports::layer_qml(tests::counts(), tests::credits("fr"));
    CHECK(qml.find("styleCategories=\"Fields\"") != std::string::npos);
    CHECK(qml.find("<alias index=\"1\" field=\"operators\"") != std::string::npos);
    CHECK(qml.find("renderer") == std::string::npos);
}
