#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "measure/measurement/claimed_levels.hpp"

using namespace covmap;
using namespace covmap::measure;

namespace {

using model::TestSubject;

/// O's 4G data in levels TBC and CL and 4G voice, O's modelled 4G, P's 4G without level inside an extent, O's 5G of two vintages.
model::Catalogue catalogue() {
    model::Catalogue made;
    const model::Scale scale{{"TBC", "CL"}, "CL"};
    const auto claim = [&](const model::Claim& key, const model::Scale& of, const char* date) {
        made.claims.emplace_back();
        made.claims.back().key = key;
        made.claims.back().scale = of;
        made.claims.back().date = date;
        return core::ClaimId(static_cast<std::uint32_t>(made.claims.size() - 1));
    };
    const auto data = claim({"O", "4G", "data", "mobile", "claimed", ""}, scale, "2024-12-31");
    const auto voice = claim({"O", "4G", "voice", "mobile", "claimed", ""}, {}, "2025-03-31");
    const auto modelled = claim({"O", "4G", "data", "mobile", "modelled", ""}, {}, "2026-01-01");
    const auto other = claim({"P", "4G", "data", "mobile", "claimed", ""}, {}, "");
    const auto old5 = claim({"O", "5G", "data", "mobile", "claimed", "2023"}, {}, "2023-12-31");
    const auto new5 = claim({"O", "5G", "data", "mobile", "claimed", "2024"}, {}, "2024-12-31");
    made.layers = {{data, "TBC"}, {data, "CL"}, {voice, ""}, {modelled, ""}, {other, ""}, {old5, ""}, {new5, ""}};
    made.claims[other.value].extent = 0;
    made.extents.push_back({"departement 46"});
    return made;
}

std::int8_t rank_of(const SubjectClaims& claims, std::uint64_t bits) { return claims.rank({&bits, 1}); }

model::MeasuredTest test_at(double x, double y) {
    model::MeasuredTest test;
    test.grid = {x, y};
    return test;
}

}  // namespace

TEST_CASE("the rank is the best level that is claimed there, by the claims of the operator's technology and service") {
    const SubjectClaims claims({"O", "4G", "data"}, catalogue());
    CHECK(claims.levels() == std::vector<std::string>{"TBC", "CL"});
    CHECK(claims.date() == "2024-12-31");
    CHECK(rank_of(claims, 0b0000001) == 0);
    CHECK(rank_of(claims, 0b0000011) == 0);
    CHECK(rank_of(claims, 0b0000010) == 1);
    CHECK(rank_of(claims, 0b1111100) == 2);  // voice, modelled, P's and 5G: none of it
}

TEST_CASE("without a service any will do; without levels there is one, which has no name") {
    const SubjectClaims claims({"O", "4G", ""}, catalogue());
    CHECK(rank_of(claims, 0b0000100) == 1);  // no level: served, at least as the worst
    CHECK(claims.date() == "2025-03-31");
    CHECK(SubjectClaims({"P", "4G", "data"}, catalogue()).levels() == std::vector<std::string>{""});
}

TEST_CASE("where no map of the operator speaks nothing is known") {
    const SubjectClaims claims({"P", "4G", "data"}, catalogue());
    constexpr std::uint64_t kServed = 1U << 4, kSpeaks = 1U << 7;
    CHECK(rank_of(claims, 0) == SubjectClaims::kUnknown);
    CHECK(rank_of(claims, kSpeaks) == 1);
    CHECK(rank_of(claims, kSpeaks | kServed) == 0);
    CHECK(rank_of(SubjectClaims({"Q", "4G", "data"}, catalogue()), ~std::uint64_t{0}) == SubjectClaims::kUnknown);
}

TEST_CASE("of several vintages the last is the claim") {
    const SubjectClaims claims({"O", "5G", "data"}, catalogue());
    CHECK(claims.date() == "2024-12-31");
    CHECK(rank_of(claims, 1U << 6) == 0);
    CHECK(rank_of(claims, 1U << 5) == 1);
}

TEST_CASE("the points of tests are asked by row and column; those that are nowhere are left out") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<model::MeasuredTest> tests = {test_at(5.5, 3.25), test_at(nan, 1), test_at(-0.25, 2)};
    tests[0].ring = 0;
    std::vector<core::Point> ring(8, {5.5, 1.5});
    ring[3] = {nan, nan};
    const std::vector<TestPoint> points = test_points(tests, ring);
    REQUIRE(points.size() == 9);
    CHECK(std::count_if(points.begin(), points.end(), [](const TestPoint& p) { return p.around; }) == 7);
    CHECK(points[0].row == 1);
    CHECK(points[7].col == -1);
    CHECK(points[7].x == 0.75);
    CHECK(points[8].row == 3);
    CHECK_FALSE(points[8].around);
    CHECK(points[8].y == 0.25);
}

TEST_CASE("a test's place is that of its position; the points around it widen what is claimed within its accuracy") {
    TestPlace place;
    place.add(true, core::TerritoryId(7), 2);
    place.add(true, core::TerritoryId(7), SubjectClaims::kUnknown);
    CHECK_FALSE(place.territory.valid());
    CHECK_FALSE(place.known);
    place.add(false, core::TerritoryId(3), 1);
    CHECK(place.territory == core::TerritoryId(3));
    CHECK(place.known);
    CHECK(place.best == 1);
    CHECK(place.worst == 2);
}
