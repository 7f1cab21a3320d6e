#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "read/files/weight.hpp"

using namespace covmap;

TEST_CASE("weights are rounded to the nearest millionth, and every fault has its code") {
    read::WeightFault fault;
    CHECK(read::quanta_of(0.0000014, fault) == 1);
    CHECK(read::quanta_of(0.0000016, fault) == 2);
    CHECK(read::quanta_of(0.0000006, fault) == 1);
    CHECK(read::rounded_quanta(2.5) == 2);
    CHECK(read::rounded_quanta(3.5) == 4);
    CHECK(read::quanta_of(109.5, fault) == 109'500'000);
    CHECK(read::quanta_of(9e12, fault) == 9'000'000'000'000'000'000);
    CHECK(fault == read::WeightFault::none);
    CHECK(read::quanta_of(0, fault) == 0);
    CHECK(fault == read::WeightFault::none);
    const auto code = [&](double weight) {
        CHECK(read::quanta_of(weight, fault) == 0);
        return std::string(read::defect_code(fault));
    };
    CHECK(code(-1) == "negative-weight");
    CHECK(code(NAN) == "not-a-number");
    CHECK(code(INFINITY) == "not-a-number");
    CHECK(code(1e-9) == "weight-rounds-to-zero");
    CHECK(code(1e13) == "weight-too-large");
}
