#include <catch2/catch.hpp>
#include <limits>

#include "export/support/world.hpp"
#include "store/bytes/output_file.hpp"

using namespace covmap;
using tests::Scratch;

TEST_CASE("numbers are written as core prints them") {
    const Scratch scratch;
    const std::int64_t least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
    for (const int scale : {0, 2, 6, 8}) {
        std::string expected;
        store::OutputFile out(scratch / "numbers");
        for (const std::int64_t number : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{10},
                                          std::int64_t{-100}, std::int64_t{123456789}, std::int64_t{100000000}, least, most}) {
            out.append_decimal(number, scale);
            out.append(' ');
            out.append_fixed(number, scale);
            out.append('\n');
            expected += model::decimal_text(number, scale) + " " + model::fixed_text(number, scale) + "\n";
        }
        out.close();
        CHECK(tests::bytes_of(scratch / "numbers") == expected);
    }
}

TEST_CASE("more than the buffer holds arrives whole and in order") {
    const Scratch scratch;
    std::string expected;
    store::OutputFile out(scratch / "long");
    for (int i = 0; i < 400'000; ++i) {
        out.append_decimal(i, 0);
        out.append(",");
        expected += std::to_string(i) + ",";
    }
    out.append(std::string(3'000'000, 'x'));
    out.close();
    CHECK(tests::bytes_of(scratch / "long") == expected + std::string(3'000'000, 'x'));
}

TEST_CASE("a full disk is an output error with a remedy") {
    const auto error = tests::error_of([] {
        store::OutputFile out("/dev/full");
        out.append("x");
        out.close();
    });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->where() == "/dev/full");
    CHECK(error->message() == "cannot be written (No space left on device); free some space or choose another output folder");
}
