#include <catch2/catch.hpp>
#include <limits>

#include "read/files/field_text.hpp"

using namespace covmap;
using namespace covmap::read;

TEST_CASE("whole numbers have neither decimals nor exponent") {
    CHECK(integer_text(-9223372036854775807LL - 1) == "-9223372036854775808");
    CHECK(real_text(20801.0) == "20801");
    CHECK(real_text(100000.0) == "100000");
    CHECK(real_text(9007199254740992.0) == "9007199254740992");
    CHECK(real_text(-0.0) == "0");
    CHECK(real_text(1e21) == "1000000000000000000000");
}

TEST_CASE("other numbers keep the digits that make them what they are") {
    CHECK(real_text(0.1) == "0.1");
    CHECK(real_text(109.5) == "109.5");
    CHECK(real_text(1e-7) == "0.0000001");
    CHECK(real_text(0.1F) == "0.1");
    CHECK(real_text(std::numeric_limits<double>::quiet_NaN()).empty());
    CHECK(real_text(std::numeric_limits<double>::infinity()).empty());
    CHECK(real_text(std::numeric_limits<double>::denorm_min()).size() < 512);
}

TEST_CASE("dates and times are ISO 8601") {
    CHECK(date_text(17562) == "2018-01-31");
    CHECK(date_text(-1) == "1969-12-31");
    CHECK(date_text(2018, 1, 31) == "2018-01-31");
    CHECK(datetime_text(1517400000) == "2018-01-31T12:00:00");
    CHECK(datetime_text(-1) == "1969-12-31T23:59:59");
    CHECK(time_text(45045) == "12:30:45");
}

TEST_CASE("a flag is yes or no in several languages and as a real number, and nothing else") {
    for (const char* yes : {"1", "1.0", "1,0", "1.00000000000", " Oui ", "TRUE", "x"}) CHECK(read::yes_or_no(yes) == true);
    for (const char* no : {"", "0", "0.0", "0,000", "Non", "false"}) CHECK(read::yes_or_no(no) == false);
    for (const char* other : {"2", "0.5", "maybe", "10"}) CHECK_FALSE(read::yes_or_no(other).has_value());
}

TEST_CASE("blanks go, letters change case, accents stay") {
    CHECK(trimmed(" \t4G\r\n") == "4G");
    CHECK(trimmed("  ").empty());
    CHECK(upper_case("2g3g é") == "2G3G é");
    CHECK(lower_case("VOIX É") == "voix É");
}
