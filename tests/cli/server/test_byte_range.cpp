// Byte ranges of RFC 9110, section 14.
#include <catch2/catch.hpp>

#include "cli/server/byte_range.hpp"

using namespace covmap::cli;

namespace {

RangeAsked part(std::uint64_t first, std::uint64_t count) { return {RangeAnswer::part, {first, count}}; }
const RangeAsked kWhole{RangeAnswer::whole, {}}, kNone{RangeAnswer::not_satisfiable, {}};

}  // namespace

TEST_CASE("a range is cut at the file's end") {
    CHECK(range_asked("bytes=0-0", 10) == part(0, 1));
    CHECK(range_asked("bytes=2-5", 10) == part(2, 4));
    CHECK(range_asked("bytes=4-", 10) == part(4, 6));
    CHECK(range_asked("bytes=0-16383", 10) == part(0, 10));
    CHECK(range_asked("bytes=9-18446744073709551615", 10) == part(9, 1));
}

TEST_CASE("a suffix is the file's last bytes") {
    CHECK(range_asked("bytes=-3", 10) == part(7, 3));
    CHECK(range_asked("bytes=-30", 10) == part(0, 10));
}

TEST_CASE("a range beyond the end cannot be satisfied") {
    CHECK(range_asked("bytes=10-", 10) == kNone);
    CHECK(range_asked("bytes=10-20", 10) == kNone);
    CHECK(range_asked("bytes=-0", 10) == kNone);
    CHECK(range_asked("bytes=0-", 0) == kNone);
    CHECK(range_asked("bytes=-1", 0) == kNone);
}

TEST_CASE("what is not understood, or several ranges, get the whole file") {
    for (const char* header :
         {"", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=1-2,4-5", "items=0-1", "bytes=+1-2", "bytes= 1-2"}) {
        INFO(header);
        CHECK(range_asked(header, 10) == kWhole);
    }
}
