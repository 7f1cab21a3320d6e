#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "core/cut_cell.hpp"

using namespace covmap;
using core::Quarters;

namespace {

/// Quarters of a cell whose leaves at depth 3 hold part 0 with these shares and part 1 with the rest.
Quarters quarters_of(const std::vector<std::uint32_t>& leaves) {
    Quarters quarters;
    quarters.depth = 3;
    std::vector<double> shares(leaves.begin(), leaves.end());
    for (int level = 3; level >= 1; --level) {
        auto& start = quarters.start[static_cast<std::size_t>(level - 1)];
        auto& of = quarters.shares[static_cast<std::size_t>(level - 1)];
        start.push_back(0);
        for (const double share : shares) {
            const auto units = static_cast<std::uint32_t>(share + 0.5);
            if (units > 0) of.push_back({0, units});
            if (units < Quarters::kWhole) of.push_back({1, Quarters::kWhole - units});
            start.push_back(static_cast<std::uint32_t>(of.size()));
        }
        std::vector<double> parents;
        for (std::size_t i = 0; i < shares.size(); i += 4)
            parents.push_back((shares[i] + shares[i + 1] + shares[i + 2] + shares[i + 3]) / 4);
        shares = parents;
    }
    return quarters;
}

std::vector<std::int64_t> divided(const Quarters& quarters, int depth, std::uint32_t part,
                                  const std::vector<std::int64_t>& values) {
    std::vector<std::int64_t> leaves;
    std::vector<std::int64_t> scratch;
    core::divide_over_leaves(quarters, depth, part, values, leaves, scratch);
    return leaves;
}

Quarters random_quarters(std::mt19937& random) {
    std::vector<std::uint32_t> leaves;
    for (int i = 0; i < 64; ++i) {
        const auto roll = random() % 4;
        leaves.push_back(roll == 0   ? 0
                         : roll == 1 ? Quarters::kWhole
                                     : static_cast<std::uint32_t>(random() % (Quarters::kWhole + 1)));
    }
    return quarters_of(leaves);
}

}  // namespace

TEST_CASE("leaves go north-west, north-east, south-west, south-east, level by level") {
    const std::vector<std::vector<std::uint32_t>> at_depth_2{{0, 1, 4, 5}, {2, 3, 6, 7}, {8, 9, 12, 13}, {10, 11, 14, 15}};
    for (core::Row row = 0; row < 4; ++row)
        for (core::Col col = 0; col < 4; ++col) {
            const core::SubCell at = core::sub_cell(at_depth_2[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)], 2);
            CHECK(at.row == row);
            CHECK(at.col == col);
        }
    CHECK(core::sub_cell(0, 0).row == 0);
    CHECK(core::sub_cell(63, 3).row == 7);
    CHECK(core::sub_cell(63, 3).col == 7);
}

TEST_CASE("people of a part go where it lies, by cumulative rounding") {
    // The part fills the northern half of the north-west quarter and the whole south-east one.
    std::vector<std::uint32_t> leaves(64, 0);
    for (std::size_t l = 0; l < 8; ++l) leaves[l] = Quarters::kWhole;
    for (std::size_t l = 48; l < 64; ++l) leaves[l] = Quarters::kWhole;
    const Quarters quarters = quarters_of(leaves);
    CHECK(divided(quarters, 1, 0, {30}) == std::vector<std::int64_t>{10, 0, 0, 20});
    CHECK(divided(quarters, 1, 0, {1}) == std::vector<std::int64_t>{0, 0, 0, 1});
    CHECK(divided(quarters, 2, 0, {30, 3}) == std::vector<std::int64_t>{5, 1, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                                                        0, 0, 0, 0, 0, 0, 0, 0, 5, 1, 5, 0, 5, 1, 5, 0});
}

TEST_CASE("the leaves add up to the part, whatever the shares") {
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        const Quarters quarters = random_quarters(random);
        const std::vector<std::int64_t> values{static_cast<std::int64_t>(random() % 1000),
                                               static_cast<std::int64_t>(random()) << 30, 0};
        for (int depth = 0; depth <= 3; ++depth)
            for (const std::uint32_t part : {0U, 1U}) {
                const auto leaves = divided(quarters, depth, part, values);
                REQUIRE(leaves.size() == (std::size_t{3} << (2 * depth)));
                for (std::size_t a = 0; a < 3; ++a) {
                    std::int64_t sum = 0;
                    for (std::size_t l = a; l < leaves.size(); l += 3) {
                        sum += leaves[l];
                        REQUIRE(leaves[l] >= 0);
                    }
                    REQUIRE(sum == values[a]);
                }
            }
    }
}

TEST_CASE("four leaves of detail 8 are one of detail 4") {
    std::mt19937 random(2);
    for (int i = 0; i < 300; ++i) {
        const Quarters quarters = random_quarters(random);
        const std::vector<std::int64_t> values{static_cast<std::int64_t>(random() % 50)};
        const auto coarse = divided(quarters, 2, 0, values), fine = divided(quarters, 3, 0, values);
        for (std::size_t l = 0; l < 16; ++l)
            REQUIRE(coarse[l] == fine[4 * l] + fine[4 * l + 1] + fine[4 * l + 2] + fine[4 * l + 3]);
    }
}

TEST_CASE("a part without any share goes to the north-western leaf") {
    const Quarters quarters = quarters_of(std::vector<std::uint32_t>(64, 0));
    std::vector<std::int64_t> expected(64, 0);
    expected[0] = 7;
    CHECK(divided(quarters, 3, 0, {7}) == expected);
    CHECK(divided(quarters, 0, 0, {7}) == std::vector<std::int64_t>{7});
}

TEST_CASE("values near 63 bits are divided exactly") {
    const Quarters quarters = quarters_of(std::vector<std::uint32_t>(64, Quarters::kWhole));
    const std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const auto leaves = divided(quarters, 3, 0, {most});
    CHECK(std::accumulate(leaves.begin(), leaves.end(), std::int64_t{0}) == most);
    CHECK(*std::max_element(leaves.begin(), leaves.end()) - *std::min_element(leaves.begin(), leaves.end()) <= 2);
}
