#include <catch2/catch.hpp>

#include "measure/words.hpp"

using namespace covmap::measure;

TEST_CASE("numbers are grouped as each language does") {
    CHECK(grouped(0) == Text{"0", "0"});
    CHECK(grouped(999) == Text{"999", "999"});
    CHECK(grouped(-1000) == Text{"-1\u202f000", "-1,000"});
    CHECK(grouped(66319444).en == "66,319,444");
    CHECK(decimal(1234500, 3) == Text{"1\u202f234,5", "1,234.5"});
    CHECK(decimal(4000, 3) == Text{"4", "4"});
    CHECK(decimal(-250, 3) == Text{"-0,25", "-0.25"});
}

TEST_CASE("a missing label takes the other language, then the name") {
    CHECK(label_or({"un", "one"}, "x") == Text{"un", "one"});
    CHECK(label_or({"un", ""}, "x") == Text{"un", "un"});
    CHECK(label_or({"", "one"}, "x") == Text{"one", "one"});
    CHECK(label_or({}, "x") == Text{"x", "x"});
}

TEST_CASE("units are words, with their plural") {
    CHECK(unit_singular("departement") == Text{"département", "department"});
    CHECK(unit_plural("commune") == Text{"communes", "communes"});
    CHECK(unit_plural("bassin") == Text{"bassins", "bassins"});
    CHECK(unit_plural("pays") == Text{"pays", "pays"});
    CHECK(unit_singular("bassin") == Text{"bassin", "bassin"});
}

TEST_CASE("people are people, other units keep their word") {
    CHECK(counted("") == Text{"personnes", "people"});
    CHECK(counted("inhabitants").en == "people");
    CHECK(counted("logements").en == "dwellings");
    CHECK(counted("beds") == Text{"beds", "beds"});
}
