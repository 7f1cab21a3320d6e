#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "read/files/column_names.hpp"
#include "read/files/compose_utf8.hpp"

using namespace covmap;
using read::composed;
using read::position_of_name;

namespace {
const std::string kComposed = "op\xC3\xA9rateur", kApart = "ope\xCC\x81rateur";
}

TEST_CASE("a letter and its accent are one, however they are written") {
    CHECK(composed(kApart) == kComposed);
    CHECK(composed(kComposed) == kComposed);
    CHECK(composed("e") == "e");
    CHECK(composed("\xCC\x81x") == "\xCC\x81x");             // nothing to stand on
    CHECK(composed("a\xCC\x82\xCC\x81") == "\xE1\xBA\xA5");  // Vietnamese ấ
    CHECK(composed("\xD0\xB8\xCC\x86") == "\xD0\xB9");       // Cyrillic й
    CHECK(composed("op\xE9rateur") == "op\xE9rateur");       // no UTF-8
    CHECK(position_of_name(kComposed, {"a", kApart}, "f") == 1U);
    CHECK(position_of_name(kApart, {"a", kComposed}, "f") == 1U);
    CHECK_FALSE(position_of_name("operateur", {"a", kComposed}, "f"));
}

TEST_CASE("two columns of one name are an error that names both, when that name is asked for") {
    CHECK(position_of_name("id", {"id", "T", "T"}, "f") == 0U);
    CHECK(position_of_name("T", {"t", "T"}, "f") == 1U);
    try {
        (void)position_of_name("T", {"id", "T", "T"}, "pop.csv");
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(std::string(error.what()) ==
              "pop.csv: has several columns of the same name «T», the 2nd and the 3rd; which is meant cannot be told: rename one "
              "of "
              "them");
    }
}

TEST_CASE("the columns of a file in a message: at most 30, and how many more") {
    CHECK(read::columns_text(std::vector<std::string>{}) == "none");
    CHECK(read::columns_text(std::vector<std::string>{"a", "b"}) == "a, b");
    const std::string all = read::columns_text(std::vector<std::string>(1027, "x"));
    CHECK(all.starts_with("x, x, "));
    CHECK(all.ends_with("x and 997 more"));
    CHECK(all.size() < 150);
}
