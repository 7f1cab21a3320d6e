// What stands on the terminal at the end of a run.
#include <catch2/catch.hpp>
#include <sstream>

#include "cli/aligned.hpp"
#include "cli/run_program.hpp"
#include "cli/summary.hpp"

using namespace covmap;
using Catch::Contains;
using test::run_covmap;
using test::TemporaryFolder;

namespace {

constexpr std::int64_t kPerson = 1'000'000;

run::RunSummary four_villages() {
    run::RunSummary summary;
    summary.folder = "out/four";
    summary.files = {"all.csv", "cells.covc", "manifest.json"};
    model::Digest& digest = summary.digest;
    digest.job_name = "four";
    digest.counted = "population";
    digest.has_people = true;
    digest.noun = {"personnes", "people"};
    digest.people = 12345 * kPerson;
    digest.territories = 4;
    digest.unit = {"commune", "commune"};
    digest.units = {"communes", "communes"};
    model::DigestIndicator& indicator = digest.indicators.emplace_back();
    indicator.name = "any_4g";
    indicator.label = {"4G d'un opérateur", "4G from an operator"};
    indicator.nature = {"selon les opérateurs", "as claimed by operators"};
    indicator.date = "2024-12-31";
    indicator.whole = {11'111 * kPerson, 1'212 * kPerson, 22 * kPerson, 9000, 8900, 9100};
    indicator.lacking = 1'212 * kPerson;
    indicator.unknown_share = 18;
    indicator.places = 2;
    indicator.worst = {{"01", "Albas", "", 1'200 * kPerson, 8333}, {"02", "Bach", "", 12 * kPerson, 10000}};
    digest.far_off = 1;
    digest.compared = 4;
    digest.largest_gaps = {{"03", "Cras", 500 * kPerson, 600 * kPerson, -1667}};
    summary.accounts = {{"population : dedans 1", "population: inside 1"}};
    summary.lines = {"note: a note", "defect ring-empty: 2 in a.gpkg", "defect land-unknown: 30 in b.csv", "warning: look here"};
    return summary;
}

}  // namespace

TEST_CASE("a run ends with figures to quote, what to know by weight, its files in a line, and where to go on") {
    CHECK(cli::summary_text(four_villages(), {}) ==
          "four: 4 communes, 12,300 people\n"
          "as claimed by operators, 2024-12-31\n"
          "\n"
          "4G from an operator\n"
          "  90.00 % (89.00–91.00); 1,210 people without; unknown for 22\n"
          "  most in 2 communes: Albas 1,200 (83.3 %), Bach 12 (100 %)\n"
          "\n"
          "1 of 4 communes is over 10 % off their official figure: Cras 500 for 600\n"
          "population: inside 1\n"
          "warning: look here\n"
          "defect land-unknown: 30 in b.csv\n"
          "defect ring-empty: 2 in a.gpkg\n"
          "note: a note\n"
          "out/four: 3 files; --list names them\n"
          "next: covmap view out/four\n");
}

TEST_CASE("the summary speaks French, and lists its files where asked") {
    const std::string text = cli::summary_text(four_villages(), {"fr", {}, true});
    CHECK_THAT(text, Contains("four : 4 communes, 12\u202F300 personnes\nselon les opérateurs, 2024-12-31\n"));
    CHECK_THAT(text, Contains("90,00\u202F% (89,00–91,00) ; 1\u202F210 personnes sans ; inconnu pour 22\n"));
    CHECK_THAT(text, Contains("le plus dans 2 communes : Albas 1\u202F200 (83,3\u202F%)"));
    CHECK_THAT(text, Contains("population : dedans 1\n"));
    CHECK_THAT(text, Contains("3 fichiers\n  all.csv\n  cells.covc\n  manifest.json\nensuite : covmap view out/four\n"));
}

TEST_CASE("on a terminal of 80 columns no line is longer, and colour is there only where asked") {
    run::RunSummary summary = four_villages();
    for (int i = 0; i < 8; ++i)
        summary.digest.indicators.front().worst.push_back({"9", "Saint-Germain-du-Bel-Air", "", 11 * kPerson, 5000});
    summary.lines.push_back("warning: " + std::string(30, 'a') + " " + std::string(30, 'b') + " " + std::string(30, 'c'));
    std::istringstream plain(cli::summary_text(summary, {"en", {false, 80}, false}));
    for (std::string line; std::getline(plain, line);) CHECK(cli::text_width(line) <= 80);
    CHECK_THAT(cli::summary_text(summary, {"en", {true, 80}, false}), Contains("\033[1m4G from an operator\033[0m\n"));
    CHECK_THAT(cli::summary_text(summary, {"en", {false, 80}, false}), !Contains("\033"));
    CHECK_THAT(cli::summary_text(summary, {}),
               !Contains("11 (50 %), Saint-Germain-du-Bel-Air 11 (50 %), Saint-Germain-du-Bel-Air "
                         "11 (50 %), Saint-Germain-du-Bel-Air 11 (50 %)"));  // five at most
}

TEST_CASE("where a tenth or more is unknown the share known is told and nobody is ranked") {
    run::RunSummary summary = four_villages();
    summary.digest.indicators.front().unknown_share = 4000;
    const std::string text = cli::summary_text(summary, {});
    CHECK_THAT(text, Contains("; known for 60.00 %\n") && !Contains("Albas"));
}

TEST_CASE("run prints its summary to stdout, without escapes where that is no terminal; --list names the files") {
    const TemporaryFolder folder;
    const std::string job =
        "run " + test::source_dir() + "/data/sample/job.toml --progress none --set output.formats='[\"csv\"]'";
    const auto plain = run_covmap(job + " -o " + folder.file("a") + " --language en");
    CHECK(plain.code == 0);
    CHECK_THAT(plain.out, Contains("4G from at least one operator\n") &&
                              Contains("  91.74 % (88.83–94.94); 2,340 people without; unknown for 442\n") &&
                              Contains("  most in 12 communes: Saint-Ys 822 (100 %), ") &&
                              Contains("1 of 40 communes is over 10 % off") && !Contains("\033") && !Contains("  all.csv\n"));
    CHECK_THAT(plain.out, Catch::EndsWith("next: covmap view " + folder.file("a") + "\n"));
    const auto without_cells = run_covmap(job + " --set output.keep='\"none\"' -o " + folder.file("c"));
    CHECK_THAT(without_cells.out, Catch::EndsWith(folder.file("c") + " any_4g_population_pct\n"));
    const auto listed = run_covmap(job + " -o " + folder.file("b") + " --list --language fr");
    CHECK_THAT(listed.out, Contains("\n  all.csv\n") && Contains("personnes sans") && Contains("ensuite : "));
}
