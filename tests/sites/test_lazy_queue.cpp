// The queue asks few candidates anew, and finds what asking all would find.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "sites/bound.hpp"
#include "sites/lazy_queue.hpp"

using namespace covmap;
using sites::Offer;

TEST_CASE("the best offer is the one of most worth for its cost as it is now") {
    std::mt19937 random(1);
    std::uniform_int_distribution<std::int64_t> any(0, 50), cost(1, 5);
    for (int turn = 0; turn < 200; ++turn) {
        std::vector<Offer> offers;
        std::vector<std::int64_t> now;
        for (std::size_t i = 0; i < 20; ++i) {
            offers.push_back({i, any(random), cost(random)});
            now.push_back(std::min(offers.back().worth, any(random)));
        }
        std::optional<Offer> expected;
        for (Offer offer : offers) {
            offer.worth = now[offer.candidate];
            if (offer.worth > 0 && offer.cost <= 4 && (!expected || sites::is_better(offer, *expected))) expected = offer;
        }
        const auto ask = [&](std::size_t i) { return now[i]; };
        const auto found = sites::LazyQueue(offers).best(ask, {}, 4);
        REQUIRE(found.has_value() == expected.has_value());
        if (!expected) continue;
        CHECK(found->candidate == expected->candidate);
        const auto bound = [&](std::size_t i) { return offers[i].worth; };
        const auto exact = sites::LazyQueue(offers).best(bound, ask, 4);
        REQUIRE(exact.has_value());
        CHECK(exact->candidate == expected->candidate);
        CHECK(exact->worth == expected->worth);
    }
}

TEST_CASE("of two that are worth the same the first is better") {
    CHECK(sites::is_better({0, 6, 2}, {1, 9, 3}));
    CHECK_FALSE(sites::is_better({1, 9, 3}, {0, 6, 2}));
    CHECK(sites::is_better({1, 10, 3}, {0, 6, 2}));
}

TEST_CASE("the most that can be added") {
    const std::vector<Offer> offers = {{0, 10, 4}, {1, 7, 1}, {2, 3, 3}};
    CHECK(sites::most_to_add(offers, 2, std::nullopt) == 17);
    CHECK(sites::most_to_add(offers, 9, std::nullopt) == 20);
    CHECK(sites::most_to_add(offers, 9, 3) == 7 + 5);  // the second, and two of four parts of the first
    CHECK(sites::most_to_add(offers, 1, 100) == 10);
    CHECK(sites::most_to_add({}, 3, 3) == 0);
}
