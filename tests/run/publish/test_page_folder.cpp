// The page of the sample, against its CSVs.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "export/page/page.hpp"
#include "run/publish/page_folder.hpp"
#include "run/reuse/open_page.hpp"
#include "run/reuse/open_run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// A copy of the sample's run with tiles beside it.
void copy_run(const std::string& to) {
    fs::copy(test::sample_run("job.toml"), to, fs::copy_options::recursive);
    std::ofstream(to + "/tiles.pmtiles") << "tiles";
}

struct SamplePage {
    test::TempFolder folder;
    std::string at;
    explicit SamplePage(const std::string& compare = {}) {
        copy_run(folder.path("run"));
        fs::create_directory(folder.path("page"));
        test::Quiet quiet;
        at = run::open_page({folder.path("run"), compare, 2}, folder.path("page"), quiet);
    }
    [[nodiscard]] json read(const std::string& name) const { return json::parse(test::bytes_of(at + "/" + name)); }
};

/// The text of each value of a row, as in a CSV. Texts, numbers, true, false and null alone stand in a row.
std::vector<std::string> fields(const std::string& row) {
    std::vector<std::string> out;
    std::size_t at = 1;
    for (bool more = true; more; more = row[at - 1] == ',') {
        if (row[at] == '"') {
            std::size_t end = at + 1;
            while (row[end] != '"') end += row[end] == '\\' ? 2 : 1;
            out.push_back(json::parse(row.substr(at, end + 1 - at)).get<std::string>());
            at = end + 2;
        } else {
            const std::size_t end = row.find_first_of(",]", at);
            const std::string text = row.substr(at, end - at);
            out.push_back(text == "null" ? "" : text);
            at = end + 1;
        }
    }
    return out;
}

/// The rows of the first list of a file: one a line.
std::vector<std::vector<std::string>> rows_of(const std::string& path) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream text(test::bytes_of(path));
    std::string line;
    std::getline(text, line);
    while (std::getline(text, line) && line.starts_with("[")) {
        const bool last = line.ends_with("]],");
        rows.push_back(fields(line));
        if (last) break;
    }
    return rows;
}

}  // namespace

TEST_CASE("the page's figures are the CSV's, digit for digit") {
    const SamplePage page;
    const auto csv = test::read_csv(test::sample_run("job.toml") + "/commune.csv");
    const json columns = page.read("page.json")["columns"]["commune"];
    REQUIRE(columns.size() == csv.columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c) CHECK(columns[c]["name"] == csv.columns[c]);
    std::size_t rows = 0;
    for (const auto& file : fs::directory_iterator(page.at + "/tables/commune"))
        for (const auto& row : rows_of(file.path().string())) {
            const auto& expected = csv.rows[csv.row_where({{"code", row[0]}})];
            CHECK(row == expected);
            CHECK(file.path().stem() == exports::file_name_of(expected[csv.position("epci")]));
            ++rows;
        }
    CHECK(rows == csv.rows.size());
    CHECK(rows_of(page.at + "/tables/region.json") == test::read_csv(test::sample_run("job.toml") + "/region.csv").rows);
}

TEST_CASE("the page lists units, zones and places of the sample, and each territory lies in its box") {
    const SamplePage page;
    const json head = page.read("page.json");
    CHECK(head["title"]["en"].get<std::string>().starts_with("no 4G from at least one operator: "));
    CHECK(head["units"].size() == 4);
    CHECK(head["zones"].size() == 2);
    CHECK(head["places"][0]["name"] == "mairies");
    CHECK(head["indicators"][1]["definition"]["fr"] ==
          "données, 4G ou mieux, niveau BC ou mieux, d'au moins 2 opérateurs (selon les opérateurs ; une couche sans niveau "
          "compte comme CL)");
    CHECK(head["population_source"] == "Squares of Brume, 1 km, The covmap sample, 2024-01-01");
    const json bounds = head["bounds"], search = page.read("search.json");
    CHECK(search["rows"].size() == test::read_csv(test::sample_run("job.toml") + "/commune.csv").rows.size());
    for (const json& row : search["rows"]) {
        const double lon = row[3], lat = row[4], w = row[5], s = row[6], e = row[7], n = row[8];
        CHECK((w < lon && lon < e && s < lat && lat < n));
        CHECK((bounds[0] <= w && bounds[1] <= s && e <= bounds[2] && n <= bounds[3]));
    }
    const json zones = page.read("zones/no_4g.json");
    const auto parts = test::read_csv(test::sample_run("job.toml") + "/zones_no_4g_communes.csv");
    std::size_t reached = 0;
    for (const auto& [code, ranks] : zones["territories"].items()) reached += ranks.size();
    CHECK(reached == static_cast<std::size_t>(std::count_if(parts.rows.begin(), parts.rows.end(), [&](const auto& row) {
              return !row[parts.position("zone")].empty();
          })));
    CHECK(head["zones"][0]["rows"] == zones["box"].size());
    CHECK(fs::file_size(page.at + "/tiles.pmtiles") == 5);
}

TEST_CASE("a page is the same, byte for byte, whatever the threads") {
    const SamplePage page;
    test::Quiet quiet;
    const std::string again = page.folder.path("again");
    fs::create_directory(again);
    run::open_page({page.folder.path("run"), "", 1}, again, quiet);
    for (const auto& entry : fs::recursive_directory_iterator(page.at)) {
        if (!entry.is_regular_file()) continue;
        const fs::path name = entry.path().lexically_relative(page.at);
        INFO(name);
        CHECK(test::bytes_of(entry.path().string()) == test::bytes_of(again + "/" + name.string()));
    }
}

TEST_CASE("people may be compared with a run of the same demand and territories") {
    const SamplePage page(test::sample_run("job.toml"));
    const json head = page.read("page.json");
    CHECK(head["compare"]["same_people"] == true);
    CHECK(head["compare"]["name"] == "brume-2025");
    for (const char* file : {"tables/region.json", "tables/all.json"})
        CHECK(test::bytes_of(page.at + "/compare/" + file) == test::bytes_of(page.at + "/" + file));
}

TEST_CASE("of another job's run the tables have this run's columns, empty where it has none") {
    const SamplePage page(test::sample_run("job_sites.toml"));
    const json head = page.read("page.json"), other = page.read("compare/tables/all.json");
    REQUIRE(other["rows"].size() == 1);
    CHECK(other["rows"][0].size() == head["columns"]["all"].size());
    CHECK(other["rows"][0][0] == "all");
}

TEST_CASE("a run with html/ is served from there, as it is") {
    const test::TempFolder folder;
    fs::create_directories(folder.path("run/html"));
    std::ofstream(folder.path("run/html/index.html")) << "x";
    test::Quiet quiet;
    CHECK(run::open_page({folder.path("run"), "", 1}, folder.path(), quiet) == folder.path("run/html"));
}

TEST_CASE("a run without tiles and without cells says what to do") {
    const test::TempFolder folder;
    const std::string run = folder.path("run");
    fs::copy(test::sample_run("job.toml"), run, fs::copy_options::recursive);
    fs::remove(run + "/cells.covc");
    test::Quiet quiet;
    CHECK_THROWS_WITH(run::open_page({run, "", 1}, folder.path(), quiet),
                      Catch::Contains("add ") && Catch::Contains("run that again"));
}
