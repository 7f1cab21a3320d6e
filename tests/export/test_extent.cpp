#include <catch2/catch.hpp>

#include "export/extent.hpp"
#include "export/support/world.hpp"

using namespace covmap;

namespace {

exports::Spot spot(double west, double south) { return {{west + 0.5, south + 0.5}, {west, south, west + 1, south + 1}}; }

model::Column people(const std::vector<std::optional<std::int64_t>>& counts) {
    model::Column column = tests::column("population", model::ColumnType::quantity);
    for (const auto& count : counts) column.push(count);
    return column;
}

}  // namespace

TEST_CASE("the main cluster is that of the most people, whatever lies oceans away is elsewhere") {
    const model::Column counts = people({10, 20, 15, 5});
    const exports::Extent extent = exports::extent_of({spot(2, 47), spot(3, 48), spot(55, -21), spot(-61, 14)}, &counts);
    REQUIRE(extent.main);
    CHECK(extent.main->rows == std::vector<std::size_t>{0, 1});
    CHECK(extent.main->box.west == 2);
    CHECK(extent.main->box.north == 49);
    REQUIRE(extent.elsewhere.size() == 2);
    CHECK(extent.elsewhere[0].rows == std::vector<std::size_t>{2});
    CHECK(extent.elsewhere[1].box.west == -61);
}

TEST_CASE("without people the most territories are the main ones") {
    const exports::Extent extent = exports::extent_of({spot(55, -21), spot(2, 47), std::nullopt, spot(3, 48)}, nullptr);
    REQUIRE(extent.main);
    CHECK(extent.main->rows == std::vector<std::size_t>{1, 3});
}

TEST_CASE("an island within five degrees belongs to the main territory") {
    const model::Column counts = people({10, 1});
    const exports::Extent extent = exports::extent_of({spot(2, 47), spot(7, 42)}, &counts);
    REQUIRE(extent.main);
    CHECK(extent.main->rows.size() == 2);
    CHECK(extent.elsewhere.empty());
    CHECK(extent.main->box.holds({8, 42}));
    CHECK_FALSE(extent.main->box.holds({8.01, 42}));
}

TEST_CASE("without a spot there is no extent") { CHECK_FALSE(exports::extent_of({std::nullopt}, nullptr).main); }
