#include <catch2/catch.hpp>

#include "measure/cells/raster_rows.hpp"
#include "measure/support/two_operators.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

/// Provisional numbers are the words themselves.
struct Lookup : core::SignatureLookup {
    std::vector<std::uint64_t> words;
    Lookup() {
        for (std::uint64_t i = 0; i < 32; ++i) words.push_back(i);
    }
    [[nodiscard]] std::span<const std::uint64_t> bits(std::uint32_t number) const override { return {&words[number], 1}; }
};

/// Every cell is 1 km².
struct Squares : core::CellAreas {
    [[nodiscard]] std::int64_t cumulative(core::Row, core::Col col) const override { return col * kKm2; }
};

// Signatures of the world of two operators: bit 0 is O's 4G, bit 3 P's, bit 4 where P is known.
constexpr std::uint32_t kBoth = 0b11001, kOnlyO = 0b10001, kNobody = 0b10000, kNotKnown = 0;
constexpr std::uint8_t kOut = model::kRasterOutside;
constexpr float kNo = model::kRasterNoValue;
constexpr core::CellBox kBox{-2, 2, 10, 14};

/// Rasters of the rows -2 to 1 and the columns 10 to 13; one indicator: 4G from at least one operator.
struct World : TwoOperators {
    Lookup lookup;
    Squares areas;
    std::vector<bool> published{true, true, true};
    model::RasterRows rows;

    World() { model.job.indicator = {indicator("any_4g", "4G")}; }
    /// Paints the band of the rows -2 and -1.
    template <class Action>
    void paint(Action action) {
        const measure::RasterPlan plan(model, areas, published, kBox);
        measure::RasterPainter painter(plan);
        painter.begin_band(-1, lookup, rows);
        action(painter);
    }
    [[nodiscard]] const std::vector<std::uint8_t>& operators() const { return rows.themes[0].bytes; }
    [[nodiscard]] const std::vector<float>& shares() const { return rows.themes[1].floats; }
    [[nodiscard]] const std::vector<float>& densities() const { return rows.themes[2].floats; }
};

/// Cells [col, col + cells) of row -1, of one territory and signature, people in some of them.
void run(measure::RasterPainter& painter, std::uint32_t territory, core::Col col, core::Col cells, std::uint32_t signature,
         const std::vector<std::pair<core::Col, std::int64_t>>& people = {}) {
    core::DemandRows demand;
    demand.reset(-1, 0, 1);
    for (const auto& [at, number] : people) {
        demand.col.push_back(at);
        demand.weight[0].push_back(number * kPerson);
    }
    const std::vector<std::int64_t> values(2, 0);
    painter.run({core::TerritoryId(territory), -1, col, cells, {&signature, 1}, values, &demand, 0, demand.col.size()});
}

struct Part {
    std::uint32_t territory, signature;
    std::int64_t people, hectares;
};

/// The cut cell at row -1 of this column.
void cut(measure::RasterPainter& painter, core::Col col, const std::vector<Part>& parts) {
    std::vector<core::CellPart> keys;
    std::vector<std::int64_t> values;
    for (const Part& part : parts) {
        keys.push_back({core::TerritoryId(part.territory), part.signature});
        values.push_back(part.people * kPerson);
        values.push_back(part.hectares * (kKm2 / 100));
    }
    painter.cut(-1, col, kKm2, keys, values);
}

}  // namespace

TEST_CASE("a run holds its operators, its share and its people; the rest of the band is nobody's") {
    World world;
    world.paint([](auto& painter) {
        run(painter, 0, 10, 2, kBoth, {{10, 5}});
        run(painter, 1, 12, 1, kNobody, {{12, 7}});
    });
    CHECK(world.operators() == std::vector<std::uint8_t>{kOut, kOut, kOut, kOut, 2, 2, 0, kOut});
    CHECK(world.shares() == std::vector<float>{kNo, kNo, kNo, kNo, 100, 100, 0, kNo});
    CHECK(world.densities() == std::vector<float>{kNo, kNo, kNo, kNo, 0, 0, 7, kNo});
    CHECK(world.rows.cells == core::CellBox{-2, 0, 10, 14});
}

TEST_CASE("a cut cell has the number of operators that has most of its area, of equal ones the smaller") {
    World world;
    world.paint([](auto& painter) {
        cut(painter, 10, {{0, kNobody, 0, 40}, {0, kBoth, 0, 30}, {1, kBoth, 0, 30}});
        cut(painter, 11, {{0, kBoth, 0, 50}, {0, kOnlyO, 0, 50}});
        cut(painter, 12, {{0, kBoth, 0, 10}});  // the rest is the sea
    });
    CHECK(world.operators() == std::vector<std::uint8_t>{kOut, kOut, kOut, kOut, 2, 1, 2, kOut});
}

TEST_CASE("where no operator passes and one of them is unknown, the number is unknown") {
    World world;
    world.paint([](auto& painter) {
        run(painter, 0, 10, 1, kNotKnown);
        run(painter, 0, 11, 1, 1);  // O is there, P unknown: one at least
    });
    CHECK(world.operators()[4] == model::kRasterUnknown);
    CHECK(world.operators()[5] == 1);
}

