#include <catch2/catch.hpp>

#include "core/counted.hpp"

using covmap::core::counted;

TEST_CASE("one of a thing is singular, none and several are plural") {
    CHECK(counted(0, "file") == "0 files");
    CHECK(counted(1, "file") == "1 file");
    CHECK(counted(std::size_t{2}, "file") == "2 files");
    CHECK(counted(1, "territory", "territories") == "1 territory");
    CHECK(counted(3L, "territory", "territories") == "3 territories");
}
