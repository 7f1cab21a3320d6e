#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "measure/share/share_tally.hpp"
#include "measure/support/world.hpp"

using namespace covmap;
using measure::part_of;
using test::MemoryTally;

namespace {

using Values = std::vector<std::int64_t>;

struct SeenRow {
    std::uint32_t territory = 0, signature = 0;
    Values values;
    bool operator==(const SeenRow&) const = default;
};

std::vector<SeenRow> rows_of(const core::TallyReader& tally) {
    std::vector<SeenRow> rows;
    tally.for_each([&](const core::TerritoryTally& t) {
        for (std::size_t i = 0; i < t.signatures.size(); ++i) {
            const auto values = t.values.subspan(i * tally.stride(), tally.stride());
            rows.push_back({t.territory.value, t.signatures[i], {values.begin(), values.end()}});
        }
    });
    return rows;
}

/// A figure, by some attribute, of each territory of a made world.
struct ShareWorld {
    explicit ShareWorld(std::uint32_t seed) : bits(seed) {
        for (std::uint32_t t = 0; t < territories; ++t) {
            for (const std::vector<std::size_t>& present :
                 std::vector<std::vector<std::size_t>>{{}, {0}, {1}, {0, 1}, {2}, {1, 2}})
                if (pick(4) != 0) tally.add(t, present, {pick(3) == 0 ? 0 : pick(5'000'000'000), pick(50), pick(1000)});
            for (model::Share& share : shares)
                share.values.push_back(pick(6) == 0 ? std::nullopt : std::optional(pick(3) == 0 ? pick(9) : pick(9'000'000'000)));
        }
        tally.finish();
    }
    std::int64_t pick(std::int64_t below) { return std::uniform_int_distribution<std::int64_t>(0, below - 1)(bits); }

    static constexpr std::uint32_t territories = 5;
    std::mt19937_64 bits;
    MemoryTally tally{territories, 3, 3};
    std::vector<model::Share> shares = {{"aged", 0, {}}, {"alone", 1, {}}};
};

}  // namespace

TEST_CASE("parts of a value are rounded to the nearest, and are the value at the end") {
    CHECK(part_of(10, 1, 4) == 3);  // 2.5
    CHECK(part_of(10, 1, 3) == 3);
    CHECK(part_of(10, 2, 3) == 7);
    CHECK(part_of(10, 3, 3) == 10);
    CHECK(part_of(10, 0, 3) == 0);
    CHECK(part_of(10, 0, 0) == 0);
    CHECK(part_of(9'000'000'000'000'000, 9'000'000'000'000'000'000 - 1, 9'000'000'000'000'000'000) == 9'000'000'000'000'000);
}

TEST_CASE("a figure is spread over the signatures of its territory, and stands before the area") {
    MemoryTally tally(3, 2, 2);
    tally.add(0, {}, {30, 600});
    tally.add(0, {0}, {60, 400});
    tally.add(1, {1}, {7, 10});
    tally.finish();
    const std::vector<model::Share> shares = {{"aged", 0, {10, std::nullopt, 5}}};
    const measure::ShareTally shared(tally, shares);
    CHECK(shared.stride() == 3);
    const std::vector<SeenRow> rows = rows_of(shared);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].values == Values{30, 3, 600});
    CHECK(rows[1].values == Values{60, 7, 400});
    CHECK(rows[2].values == Values{7, 0, 10});
    CHECK(measure::totals_of(tally, 0, 3) == Values{90, 7, 0});
}

TEST_CASE("in made worlds figures add up to the quantum, and each part is proportional within one") {
    const auto seed = GENERATE(range(0U, 300U));
    ShareWorld world(seed);
    const measure::ShareTally shared(world.tally, world.shares);
    const std::vector<SeenRow> own = rows_of(world.tally), wide = rows_of(shared);
    REQUIRE(own.size() == wide.size());
    std::vector<Values> sums(2, Values(ShareWorld::territories, 0));
    const std::vector<Values> totals = {measure::totals_of(world.tally, 0, ShareWorld::territories),
                                        measure::totals_of(world.tally, 1, ShareWorld::territories)};
    for (std::size_t row = 0; row < own.size(); ++row) {
        const std::uint32_t t = own[row].territory;
        const Values& values = wide[row].values;
        REQUIRE((wide[row].territory == t && wide[row].signature == own[row].signature));
        REQUIRE((values[0] == own[row].values[0] && values[1] == own[row].values[1] && values[4] == own[row].values[2]));
        for (std::size_t s = 0; s < 2; ++s) {
            sums[s][t] += values[2 + s];
            const std::int64_t value = world.shares[s].values[t].value_or(0), whole = totals[s][t];
            const long double even = whole == 0 ? 0 : static_cast<long double>(value) * values[s] / whole;
            REQUIRE(values[2 + s] >= 0);
            REQUIRE(std::abs(static_cast<double>(static_cast<long double>(values[2 + s]) - even)) <= 1.0);
        }
    }
    for (std::size_t s = 0; s < 2; ++s)
        for (std::uint32_t t = 0; t < ShareWorld::territories; ++t)
            REQUIRE(sums[s][t] == (totals[s][t] == 0 ? 0 : world.shares[s].values[t].value_or(0)));
}

TEST_CASE("the rows behind lo and hi add up likewise") {
    std::vector<core::DoubtRow> rows = {{core::TerritoryId(0), 0, 0, {1, 5}},
                                        {core::TerritoryId(0), 0, 1, {1, 6}},
                                        {core::TerritoryId(0), 1, 1, {1, 7}},
                                        {core::TerritoryId(2), 1, 1, {4, 8}}};
    measure::share_doubt({{"aged", 0, {10, 3, 9}}}, rows);
    CHECK(rows[0].values == Values{1, 3, 5});
    CHECK(rows[1].values == Values{1, 4, 6});
    CHECK(rows[2].values == Values{1, 3, 7});
    CHECK(rows[3].values == Values{4, 9, 8});
}

TEST_CASE("the label says what is assumed, by the word of the territories") {
    const core::Text label{"Seules", "Alone"};
    CHECK(measure::share_label(label, "alone", "commune") ==
          core::Text{"Seules (supposé uniforme dans la commune)", "Alone (assumed even within the commune)"});
    CHECK(measure::share_label(label, "alone", "iris").fr == "Seules (supposé uniforme dans l'IRIS)");
    CHECK(measure::share_label({}, "alone", "ward") ==
          core::Text{"alone (supposé uniforme dans chaque ward)", "alone (assumed even within each ward)"});
}
