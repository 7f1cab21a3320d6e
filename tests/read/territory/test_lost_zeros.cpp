#include <catch2/catch.hpp>

#include "read/territory/lost_zeros.hpp"

using namespace covmap;
using read::lost_zeros;
using read::number_of_code;

TEST_CASE("codes are one number when zeros before or decimals after it are all that differs") {
    CHECK(number_of_code("01001") == "1001");
    CHECK(number_of_code("1001.0") == "1001");
    CHECK(number_of_code("75056.00000") == "75056");
    CHECK(number_of_code("000") == "0");
    for (const char* code : {"2A004", "", "1001.5", "FR001", "-1"}) CHECK(number_of_code(code).empty());
}

TEST_CASE("codes that lack their zeros are counted, with the first as example; others are none") {
    const auto lost = lost_zeros({"1001", "1002", "x", "99999"}, {"01001", "01002", "2A004"});
    CHECK(lost.codes == 2);
    CHECK(lost.here == "1001");
    CHECK(lost.there == "01001");
    CHECK(lost_zeros({"1001"}, {"01002"}).codes == 0);
    CHECK(lost_zeros({"x", ""}, {"", "y"}).codes == 0);
    CHECK(read::lost_zeros_text(lost, "communes.gpkg", true).find("1001") == std::string::npos);
}
