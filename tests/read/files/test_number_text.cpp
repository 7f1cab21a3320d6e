#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/files/number_text.hpp"

using namespace covmap;
using read::NumberEvidence;
using read::NumberStyle;
using read::NumberTable;
using read::NumberUse;
using read::parse_number;

namespace {

std::string style(const std::vector<std::string>& texts, NumberTable table = {}) {
    NumberEvidence evidence(table);
    for (const std::string& text : texts) evidence.look(text);
    const auto found = evidence.style();
    if (!found) return "open";
    return *found == NumberStyle::decimals ? "decimals" : "thousands";
}

double number(std::string_view text, NumberStyle how = NumberStyle::decimals) {
    double value = 0;
    return parse_number(text, value, how) ? value : -999;
}

}  // namespace

TEST_CASE("thousands may be separated by any blank or apostrophe, when the groups are of three digits") {
    CHECK(number("1 234") == 1234);
    CHECK(number("12\xC2\xA0"
                 "345,5") == 12345.5);
    CHECK(number("1\xE2\x80\xAF"
                 "234\xE2\x80\xAF"
                 "567") == 1234567);
    CHECK(number("1\xA0"
                 "234") == 1234);
    CHECK(number("1'234.50") == 1234.5);
    CHECK(number("-1’234") == -1234);
    CHECK(number("\xC2\xA0"
                 "950 ") == 950);
    for (const char* text : {"1 00", "1 2345", "1234 567", "12 34 567", " ", "1 234 m", "1  234"}) CHECK(number(text) == -999);
}

TEST_CASE("full-width digits and the true minus are digits and a minus") {
    CHECK(number("１２３") == 123);
    CHECK(number("１．５") == 1.5);
    CHECK(number("−7,5") == -7.5);
}

TEST_CASE("two groups or both marks tell by themselves which is which") {
    CHECK(number("1,234,567") == 1234567);
    CHECK(number("1.234.567") == 1234567);
    CHECK(number("1,234.5") == 1234.5);
    CHECK(number("1.234,5") == 1234.5);
    CHECK(number("1,23,456") == -999);
    CHECK(number("1.2,3") == -999);
}

TEST_CASE("one mark with three digits after it is read as the style says") {
    CHECK(number("1,234") == 1.234);
    CHECK(number("1,234", NumberStyle::comma_thousands) == 1234);
    CHECK(number("1.234") == 1.234);
    CHECK(number("1.234", NumberStyle::point_thousands) == 1234);
    CHECK(number("0.234", NumberStyle::point_thousands) == 0.234);
    CHECK(number("12,5", NumberStyle::point_thousands) == 12.5);
    CHECK(read::is_doubtful_number("-12,345"));
    for (const char* text : {"0,123", "1234,567", "1,2345", "1,23", "12.5", "1.234e5", "name", "950"})
        CHECK_FALSE(read::is_doubtful_number(text));
}

TEST_CASE("a column tells thousands by two groups, both marks or the other mark's decimals") {
    CHECK(style({"1,234", "1,234,567"}) == "thousands");
    CHECK(style({"1,234", "2,500.75"}) == "thousands");
    CHECK(style({"1,234", "950.5"}) == "thousands");
    CHECK(style({"1.234", "12,5"}) == "thousands");
    CHECK(style({"1.234", "1.234.567"}, {true, NumberUse::quantity}) == "thousands");
    CHECK(style({"1,234", "950", "2,000"}) == "thousands");  // decimals would be padded in all or in none
    CHECK(style({"1.234", "12.500", "987"}) == "thousands");
    CHECK(style({"1.234", "12.500", "987"}, {true, NumberUse::quantity}) == "thousands");
}

TEST_CASE("a column tells decimals by another number of digits") {
    CHECK(style({"1,234", "1,5"}) == "decimals");
    CHECK(style({"1,234", "0,123"}) == "decimals");
    CHECK(style({"1,234", "1234,567"}) == "decimals");
    CHECK(style({"1,234", "1 234,567"}) == "decimals");
    CHECK(style({"1.234", "12.5"}) == "decimals");
    CHECK(style({"1.234", "2000", "3"}) == "decimals");
    CHECK(style({"0.123", "12.345"}) == "decimals");
    CHECK(style({"1234.567", "12.345", "1.000"}) == "decimals");
    CHECK(style({"1.234", "0", "12.50"}) == "decimals");
}

TEST_CASE("a column that leaves both readings open says so") {
    CHECK(style({"1,234", "2,345"}) == "open");
    CHECK(style({"1,234", "950"}) == "open");
    CHECK(style({"1,234", "1.234"}) == "open");
    CHECK(style({"1,234", "1,5", "1,234,567"}) == "open");
    CHECK(style({"1.234", "950"}) == "open");
    CHECK(style({"1.234", "2.345"}, {true, NumberUse::quantity}) == "open");
    CHECK(style({"1.234", "2.345"}) == "open");
    CHECK(style({"10.500", "20.250"}) == "open");
}

TEST_CASE("shares are decimals, however they are padded") {
    CHECK(style({"1.000"}, {false, NumberUse::share}) == "decimals");
    CHECK(style({"1,000", "1"}, {true, NumberUse::share}) == "decimals");
}

TEST_CASE("coordinates up to 180 with three decimals are degrees") {
    const NumberTable table{true, NumberUse::coordinate};
    CHECK(style({"48,857", "2,352"}, table) == "decimals");
    CHECK(style({"48.857", "2.352"}, table) == "decimals");
    CHECK(style({"652,381", "653,120"}, table) == "open");
    CHECK(style({"6,862,305", "862,305"}, table) == "thousands");
}

TEST_CASE("the error names the column and both readings") {
    const read::ColumnTexts texts = [](const auto& look) { look("1,234"); };
    try {
        read::style_of_column(texts, {}, "pop.csv", "T");
        FAIL("no error");
    } catch (const core::Error& error) {
        const std::string text = error.what();
        CHECK(text.find("pop.csv: «1,234» in column «T» may be 1234 with a separator of thousands or 1.234 with decimals") == 0);
    }
}
