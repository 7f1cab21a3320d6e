// Fixed and mobile together on the sample's premises, against what is known by construction (data/maker/truth_premises.py).
#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "support/temp_folder.hpp"

using namespace covmap;

namespace {

constexpr double kPeopleTolerance = 0.002;  // roundings of the truth's own shares

const std::map<std::string, std::string> kSuffix = {{"met", ""}, {"not", "_not"}, {"unknown", "_unk"}};

double number(const std::string& text) { return text.empty() ? 0.0 : std::stod(text); }

/// Compares each (commune, subject, state) of the truth; `columns`: subject -> indicator. Gives how many figures were compared.
int compare(const test::CsvFile& truth, const test::CsvFile& found, const std::map<std::string, std::string>& columns,
            bool people) {
    std::map<std::vector<std::string>, std::size_t> rows;
    for (std::size_t r = 0; r < truth.rows.size(); ++r)
        rows[{truth.at(r, "code"), truth.at(r, "subject"), truth.at(r, "state")}] = r;
    int compared = 0;
    for (std::size_t r = 0; r < found.rows.size(); ++r)
        for (const auto& [subject, indicator] : columns)
            for (const auto& [state, suffix] : kSuffix) {
                const std::string code = found.at(r, "code");
                if (!rows.contains({code, "total", ""})) continue;  // spoiled on purpose, or without premises
                const auto row = rows.find({code, subject, state});
                CAPTURE(code, subject, state);
                const std::string dwellings = row == rows.end() ? "0" : truth.at(row->second, "dwellings");
                CHECK(number(found.at(r, indicator + "_dwellings" + suffix)) == number(dwellings));
                ++compared;
                if (!people || row == rows.end() || truth.at(row->second, "population").empty()) continue;
                CHECK(std::abs(number(found.at(r, indicator + "_population" + suffix)) -
                               number(truth.at(row->second, "population"))) < kPeopleTolerance);
                CHECK(std::abs(number(found.at(r, indicator + "_seniors" + suffix)) - number(truth.at(row->second, "seniors"))) <
                      kPeopleTolerance);
                compared += 2;
            }
    return compared;
}

}  // namespace

TEST_CASE("dwellings, and the people of squares that live in them, have the offers known by construction, in Arcep's shape") {
    const test::TempFolder folder;
    test::run_into(test::sample_job("job_premises.toml"), folder.path("out"));
    const auto truth = test::read_csv(test::project_path("data/sample/truth_premises.csv"));
    const auto communes = test::read_csv(folder.path("out/commune.csv"));
    CHECK(compare(truth, communes,
                  {{"any_4g", "any_4g"},
                   {"good_4g_two", "good_4g_two"},
                   {"wired_8", "wired_8"},
                   {"wired_30", "wired_30"},
                   {"wired_1000", "wired_1000"},
                   {"terrestrial_30", "ground_30"},
                   {"any_30", "fixed_30"},
                   {"4g_and_30", "connected"},
                   {"no_4g_no_30", "left_aside"}},
                  true) > 1000);
}

TEST_CASE("dwellings have the offers known by construction, in the FCC's shape") {
    const test::TempFolder folder;
    test::run_into(test::sample_job("job_fcc.toml"), folder.path("out"));
    const auto truth = test::read_csv(test::project_path("data/sample/truth_premises.csv"));
    const auto communes = test::read_csv(folder.path("out/commune.csv"));
    CHECK(compare(truth, communes,
                  {{"fcc_25_3", "ground_25_3"},
                   {"fcc_100_20", "ground_100_20"},
                   {"fcc_wired_100_20", "wired_100_20"},
                   {"fcc_any_100_20", "any_100_20"}},
                  false) > 300);
}

TEST_CASE("zones of a combined indicator hold all that it fails for, and come out the same from the cells") {
    const test::TempFolder folder;
    const model::Job job = test::sample_job("job_premises.toml");
    test::run_into(job, folder.path("out"));
    run::RunOptions from;
    from.from = folder.path("out");
    test::run_into(job, folder.path("again"), from);
    for (const char* file : {"zones_left_aside.csv", "zones_left_aside_communes.csv", "zones.covz"})
        CHECK(test::bytes_of(folder.path(std::string("out/") + file)) ==
              test::bytes_of(folder.path(std::string("again/") + file)));
    const auto zones = test::read_csv(folder.path("out/zones_left_aside.csv"));
    const auto all = test::read_csv(folder.path("out/all.csv"));
    std::int64_t people = 0;
    for (std::size_t r = 0; r < zones.rows.size(); ++r) people += test::decimal(zones.at(r, "population"));
    CHECK(people == test::decimal(all.of("all", "left_aside_population")));
    CHECK(people > 0);
}
