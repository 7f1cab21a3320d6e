#include <catch2/catch.hpp>

#include "tiles/gzip.hpp"
#include "tiles/support/gunzip.hpp"

using namespace covmap;

TEST_CASE("what is packed comes back, and says no time") {
    for (const std::string& text : {std::string(), std::string("a"), std::string(100'000, 'x')}) {
        const std::string packed = tiles::gzipped(text);
        CHECK(packed.substr(0, 4) == std::string("\x1F\x8B\x08\0", 4));
        CHECK(packed.substr(4, 4) == std::string(4, '\0'));
        CHECK(packed == tiles::gzipped(text));
        CHECK(test::gunzipped(packed, 100'000, "packed") == text);
    }
}

TEST_CASE("what would be packed too well is packed less, and comes back") {
    const std::string same(100'000, 'x');
    CHECK(tiles::gzipped(same).size() * 16 < same.size());
    const std::string packed = tiles::gzipped_moderately(same);
    CHECK(packed.size() * 16 >= same.size());
    CHECK(test::gunzipped(packed, 100'000, "packed") == same);
    CHECK(tiles::gzipped_moderately("abc") == tiles::gzipped("abc"));
}

TEST_CASE("too much content and damage are input errors") {
    const std::string packed = tiles::gzipped(std::string(100'000, 'x'));
    CHECK_THROWS_WITH(test::gunzipped(packed, 99'999, "packed"),
                      Catch::StartsWith("packed: is damaged (what is compressed is too large)"));
    CHECK_THROWS_WITH(test::gunzipped(packed + "x", 100'000, "packed"), Catch::Contains("cannot be unpacked"));
    CHECK_THROWS_WITH(test::gunzipped("", 100, "packed"), Catch::Contains("cannot be unpacked"));
}