TEST_CASE("unknown is not met in shares and does not fail in densities") {
    World world;
    world.paint([](auto& painter) {
        run(painter, 0, 10, 1, kNotKnown, {{10, 9}});
        cut(painter, 11, {{0, kNotKnown, 9, 50}, {0, kBoth, 9, 50}});
    });
    CHECK(world.shares()[4] == 0);
    CHECK(world.shares()[5] == 50);
    CHECK(world.densities()[4] == 0);
    CHECK(world.densities()[5] == 0);
}

TEST_CASE("a share is of the area inside, and 100 only where nothing is missing") {
    World world;
    world.paint([](auto& painter) {
        cut(painter, 10, {{0, kBoth, 0, 10}, {1, kNobody, 0, 30}});
        cut(painter, 11, {{0, kBoth, 0, 10}});
        std::vector<core::CellPart> parts{{core::TerritoryId(0), kBoth}, {core::TerritoryId(0), kNobody}};
        const std::vector<std::int64_t> values{0, kKm2 - 1, 0, 1};
        painter.cut(-1, 12, kKm2, parts, values);
    });
    CHECK(world.shares()[4] == 25);
    CHECK(world.shares()[5] == 100);
    CHECK(world.shares()[6] < 100);
    CHECK(world.shares()[6] > 99.99F);
}

TEST_CASE("people who fail are per km2 of the whole cell, also where only a part of it is inside") {
    World world;
    world.paint([](auto& painter) { cut(painter, 10, {{0, kNobody, 3, 10}, {1, kBoth, 4, 10}, {1, kNobody, 2, 5}}); });
    CHECK(world.densities()[4] == 5);
}

TEST_CASE("what is fewer than may be published holds no value: those who fail, or all who live there") {
    World world;
    world.model.job.publish_min = {{"population", 11 * kPerson}};
    world.paint([](auto& painter) {
        run(painter, 0, 10, 2, kNobody, {{10, 10}, {11, 11}});
        run(painter, 0, 12, 1, kBoth, {{12, 3}});
        cut(painter, 13, {{0, kBoth, 500, 50}, {0, kNobody, 10, 50}});
    });
    CHECK(world.densities() == std::vector<float>{kNo, kNo, kNo, kNo, kNo, 11, kNo, kNo});
    CHECK(world.shares()[7] == 50);
}

TEST_CASE("parts that are not published are nobody's") {
    World world;
    world.published = {true, false, true};
    world.paint([](auto& painter) {
        run(painter, 1, 10, 1, kNobody, {{10, 8}});
        cut(painter, 11, {{0, kBoth, 1, 20}, {1, kNobody, 8, 80}});
        cut(painter, 12, {{1, kNobody, 8, 80}});
    });
    CHECK(world.operators() == std::vector<std::uint8_t>{kOut, kOut, kOut, kOut, kOut, 2, kOut, kOut});
    CHECK(world.shares()[5] == 100);
    CHECK(world.densities() == std::vector<float>{kNo, kNo, kNo, kNo, kNo, 0, kNo, kNo});
}

TEST_CASE("a territory without any demand has no people, not 0") {
    World world;
    world.model.has_demand = {true, false, true};
    world.paint([](auto& painter) {
        run(painter, 1, 10, 1, kNobody);
        cut(painter, 11, {{1, kNobody, 0, 100}});
        cut(painter, 12, {{0, kBoth, 0, 50}, {1, kNobody, 0, 50}});
    });
    CHECK(world.densities() == std::vector<float>{kNo, kNo, kNo, kNo, kNo, kNo, 0, kNo});
    CHECK(world.shares()[4] == 0);
}

TEST_CASE("where low is good those fail who meet it") {
    World world;
    world.model.job.indicator.front().low_is_good = true;
    world.paint([](auto& painter) { run(painter, 0, 10, 1, kBoth, {{10, 6}}); });
    CHECK(world.densities()[4] == 6);
    CHECK(world.shares()[4] == 100);
}

TEST_CASE("what is painted is known, so that nobody looks at the rest") {
    World world;
    world.paint([](auto& painter) {
        run(painter, 0, 11, 2, kBoth);
        cut(painter, 13, {{0, kBoth, 1, 20}});
    });
    CHECK(world.rows.painted == core::CellBox{-1, 0, 11, 14});
}

TEST_CASE("the next band forgets the pixels of the one before") {
    World world;
    const measure::RasterPlan plan(world.model, world.areas, world.published, kBox);
    measure::RasterPainter painter(plan);
    painter.begin_band(-1, world.lookup, world.rows);
    run(painter, 0, 10, 4, kBoth);
    painter.begin_band(0, world.lookup, world.rows);
    CHECK(world.operators() == std::vector<std::uint8_t>(8, kOut));
    CHECK(world.shares() == std::vector<float>(8, kNo));
    CHECK(world.rows.painted.empty());
    CHECK(world.rows.cells == core::CellBox{0, 2, 10, 14});
}
