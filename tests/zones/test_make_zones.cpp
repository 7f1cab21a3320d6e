// Small drawings to check by eye, at several distances from the borders of bands.
#include <catch2/catch.hpp>
#include <cmath>

#include "shapes/geos.hpp"
#include "zones/support/found_zones.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

constexpr std::int64_t kPeople = 64 * kFinePerson;  ///< of each cell of FineWorld::drawn

model::ZoneSet found(const FineWorld& world, const model::ZonesSpec& spec = zones_spec(1)) {
    return AskedWorld(world, spec).made().set;
}

std::int64_t people(const std::vector<model::ZonePart>& parts) {
    std::int64_t sum = 0;
    for (const model::ZonePart& part : parts) sum += part.values[0] + part.values[3];
    return sum;
}

/// People of the zones by rank, in cells of the drawing.
std::vector<std::int64_t> sizes(const model::ZoneSet& set) {
    std::vector<std::int64_t> result;
    for (const model::Zone& zone : set.zones) result.push_back(people(zone.parts) / kPeople);
    return result;
}

/// What does not depend on where the drawing lies: shapes, accounts, ranks.
std::vector<std::string> shapes_in(const model::ZoneSet& set, const FineWorld& world) {
    std::vector<std::string> result;
    for (const model::Zone& zone : set.zones) {
        std::string text;
        for (const auto& ring : zone.outline) {
            text += "(";
            for (const core::Point& p : ring)
                text += std::to_string(std::lround(p.x / 125) - kFine * world.col) + " " +
                        std::to_string(-std::lround(p.y / 125) - kFine * world.row) + ",";
            text += ")";
        }
        for (const model::ZonePart& part : zone.parts)
            for (const std::int64_t v : part.values) text += " " + std::to_string(v);
        result.push_back(text);
    }
    for (const model::ZonePart& part : set.scattered)
        for (const std::int64_t v : part.values) result.push_back("scattered " + std::to_string(v));
    return result;
}

}  // namespace

TEST_CASE("cells that touch at a corner only are two zones") {
    CHECK(sizes(found(FineWorld::drawn({"Aa", "aA"}))) == std::vector<std::int64_t>{1, 1});
}

TEST_CASE("a zone never crosses the border of a unit, though it goes on beyond") {
    FineWorld world = FineWorld::drawn({"AABB", "AACC"});
    CHECK(sizes(found(world)) == std::vector<std::int64_t>{8});
    world.unit_of = {0, 1, 1};
    CHECK(sizes(found(world)) == std::vector<std::int64_t>{4, 4});
}

TEST_CASE("a component above the maximum is cut along its communes, one that just reaches it is not") {
    const FineWorld world = FineWorld::drawn({"AAB", "ABB", ".b.", "CCb"});
    model::ZonesSpec spec = zones_spec(1);
    spec.max_area = 6 * kCellArea;
    CHECK(sizes(found(world, spec)) == std::vector<std::int64_t>{6, 2});
    spec.max_area = 6 * kCellArea - 1;
    CHECK(sizes(found(world, spec)) == std::vector<std::int64_t>{3, 3, 2});
}

TEST_CASE("a commune in two pieces of a component that is cut gives two zones") {
    const FineWorld world = FineWorld::drawn({"ABA"});
    model::ZonesSpec spec = zones_spec(1);
    spec.max_area = kCellArea;
    CHECK(sizes(found(world, spec)) == std::vector<std::int64_t>{1, 1, 1});
}

TEST_CASE("zones below the minimum are scattered, not lost; one that just reaches it stays") {
    const FineWorld world = FineWorld::drawn({"AAaAaB"});
    model::ZonesSpec spec = zones_spec(1);
    spec.minimum = 2 * kPeople;
    const model::ZoneSet set = found(world, spec);
    CHECK(sizes(set) == std::vector<std::int64_t>{2});
    REQUIRE(set.scattered.size() == 2);
    CHECK(people(set.scattered) == 2 * kPeople);
    CHECK(set.empty.empty());
}

TEST_CASE("cells without inhabitants are no members, and their area is told apart, unless all cells are asked for") {
    FineWorld world = FineWorld::drawn({"AAA"});
    world.people[1] = 0;
    const model::ZoneSet inhabited = found(world);
    CHECK(sizes(inhabited) == std::vector<std::int64_t>{1, 1});
    REQUIRE(inhabited.empty.size() == 1);
    CHECK(inhabited.empty[0].values == std::vector<std::int64_t>{0, 0, kCellArea, 0, 0, 0});
    model::ZonesSpec spec = zones_spec(1);
    spec.all_cells = true;
    const model::ZoneSet all = found(world, spec);
    CHECK(sizes(all) == std::vector<std::int64_t>{2});
    CHECK(all.empty.empty());
    CHECK(all.zones[0].outline_area == 3 * kCellArea);
}

