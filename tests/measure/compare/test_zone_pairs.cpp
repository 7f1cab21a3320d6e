// Zones of two runs on squares drawn in a row: zone A of people {10, 20, 30} in columns 0, 1, 2.
#include <catch2/catch.hpp>

#include "measure/compare/zone_pairs.hpp"

using namespace covmap;
using model::ZoneFate;

namespace {

constexpr std::int64_t kPerson = 1'000'000;

/// One zone: first column and people in the squares from there eastwards.
struct Drawn {
    const char* id;
    core::Col col;
    std::vector<std::int64_t> people;
};

model::ZoneIndex zones(const std::vector<Drawn>& drawn) {
    model::ZoneIndex index;
    index.attribute = "population";
    for (const Drawn& zone : drawn) {
        index.ids.emplace_back(zone.id);
        auto& squares = index.squares.emplace_back();
        for (std::size_t i = 0; i < zone.people.size(); ++i)
            squares.push_back({-7, zone.col + static_cast<core::Col>(i), zone.people[i] * kPerson});
    }
    return index;
}

std::vector<model::ZoneChange> paired(const std::vector<Drawn>& a, const std::vector<Drawn>& b, std::int64_t tolerance = 0,
                                      bool told = true) {
    return measure::pair_zones(zones(a), zones(b), tolerance * kPerson, told);
}

model::ZoneChange only(const std::vector<model::ZoneChange>& changes) {
    REQUIRE(changes.size() == 1);
    return changes.front();
}

}  // namespace

TEST_CASE("the same zones are kept, whatever their ids") {
    const auto change = only(paired({{"x", 0, {10, 20}}}, {{"y", 0, {10, 20}}}));
    CHECK(change.fate == ZoneFate::kept);
    CHECK(change.common == 30 * kPerson);
    CHECK(change.a.front().id == "x");
    CHECK(change.b.front().id == "y");
    CHECK(paired({}, {}).empty());
}

TEST_CASE("one and one: grown, shrunk, moved, or kept within tolerance") {
    CHECK(only(paired({{"x", 0, {10, 20}}}, {{"x", 0, {10, 20, 5}}})).fate == ZoneFate::grown);
    CHECK(only(paired({{"x", 0, {10, 20, 5}}}, {{"x", 0, {10, 20}}})).fate == ZoneFate::shrunk);
    CHECK(only(paired({{"x", 0, {10, 20, 0}}}, {{"x", 0, {0, 20, 10}}})).fate == ZoneFate::moved);
    CHECK(only(paired({{"x", 0, {10, 20}}}, {{"x", 0, {10, 20, 5}}}, 5)).fate == ZoneFate::kept);
    CHECK(only(paired({{"x", 0, {10, 20}}}, {{"x", 0, {10, 20, 5}}}, 4)).fate == ZoneFate::grown);
}

TEST_CASE("half of either's people in common is a pair, less is not") {
    CHECK(only(paired({{"x", 0, {10, 10}}}, {{"y", 1, {10, 10}}})).fate == ZoneFate::moved);
    const auto apart = paired({{"x", 0, {11, 9}}}, {{"y", 1, {9, 11}}});
    REQUIRE(apart.size() == 2);
    CHECK(apart[0].fate == ZoneFate::appeared);
    CHECK(apart[1].fate == ZoneFate::vanished);
    CHECK(only(paired({{"x", 0, {100, 100, 100}}}, {{"y", 2, {60}}})).fate ==
          ZoneFate::shrunk);  // all of the rest was in the large one
}

TEST_CASE("one into several is a split, several into one a merger, several into several reshaped") {
    const auto split = only(paired({{"x", 0, {60, 5, 40}}}, {{"y", 0, {60}}, {"z", 2, {40}}}));
    CHECK(split.fate == ZoneFate::split);
    CHECK(split.common == 100 * kPerson);
    CHECK(split.b.size() == 2);
    CHECK(only(paired({{"y", 0, {60}}, {"z", 2, {40}}}, {{"x", 0, {60, 5, 40}}})).fate == ZoneFate::merged);
    const auto reshaped =
        only(paired({{"p", 0, {10, 10}}, {"q", 2, {10, 10}}}, {{"r", 0, {10}}, {"s", 1, {10, 10}}, {"t", 3, {10}}}));
    CHECK(reshaped.fate == ZoneFate::reshaped);
    CHECK(reshaped.common == 40 * kPerson);
}

