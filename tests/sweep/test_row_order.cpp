// Items of a row by their columns.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "sweep/row_order.hpp"

using covmap::sweep::RowOrder;

namespace {

void check_order(RowOrder& order, const std::vector<std::uint32_t>& columns, std::uint32_t width) {
    order.sort(columns, width);
    const auto positions = order.positions();
    REQUIRE(positions.size() == columns.size());
    CHECK(std::is_sorted(positions.begin(), positions.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return columns[a] < columns[b]; }));
    std::vector<std::uint32_t> once(positions.begin(), positions.end());
    std::sort(once.begin(), once.end());
    for (std::uint32_t i = 0; i < once.size(); ++i) REQUIRE(once[i] == i);
}

}  // namespace

TEST_CASE("each item of a row stands once, by its column, whether items are many or few for the width", "[row_order]") {
    std::mt19937 random(7);
    RowOrder order;  // reused, as the sweep does
    for (const std::uint32_t width : {1U, 17U, 1000U, 1'000'000U})
        for (const std::size_t count : {0U, 1U, 2U, 63U, 5000U}) {
            std::vector<std::uint32_t> columns(count);
            // Toggles stand at the frame's east end too.
            for (std::uint32_t& column : columns) column = std::uniform_int_distribution<std::uint32_t>(0, width)(random);
            check_order(order, columns, width);
        }
}