TEST_CASE("white is where neither operator is, grey where one of two is") {
    FineWorld world = FineWorld::drawn({"AA"});
    for (int r = 0; r < kFine; ++r)
        for (int c = 0; c < kFine; ++c) world.layers[world.fine(r, c)] = static_cast<std::uint8_t>(kX | kKnown);
    const model::ZoneSet set = found(world);
    REQUIRE(set.zones.size() == 1);
    CHECK(set.zones[0].parts[0].values == std::vector<std::int64_t>{kPeople, 0, kCellArea, kPeople, 0, kCellArea});
    CHECK(set.zones[0].present == std::vector<std::uint64_t>{kX | kKnown});
}

TEST_CASE("where nobody knows is no zone") {
    FineWorld world = FineWorld::drawn({"AA"});
    for (std::uint8_t& layers : world.layers) layers = kX;  // Y may be there or not
    CHECK(found(world).zones.empty());
}

TEST_CASE("territories that are not published are as if outside") {
    FineWorld world = FineWorld::drawn({"AAB"});
    world.unit_of = {0, zones::kNone};
    const model::ZoneSet set = found(world);
    CHECK(sizes(set) == std::vector<std::int64_t>{2});
    CHECK(set.zones[0].parts.size() == 1);
}

TEST_CASE("a sub-cell is a member from half of its inside area on; what lies outside the territories does not count") {
    //                                              half fails   a quarter   half of the quarter inside
    const FineWorld world =
        FineWorld::drawn_in_quarters({"AAaa.Aaa.Aa.", "AAaa.aaa....", "AAaa.aaa....", "AAaa.aaa...."}, {"111"});
    const model::ZoneSet set = found(world);
    CHECK(set.zones.size() == 2);
    CHECK(people(set.scattered) == 0);  // the quarter's people went to the member west of it
    CHECK(set.zones[0].outline_area == kCellArea);
    CHECK(people(set.zones[0].parts) == 32 * kFinePerson + 4 * kFinePerson);
    CHECK(people(set.zones[1].parts) == 4 * kFinePerson);
    // They count in that zone, and stand outside its outline.
    CHECK(set.zones[0].outside == std::vector<std::int64_t>{4 * kFinePerson, 0, 4 * kFineArea});
    CHECK(set.zones[1].outside == std::vector<std::int64_t>{0, 0, 0});
}

TEST_CASE("failing people of a sub-cell that is no member go to the northern, western, eastern, southern member of their unit") {
    // The middle cell has a quarter that fails; its neighbours fail all over.
    const auto world_of = [](const std::string& around) {
        std::vector<std::string> rows(12, std::string(12, '.'));
        const auto cell = [&](int row, int col, char c) {
            for (int r = 4 * row; r < 4 * row + 4; ++r)
                rows[static_cast<std::size_t>(r)].replace(static_cast<std::size_t>(4 * col), 4, std::string(4, c));
        };
        cell(0, 1, around[0]);
        cell(1, 0, around[1]);
        cell(1, 2, around[2]);
        cell(2, 1, around[3]);
        cell(1, 1, 'a');
        rows[5].replace(4, 4, "AAAA");
        return rows;
    };
    const std::vector<std::string> people_of{"010", "111", "010"};
    // Two of the four rows of bands end between the rows of cells.
    for (const core::Row row : {3, 30, 31, 29, -1, -2, -33})
        for (const auto& [around, expected] :
             std::vector<std::pair<std::string, std::size_t>>{{"AAAA", 0}, {"aAAA", 1}, {"aaAA", 2}, {"aaaA", 3}, {"BBBA", 3}}) {
            FineWorld world = FineWorld::drawn_in_quarters(world_of(around), people_of, row);
            world.unit_of = {0, 1};
            world.territories = 2;
            INFO("row " << row << ", around " << around);
            const model::ZoneSet set = found(world);
            const std::pair<int, int> places[] = {{0, 1}, {1, 0}, {1, 2}, {2, 1}};
            bool checked = false;
            for (const model::Zone& zone : set.zones) {
                const auto [r, c] = places[expected];
                const bool has = zone.row == row + r && zone.col == c;
                CHECK(people(zone.parts) == (has ? 80 : 64) * kFinePerson);
                checked = checked || has;
            }
            CHECK(checked);
            CHECK(set.scattered.empty());
            FineWorld alone = FineWorld::drawn_in_quarters(world_of("aaaa"), people_of, row);
            CHECK(people(found(alone).scattered) == 16 * kFinePerson);
        }
}

