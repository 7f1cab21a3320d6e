// Tests held against the claims of the small world: A claims 4G in the west, x 0 to 2, of which x 0 to 1 in TBC.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

#include "core/error.hpp"
#include "run/run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using Catch::Matchers::Contains;
using test::CsvFile;
using test::SmallWorld;

namespace {

constexpr double kEast_m = 3000000, kNorth_m = 2500000;

class Records {
public:
    /// So many tests at a place, each of a telephone of its own.
    Records& add(int tests, double x_km, double y_km, bool good, const std::string& op = "A",
                 const std::string& more = "2024-12-31,outdoors,0") {
        for (int t = 0; t < tests; ++t) {
            ++m_number;
            m_text << m_number << ',' << op << ',' << kEast_m + 1000 * x_km << ',' << kNorth_m + 1000 * y_km << ",t" << m_number
                   << ',' << (good ? "yes" : "no") << ',' << more << '\n';
        }
        return *this;
    }
    [[nodiscard]] std::string text() const { return "id,op,x,y,device,ok,date,situation,acc\n" + m_text.str(); }

private:
    std::ostringstream m_text = [] {
        std::ostringstream out;
        out.precision(12);
        return out;
    }();
    int m_number = 0;
};

const std::string kClaims = SmallWorld::supply_in_levels("a.geojson", "date = \"2024-12-31\"\n");
const std::string kTests =
    "[[measurement]]\nname = \"tests\"\nsource = \"tests.csv\"\ncrs = \"EPSG:3035\"\ntechnology = \"4G\"\nservice = \"data\"\n"
    "columns = { id = \"id\", x = \"x\", y = \"y\", operator = \"op\", device = \"device\", success = \"ok\", date = \"date\", "
    "situation = \"situation\", accuracy = \"acc\" }\n";

struct Answer {
    std::vector<std::string> lines;
    CsvFile table;
    std::string folder;

    [[nodiscard]] const std::vector<std::string>* row(const std::string& code, const std::string& level,
                                                      const std::string& claimed = "yes",
                                                      const std::string& situation = "outdoors") const {
        for (const auto& one : table.rows)
            if (cell(one, "code") == code && cell(one, "level") == level && cell(one, "claimed") == claimed &&
                cell(one, "situation") == situation)
                return &one;
        return nullptr;
    }
    [[nodiscard]] std::string cell(const std::vector<std::string>& row, const std::string& column) const {
        const auto at = std::find(table.columns.begin(), table.columns.end(), column);
        REQUIRE(at != table.columns.end());
        return row.at(static_cast<std::size_t>(at - table.columns.begin()));
    }
    [[nodiscard]] std::string of(const std::string& column, const std::string& code, const std::string& level,
                                 const std::string& claimed = "yes") const {
        const auto* found = row(code, level, claimed);
        return found == nullptr ? "no row" : cell(*found, column);
    }
    [[nodiscard]] bool says(const std::string& text) const {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const std::string& line) { return line.find(text) != std::string::npos; });
    }
};

Answer answer_of(const SmallWorld& world, const std::string& asked, const std::string& from = {}) {
    run::RunOptions options;
    options.overwrite = true;
    options.from = from;
    Answer answer;
    answer.folder = world.folder.path(from.empty() ? "out" : "again");
    answer.lines = test::run_into(world.job(asked), answer.folder, options).lines;
    answer.table = test::read_csv(answer.folder + "/measurement_tests.csv");
    return answer;
}

struct TestedWorld : SmallWorld {
    explicit TestedWorld(const Records& records) {
        claims("a.geojson", {{"A", "4G", "data", "TBC", {0, 0, 1, 2}}, {"A", "4G", "data", "CL", {0, 0, 2, 2}}});
        folder.file("tests.csv", records.text());
    }
};

}  // namespace

TEST_CASE("tests count where they were made, by the level that is claimed there, and for all that is above") {
    const TestedWorld world(
        Records().add(6, 0.5, 0.5, true).add(2, 1.5, 0.5, false).add(6, 1.5, 1.5, true).add(7, 3.5, 0.5, true));
    const Answer answer = answer_of(world, kClaims + kTests);
    CHECK(answer.of("tests", "A1", "TBC") == "6");
    CHECK(answer.of("tests", "A1", "CL") == "14");
    CHECK(answer.of("successes", "A1", "CL") == "12");
    CHECK(answer.of("success_pct", "A1", "CL") == "85.71");
    CHECK(answer.of("effective_tests", "A1", "CL") == "14");
    CHECK(answer.of("tests", "A", "CL") == "14");
    CHECK(answer.of("tests", "all", "CL") == "14");
    CHECK(answer.of("tests", "B1", "", "no") == "7");
    CHECK(answer.of("success_pct", "B1", "", "no") == "100.00");
    CHECK(answer.of("verdict", "A1", "CL").empty());
    CHECK(answer.says(
        "note: measurement «tests»: 21 tests, 7 of them where nothing is claimed (7 succeeded); tests are no random sample"));
}

