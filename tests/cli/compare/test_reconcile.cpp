// covmap reconcile on a run of the sample, as a user types it.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/run_program.hpp"
#include "support/paths.hpp"

using Catch::Contains;
using covmap::test::Ran;
using covmap::test::run_covmap;
using covmap::test::TemporaryFolder;

namespace {

const std::string kHeader =
    "\"techno\";\"mcc_mnc\";\"commune\";\"couv_nc\";\"couv_cl\";\"couv_bc\";\"couv_tbc\";\"pop_nc\";\"pop_cl\";\"pop_bc\";\"pop_"
    "tbc\"\n";
/// Boréal covers all of 00102 by 2G3G and nothing of it by 4G (data/sample/truth.csv); BOR is its alias.
const std::string kRight = kHeader +
                           "\"2G3G\";99902;\"00102\";0.00;100.00;0.00;0.00;0.00;100.00;0.00;0.00\n"
                           "\"4G\";BOR;\"00102\";100.00;0.00;0.00;0.00;100.00;0.00;0.00;0.00\n";
const std::string kWrong = kHeader +
                           "\"2G3G\";99902;\"00102\";0.00;100.00;0.00;0.00;12.50;87.50;0.00;0.00\n"
                           "\"4G\";99902;\"00102\";100.00;0.00;0.00;0.00;100.00;0.00;0.00;0.00\n"
                           "\"5G\";99902;\"00102\";100.00;0.00;0.00;0.00;100.00;0.00;0.00;0.00\n"
                           "\"4G\";99902;\"00999\";100.00;0.00;0.00;0.00;100.00;0.00;0.00;0.00\n";

struct Sample {
    TemporaryFolder folder;
    std::string run = folder.file("run"), right = folder.write("2024T4_op_communes.csv", kRight),
                wrong = folder.write("wrong.csv", kWrong);
    Sample() {
        REQUIRE(run_covmap("run " + covmap::test::source_dir() + "/data/sample/job.toml --progress none -o " + run).code == 0);
    }
};

const Sample& sample() {
    static const Sample made;
    return made;
}

Ran reconcile(const std::string& arguments) { return run_covmap("reconcile " + sample().run + " " + arguments); }

}  // namespace

TEST_CASE("a reference that says what the run says is exit code 0, in every format") {
    const Ran table = reconcile(sample().right);
    INFO(table.out);
    CHECK(table.code == 0);
    CHECK(table.err.empty());
    CHECK_THAT(table.out, Contains("(arcep-op-communes, commune, 2024-12-31), against population") &&
                              Contains("2 compared: 2 within, 0 beyond") && Contains("99902 Boréal  2G3G") &&
                              Contains("0.00|0.00  100.00|100.00") && Catch::EndsWith("\nall within 1 point\n"));
    for (const std::string format : {"json", "csv"}) {
        INFO(format);
        const Ran ran = reconcile(sample().right + " --format-out " + format);
        CHECK(ran.code == 0);
        CHECK(ran.err.empty());
    }
}

TEST_CASE("a gap beyond --points is exit code 1, with both values, the people and the cause") {
    const Ran table = reconcile(sample().wrong);
    INFO(table.out);
    CHECK(table.code == 1);
    CHECK_THAT(table.out, Contains("2 compared: 1 within, 1 beyond; gaps: mean 6.25, median 6.25, worst 12.50") &&
                              Contains("Likely causes: population base 1") &&
                              Contains("Not compared, technology missing in the run (unknown, not 0): 1 (00102 99902 5G)") &&
                              Contains("Not compared, code only in the reference: 1 (00999)") &&
                              Contains("Not compared, code only in the run: 41 (") &&
                              Contains("pop_nc  0.00      12.50  -12.50          38  population base") &&
                              Catch::EndsWith("\n1 of 2 beyond 1 point\n"));
    CHECK(reconcile(sample().wrong + " --points 12.5").code == 0);
    CHECK(reconcile(sample().wrong + " -x 12.4").code == 1);
    CHECK_THAT(reconcile(sample().right + " " + sample().wrong).out, Catch::EndsWith("\n1 of 4 beyond 1 point\n"));
}

