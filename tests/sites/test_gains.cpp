// What one more site gives, against the same people counted one sub-cell after the other.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "sites/gains.hpp"
#include "sites/support/site_world.hpp"

using namespace covmap;

TEST_CASE("the sub-cells of a cell add up to its people, evenly spread or not") {
    std::mt19937 random(3);
    const core::FailingCells cells = test::random_cells(random, 8);
    for (std::size_t cell = 0; cell < cells.cells.size(); ++cell)
        for (std::size_t a = 0; a < 2; ++a) {
            std::int64_t sum = 0;
            for (int bit = 0; bit < core::kSubCells; ++bit) sum += cells.at(cell, bit, a);
            CHECK(sum == cells.people[cell * 2 + a]);
        }
}

TEST_CASE("gains are those of the union of discs, and add up") {
    std::mt19937 random(5);
    for (const int serve : {1, 2, 3}) {
        const core::FailingCells cells = test::random_cells(random, 8);
        const std::vector<sites::Candidate> candidates = test::random_candidates(random, 8, 7);
        const std::vector<test::Cover> covers = test::covers_of(cells, candidates);
        const auto first = [&](std::size_t n) {
            return std::vector<test::Cover>(covers.begin(), covers.begin() + static_cast<std::ptrdiff_t>(n));
        };
        const sites::Worth worth{{1000, 2500}, serve, std::nullopt};
        sites::Served served(cells, worth);
        std::int64_t sum = 0;
        std::vector<std::int64_t> people(2);
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            const std::int64_t expected = test::worth_of(cells, first(i + 1), worth);
            CHECK(served.worth(candidates[i].reach) == expected - sum);
            const sites::Gain gain = served.add(candidates[i].reach);
            CHECK(gain.worth == expected - sum);
            CHECK(gain.worth == 1000 * (gain.people[0] + gain.backup[0]) + 2500 * (gain.people[1] + gain.backup[1]));
            sum += gain.worth;
            for (std::size_t a = 0; a < 2; ++a) people[a] += gain.people[a];
            if (serve == 1) CHECK(gain.backup == std::vector<std::int64_t>{0, 0});
        }
        std::int64_t by_cell = 0;
        for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) by_cell += served.served(cell, 0);
        CHECK(people[0] == by_cell);
        CHECK(people[0] == test::served_by(cells, covers, 0));
        served.clear();
        CHECK(served.worth(candidates.front().reach) == test::worth_of(cells, first(1), worth));
    }
}

TEST_CASE("a full site serves the nearest people, never more than it can") {
    std::mt19937 random(6);
    const core::FailingCells cells = test::random_cells(random, 8);
    const core::Disc disc = test::disc_at(1, 1, 2.5);
    const std::int64_t all = test::served_by(cells, {test::cover_of(cells, disc)}, 0);
    for (const std::int64_t capacity : {all / 3, all / 2, all, 2 * all}) {
        sites::Served served(cells, {{1, 0}, 1, capacity});
        const std::int64_t filled = served.filled(disc);
        CHECK(filled <= std::min(all, capacity));
        CHECK(filled >= std::min(all, capacity) - 1000);  // no sub-cell holds more
        CHECK(served.add(disc).people[0] == filled);
        const std::int64_t next = served.filled(disc);
        CHECK(next <= std::min(capacity, all - filled));
        if (capacity >= all) CHECK(next == 0);
    }
}

TEST_CASE("weights whose sums do not fit are a bad command line") {
    std::mt19937 random(6);
    const core::FailingCells cells = test::random_cells(random, 8);
    CHECK_THROWS_AS(sites::Served(cells, {{INT64_MAX / 4, 1}, 1, std::nullopt}), core::Error);
}
