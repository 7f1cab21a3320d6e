#include <catch2/catch.hpp>

#include "measure/index/index_draws.hpp"
#include "measure/index/index_ranks.hpp"

using namespace covmap::measure;

TEST_CASE("the largest is first, and equal keys share the smaller number") {
    const std::vector<std::int64_t> keys = {5, 9, 5, 1, 9};
    CHECK(ranks_of(keys) == std::vector<std::uint32_t>{3, 1, 3, 5, 1});
    CHECK(ranks_of({}).empty());
}

TEST_CASE("percentiles are those of the sorted ranks, in whatever order they come") {
    RankSpread spread(2, 10, 2, 9);
    for (const std::uint32_t rank : {7U, 3U, 10U, 1U, 9U, 2U, 8U, 4U, 6U, 5U}) spread.add({rank, 4});
    CHECK(spread.low(0) == 2);
    CHECK(spread.high(0) == 9);
    CHECK(spread.low(1) == 4);
    CHECK(spread.high(1) == 4);
}

TEST_CASE("draws lie between 0.75 and 1.25, and are those of SplitMix64") {
    IndexDraws draws;
    const double first = draws.next();
    CHECK(first == 0.75 + static_cast<double>(0x910A2DEC89025CC1ULL >> 11) / 9007199254740992.0 / 2);
    double sum = 0;
    for (int i = 0; i < 10000; ++i) {
        const double factor = draws.next();
        REQUIRE((factor >= 0.75 && factor < 1.25));
        sum += factor;
    }
    CHECK(sum / 10000 == Approx(1).margin(0.01));
}
