// Tests of O's 4G, whose claim has the levels TBC and CL, in four communes of two départements.
#include <algorithm>
#include <catch2/catch.hpp>

#include "measure/measurement/test_groups.hpp"

using namespace covmap;
using namespace covmap::measure;

namespace {

using model::MeasuredRow;
using model::MeasuredTest;
using model::TestClaim;

struct World {
    model::MeasurementSpec spec;
    std::vector<model::TestSubject> subjects = {{"O", "4G", "data"}};
    std::vector<std::string> situations = {"outdoors", "in_vehicle"};
    std::vector<MeasuredTest> tests;
    std::vector<TestPlace> places;
    std::vector<std::uint32_t> commune;
    bool beside = false;

    World() {
        spec.min_tests = 1;
        spec.min_devices = 0;
    }

    /// `best` and `worst`: 0 is TBC, 1 is CL, 2 is nothing.
    MeasuredTest& add(std::uint32_t at, bool good, std::int8_t best = 0, std::int8_t worst = -9) {
        MeasuredTest& test = tests.emplace_back();
        test.outcome = good ? 1 : 0;
        test.device = static_cast<std::uint32_t>(tests.size());
        test.day = 20000 + static_cast<std::int32_t>(tests.size());
        TestPlace& place = places.emplace_back();
        place.territory = core::TerritoryId(at);
        place.known = true;
        place.best = best;
        place.worst = worst == -9 ? best : worst;
        commune.push_back(at);
        return test;
    }

    [[nodiscard]] std::vector<MeasuredRow> rows() const {
        model::Catalogue catalogue;
        catalogue.claims.emplace_back();
        catalogue.claims.back().key = {"O", "4G", "data", "mobile", "claimed", ""};
        catalogue.claims.back().scale = {{"TBC", "CL"}, "CL"};
        catalogue.layers = {{core::ClaimId(0), "TBC"}, {core::ClaimId(0), "CL"}};
        std::vector<SubjectClaims> claims;
        for (const model::TestSubject& subject : subjects) claims.emplace_back(subject, catalogue);
        TestUnit communes{"commune", {"A1", "A2", "B1", "B2"}, {10, 20, 30, 40}, commune, {{0, 0, 1, 1}, {0, 0, 0, 0}}};
        TestUnit departements{"departement", {"A", "B"}, {30, 70}, {}, {{0, 0}}};
        for (const std::uint32_t c : commune) departements.row_of.push_back(c == TestUnit::kNoRow ? c : c / 2);
        return group_tests({spec, subjects, situations, tests, claims, places, beside}, {communes, departements});
    }
};

const MeasuredRow* find(const std::vector<MeasuredRow>& rows, const std::string& code, const std::string& level,
                        TestClaim claim = TestClaim::yes, const std::string& situation = "outdoors") {
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const MeasuredRow& r) {
        return r.code == code && r.level == level && r.claim == claim && r.situation == situation;
    });
    return at == rows.end() ? nullptr : &*at;
}

}  // namespace

TEST_CASE("a test where the better level is claimed is one of each lower level too") {
    World world;
    world.add(0, true, 0);
    world.add(0, false, 1);
    const auto rows = world.rows();
    CHECK(find(rows, "A1", "TBC")->tests == 1);
    CHECK(find(rows, "A1", "TBC")->successes == 1);
    CHECK(find(rows, "A1", "CL")->tests == 2);
    CHECK(find(rows, "A1", "CL")->successes == 1);
    CHECK(find(rows, "A", "CL")->tests == 2);
    CHECK(find(rows, "A1", "CL")->area == 10);
    CHECK(rows.size() == 4);
}

TEST_CASE("on the border of a level a test is apart for that level, and counts for the one that holds all around it") {
    World world;
    world.add(0, true, 0, 1);  // TBC or CL
    world.add(0, true, 1, 2);  // CL or nothing
    world.add(0, true, 2);     // nothing
    const auto rows = world.rows();
    CHECK(find(rows, "A1", "TBC", TestClaim::edge)->tests == 1);
    CHECK(find(rows, "A1", "CL")->tests == 1);
    CHECK(find(rows, "A1", "CL", TestClaim::edge)->tests == 1);
    CHECK(find(rows, "A1", "", TestClaim::no)->tests == 1);
    CHECK(find(rows, "A1", "TBC") == nullptr);
}

TEST_CASE("where no map speaks, and in other situations, tests are rows of their own") {
    World world;
    world.add(0, true);
    world.places.back().known = false;
    world.add(0, true).situation = 1;
    const auto rows = world.rows();
    CHECK(find(rows, "A1", "", TestClaim::unknown)->tests == 1);
    CHECK(find(rows, "A1", "TBC", TestClaim::yes, "in_vehicle")->tests == 1);
    CHECK(find(rows, "A1", "TBC") == nullptr);
}

TEST_CASE("a source that stands beside has a row for each operator, and no outcome where one of its tests has none") {
    World world;
    world.beside = true;
    world.add(0, true, 1, 2).tests = 5;
    world.tests.back().devices = 4;
    world.tests.back().device = MeasuredTest::kNone;
    world.add(0, true).outcome = -1;
    const auto rows = world.rows();
    REQUIRE(find(rows, "A1", "", TestClaim::beside) != nullptr);
    CHECK(find(rows, "A1", "", TestClaim::beside)->tests == 6);
    CHECK(find(rows, "A1", "", TestClaim::beside)->devices == 5);
    CHECK_FALSE(find(rows, "A1", "", TestClaim::beside)->successes);
    CHECK(rows.size() == 2);
}

