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

TEST_CASE("classes are of who is missing; nulls and unknowns have their own, and doubt lies over the colour") {
    const exports::MapClasses map = exports::map_classes(tests::communes(), "fr");
    CHECK(map.title == "Part sans : Couverts en 4G");
    CHECK(map.column == "any_4g_population_pct");
    CHECK(labels(map) == std::vector<std::string>{"personne", "moins de 1\u00A0%", "1 à 2\u00A0%", "2 à 5\u00A0%",
                                                  "5 à 10\u00A0%", "10 à 20\u00A0%", "20 à 50\u00A0%", "50\u00A0% et plus",
                                                  "inconnu pour 10 à 50\u00A0%", "sans habitant", "inconnu"});
    CHECK(labels(exports::map_classes(tests::communes(), "en")) ==
          std::vector<std::string>{"nobody", "under 1%", "1 to 2%", "2 to 5%", "5 to 10%", "10 to 20%", "20 to 50%",
                                   "50% and more", "unknown for 10 to 50%", "no inhabitants", "unknown"});
    const std::string known =
        "\"population\" > 0 AND \"any_4g_population_not\" IS NOT NULL AND NOT (100 * coalesce(\"any_4g_population_unk\", 0) >= "
        "50 * "
        "\"population\")";
    CHECK(map.classes[0].filter == known + " AND \"any_4g_population_not\" <= 0.0000005");
    CHECK(map.classes[1].filter ==
          known + " AND \"any_4g_population_not\" > 0.0000005 AND 100 * \"any_4g_population_not\" < 1 * \"population\"");
    CHECK(map.classes[7].filter == known + " AND 100 * \"any_4g_population_not\" >= 50 * \"population\"");
    CHECK(map.classes[8].filter == known + " AND 100 * coalesce(\"any_4g_population_unk\", 0) >= 10 * \"population\"");
    CHECK(map.classes[8].fill == exports::Fill::overlaid);
    CHECK(map.classes[9].filter == "\"population\" = 0");
    CHECK(map.classes[9].fill == exports::Fill::dotted);
    CHECK(map.classes[10].filter ==
          "\"population\" IS NULL OR (\"population\" > 0 AND (\"any_4g_population_not\" IS NULL OR 100 * "
          "coalesce(\"any_4g_population_unk\", 0) >= 50 * \"population\"))");
    CHECK(map.classes[10].fill == exports::Fill::hatched);
}

TEST_CASE("of an indicator of which low is good those who meet it are missing, in the same colours") {
    model::Table table = tests::communes();
    const exports::MapClasses high = exports::map_classes(table, "en");
    table.columns.back().low_is_good = true;
    const exports::MapClasses low = exports::map_classes(table, "en");
    CHECK(labels(high) == labels(low));
    for (std::size_t i = 0; i < high.classes.size(); ++i) CHECK(high.classes[i].colour == low.classes[i].colour);
    CHECK(low.title == "Share concerned: Covered by 4G");
    CHECK(low.classes[0].filter.find(
              "(\"population\" - \"any_4g_population_not\" - coalesce(\"any_4g_population_unk\", 0)) <= 0.0000005") !=
          std::string::npos);
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
    CHECK(std::string(CPLGetXMLValue(rule, "label", "")) == "Share without: Covered <4G> & \"more\"");
    int rules = 0, aliases = 0;
    for (const CPLXMLNode* node = rule->psChild; node != nullptr; node = node->psNext)
        rules += std::string(node->pszValue) == "rule" ? 1 : 0;
    for (const CPLXMLNode* node = CPLGetXMLNode(root, "aliases")->psChild; node != nullptr; node = node->psNext) ++aliases;
    CHECK(rules == 11);
    CHECK(aliases == 8);
    CHECK(qml.find("field=\"population\" name=\"Population (habitants)\"") != std::string::npos);
    CPLDestroyXMLNode(tree);
}

TEST_CASE("zones are told apart by whom they are left aside, and labelled by rank") {
    const exports::MapClasses map = exports::map_classes(tests::zones(), "en");
    CHECK(labels(map) == std::vector<std::string>{"white zone: no operator", "grey zone: some operators, not enough",
                                                  "no inhabitants", "not published"});
    CHECK(map.classes[0].filter ==
          "\"population_white\" IS NOT NULL AND \"population_grey\" IS NOT NULL AND \"population_white\" + \"population_grey\" > "
          "0 AND "
          "\"population_white\" >= \"population_grey\"");
    for (const std::size_t kind : {0, 1}) CHECK(map.classes[kind].fill == exports::Fill::cased);
    CHECK(map.classes[0].colour != map.classes[1].colour);
    const std::string qml = exports::layer_qml(tests::zones(), tests::credits("en"));
    CHECK(qml.find("labelsEnabled=\"1\"") != std::string::npos);
    CHECK(qml.find("fieldName=\"rank\"") != std::string::npos);
    CHECK(qml.find("[% coalesce(format_number(\"population_white\", 0, 'en'), '–') %]") != std::string::npos);
    CHECK(exports::circles_qml(tests::zones(), tests::credits("en")).empty());
}

TEST_CASE("from afar the hundred largest zones are drawn, and where nothing says at which scale all of them") {
    const std::string filter = "filter=\"&quot;rank&quot; &lt;= 100 OR coalesce(@map_scale, 0) &lt; 1200000\"";
    const std::string qml = exports::layer_qml(tests::zones(), tests::credits("en"));
    CHECK(qml.find("label=\"Inhabitants\" " + filter + ">") != std::string::npos);
    const model::Table plain = without(without(tests::zones(), "_white"), "_grey");
    CHECK(exports::layer_qml(plain, tests::credits("en")).find("label=\"\" " + filter + ">") != std::string::npos);
    CHECK(exports::layer_qml(without(plain, "rank"), tests::credits("en")).find("@map_scale") == std::string::npos);
    CHECK(exports::layer_qml(tests::communes(), tests::credits("en")).find("@map_scale") == std::string::npos);
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
