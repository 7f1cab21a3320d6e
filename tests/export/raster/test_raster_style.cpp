#include <catch2/catch.hpp>

#include "export/raster/raster_style.hpp"
#include "export/support/world.hpp"

using namespace covmap;
using namespace covmap::tests;

namespace {

model::RasterTheme theme(model::RasterKind kind, int operators = 0) {
    model::RasterTheme made;
    made.kind = kind;
    made.most_operators = operators;
    return made;
}

std::size_t count_of(const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("operators are classes of one value each, dark where there are few") {
    const auto classes = exports::raster_classes(theme(model::RasterKind::operators, 4), "en");
    REQUIRE(classes.size() == 6);
    CHECK(classes[0].label == "no operator");
    CHECK(classes[0].colour == "82,19,8,255");
    CHECK(classes[1].label == "1 operator");
    CHECK(classes[4].label == "4 operators");
    CHECK(classes[4].colour == "238,243,248,255");
    CHECK(classes[5].from == model::kRasterUnknown);
    CHECK(classes[5].label == "unknown");
}

TEST_CASE("the style of operators holds the classes that occur, no others") {
    const std::vector<std::uint8_t> used{0, 2};
    const std::string style = exports::raster_qml(theme(model::RasterKind::operators, 4), used, credits("fr"));
    CHECK(count_of(style, "<paletteEntry ") == 2);
    CHECK(style.find("label=\"aucun opérateur\"") != std::string::npos);
    CHECK(style.find("type=\"paletted\"") != std::string::npos);
}

TEST_CASE("a class of shares ends at the largest pixel under the next one") {
    const std::string style = exports::raster_qml(theme(model::RasterKind::share), {}, credits("en"));
    CHECK(count_of(style, "<item ") == 8);
    CHECK(style.find("<item value=\"49.9999962\" color=\"#521308\" alpha=\"255\" label=\"under 50%\"") != std::string::npos);
    CHECK(style.find("<item value=\"99.9999924\" color=\"#fcd5af\" alpha=\"255\" label=\"99 to under 100%\"") !=
          std::string::npos);
    CHECK(style.find("<item value=\"inf\" color=\"#eef3f8\" alpha=\"255\" label=\"100%\"") != std::string::npos);
    CHECK(static_cast<float>(std::stod("99.9999924")) < 100.0F);
    CHECK(style.find("colorRampType=\"DISCRETE\"") != std::string::npos);
}

TEST_CASE("shares and operators turn their colours round where low is good") {
    auto bad = theme(model::RasterKind::share);
    bad.low_is_good = true;
    CHECK(exports::raster_classes(bad, "en").front().colour == "238,243,248,255");
    bad = theme(model::RasterKind::operators, 2);
    bad.low_is_good = true;
    CHECK(exports::raster_classes(bad, "en").front().colour == "238,243,248,255");
}

TEST_CASE("nobody left is transparent, many are dark") {
    const std::string style = exports::raster_qml(theme(model::RasterKind::unserved), {}, credits("fr"));
    CHECK(count_of(style, "<item ") == 9);
    CHECK(style.find("<item value=\"0\" color=\"#ffffff\" alpha=\"0\" label=\"personne\"") != std::string::npos);
    CHECK(style.find("<item value=\"inf\" color=\"#521308\" alpha=\"255\" label=\"1\u202F000 et plus\"") != std::string::npos);
    CHECK(style.find("label=\"10 à 30\"") != std::string::npos);
}