TEST_CASE("a cluster is the source's, else a device's day, else a square's day") {
    const auto clusters = [](auto change) {
        World world;
        for (int t = 0; t < 6; ++t) change(world.add(0, true), t);
        return find(world.rows(), "A1", "TBC")->clusters;
    };
    CHECK(clusters([](MeasuredTest& test, int t) { test.cluster = static_cast<std::uint32_t>(t / 3); }) == 2);
    CHECK(clusters([](MeasuredTest&, int) {}) == 6);
    CHECK(clusters([](MeasuredTest& test, int t) {
              test.device = 1;
              test.day = t % 3;
          }) == 3);
    CHECK(clusters([](MeasuredTest& test, int t) {
              test.device = MeasuredTest::kNone;
              test.day = 5;
              test.km_col = t % 2;
          }) == 2);
}

TEST_CASE("means are of the tests that tell them, each as often as it stands for tests") {
    World world;
    world.add(0, true).down_kbps = 1000;
    world.add(0, true).down_kbps = 4000;
    world.tests.back().tests = 2;
    world.add(0, true);
    const MeasuredRow row = *find(world.rows(), "A1", "TBC");
    CHECK(row.down_kbps == 3000);
    CHECK_FALSE(row.up_kbps);
    CHECK(row.tests == 4);
    CHECK(row.days == 3);
}

TEST_CASE("what too few tests or devices tell is hidden, and its figures are gone") {
    World world;
    world.spec.min_tests = 3;
    world.spec.min_devices = 2;
    for (int t = 0; t < 2; ++t) world.add(0, true);
    for (int t = 0; t < 3; ++t) world.add(2, true).device = 5;
    for (int t = 0; t < 4; ++t) world.add(3, true);
    const auto rows = world.rows();
    CHECK(find(rows, "A1", "TBC")->hidden);
    CHECK(find(rows, "A1", "TBC")->tests == 0);
    CHECK_FALSE(find(rows, "A1", "TBC")->successes);
    CHECK(find(rows, "A1", "TBC")->area == 10);
    CHECK(find(rows, "B1", "TBC")->hidden);
    CHECK(find(rows, "A", "TBC")->hidden);
    CHECK(find(rows, "B", "TBC")->hidden);  // or the whole less B would tell A
}

TEST_CASE("where nobody knows the devices, 20 tests on 3 days stand for three of them") {
    const auto hidden = [](int tests, int days) {
        World world;
        world.spec.min_devices = 3;
        for (int t = 0; t < tests; ++t) {
            world.add(0, true).device = MeasuredTest::kNone;
            world.tests.back().day = t % days;
        }
        return find(world.rows(), "A1", "TBC")->hidden;
    };
    CHECK(hidden(19, 3));
    CHECK(hidden(20, 2));
    CHECK_FALSE(hidden(20, 3));
}

TEST_CASE("one hidden territory takes the smallest other one of its département with it; two hide each other") {
    World world;
    world.spec.min_tests = 3;
    for (int t = 0; t < 2; ++t) world.add(0, true);  // A1: hidden
    for (int t = 0; t < 9; ++t) world.add(1, true);  // A2: would tell A1 from A
    for (int t = 0; t < 4; ++t) world.add(2, true);
    for (int t = 0; t < 5; ++t) world.add(3, true);
    const auto rows = world.rows();
    CHECK(find(rows, "A1", "TBC")->hidden);
    CHECK(find(rows, "A2", "TBC")->hidden);
    CHECK_FALSE(find(rows, "B1", "TBC")->hidden);
    CHECK_FALSE(find(rows, "B2", "TBC")->hidden);
    CHECK(find(rows, "A", "TBC")->tests == 11);
}

TEST_CASE("the rows do not depend on the order of the records") {
    World one, other;
    one.subjects = {{"P", "4G", "data"}, {"O", "4G", "data"}};
    other.subjects = {{"O", "4G", "data"}, {"P", "4G", "data"}};
    for (int t = 0; t < 12; ++t) {
        one.add(static_cast<std::uint32_t>(t % 4), t % 3 != 0, static_cast<std::int8_t>(t % 3)).subject = t % 2 == 0 ? 1U : 0U;
        one.tests.back().device = static_cast<std::uint32_t>(t % 5);
        one.tests.back().day = t % 2;
    }
    for (int t = 11; t >= 0; --t) {
        other.add(static_cast<std::uint32_t>(t % 4), t % 3 != 0, static_cast<std::int8_t>(t % 3)).subject = t % 2 == 0 ? 0U : 1U;
        other.tests.back().device = static_cast<std::uint32_t>(4 - t % 5);
        other.tests.back().day = t % 2;
    }
    for (World* world : {&one, &other})  // P has no claim
        for (std::size_t t = 0; t < world->tests.size(); ++t)
            if (world->subjects[world->tests[t].subject].operator_code == "P") world->places[t].known = false;
    CHECK(one.rows() == other.rows());
}