TEST_CASE("a rate that is required holds, fails, or is not decided") {
    const std::string rules = "reliability = [{ min = 90, over_km2 = 5 }, { min = 60, over_km2 = 1 }]\n";
    const TestedWorld world(Records().add(60, 1.5, 0.5, true).add(20, 1.5, 1.5, false));
    const Answer answer = answer_of(world, kClaims + kTests + rules);
    CHECK(answer.of("required_pct", "A1", "CL") == "60.00");
    CHECK(answer.of("verdict", "A1", "CL") == "holds");  // 75 %, 64.5 to 83.2
    CHECK(answer.of("required_pct", "all", "CL") == "90.00");
    CHECK(answer.of("verdict", "all", "CL") == "does_not_hold");
}

TEST_CASE("on the border of a claim, in another situation, or where no map speaks, tests stand apart") {
    const std::string here = "2024-12-31,outdoors,", there = "2024-12-31,indoors,0";
    const TestedWorld world(Records()
                                .add(5, 1.97, 0.5, true, "A", here + "50")
                                .add(6, 1.93, 0.5, true, "A", here + "50")
                                .add(7, 0.98, 0.5, true, "A", here + "30")
                                .add(8, 1.5, 0.5, true, "A", there));
    const Answer answer = answer_of(world, kClaims + kTests);
    CHECK(answer.of("tests", "A1", "CL", "edge") == "5");
    CHECK(answer.of("tests", "A1", "CL") == "13");
    CHECK(answer.of("tests", "A1", "TBC", "edge") == "7");
    CHECK(answer.row("A1", "TBC") == nullptr);
    REQUIRE(answer.row("A1", "CL", "yes", "indoors") != nullptr);
    CHECK(answer.cell(*answer.row("A1", "CL", "yes", "indoors"), "tests") == "8");
    const Answer partly =
        answer_of(world, SmallWorld::supply_in_levels("a.geojson", "extent = { departement = [\"B\"] }\n") + kTests);
    // What a map shows beyond its extent is claimed; east of the border, in B, it speaks, and shows nothing.
    CHECK(partly.of("tests", "A1", "CL") == "13");
    CHECK(partly.of("tests", "A1", "CL", "edge") == "5");
}

TEST_CASE("tests that cannot be held against a claim are counted by code") {
    const TestedWorld world(Records()
                                .add(6, 0.5, 0.5, true)
                                .add(2, 9, 9, true)
                                .add(3, 0.5, 0.5, true, "Z")
                                .add(4, 0.5, 0.5, true, "A", "2023-12-30,outdoors,0")
                                .add(1, 0.5, 0.5, true, "A", "2025-12-31,outdoors,0"));
    const Answer answer = answer_of(world, kClaims + kTests);
    CHECK(answer.of("tests", "A1", "CL") == "7");
    CHECK(answer.says("defect test-outside: 2 in tests.csv"));
    CHECK(answer.says("defect test-operator-unknown: 3 in tests.csv"));
    CHECK(answer.says("defect test-other-date: 4 in tests.csv"));
    CHECK(answer_of(world, kClaims + kTests + "months = 0\n").of("tests", "A1", "CL") == "11");
    const Answer elsewhere = answer_of(world, kClaims + kTests + "extent = { departement = [\"B\"] }\n");
    CHECK(elsewhere.says("defect test-outside: 16 in tests.csv"));
    CHECK(elsewhere.says("warning: measurement «tests»: none of its records is a test in what is published"));
}

TEST_CASE("squares are named by their corner, and few tests stay hidden in every file of the run") {
    const TestedWorld world(Records().add(6, 0.5, 0.5, true).add(4, 1.5, 0.5, true).add(7, 1.5, 1.5, true));
    const Answer answer = answer_of(world, kClaims + kTests + "squares_m = 1000\n");
    CHECK(answer.of("tests", "CRS3035RES1000mN2501000E3001000", "CL") == "7");
    CHECK(answer.of("secret", "CRS3035RES1000mN2500000E3001000", "CL") == "true");
    CHECK(answer.of("tests", "CRS3035RES1000mN2500000E3001000", "CL").empty());
    CHECK(answer.of("secret", "CRS3035RES1000mN2500000E3000000", "CL") == "true");  // the smallest other one
    CHECK(answer.of("area_km2", "CRS3035RES1000mN2501000E3001000", "CL") == "1");
    CHECK(answer.of("tests", "A1", "CL") == "17");
}

