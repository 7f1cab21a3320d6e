#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/support/vector_files.hpp"
#include "read/territory/extent.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

const core::Lattice kLattice{"EPSG:3035", 0, 0, 1000, 1000};

}  // namespace

TEST_CASE("all polygons of an extent have one owner") {
    const test::TempFolder folder;
    test::TestLayer layer;
    layer.features = {
        {{}, "POLYGON ((0 0,0 1000,1000 1000,0 0))"}, {{}, "POLYGON ((5000 0,5000 1000,6000 1000,5000 0))"}, {{}, ""}};
    const ExtentRead got = read_extent(test::source_of(test::write_layer(folder.path("a.gpkg"), layer)), kLattice, {});
    std::vector<core::Point> buffer;
    int chains = 0;
    for (const core::Row band : got.store.bands())
        got.store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const core::Point>) {
            CHECK(owner == 0);
            ++chains;
        });
    CHECK(chains == 2);
    CHECK(got.defects.count("geometry-empty") == 1);
    CHECK(got.inputs[0].role == "extent");
    CHECK(got.inputs[0].records == 3);
}

TEST_CASE("an extent without a polygon is an error: nothing would be known anywhere") {
    const test::TempFolder folder;
    test::TestLayer layer;
    layer.features = {{{}, ""}};
    const model::Source source = test::source_of(test::write_layer(folder.path("a.gpkg"), layer));
    CHECK_THROWS_WITH(read_extent(source, kLattice, {}), "a.gpkg: holds no polygon, so that nothing would be known anywhere");
}
