// Zones of two runs on squares drawn in a row: zone A of people {10, 20, 30} in columns 0, 1, 2.
#include <catch2/catch.hpp>

#include "measure/zone_pairs.hpp"

using namespace covmap;
using core::ZoneFate;

namespace {

constexpr std::int64_t kPerson = 1'000'000;

/// One zone: first column and people in the squares from there eastwards.
struct Drawn {
    const char* id;
    core::Col col;
    std::vector<std::int64_t> people;
};

core::ZoneIndex zones(const std::vector<Drawn>& drawn) {
    core::ZoneIndex index;
    index.attribute = "population";
    for (const Drawn& zone : drawn) {
        index.ids.emplace_back(zone.id);
        auto& squares = index.squares.emplace_back();
        for (std::size_t i = 0; i < zone.people.size(); ++i)
            squares.push_back({-7, zone.col + static_cast<core::Col>(i), zone.people[i] * kPerson});
    }
    return index;
}

std::vector<core::ZoneChange> paired(const std::vector<Drawn>& a, const std::vector<Drawn>& b, std::int64_t tolerance = 0,
                                     bool told = true) {
    return measure::pair_zones(zones(a), zones(b), tolerance * kPerson, told);
}

core::ZoneChange only(const std::vector<core::ZoneChange>& changes) {
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

TEST_CASE("a square that two zones share counts for both by the smaller weight") {
    const auto changes = paired({{"x", 0, {10, 4}}, {"y", 1, {6, 20}}}, {{"u", 0, {10, 4}}, {"v", 1, {6, 20}}});
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
