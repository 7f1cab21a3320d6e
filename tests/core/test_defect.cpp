#include <catch2/catch.hpp>

#include "core/defect.hpp"

using covmap::core::DefectPlace;
using covmap::core::Defects;

namespace {

std::vector<std::string> features_of(const Defects& defects, const std::string& code, const std::string& file) {
    std::vector<std::string> features;
    for (const DefectPlace& place : defects.entries().at({code, file}).examples) features.push_back(place.feature);
    return features;
}

}  // namespace

TEST_CASE("defects are counted by code and file, with the smallest places as examples") {
    Defects defects;
    for (int feature = 20; feature > 0; --feature) defects.add("ring-open", {"a.gpkg", "", std::to_string(feature), ""});
    defects.add("ring-open", {"b.gpkg", "", "1", ""}, 7);
    CHECK(defects.count("ring-open") == 27);
    CHECK(defects.count("code-missing") == 0);
    CHECK(features_of(defects, "ring-open", "a.gpkg") == std::vector<std::string>{"1", "2", "3", "4", "5"});  // 9 before 10
}

TEST_CASE("defects do not depend on the order of reading") {
    Defects forth, back, even, odd;
    for (int feature = 0; feature < 30; ++feature) {
        forth.add("ring-open", {"a.gpkg", "l" + std::to_string(feature % 3), std::to_string(feature), ""});
        back.add("ring-open", {"a.gpkg", "l" + std::to_string((29 - feature) % 3), std::to_string(29 - feature), ""});
        (feature % 2 == 0 ? even : odd)
            .add("ring-open", {"a.gpkg", "l" + std::to_string(feature % 3), std::to_string(feature), ""});
    }
    even.merge(odd);
    for (const Defects* other : {&back, &even}) {
        CHECK(other->entries().begin()->second.count == 30);
        CHECK(other->entries().begin()->second.examples == forth.entries().begin()->second.examples);
    }
}

TEST_CASE("what was found in a file can be forgotten, and that alone") {
    Defects defects;
    defects.add("ring-open", {"a.gpkg", "", "1", ""}, 3);
    defects.add("code-missing", {"a.gpkg", "", "1", ""});
    defects.add("ring-open", {"b.gpkg", "", "1", ""});
    defects.forget("a.gpkg");
    REQUIRE(defects.entries().size() == 1);
    CHECK(defects.entries().begin()->first.second == "b.gpkg");
}