TEST_CASE("squares whose tests contradict the map are a zone with an outline, in a colour of its own") {
    const TestedWorld world(
        Records().add(40, 1.5, 0.5, false).add(40, 1.5, 1.5, false).add(40, 0.5, 0.5, true).add(40, 0.5, 1.5, true));
    const Answer answer = answer_of(world, kClaims + kTests + "squares_m = 1000\nreliability = { min = 90 }\n" +
                                               "[output]\nformats = [\"csv\", \"geojson\", \"gpkg\", \"pmtiles\"]\n");
    const CsvFile zones = test::read_csv(answer.folder + "/measurement_tests_zones.csv");
    REQUIRE(zones.rows.size() == 1);
    CHECK(zones.at(0, "id") == "A.4G.CL.CRS3035RES1000mN2500000E3001000");
    CHECK(zones.at(0, "area_km2") == "2");
    CHECK(zones.at(0, "success_pct") == "0.00");
    const auto text_of = [&](const std::string& folder, const char* file) {
        std::ifstream in(folder + "/" + file);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    CHECK_THAT(text_of(answer.folder, "measurement_tests_zones.geojson"),
               Contains("Polygon") && Contains("Measured, not claimed") && !Contains("not measured"));
    CHECK_THAT(text_of(answer.folder, "measurement_tests_zones.qml"), Contains("209,0,209,255"));
    const Answer again = answer_of(world, kClaims + "[output]\nformats = [\"csv\", \"geojson\"]\n", answer.folder);
    CHECK(test::read_csv(again.folder + "/measurement_tests_zones.csv").rows == zones.rows);
    CHECK(text_of(again.folder, "measurement_tests_zones.geojson") == text_of(answer.folder, "measurement_tests_zones.geojson"));
}

TEST_CASE(
    "a run that is asked again has the same tests, and another rule gives another verdict; of another part, its territories") {
    const TestedWorld world(Records().add(30, 1.5, 0.5, true).add(30, 3.5, 0.5, false));
    const std::string rule = "reliability = { min = 50 }\n";
    const Answer answer = answer_of(world, kClaims + kTests + rule);
    const Answer again = answer_of(world, kClaims + kTests + rule, answer.folder);
    CHECK(again.table.rows == answer.table.rows);
    CHECK(again.of("verdict", "A1", "CL") == "holds");
    const Answer stricter = answer_of(world, kClaims + kTests + "reliability = { min = 98 }\n", answer.folder);
    CHECK(stricter.of("verdict", "A1", "CL") == "not_decided");
    const Answer silent = answer_of(world, kClaims, answer.folder);
    CHECK(silent.table.rows == answer.table.rows);
    const Answer part = answer_of(world, "[only]\ndepartement = [\"A\"]\n" + kClaims + kTests + rule, answer.folder);
    CHECK(part.of("tests", "A1", "CL") == "30");
    CHECK(part.row("all", "CL") == nullptr);
    CHECK(part.row("B1", "", "no") == nullptr);
    CHECK_THROWS_WITH(
        answer_of(world, kClaims + "[[measurement]]\nname = \"others\"" + kTests.substr(kTests.find("\nsource")), answer.folder),
        Contains("has no measurement «others»"));
}

TEST_CASE("coarse positions stand beside the claims, and are judged by none") {
    const TestedWorld world{Records()};
    const auto answer = [&](const std::string& last) {
        std::string text = "id,op,x,y,ok\n";
        for (int t = 0; t < 24; ++t) text += std::to_string(t) + ",A,-6.66,44.2" + (t % 2 == 0 ? "8" : "9") + ",yes\n";
        world.folder.file("tests.csv", text + last);
        return answer_of(world,
                         kClaims +
                             "[[measurement]]\nname = \"tests\"\nsource = \"tests.csv\"\ntechnology = \"4G\"\n"
                             "situation = \"outdoors\"\npublish_min = { tests = 1, devices = 0 }\nreliability = { min = 50 }\n"
                             "columns = { id = \"id\", x = \"x\", y = \"y\", operator = \"op\", success = \"ok\" }\n");
    };
    const Answer coarse = answer("");
    CHECK(coarse.says("warning: measurement «tests»: all its positions are of whole hundredths of a degree"));
    CHECK(coarse.of("tests", "A1", "", "") == "24");
    CHECK(coarse.of("successes", "A1", "", "") == "24");
    CHECK(coarse.of("verdict", "A1", "", "").empty());
    CHECK(coarse.of("success_lo", "A1", "", "").empty());
    const Answer exact = answer("24,A,-6.6612,44.2812,yes\n");
    CHECK(exact.of("tests", "A1", "CL") == "25");
    CHECK(exact.of("verdict", "A1", "CL") == "too_few");  // one square, no day
}

TEST_CASE("a demand of polygons has no place for tests") {
    const TestedWorld world(Records().add(1, 0.5, 0.5, true));
    world.folder.file(
        "hexagons.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"T":5},"geometry":)"
        R"({"type":"Polygon","coordinates":[[[3000000,2500000],[3001000,2500000],[3001000,2501000],[3000000,2500000]]]}}]})");
    model::Job job = world.job(kClaims + kTests);
    job.demand = {};
    job.demand.source.given = "hexagons.geojson";
    job.demand.source.files = {world.folder.path("hexagons.geojson")};
    job.demand.source.crs = "EPSG:3035";
    job.demand.format = "polygons";
    job.demand.attributes = {{"population", "T", {}, ""}};
    CHECK_THROWS_WITH(test::run_into(job, world.folder.path("out")), Contains("tests and cells need to know where people live"));
}
