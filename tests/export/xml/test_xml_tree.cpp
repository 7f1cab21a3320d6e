#include <catch2/catch.hpp>

#include "export/xml/xml_tree.hpp"

using namespace covmap;

namespace {

/// What another reading of the document finds.
pugi::xml_node read_again(pugi::xml_document& again, const pugi::xml_document& document) {
    REQUIRE(again.load_string(exports::text_of(document).c_str()));
    return again.document_element();
}

}  // namespace

TEST_CASE("texts and attributes are read again as they were written") {
    const std::string text = "L'Île <&> \"Nord\"\nund Süd";
    pugi::xml_document document, again;
    exports::add_leaf(exports::add_qgis_root(document), "title", text, {{"name", text}});
    const pugi::xml_node title = read_again(again, document).child("title");
    CHECK(title.text().get() == text);
    CHECK(title.attribute("name").value() == text);
}

TEST_CASE("control characters, which XML cannot hold, are left out") {
    pugi::xml_document document, again;
    exports::add_leaf(exports::add_element(document, "a",
                                           {{"b",
                                             "1\x01\x1F"
                                             "2"}}),
                      "c", "3\x08\t4");
    const pugi::xml_node root = read_again(again, document);
    CHECK(root.attribute("b").value() == std::string("12"));
    CHECK(root.child("c").text().get() == std::string("3\t4"));
}

TEST_CASE("documents of QGIS name its type and version, without a declaration") {
    pugi::xml_document document;
    exports::add_qgis_root(document, {{"styleCategories", "Fields"}});
    CHECK(exports::text_of(document) ==
          "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis version=\"3.22.0\" styleCategories=\"Fields\" />\n");
}

TEST_CASE("numbers have six decimals and a point") {
    CHECK(exports::xml_number(-1.5) == "-1.500000");
    CHECK(exports::xml_number(1e300).size() == 308);
}