TEST_CASE("where a drawing lies on the bands changes neither shapes nor accounts") {
    const std::vector<std::string> rows{"AAaABB..", "AaAABbBB", "AAAAbbBB", "aAaABBBb",
                                        "CC..BaCC", "CCcAACCC", "CcCCAA.C", "CCCCCCCC"};
    const auto at = [&](core::Row row) {
        FineWorld world = FineWorld::drawn(rows, row, 3);
        world.unit_of = {0, 1, 0};
        return shapes_in(found(world, zones_spec(4)), world);
    };
    const std::vector<std::string> first = at(0);
    CHECK(first.size() > 2);
    for (core::Row row = -40; row <= 32; ++row) {
        INFO("row " << row);
        CHECK(at(row) == first);
    }
}

TEST_CASE("detail changes outlines, never what fails where") {
    const FineWorld world = random_fine_world(4711);
    for (const int detail : {1, 2, 4, 8}) {
        const AskedWorld asked(world, zones_spec(detail));
        Sums sums;
        const zones::FoundZones zones = asked.made();
        const auto add = [&](const std::vector<model::ZonePart>& parts) {
            for (const model::ZonePart& part : parts) {
                sums[part.territory.value].resize(3, 0);
                for (std::size_t i = 0; i < 6; ++i) sums[part.territory.value][i % 3] += part.values[i];
            }
        };
        for (const model::Zone& zone : zones.set.zones) add(zone.parts);
        add(zones.set.scattered);
        add(zones.set.empty);
        CHECK(sums == asked.failing());
    }
}

TEST_CASE("ids hold the standard, the unit and the most populated square; names the main commune and a number") {
    FineWorld world = FineWorld::drawn({"AABaA"}, 0, 40);
    world.people = {kPeople, 3 * kPeople, kPeople, kPeople, kPeople};
    const model::ZoneSet set = found(world);
    REQUIRE(set.zones.size() == 2);
    CHECK(set.zones[0].id == "both_4g_U0_CRS3035RES1000mN-1000E41000");
    CHECK(set.zones[0].name == "Commune A (Unit U0) 1");
    CHECK(set.zones[1].name == "Commune A (Unit U0) 2");
    CHECK(set.zones[0].row == 0);
    CHECK(set.zones[0].col == 41);
    CHECK(set.zones[0].squares == std::vector<model::ZoneSquare>{{0, 40, kPeople}, {0, 41, 3 * kPeople}, {0, 42, kPeople}});
}

TEST_CASE("two zones with the same most populated square are told apart by their first sub-cell") {
    const FineWorld world = FineWorld::drawn_in_quarters({"AaaA", "AaaA", "AaaA", "AaaA"}, {"1"});
    const model::ZoneSet set = found(world, zones_spec(4));
    REQUIRE(set.zones.size() == 2);
    CHECK(set.zones[1].id == set.zones[0].id + "_r0c3");
}

TEST_CASE("the nearest served place is measured from the square's centre") {
    const model::ZoneSet set = found(FineWorld::drawn({"AAAaA"}, -3000, 4000));
    REQUIRE(set.zones.size() == 2);
    REQUIRE(set.zones[0].served);
    CHECK(set.zones[0].served->distance_m == Approx(3000).epsilon(0.02));
    CHECK(set.zones[0].served->bearing_deg == Approx(90).margin(10));
    CHECK_FALSE(found(FineWorld::drawn({"A"}, -3000, 4000)).zones[0].served);
}

TEST_CASE("published outlines are valid, hold their label point and are those of the index") {
    const shapes::Geos geos;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        FineWorld world = random_fine_world(seed);
        world.row -= 3000;  // a place on earth
        world.col += 4000;
        const AskedWorld asked(world, zones_spec(8));
        const zones::FoundZones made = asked.made();
        const geodesy::Locator locator(asked.model().frame.lattice);
        for (std::size_t z = 0; z < made.set.zones.size(); ++z) {
            const model::Zone& zone = made.set.zones[z];
            const auto geometry = geos.from({zone.outline});
            REQUIRE(geos.is_valid(*geometry));
            REQUIRE(geos.area(*geometry) * kCellArea / 1e6 == Approx(static_cast<double>(zone.outline_area)));
            const core::Point at = locator.grid(zone.lon_lat);
            bool inside = false;
            double cells = 0;
            for (const model::ZoneBox& b : made.index.boxes) {
                if (b.zone != z) continue;
                cells += (b.row_end - b.row_begin) * (b.col_end - b.col_begin);
                inside = inside || (at.y * 8 > b.row_begin - 1e-6 && at.y * 8 < b.row_end + 1e-6 &&
                                    at.x * 8 > b.col_begin - 1e-6 && at.x * 8 < b.col_end + 1e-6);
            }
            CHECK(inside);
            CHECK(cells * kFineArea == Approx(static_cast<double>(zone.outline_area)));
        }
    }
}