TEST_CASE("zones without people are the same where their ids are") {
    const auto changes = paired({{"road", 0, {0}}, {"x", 5, {10}}}, {{"x", 5, {10}}, {"road", 0, {0}}, {"path", 0, {0}}});
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].fate == ZoneFate::kept);
    CHECK(changes[1].fate == ZoneFate::kept);
    CHECK(changes[2].fate == ZoneFate::appeared);
    CHECK(changes[2].b.front().id == "path");
}

TEST_CASE("where people are not told one and one is kept") {
    CHECK(only(paired({{"x", 0, {10}}}, {{"x", 0, {10, 50}}}, 0, false)).fate == ZoneFate::kept);
    CHECK(only(paired({{"x", 0, {60, 5, 40}}}, {{"y", 0, {60}}, {"z", 2, {40}}}, 0, false)).fate == ZoneFate::split);
}

TEST_CASE("in a square that two zones share, those who live on the same sub-cells are common") {
    // Square (-7, 1), 2 x 2 sub-cells: the western half is x's, the eastern y's; x lives west of it too, y east.
    model::ZoneIndex a = zones({{"x", 0, {10, 400}}, {"y", 1, {6, 20}}});
    a.detail = 2;
    a.boxes = {{0, -14, -12, 0, 3}, {1, -14, -12, 3, 6}};
    const auto same = measure::pair_zones(a, a, 0, true);
    REQUIRE(same.size() == 2);
    for (const auto& change : same) CHECK(change.fate == ZoneFate::kept);

    model::ZoneIndex renamed = a;
    renamed.ids = {"u", "v"};
    renamed.detail = 8;  // the same places, drawn finer
    renamed.boxes = {{0, -56, -48, 0, 12}, {1, -56, -48, 12, 24}};
    const auto finer = measure::pair_zones(a, renamed, 0, true);
    REQUIRE(finer.size() == 2);
    for (const auto& change : finer) CHECK(change.fate == ZoneFate::kept);

    model::ZoneIndex swapped = a;  // x has the eastern half now, y the western: only their other squares are common
    swapped.boxes = {{0, -14, -12, 0, 2}, {1, -14, -12, 2, 3}, {0, -14, -12, 3, 4}, {1, -14, -12, 4, 6}};
    const auto moved = measure::pair_zones(a, swapped, 0, true);
    REQUIRE(moved.size() == 3);
    CHECK(moved[2].fate == ZoneFate::moved);  // y keeps 20 of 26
    CHECK(moved[2].common == 20 * kPerson);
    CHECK(moved[0].fate == ZoneFate::appeared);  // x keeps 10 of 410
    CHECK(moved[1].fate == ZoneFate::vanished);
}

TEST_CASE("people of a zone without a sub-cell in their square are common with the same id's") {
    const model::ZoneIndex a = zones({{"x", 0, {10, 4}}, {"y", 1, {6, 20}}});
    const auto changes = measure::pair_zones(a, a, 0, true);
    REQUIRE(changes.size() == 2);
    for (const auto& change : changes) CHECK(change.fate == ZoneFate::kept);
}

TEST_CASE("the largest difference comes first") {
    const auto changes =
        paired({{"a", 0, {10}}, {"b", 10, {10}}, {"c", 20, {10}}}, {{"a", 0, {10}}, {"b", 10, {15}}, {"d", 30, {12}}});
    REQUIRE(changes.size() == 4);
    CHECK(changes[0].fate == ZoneFate::appeared);
    CHECK(changes[1].fate == ZoneFate::vanished);
    CHECK(changes[2].fate == ZoneFate::grown);
    CHECK(changes[3].fate == ZoneFate::kept);
}
