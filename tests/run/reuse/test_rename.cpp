#include <catch2/catch.hpp>

#include "run/reuse/rename.hpp"
#include "run/support/folders.hpp"

using namespace covmap;

namespace {

model::ClaimInfo claim(const std::string& op, int extent, const model::Scale& scale = {}) {
    model::ClaimInfo info;
    info.key.operator_code = op;
    info.key.technology = "4G";
    info.scale = scale;
    info.extent = extent;
    return info;
}

std::string canonical(const std::string& name) { return name == "Orange" ? "20801" : name; }

/// Claims of 20810, OF and Orange, a layer each, of Orange two.
model::Catalogue three() {
    model::Catalogue catalogue;
    catalogue.claims = {claim("20801", 0), claim("20810", -1), claim("Orange", 1)};
    catalogue.layers = {{core::ClaimId(0), ""}, {core::ClaimId(1), ""}, {core::ClaimId(2), ""}, {core::ClaimId(2), "x"}};
    catalogue.extents = {{"here"}, {"there"}};
    return catalogue;
}

}  // namespace

TEST_CASE("claims that become the same stand side by side, and layers keep their bits") {
    const model::Catalogue got = run::renamed(three(), canonical);
    REQUIRE(got.claims.size() == 3);
    CHECK(got.claims[0].key.operator_code == "20801");
    CHECK(got.claims[0].extent == 0);
    CHECK(got.claims[1].key.operator_code == "20801");
    CHECK(got.claims[1].extent == 1);
    CHECK(got.claims[2].key.operator_code == "20810");
    REQUIRE(got.layers.size() == 4);
    CHECK(got.layers[0].claim == core::ClaimId(0));
    CHECK(got.layers[1].claim == core::ClaimId(2));
    CHECK(got.layers[2].claim == core::ClaimId(1));
    CHECK(got.layers[3].claim == core::ClaimId(1));
    CHECK(got.layers[3].level == "x");
}

TEST_CASE("names that nobody changes leave the catalogue as it is") {
    const model::Catalogue was = three(), got = run::renamed(was, [](const std::string&name) { return name; });
    for (std::size_t i = 0; i < was.claims.size(); ++i) CHECK(got.claims[i].key == was.claims[i].key);
    for (std::size_t i = 0; i < was.layers.size(); ++i) CHECK(got.layers[i].claim == was.layers[i].claim);
}

TEST_CASE("claims of different scales cannot become one") {
    model::Catalogue catalogue = three();
    catalogue.claims[2].scale = {{"BC", "CL"}, "CL"};
    const auto error = test::error_of([&] { (void)run::renamed(catalogue, canonical); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::job);
    CHECK(error->message().find("levels or no_level differ (20801 4G); take the alias out") != std::string::npos);
}
