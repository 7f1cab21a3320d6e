#include <cpl_minixml.h>

#include <catch2/catch.hpp>

#include "export/style/qmd.hpp"
#include "export/support/world.hpp"

using namespace covmap;

TEST_CASE("the metadata name title, sources, licences and date, as well-formed XML") {
    exports::Credits credits = tests::credits("en");
    credits.sources = {"Shops & <Sites>"};
    const std::string qmd = exports::layer_qmd(tests::communes(), credits);
    CPLXMLNode* tree = CPLParseXMLString(qmd.c_str());
    REQUIRE(tree != nullptr);
    const CPLXMLNode* root = CPLSearchXMLNode(tree, "=qgis");
    REQUIRE(root != nullptr);
    CHECK(std::string(CPLGetXMLValue(root, "title", "")) == "No 4G for 50 people");
    CHECK(std::string(CPLGetXMLValue(root, "history", "")) == "Shops & <Sites>");
    CHECK(std::string(CPLGetXMLValue(root, "license", "")) == "CC-BY");
    CHECK(std::string(CPLGetXMLValue(root, "language", "")) == "ENG");
    CHECK(std::string(CPLGetXMLValue(root, "dates.date.value", "")) == "2018-01-01");
    CPLDestroyXMLNode(tree);
}
