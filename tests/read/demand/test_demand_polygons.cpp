#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/demand/demand.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using covmap::test::TempFolder;

namespace {

model::DemandSpec polygons(const std::string& path, const std::string& plus = {}) {
    model::DemandSpec spec;
    spec.source = test::source_of(path);
    spec.format = "polygons";
    spec.attributes.push_back({"population", "p1", {}, ""});
    if (!plus.empty()) spec.attributes.back().plus.push_back(plus);
    return spec;
}

test::TestLayer two(const std::string& type, const std::vector<std::vector<std::string>>& values) {
    test::TestLayer layer;
    layer.columns = {{"p1", type}, {"p2", type}};
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string x = std::to_string(4000000 + 2000 * i), east = std::to_string(4001000 + 2000 * i);
        layer.features.push_back(
            {values[i], "POLYGON ((" + x + " 2800000," + x + " 2801000," + east + " 2801000," + x + " 2800000))"});
    }
    return layer;
}

}  // namespace

TEST_CASE("a sentinel in one of the columns of a sum takes nothing from the others") {
    const TempFolder folder;
    const std::string path = write_layer(folder.path("a.gpkg"), two("integer", {{"1000", "-9999"}, {"500", "50"}}));
    const read::DemandReport report = read::open_demand(polygons(path, "p2"))->report();
    CHECK(report.input_totals[0] == 1550 * core::kWeightQuantaPerUnit);
    CHECK(report.defects.count("negative-weight") == 1);
    CHECK(report.defects.entries().begin()->second.examples[0].detail == "-9999");
}

TEST_CASE("sums without sentinels have no defect") {
    const TempFolder folder;
    const std::string path = write_layer(folder.path("a.gpkg"), two("real", {{"10.5", "0"}, {"5", "0.25"}}));
    const read::DemandReport report = read::open_demand(polygons(path, "p2"))->report();
    CHECK(report.input_totals[0] == 15'750'000);
    CHECK(report.defects.empty());
}

TEST_CASE("texts with separators of thousands are read as the column tells") {
    const TempFolder folder;
    const auto total = [&](const std::string& name, const std::vector<std::vector<std::string>>& values) {
        return read::open_demand(polygons(write_layer(folder.path(name), two("text", values))))->report().input_totals[0];
    };
    CHECK(total("a.gpkg", {{"1,234", ""}, {"1,234,567", ""}}) == 1235801 * core::kWeightQuantaPerUnit);
    CHECK(total("b.gpkg", {{"1 234", ""}, {"7,5", ""}}) == 1241'500'000);
    CHECK_THROWS_WITH(total("c.gpkg", {{"1,234", ""}, {"2,345", ""}}), Catch::Matchers::Contains("«1,234» in column «p1»"));
}
