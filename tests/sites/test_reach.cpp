// Which sub-cells a disc covers: those whose middle lies in it, against a ray through each of them.
#include <catch2/catch.hpp>
#include <map>

#include "sites/reach.hpp"
#include "sites/support/site_world.hpp"

using namespace covmap;

TEST_CASE("a disc covers the sub-cells whose middle it holds") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(-5, 5), radius(0.05, 3);
    for (int turn = 0; turn < 40; ++turn) {
        const core::Disc disc = test::disc_at(place(random), place(random), radius(random));
        const sites::Reach reach(disc);
        for (core::Row row = reach.first_row(); row < reach.last_row(); ++row) {
            const sites::Reach::Run columns = reach.columns(row);
            for (core::Col col = -9; col < 9; ++col) {
                std::uint64_t expected = 0;
                for (int bit = 0; bit < core::kSubCells; ++bit)
                    if (test::holds(disc, {col + (bit % 8 + 0.5) / 8, row + (bit / 8 + 0.5) / 8}))
                        expected |= std::uint64_t{1} << static_cast<unsigned>(bit);
                CHECK(reach.of_cell(row, col) == expected);
                if (expected != 0) CHECK((col >= columns.begin && col < columns.end));
            }
        }
        CHECK_FALSE(test::holds(disc, {disc.around[0].x, reach.first_row() - 0.01}));
        CHECK_FALSE(test::holds(disc, {disc.around[4].x, reach.last_row() + 0.01}));
    }
}

TEST_CASE("the failing cells under a disc are visited once each, in order") {
    std::mt19937 random(11);
    const core::FailingCells cells = test::random_cells(random, 9);
    const sites::CellRows rows(cells);
    for (int turn = 0; turn < 30; ++turn) {
        const sites::Candidate candidate = test::random_candidates(random, 9, 1).front();
        std::map<std::size_t, std::uint64_t> found;
        std::size_t last = 0;
        rows.visit(sites::Reach(candidate.reach), [&](std::size_t cell, std::uint64_t bits) {
            CHECK((found.empty() || cell > last));
            last = cell;
            CHECK((bits & ~cells.cells[cell].where) == 0);
            CHECK(found.emplace(cell, bits).second);
        });
        std::int64_t sum = 0;
        for (const auto& [cell, bits] : found)
            for (int bit = 0; bit < core::kSubCells; ++bit)
                if ((bits >> static_cast<unsigned>(bit) & 1U) != 0) sum += cells.at(cell, bit, 0);
        CHECK(sum == test::served_by(cells, test::covers_of(cells, {candidate}), 0));
    }
}

TEST_CASE("nobody is under a disc where nobody fails") {
    const core::FailingCells nobody;
    sites::CellRows(nobody).visit(sites::Reach(test::disc_at(0, 0, 2)), [](std::size_t, std::uint64_t) { FAIL(); });
}
