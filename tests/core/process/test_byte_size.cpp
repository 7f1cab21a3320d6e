#include <catch2/catch.hpp>

#include "core/process/byte_size.hpp"

using namespace covmap::core;

TEST_CASE("a number alone is megabytes, units are powers of 1000 or 1024") {
    CHECK(parse_byte_size("64") == 64'000'000U);
    CHECK(parse_byte_size("800MB") == 800'000'000U);
    CHECK(parse_byte_size("1GiB") == 1'073'741'824U);
    CHECK(parse_byte_size("1.5 GiB") == 1'610'612'736U);
    CHECK(parse_byte_size("2gb") == 2'000'000'000U);
    CHECK(parse_byte_size("512 mib") == 536'870'912U);
    CHECK(parse_byte_size("10kB") == 10'000U);
    CHECK(parse_byte_size("1TiB") == 1'099'511'627'776U);
    CHECK(parse_byte_size("0.0000015") == 1U);
}

TEST_CASE("what is no amount of memory is refused") {
    for (const char* text :
         {"",        "0",          "0GiB", "-1",    "+1",   "GiB",    "1 GB ",           "1  GB",         " 1",
          "1.",      ".5",         "1e9",  "1,5GB", "1GBs", "1 giga", "999999999999TiB", "1234567890123", "0x10",
          "1.5.2GB", "0.0000001kB"}) {
        INFO(text);
        CHECK_FALSE(parse_byte_size(text).has_value());
    }
}

TEST_CASE("an amount of memory is told in MiB or GiB, never less than it is") {
    CHECK(byte_size_text(1) == "1 MiB");
    CHECK(byte_size_text(850U << 20U) == "850 MiB");
    CHECK(byte_size_text((850U << 20U) + 1) == "851 MiB");
    CHECK(byte_size_text(1ULL << 30U) == "1 GiB");
    CHECK(byte_size_text((1ULL << 30U) + 1) == "1.1 GiB");
    CHECK(byte_size_text(3'400'000'000ULL) == "3.2 GiB");
}
