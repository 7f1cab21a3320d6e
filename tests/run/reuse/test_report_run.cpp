// Sheets of the sample: their figures are those of the run's CSVs.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "core/error.hpp"
#include "run/reuse/report_run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"
#include "run/support/small_world.hpp"

using namespace covmap;
using Catch::Contains;

namespace {

std::string sheet_of(const std::string& folder, const std::string& territory, const std::string& language = "en",
                     const std::string& unit = "") {
    test::Quiet quiet;
    return run::make_report(folder, {territory, unit, language, 1}, quiet).html;
}

std::string fault_of(const std::string& territory, const std::string& unit = "") {
    try {
        (void)sheet_of(test::sample_run("job.toml"), territory, "en", unit);
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        return error.message();
    }
    FAIL("no error");
    return {};
}

/// «1,373» of «1372.875641».
std::string people(const std::string& published) {
    const double value = std::stod(published);
    const std::int64_t whole = value > 0 && value < 0.5 ? 1 : std::llround(value);
    std::string text = std::to_string(whole);
    if (text.size() > 3) text.insert(text.size() - 3, ",");
    return text;
}

}  // namespace

TEST_CASE("every indicator of a sheet has the figures of the published table") {
    const std::string& folder = test::sample_run("job.toml");
    for (const auto& [unit, code] : std::vector<std::pair<std::string, std::string>>{
             {"commune", "0A027"}, {"commune", "00103"}, {"departement", "0A"}, {"all", "all"}}) {
        const test::CsvFile table = test::read_csv(folder + "/" + unit + ".csv");
        const std::string html = sheet_of(folder, code, "en", unit);
        for (const char* indicator : {"any_4g", "good_4g_two", "all_4g", "voice", "fast_5g", "nobody_4g", "soon_5g"}) {
            const std::string base = std::string(indicator) + "_population";
            INFO(code << " " << base);
            CHECK_THAT(html, Contains("<td class=\"n\">" + people(table.of(code, base)) + "</td><td class=\"n\">" +
                                      people(table.of(code, base + "_not")) + "</td><td class=\"n\">" +
                                      people(table.of(code, base + "_unk")) + "</td>"));
        }
    }
}

TEST_CASE("the zones of a commune's sheet are its parts of the run's zones") {
    const std::string& folder = test::sample_run("job.toml");
    const test::CsvFile zones = test::read_csv(folder + "/zones_no_4g.csv"),
                        parts = test::read_csv(folder + "/zones_no_4g_communes.csv");
    const std::string html = sheet_of(folder, "0A027");
    std::size_t found = 0;
    for (std::size_t row = 0; row < parts.rows.size(); ++row) {
        if (parts.at(row, "code") != "0A027" || parts.at(row, "zone").empty()) continue;
        ++found;
        const std::size_t zone = zones.row_where({{"id", parts.at(row, "zone")}});
        CHECK_THAT(html,
                   Contains("<td>" + zones.at(zone, "name") + "</td><td class=\"n\">" + people(parts.at(row, "population"))));
    }
    CHECK(found > 0);
    CHECK_THAT(html, Contains("id=\"map1-title\"") && Contains("url(#map1-hatch)"));
}

TEST_CASE("a parent's sheet lists each of its communes once") {
    const std::string& folder = test::sample_run("job.toml");
    const test::CsvFile communes = test::read_csv(folder + "/commune.csv");
    const std::string html = sheet_of(folder, "Hautes-Brumes");
    for (std::size_t row = 0; row < communes.rows.size(); ++row) {
        const bool member = html.find("<th scope=\"row\">" + communes.at(row, "code") + "</th>") != std::string::npos;
        CHECK(member == (communes.at(row, "departement") == "00"));
    }
}

TEST_CASE("a whole name will do where only one has it, and a sheet is the same bytes by name and by code") {
    const std::string& folder = test::sample_run("job.toml");
    CHECK(sheet_of(folder, "Saint-Ys") == sheet_of(folder, "0A027"));
}

TEST_CASE("a territory that is not there is named with the nearest, and several are listed") {
    CHECK_THAT(fault_of("0A072"), Contains("has no territory «0A072»; did you mean commune 0A0"));
    CHECK_THAT(fault_of("saint-y"), Contains("commune 0A027 (Saint-Ys)"));
    CHECK_THAT(fault_of("0A027", "departement"), Contains("has no territory «0A027»"));
    CHECK_THAT(fault_of("0A027", "canton"),
               Contains("has no unit «canton»; its units are commune, epci, departement, region, all"));
}

TEST_CASE("without maps and cells a sheet says what it lacks") {
    const test::TempFolder folder;
    test::run_into(test::sample_job("job.toml", {"output.formats=[\"csv\"]"}), folder.path("run"));
    CHECK_THAT(sheet_of(folder.path("run"), "0A027"), Contains("<figure") && !Contains("The run no longer has"));
    std::filesystem::remove(folder.path("run/cells.covc"));
    std::filesystem::remove(folder.path("run/outlines.covo"));
    const std::string html = sheet_of(folder.path("run"), "0A027");
    CHECK_THAT(html, Contains("The run no longer has: its squares") && Contains("The run no longer has: its outlines") &&
                         !Contains("<figure"));
}
