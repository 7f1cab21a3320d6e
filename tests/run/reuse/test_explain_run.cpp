// Every published number is the sum of the signatures that it is said to be made of.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "run/reuse/explain_run.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/sample.hpp"

using namespace covmap;
using Catch::Contains;

namespace {

run::ExplainedRun opened(const std::string& job) {
    test::Quiet quiet;
    return {test::sample_run(job), 1, quiet};
}

/// As the CSV of the run has it.
std::string printed(const model::Explanation& told) {
    if (told.column.type == model::ColumnType::text) return told.text;
    if (!told.value) return "";
    if (told.column.type == model::ColumnType::flag) return *told.value != 0 ? "true" : "false";
    return told.column.type == model::ColumnType::share ? model::fixed_text(*told.value, told.column.scale)
                                                        : model::decimal_text(*told.value, told.column.scale);
}

void check_sums(const model::Explanation& told) {
    for (const model::ExplainedSum& sum : told.sums) {
        std::int64_t total = 0;
        for (const model::AccountRow& row : sum.rows) total += row.value;
        if (!sum.rows.empty()) CHECK(total == sum.total);
    }
}

std::string failure(run::ExplainedRun& run, const run::ExplainAsked& asked) {
    try {
        run.explain(asked);
    } catch (const core::Error& error) {
        return error.message();
    }
    return "no failure";
}

}  // namespace

TEST_CASE("for every column of the commune table the recomputed value is the published cell") {
    run::ExplainedRun run = opened("job.toml");
    const auto csv = test::read_csv(test::sample_run("job.toml") + "/commune.csv");
    std::size_t recomputed = 0, cells = 0, communes = 0;
    for (std::size_t r = 0; r < csv.rows.size(); r += 20, ++communes)  // each cell is a pass over the tally
        for (const std::string& column : csv.columns) {
            const auto& row = csv.rows[r];
            const run::ExplainAnswer answer = run.explain({"commune." + column, row.at(0), {}});
            REQUIRE(answer.rows.size() == 1);
            const model::Explanation& told = answer.rows.front();
            INFO(column << " of " << row.at(0));
            CHECK(printed(told) == row.at(static_cast<std::size_t>(&column - csv.columns.data())));
            check_sums(told);
            ++cells;
            recomputed += told.recomputed;
        }
    // All but codes, names, parents and the official figure.
    CHECK(recomputed == cells - communes * 9);
}

TEST_CASE("so it is for parents and the whole, for every row of the tables by operator and by number, and for zones") {
    run::ExplainedRun run = opened("job.toml");
    for (const model::Table& table : run.tables()) {
        if (table.name == "commune" || table.name == "quality") continue;  // quality is no account of the tally
        const model::Column& codes = table.columns.front();
        for (std::size_t c = 0; c < table.columns.size(); c += 7) {
            const model::Column& column = table.columns[c];
            // Of each table one code, and a seventh of the columns.
            for (const std::size_t row : {table.rows() / 2}) {
                if (codes.texts[row].empty()) continue;
                const run::ExplainAnswer answer = run.explain({table.name + "." + column.name, codes.texts[row], {}});
                std::size_t at = 0;
                for (std::size_t r = 0; r < table.rows(); ++r) {
                    if (codes.texts[r] != codes.texts[row]) continue;
                    const model::Explanation& told = answer.rows.at(at++);
                    INFO(table.name << "." << column.name << " of " << codes.texts[row] << ", row " << r);
                    if (column.type == model::ColumnType::text) {
                        CHECK(told.text == column.texts[r]);
                    } else {
                        CHECK(told.value.has_value() != column.nulls[r]);
                        CHECK(told.value.value_or(0) == column.numbers[r]);
                    }
                    check_sums(told);
                }
            }
        }
    }
}

TEST_CASE("a sum names its signatures by their layers, the largest first; a column alone its formula and sources") {
    run::ExplainedRun run = opened("job.toml");
    const auto told = run.explain({"any_4g_population", "0A", {}}).rows.front();
    REQUIRE(told.sums.size() == 1);
    const auto& rows = told.sums.front().rows;
    REQUIRE_FALSE(rows.empty());
    CHECK(std::is_sorted(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.value > b.value; }));
    CHECK_THAT(rows.front().what.en, Contains("4G data"));
    CHECK(told.name == "Brume-Maritime");
    const auto without = run.explain({"any_4g_population_not", "0A027", {}}).rows.front();
    CHECK_THAT(without.sums.front().rows.front().what.en, Catch::StartsWith("no layer, known: "));
    const run::ExplainAnswer alone = run.explain({"any_4g_population_pct", "", {}});
    CHECK_FALSE(alone.rows.front().has_row);
    CHECK_THAT(alone.rows.front().formula.en, Contains("any_4g_population_pct = 100 × any_4g_population ÷ population"));
    CHECK(std::any_of(alone.sources.begin(), alone.sources.end(), [](const auto& s) { return s.role == "supply[0]"; }));
    const run::ExplainAnswer people = run.explain({"population", "", {}});
    CHECK(std::none_of(people.sources.begin(), people.sources.end(), [](const auto& s) { return s.role == "supply[0]"; }));
}

TEST_CASE("rows of one code are chosen by what their columns say") {
    run::ExplainedRun run = opened("job.toml");
    const std::string column = "commune_operators.population";
    CHECK(run.explain({column, "0A027", {}}).rows.size() > 1);
    const auto one = run.explain({column, "0A027", {"technology=4G", "service=data", "operator=99901", "level=none"}}).rows;
    REQUIRE(one.size() == 1);
    CHECK(one.front().key.front() == std::pair<std::string, std::string>{"technology", "4G"});
    CHECK_THAT(failure(run, {column, "0A027", {"technology=9G"}}), Contains("has no row of «0A027» with technology=9G"));
    CHECK_THAT(failure(run, {column, "0A027", {"population=1"}}), Contains("is no COLUMN=TEXT"));
}

TEST_CASE("an unknown column, table or code names the nearest") {
    run::ExplainedRun run = opened("job.toml");
    CHECK_THAT(failure(run, {"any_4g_populaton", "", {}}),
               Contains("has no column «any_4g_populaton»; the nearest are «any_4g_population»"));
    CHECK_THAT(failure(run, {"ast_5g_popul", "", {}}), Contains("«fast_5g_population»") && Contains("«fast_5g_population_not»"));
    CHECK_THAT(failure(run, {"comune.population", "", {}}), Contains("has no table «comune»; the nearest are «commune»"));
    CHECK_THAT(failure(run, {"population", "0A27", {}}), Contains("has no «0A27»") && Contains("«0A027»"));
    CHECK(run.explain({"population", "0A", {}}).rows.front().table == "departement");
}
