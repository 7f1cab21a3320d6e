#include <catch2/catch.hpp>

#include "core/defect.hpp"

using covmap::core::DefectPlace;
using covmap::core::Defects;

namespace {

DefectPlace place(const std::string& feature, const std::string& file = "a.gpkg") { return {file, "communes", feature, "0"}; }

std::vector<std::string> features_of(const Defects& defects, const std::string& code) {
    std::vector<std::string> features;
    for (const auto& [key, entry] : defects.entries())
        if (key.first == code)
            for (const DefectPlace& example : entry.examples) features.push_back(example.feature);
    return features;
}

}  // namespace

TEST_CASE("defects are counted by code and file") {
    Defects defects;
    CHECK(defects.empty());
    defects.add("bad-ring", place("1"));
    defects.add("bad-ring", place("2"), 10);
    defects.add("bad-ring", place("3", "b.gpkg"));
    defects.add("no-place", place("1"));
    CHECK_FALSE(defects.empty());
    CHECK(defects.count("bad-ring") == 12);
    CHECK(defects.count("no-place") == 1);
    CHECK(defects.count("never-met") == 0);
    REQUIRE(defects.entries().size() == 3);
    CHECK(defects.entries().at({"bad-ring", "a.gpkg"}).count == 11);
    CHECK(defects.entries().at({"bad-ring", "b.gpkg"}).count == 1);
}

TEST_CASE("the examples are the smallest few features, numbers by their value, whatever the order of reading") {
    const std::vector<std::string> smallest{"1", "2", "9", "10", "11"};
    for (const std::vector<std::string>& order : {std::vector<std::string>{"100", "9", "11", "2", "10", "1", "12"},
                                                  std::vector<std::string>{"1", "2", "9", "10", "11", "12", "100"}}) {
        Defects defects;
        for (const std::string& feature : order) defects.add("bad-ring", place(feature));
        CHECK(features_of(defects, "bad-ring") == smallest);
        CHECK(defects.count("bad-ring") == 7);
    }
}

TEST_CASE("parts that are merged tell what one reader would have told") {
    Defects one, odd, even;
    for (int i = 1; i <= 20; ++i) {
        one.add("bad-ring", place(std::to_string(i)), 3);
        (i % 2 == 0 ? even : odd).add("bad-ring", place(std::to_string(i)), 3);
    }
    even.add("no-place", place("1"));
    one.add("no-place", place("1"));
    odd.merge(even);
    CHECK(odd.count("bad-ring") == 60);
    CHECK(odd.count("no-place") == 1);
    CHECK(features_of(odd, "bad-ring") == std::vector<std::string>{"1", "2", "3", "4", "5"});
    CHECK(features_of(odd, "bad-ring") == features_of(one, "bad-ring"));
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
