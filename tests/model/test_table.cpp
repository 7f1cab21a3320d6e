#include <catch2/catch.hpp>
#include <limits>

#include "model/table.hpp"

using namespace covmap::model;

TEST_CASE("quantities are printed in full, with zeros cut") {
    CHECK(decimal_text(0, 6) == "0");
    CHECK(decimal_text(1, 6) == "0.000001");
    CHECK(decimal_text(1'500'000, 6) == "1.5");
    CHECK(decimal_text(12'000'000, 6) == "12");
    CHECK(decimal_text(-250'000, 6) == "-0.25");
    CHECK(decimal_text(1200, 0) == "1200");
    CHECK(decimal_text(66'319'444'000'000, 6) == "66319444");
}

TEST_CASE("the ends of the number range are printed too") {
    CHECK(decimal_text(std::numeric_limits<std::int64_t>::max(), 8) == "92233720368.54775807");
    CHECK(decimal_text(std::numeric_limits<std::int64_t>::min(), 6) == "-9223372036854.775808");
}

TEST_CASE("fixed decimals keep their zeros") {
    CHECK(fixed_text(10000, 2) == "100.00");
    CHECK(fixed_text(9999, 2) == "99.99");
    CHECK(fixed_text(5, 2) == "0.05");
    CHECK(fixed_text(0, 2) == "0.00");
    CHECK(fixed_text(-5, 2) == "-0.05");
    CHECK(fixed_text(7, 0) == "7");
}

TEST_CASE("a share is rounded to the nearest hundredth") {
    CHECK(share_of(1, 3) == 3333);
    CHECK(share_of(2, 3) == 6667);
    CHECK(share_of(1, 2) == 5000);
    CHECK(share_of(0, 7) == 0);
    CHECK(share_of(7, 7) == 10000);
}

TEST_CASE("a share is never 100 while somebody is missing, nor 0 while somebody is served") {
    CHECK(share_of(999'999, 1'000'000) == 9999);
    CHECK(share_of(1, 1'000'000) == 1);
    const std::int64_t most = std::numeric_limits<std::int64_t>::max();
    CHECK(share_of(most - 1, most) == 9999);
    CHECK(share_of(1, most) == 1);
}

TEST_CASE("a share of nothing is null") {
    CHECK_FALSE(share_of(0, 0).has_value());
    CHECK_FALSE(share_of(5, 0).has_value());
}

TEST_CASE("a column keeps values and nulls side by side") {
    Column column;
    column.name = std::string(1, 'x');
    column.type = ColumnType::quantity;
    column.push(5);
    column.push(std::nullopt);
    CHECK(column.numbers == std::vector<std::int64_t>{5, 0});
    CHECK(column.nulls == std::vector<bool>{false, true});
    Table table;
    CHECK(table.rows() == 0);
    table.columns.push_back(column);
    CHECK(table.rows() == 2);
    CHECK(table.find("x") == &table.columns.front());
    CHECK(table.find("y") == nullptr);
}