TEST_CASE("CSV has a line each row beyond and each code of one side; JSON has every figure as exact text") {
    const Ran csv = reconcile(sample().wrong + " --format-out csv");
    CHECK_THAT(
        csv.out,
        Catch::StartsWith(
            "reference,unit,code,name,operator,technology,level,status,figure,run,run_hi,published,published_hi,gap,people,"
            "unknown,cause,hint\n") &&
            Contains(",commune,00102,Saint-Écume,99902,2G3G,,beyond,pop_nc,0,0,12.5,12.5,-12.5,") &&
            Contains(",commune,00999,,,,,not compared,,,,,,,,,code only in the reference,\n"));
    CHECK_THAT(csv.out, !Contains(",within,"));
    CHECK_THAT(reconcile(sample().wrong + " --format-out csv --all").out, Contains(",99902,4G,,within,"));
    const auto report = nlohmann::json::parse(reconcile(sample().wrong + " --format-out json").out);
    CHECK(report["format"] == "covmap-reconcile");
    CHECK(report["points"] == "1");
    const auto& found = report["references"][0];
    CHECK(found["beyond"] == 1);
    CHECK(found["causes"]["population base"] == 1);
    CHECK(found["rows_beyond"][0]["figures"].size() == 10);
    CHECK(found["rows_beyond"][0]["figures"][0]["reference"] == "12.5");
    CHECK(found["together"][0]["operator_name"] == "Boréal");
}

TEST_CASE("a reference of another year than the run's claims gets a note") {
    const Ran ran = reconcile(sample().folder.write("2019T1_op_communes.csv", kRight));
    CHECK(ran.code == 0);
    CHECK_THAT(ran.out, Contains("Note: the reference is of 2019-03-31, the newest claim of the run of 2024-12-31\n"));
    CHECK_THAT(reconcile(sample().right).out, !Contains("Note:"));
}

TEST_CASE("reconcile -o writes the report to a file, replacing an earlier one") {
    const TemporaryFolder folder;
    const std::string file = folder.write("gaps.csv", "old");
    const Ran ran = reconcile(sample().wrong + " --format-out csv -o " + file);
    CHECK(ran.code == 1);
    CHECK(ran.out.empty());
    CHECK_THAT(folder.read("gaps.csv"), Catch::StartsWith("reference,unit,"));
    const Ran nowhere = reconcile(sample().wrong + " -o " + folder.file("none/gaps.csv"));
    CHECK(nowhere.code == 3);
    CHECK_THAT(nowhere.err, Contains("see that its folder exists, or choose another place with -o"));
}

TEST_CASE("a bad command line of reconcile is exit code 2") {
    for (const std::string& arguments : std::vector<std::string>{
             "", "--points x " + sample().right, "--points -1 " + sample().right, "--points 101 " + sample().right,
             "--format arcep " + sample().right, "--medium air " + sample().right, "--attribute cows " + sample().right,
             "--format-out xml " + sample().right}) {
        INFO(arguments);
        const Ran ran = reconcile(arguments);
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
    }
}

TEST_CASE("what cannot be compared is exit code 3") {
    const TemporaryFolder folder;
    const Ran no_run = run_covmap("reconcile " + folder.file("none") + " " + sample().right);
    CHECK(no_run.code == 3);
    CHECK_THAT(no_run.err, Contains("holds no tally.covt; give the folder of a run"));
    const Ran no_table = reconcile(folder.write("x.csv", "a,b\n1,2\n"));
    CHECK(no_table.code == 3);
    CHECK_THAT(no_table.err, Contains("is none of the published statistics that are known"));
    CHECK(reconcile(folder.file("missing.csv")).code == 3);
    CHECK_THAT(reconcile(sample().right + " --by canton").err,
               Contains("name one of its units with --by: commune, epci, departement, region, all"));
    const Ran nothing = reconcile(folder.write("y.csv", kHeader + "4G;20801;75056;0;0;0;100;0;0;0;100\n"));
    CHECK(nothing.code == 3);
    CHECK_THAT(nothing.out,
               Contains("Not compared, outside the run: 1 (75056)") && Catch::EndsWith("\nnothing could be compared\n"));
}
