// Places looked up on a row of cells: territory 0 in columns 0 to 9, cell 10 cut in the middle between territories 0 and 1.
#include <catch2/catch.hpp>
#include <limits>

#include "measure/cells/place_sink.hpp"

using namespace covmap;
using measure::PlaceQuery;
using measure::PlaceSink;

namespace {

/// The signature of number n is the word n + 100.
struct Lookup : core::SignatureLookup {
    mutable std::uint64_t word = 0;
    [[nodiscard]] std::span<const std::uint64_t> bits(std::uint32_t number) const override {
        word = number + 100;
        return {&word, 1};
    }
};

model::Place place(double x, double y) { return {"", "", {}, {x, y}}; }

/// West of its middle part 0, east of it part 1; the south quarter is outside.
class HalvedCell : public core::CutCell {
public:
    HalvedCell() {
        row = 3;
        col = 10;
        parts = m_parts;
    }
    [[nodiscard]] const core::CellGeometry& geometry() const override { return m_geometry; }
    [[nodiscard]] const core::Quarters& quarters(int /*depth*/) const override { return m_quarters; }
    [[nodiscard]] int part_at(double x, double y) const override { return y > 0.75 ? -1 : x < 0.5 ? 0 : 1; }

private:
    std::vector<core::CellPart> m_parts{{core::TerritoryId(0), 1}, {core::TerritoryId(1), 2}};
    core::CellGeometry m_geometry;
    core::Quarters m_quarters;
};

core::Group cells(core::Row row, core::Col col, core::Col count, const std::vector<std::uint32_t>& signature) {
    core::Group group{core::TerritoryId(0), row, col, count, signature, {}};
    return group;
}

}  // namespace

TEST_CASE("places are asked by row, then column, and keep their numbers") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto queries = measure::place_queries({place(5.5, 3.25), place(nan, 1), place(-0.25, 3), place(8, -1.5)});
    REQUIRE(queries.size() == 3);
    CHECK(queries[0].number == 3);
    CHECK(queries[0].row == -2);
    CHECK(queries[0].col == 8);
    CHECK(queries[0].x == 0);
    CHECK(queries[0].y == 0.5);
    CHECK(queries[1].number == 2);
    CHECK(queries[1].col == -1);
    CHECK(queries[1].x == 0.75);
    CHECK(queries[2].number == 0);
    CHECK(queries[2].y == 0.25);
}

TEST_CASE("a place in a run of uncut cells has their territory and signature") {
    const auto queries = measure::place_queries({place(0.5, 3.5), place(9.99, 3.5), place(10, 3.5), place(5, 4.5)});
    PlaceSink sink(queries);
    const Lookup lookup;
    const std::vector<std::uint32_t> signature{7};
    sink.begin_band(0, lookup);
    sink.group(cells(3, 0, 10, signature));
    sink.end_band(0);
    REQUIRE(sink.found().size() == 2);
    CHECK(sink.found()[0].number == 0);
    CHECK(sink.found()[1].number == 1);
    for (const PlaceSink::Found& found : sink.found()) {
        CHECK(found.territory == core::TerritoryId(0));
        CHECK(found.signature == std::vector<std::uint64_t>{107});
    }
}

TEST_CASE("in a cut cell the place's own part answers, once; outside every territory nothing does") {
    const auto queries = measure::place_queries({place(10.25, 3.5), place(10.75, 3.5), place(10.25, 3.9)});
    PlaceSink sink(queries);
    const Lookup lookup;
    sink.begin_band(0, lookup);
    sink.cut(HalvedCell());
    sink.end_band(0);
    REQUIRE(sink.found().size() == 2);
    CHECK(sink.found()[0].number == 0);
    CHECK(sink.found()[0].territory == core::TerritoryId(0));
    CHECK(sink.found()[0].signature == std::vector<std::uint64_t>{101});
    CHECK(sink.found()[1].territory == core::TerritoryId(1));
    CHECK(sink.found()[1].signature == std::vector<std::uint64_t>{102});
}

TEST_CASE("two places of one spot are both answered") {
    const auto queries = measure::place_queries({place(2.5, 3.5), place(2.5, 3.5)});
    PlaceSink sink(queries);
    const Lookup lookup;
    const std::vector<std::uint32_t> signature{0};
    sink.begin_band(0, lookup);
    sink.group(cells(3, 2, 1, signature));
    sink.end_band(0);
    CHECK(sink.found().size() == 2);
}
