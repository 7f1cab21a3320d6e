// The sample's numbers against truths known by construction (data/README.md): every row of truth.csv and truth_sites.csv.
#include <catch2/catch.hpp>

#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"

using namespace covmap;
using test::CsvFile;

namespace {

// Sides of communes and of claims are the same lines, written in different CRSs to 0.1 mm: they part by a quarter of a millimetre
// along some 20 km (GEOS finds the same slivers in the files). Beside the whole commune the slivers weigh less.
constexpr double kPeople = 0.001, kPeopleShare = 1e-6, kWholeArea_km2 = 1e-6, kArea_km2 = 5e-6;
// A disc is a 64-gon of its own area on the ellipsoid; the truth is that of a plane circle.
constexpr double kDisc = 0.001;

/// Where a truth's figures stand: table, row and columns.
struct Place {
    const CsvFile* table;
    std::size_t row;
    std::string population, seniors, area_km2;
};

std::vector<std::string> words(const std::string& text) {
    std::vector<std::string> result(1);
    for (const char c : text)
        if (c == ' ')
            result.emplace_back();
        else
            result.back() += c;
    return result;
}

struct Tables {
    CsvFile wide, operators, all, all_operators;
};

Place place_of(const Tables& tables, const std::string& code, const std::string& subject, const std::string& state) {
    const bool all = code == "all";
    const auto parts = words(subject);
    if (parts.size() == 3) {
        const CsvFile& table = all ? tables.all_operators : tables.operators;
        return {&table,
                table.row_where(
                    {{"code", code}, {"operator", parts[0]}, {"technology", parts[1]}, {"service", parts[2]}, {"level", state}}),
                "population", "seniors", "area_km2"};
    }
    const CsvFile& table = all ? tables.all : tables.wide;
    if (subject == "total") return {&table, table.row_where({{"code", code}}), "population", "seniors", "area_km2"};
    const std::string end = state == "met" ? "" : state == "not" ? "_not" : "_unk";
    return {&table, table.row_where({{"code", code}}), subject + "_population" + end, subject + "_seniors" + end,
            subject + "_area_km2" + end};
}

void compare(const std::string& what, const std::string& truth, const std::string& found, double tolerance) {
    if (truth.empty()) return;  // not known by construction, or nobody lives there
    INFO(what << ": truth " << truth << ", found " << found);
    REQUIRE_FALSE(found.empty());
    CHECK(std::abs(std::stod(truth) - std::stod(found)) <= tolerance);
}

void compare_people(const std::string& what, const std::string& truth, const std::string& found) {
    compare(what, truth, found, kPeople + kPeopleShare * (truth.empty() ? 0 : std::stod(truth)));
}

/// `unlevelled`: the level as which a layer without level is published, by the job's `no_level`.
std::size_t compare_with_truth(const std::string& job, const std::string& truth_file, const std::string& unlevelled) {
    const std::string& run = test::sample_run(job);
    const Tables tables{test::read_csv(run + "/commune.csv"), test::read_csv(run + "/commune_operators.csv"),
                        test::read_csv(run + "/all.csv"), test::read_csv(run + "/all_operators.csv")};
    const CsvFile truth = test::read_csv(test::project_path("data/sample/" + truth_file));
    for (std::size_t row = 0; row < truth.rows.size(); ++row) {
        const std::string &code = truth.at(row, "code"), &subject = truth.at(row, "subject"), &state = truth.at(row, "state");
        const std::string what = truth_file + " " + code + " " + subject + " " + state;
        try {
            const Place place = place_of(tables, code, subject, state == "covered" ? unlevelled : state);
            compare_people(what + " population", truth.at(row, "population"), place.table->at(place.row, place.population));
            compare_people(what + " seniors", truth.at(row, "seniors"), place.table->at(place.row, place.seniors));
            const double area_km2 = std::stod(truth.at(row, "area_km2"));
            compare(what + " area_km2", truth.at(row, "area_km2"), place.table->at(place.row, place.area_km2),
                    code == "all"        ? kDisc * area_km2
                    : subject == "total" ? kWholeArea_km2
                                         : kArea_km2);
            // Where nobody lives there is no number, or the sliver of a neighbour's square.
            if (truth.at(row, "population").empty() && subject == "total") {
                const std::string& people = place.table->at(place.row, place.population);
                INFO(what << ": people " << people);
                CHECK((people.empty() || std::stod(people) <= kPeople));
            }
        } catch (const std::out_of_range& missing) {
            // A state that covers less than the tolerance may have no row.
            if (std::stod(truth.at(row, "area_km2")) > kArea_km2) FAIL_CHECK(what << ": " << missing.what());
        }
    }
    return truth.rows.size();
}

}  // namespace

TEST_CASE("the main job gives every truth of truth.csv") { CHECK(compare_with_truth("job.toml", "truth.csv", "CL") > 400); }

TEST_CASE("the job of sites gives every truth of truth_sites.csv") {
    CHECK(compare_with_truth("job_sites.toml", "truth_sites.csv", "covered") > 30);
}
