#include <catch2/catch.hpp>

#include "run/compute/areas.hpp"

using namespace covmap;

namespace {

constexpr std::int64_t kCell = std::int64_t{1} << 40;  // fractions of a cell

model::TerritorySet set_of(const std::vector<double>& ring_areas) {
    model::TerritorySet set;
    for (std::size_t i = 0; i < ring_areas.size(); ++i)
        set.territories.push_back({"C" + std::to_string(10 + i), "", {}, {}, {}, ring_areas[i]});
    return set;
}

sweep::SweepReport report_of(const std::vector<sweep::AreaAccount>& areas) {
    sweep::SweepReport report;
    report.areas = areas;
    report.overlap_area.assign(areas.size(), 0);
    return report;
}

}  // namespace

TEST_CASE("check (c) passes where swept and taken make up the rings, whole cells and fractions") {
    model::Checks checks;
    run::check_areas(set_of({2.5, 4, 0}), report_of({{2, kCell / 2, 0, 0}, {3, 0, 0, kCell}, {}}), checks);
    CHECK(checks.mismatches.empty());
    CHECK(checks.worst_area_error == 0);
}

TEST_CASE("check (c) lists each territory whose area differs by more than 1e-9 of it") {
    model::Checks checks;
    run::check_areas(set_of({1000, 1000, 1000}),
                     report_of({{999, 0, 0, 0}, {1000, kCell / 2'000'000, 0, 0}, {1000, kCell / 10'000'000, 0, 0}}), checks);
    REQUIRE(checks.mismatches.size() == 1);
    CHECK(checks.mismatches[0].code == "C10");
    CHECK(checks.mismatches[0].swept_cells == 999);
    CHECK(checks.mismatches[0].ring_cells == 1000);
    CHECK(checks.worst_area_error == Approx(1e-3));
}

TEST_CASE("a territory smaller than a cell is compared with the cell") {
    model::Checks checks;
    run::check_areas(set_of({1e-6}), report_of({{0, kCell / 1'000'000 + 500, 0, 0}}), checks);
    CHECK(checks.mismatches.empty());
}

TEST_CASE("overlaps add up, and the twenty largest are listed, equal ones by code") {
    auto report = report_of(std::vector<sweep::AreaAccount>(25));
    for (std::size_t i = 0; i < 25; ++i) report.overlap_area[i] = i < 2 ? 1000 : static_cast<std::int64_t>(i) - 2;
    model::Checks checks;
    run::check_areas(set_of(std::vector<double>(25, 0)), report, checks);
    CHECK(checks.overlap_area == 2000 + 22 * 23 / 2);
    REQUIRE(checks.overlaps.size() == 20);
    CHECK(checks.overlaps[0].code == "C10");
    CHECK(checks.overlaps[1].code == "C11");
    CHECK(checks.overlaps[2].code == "C34");
}
