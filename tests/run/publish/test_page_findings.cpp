// What the page knows of who is left behind, of help, of lines and of tests, against the CSVs.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "run/reuse/open_page.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

class PageOf {
public:
    explicit PageOf(const std::string& job) {
        fs::copy(test::sample_run(job), m_folder.path("run"), fs::copy_options::recursive);
        std::ofstream(m_folder.path("run") + "/tiles.pmtiles") << "tiles";
        fs::create_directory(m_folder.path("page"));
        test::Quiet quiet;
        m_at = run::open_page({m_folder.path("run"), {}, 2}, m_folder.path("page"), quiet);
    }
    [[nodiscard]] json read(const std::string& name) const { return json::parse(test::bytes_of(m_at + "/" + name)); }
    [[nodiscard]] const std::string& at() const { return m_at; }

private:
    test::TempFolder m_folder;
    std::string m_at;
};

std::size_t position_of(const json& columns, const std::string& name) {
    for (std::size_t c = 0; c < columns.size(); ++c)
        if (columns[c]["name"] == name) return c;
    throw std::out_of_range(name);
}

/// A value as a CSV has it, but for the zeros at the end of numbers.
std::string text_of(const json& value) {
    if (value.is_null()) return "";
    return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

TEST_CASE("the page knows what the set «inclusion» made, by whom it is ranked, and how far near is") {
    const PageOf page("job_help.toml");
    const json head = page.read("page.json");
    CHECK(head["left_behind"] == json{{"both", "included"},
                                      {"covered", "any_4g"},
                                      {"near", "near_help"},
                                      {"access", "help"},
                                      {"technology", "5 KM"},
                                      {"attribute", "seniors"},
                                      {"zones", "left_behind"}});
    REQUIRE(head["access"].size() == 2);
    CHECK(head["access"][0]["label"]["en"] == "Digital help");
    CHECK(head["access"][0]["bands"][1] == json{{"km", 5.0}, {"technology", "5 KM"}});
    CHECK(head["access"][1]["name"] == "town_hall");
    for (const json& service : head["services"]) CHECK(service["kind"] == "mobile");
    CHECK(head["lines"].empty());
    CHECK(head["measurements"].empty());
    // What the panel shows of a commune stands in the same rows as everything else.
    const json columns = head["columns"]["commune"];
    for (const char* name : {"help_mean_km", "help_median_km", "help_p90_km", "help_km_unk", "included_seniors_not"})
        CHECK(position_of(columns, name) > 0);
    for (const auto& file : fs::directory_iterator(page.at() + "/tables/commune"))
        CHECK_FALSE(page.read("tables/commune/" + file.path().filename().string()).contains("tests"));
}

TEST_CASE("a run without such a question has no view of those left behind") {
    const PageOf page("job_roads.toml");
    const json head = page.read("page.json");
    CHECK(head["left_behind"].is_null());
    CHECK(head["access"].empty());
    REQUIRE(head["lines"].size() == 1);
    CHECK(head["lines"][0]["layer"] == "lines_roads_stretches");
    CHECK(head["lines"][0]["fails"] == json{"any_4g", "all_4g"});
    CHECK(head["lines"][0]["rows"] ==
          test::read_csv(test::sample_run("job_roads.toml") + "/lines_roads_stretches.csv").rows.size());
    CHECK(position_of(head["columns"]["lines_roads_stretches"], "length_km") > 0);
}

TEST_CASE("the tests of each territory are the rows of the measurement's table") {
    const PageOf page("job_measurement.toml");
    const json head = page.read("page.json");
    REQUIRE(head["measurements"].size() == 1);
    const json& entry = head["measurements"][0];
    CHECK(entry["table"] == "measurement_tests");
    CHECK(entry["layer"] == "measurement_tests_zones");
    CHECK(entry["zones"] == 2);
    CHECK(entry["situation"] == "outdoors");
    CHECK(entry["note"]["en"].get<std::string>().find("tests are no random sample") != std::string::npos);
    CHECK(head["legend"]["measured"]["colour"] == "#d100d1");
    const auto csv = test::read_csv(test::sample_run("job_measurement.toml") + "/measurement_tests.csv");
    const json columns = head["columns"]["measurement_tests"];
    REQUIRE(columns.size() == csv.columns.size());
    std::multiset<std::string> expected, found;
    for (std::size_t row = 0; row < csv.rows.size(); ++row)
        if (csv.at(row, "unit") == "commune") {
            std::string keys;
            for (const char* name : {"code", "operator", "technology", "level", "claimed", "situation", "tests", "verdict"})
                keys += csv.at(row, name) + "|";
            expected.insert(keys);
        }
    for (const auto& file : fs::directory_iterator(page.at() + "/tables/commune")) {
        const json piece = page.read("tables/commune/" + file.path().filename().string());
        std::set<std::string> codes;
        for (const json& row : piece["rows"]) codes.insert(row[0]);
        for (const json& row : piece["tests"]["measurement_tests"]) {
            CHECK(codes.contains(row[position_of(columns, "code")]));
            std::string keys;
            for (const char* name : {"code", "operator", "technology", "level", "claimed", "situation", "tests", "verdict"})
                keys += text_of(row[position_of(columns, name)]) + "|";
            found.insert(keys);
        }
    }
    CHECK(expected.size() == 125);
    CHECK(found == expected);
}
