// Numbers of operators by square, as regulators publish them.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/presets/presets.hpp"
#include "read/supply/supply.hpp"
#include "read/support/vector_files.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

using test::source_of;
using test::TempFolder;

const core::Lattice kLattice{"EPSG:25832", 0, 0, 100, 100};

model::SupplySpec spec_of(const std::string& path) {
    model::SupplySpec spec;
    spec.source = source_of(path, "EPSG:25832");
    spec.format = model::SupplyFormat::counts;
    spec.id_column = "id";
    spec.technologies = {{"4G", "n4"}};
    spec.networks = 3;
    return spec;
}

SupplyRead read(const model::SupplySpec& spec) { return read_supply(spec, {}, kLattice, {}); }

// Per owner of the store: area in squares, by the shoelace of its chains' ends (rectangles, so columns x rows).
std::vector<double> areas(const core::ChainStore& store, std::size_t owners) {
    std::vector<double> area(owners, 0);
    std::vector<core::Point> buffer;
    for (const core::Row band : store.bands())
        store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const core::Point> v) {
            for (std::size_t i = 0; i + 1 < v.size(); ++i) area[owner] += (v[i].y - v[i + 1].y) * (v[i].x + v[i + 1].x) / 2;
        });
    for (double& a : area) a = std::abs(a);
    return area;
}

}  // namespace

TEST_CASE("a square of k operators is in the layers of #1 to #k") {
    const TempFolder folder;
    const SupplyRead got = read(
        spec_of(folder.file("a.csv", "id,n4\n100mN58735E4942,2\n100mN58735E4943,1\n100mN58735E4944,0\n100mN58734E4942,3\n")));
    REQUIRE(got.layers.size() == 3);
    REQUIRE(got.claims.size() == 3);
    CHECK(got.claims[0].operator_code == "#1");
    CHECK(got.claims[2].operator_code == "#3");
    CHECK(got.claims[0].technology == "4G");
    CHECK(areas(got.store, 3) == std::vector<double>{3, 2, 1});
    CHECK(got.tells_known);
    CHECK(areas(got.known, 1) == std::vector<double>{4});
    CHECK(got.defects.empty());
    CHECK(got.inputs[0].crs == "EPSG:25832");
    CHECK(got.inputs[0].records == 4);
}

TEST_CASE("squares that are not in the file are unknown, or none where the job says so") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(folder.file("a.csv", "id,n4\n100mN58735E4942,2\n"));
    spec.absent = "none";
    CHECK_FALSE(read(spec).tells_known);
}

TEST_CASE("without a number of networks the largest one found is taken, with a warning") {
    const TempFolder folder;
    model::SupplySpec spec = spec_of(folder.file("a.csv", "id,n4\n100mN58735E4942,2\n100mN58735E4943,4\n"));
    spec.networks = 0;
    const SupplyRead got = read(spec);
    CHECK(got.layers.size() == 4);
    REQUIRE(got.warnings.size() == 1);
    CHECK_THAT(got.warnings[0], Catch::Contains("the largest number found, 4,") && Catch::Contains("networks = 4"));
}

TEST_CASE("squares and numbers that cannot be read are counted") {
    const TempFolder folder;
    const SupplyRead got =
        read(spec_of(folder.file("a.csv",
                                 "id,n4\n100mN58735E4942,2\nhere,1\n1kmN5873E494,1\n100mN58735E4943,-1\n100mN58735E4944,k.A.\n"
                                 "100mN58735E4945,2.5\n100mN58735E4946,5\n100mN58735E4942,3\n")));
    CHECK(got.defects.count("square-id") == 1);
    CHECK(got.defects.count("square-size") == 1);
    CHECK(got.defects.count("count-unreadable") == 3);
    CHECK(got.defects.count("count-above-networks") == 1);
    CHECK(got.defects.count("square-duplicate") == 1);
    CHECK(areas(got.store, 3) == std::vector<double>{2, 2, 2});
}

TEST_CASE("a file without any square, and one of an unknown zone, are refused") {
    const TempFolder folder;
    CHECK_THROWS_WITH(read(spec_of(folder.file("a.csv", "id,n4\nhere,2\n"))), Catch::Contains("no square with a name such as"));
    model::SupplySpec spec = spec_of(folder.file("b.csv", "id,n4\n100mN58735E4942,2\n"));
    spec.source.crs.clear();
    CHECK_THROWS_WITH(read(spec), Catch::Contains("digits of a UTM grid"));
}

TEST_CASE("bnetza-grid: squares, zone and technologies are found in the file") {
    const TempFolder folder;
    model::SupplySpec spec;
    spec.source = source_of(folder.file("raster.csv", "Gitter_ID;Anzahl_2G;anzahl_4g;Anzahl_5G\n100mN58735E4942;3;2;1\n"));
    spec.source.preset = "bnetza-grid";
    const std::vector<model::SupplySpec> made = filled(spec);
    REQUIRE(made.size() == 1);
    CHECK(made[0].format == model::SupplyFormat::counts);
    CHECK(made[0].id_column == "Gitter_ID");
    CHECK(made[0].source.crs == "EPSG:25832");
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(made[0].technologies == Pairs{{"2G", "Anzahl_2G"}, {"4G", "anzahl_4g"}, {"5G", "Anzahl_5G"}});
    CHECK(made[0].source.info.publisher == "Bundesnetzagentur");
    const SupplyRead got = read(made[0]);
    CHECK(got.claims.size() == 9);
}

TEST_CASE("bnetza-grid: a file that shows neither squares nor technologies lists its columns") {
    const TempFolder folder;
    model::SupplySpec spec;
    spec.source = source_of(folder.file("a.csv", "id,lte\n1,2\n"));
    spec.source.preset = "bnetza-grid";
    CHECK_THROWS_WITH(filled(spec), Catch::Contains("no column holds names of squares") && Catch::Contains("id, lte"));
    spec.source = source_of(folder.file("b.csv", "id,count,altered\n100mN58735E4942,2,1\n"));
    spec.source.preset = "bnetza-grid";
    CHECK_THROWS_WITH(filled(spec), Catch::Contains("which technology it counts") && Catch::Contains("id, count, altered"));
}
