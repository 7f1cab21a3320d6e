#include <catch2/catch.hpp>

#include "core/text.hpp"

using namespace covmap;

TEST_CASE("a text is asked in one of the two languages") {
    const core::Text text{"surface", "area"};
    CHECK(text.in("fr") == "surface");
    CHECK(text.in("en") == "area");
}
