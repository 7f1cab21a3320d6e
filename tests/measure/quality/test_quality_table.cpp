#include <catch2/catch.hpp>

#include "measure/quality/quality_table.hpp"
#include "measure/support/world.hpp"

using namespace covmap;

namespace {

/// A run of which everything is known, and its tables `all` and `commune`.
struct World {
    World() {
        model.job.name = "brume";
        model.job.indicator = {test::indicator("any_4g", "4G")};
        model.has_demand = {true, true, false};
        model.balance = {{"population", 400, 390, 10}};
        model.checks.overlap_area = 2 * test::kKm2;
        model.checks.worst_cell_sum_error = 1e-9;
        model.date = "2025-01-31";
        model.inputs = {input("job", ""), input("demand", "2024-01-31"), input("supply[0]", "2025-01-30"),
                        input("supply[1]", "")};
        model.inputs[1].transform = "lattice";
        model.inputs[1].transform_error_m = 0.0001;
        model.partial_maps = {{{"Q", "4G", "data", "mobile", "claimed", ""}, "o.gpkg", 1, "population", 400, 100, true}};
        model.defects.add("square-duplicate", {"squares.csv", "", "1", ""}, 2);
        model.defects.add("square-duplicate", {"other.csv", "", "1", ""}, 3);
        model.defects.add("ring-self-crossing", {"o.gpkg", "", "1", ""});
        tables = {
            table("all",
                  {{"any_4g_population_known_pct", 9'850}, {"any_4g_population_lo", 9'000}, {"any_4g_population_hi", 9'321}}),
            table("commune", {{"population", 110 * test::kPerson}, {"population_ref", 100 * test::kPerson}})};
    }

    static model::InputFile input(const std::string& role, const std::string& date) {
        model::InputFile file;
        file.role = role;
        file.info.date = date;
        return file;
    }

    static model::Table table(const std::string& name, const std::vector<std::pair<std::string, std::int64_t>>& row) {
        model::Table made;
        made.name = name;
        made.unit = name;
        for (const auto& [column, value] : row) {
            model::Column one;
            one.name = column;
            one.type = model::ColumnType::quantity;
            one.push(std::optional(value));
            made.columns.push_back(one);
        }
        return made;
    }

    /// The value of a measure, as printed.
    [[nodiscard]] std::string value(const std::string& measure, const std::string& scope) const {
        const model::Table quality = measure::quality_table(model, tables);
        return test::cell(quality, "value", test::row_of(quality, {{"measure", measure}, {"scope", scope}}));
    }

    model::RunModel model = test::three_communes();
    std::vector<model::Table> tables;
};

}  // namespace

TEST_CASE("defects are told by element of ISO 19157: all of them, then each code, over all files") {
    CHECK(measure::element_of_defect("premises-duplicate") == "completeness.commission");
    CHECK(measure::element_of_defect("code-missing") == "completeness.omission");
    CHECK(measure::element_of_defect("test-without-outcome") == "completeness.omission");
    CHECK(measure::element_of_defect("hole-overlaps") == "logical_consistency.topological");
    CHECK(measure::element_of_defect("not-a-number") == "logical_consistency.format");
    CHECK(measure::element_of_defect("technology-unknown") == "logical_consistency.domain");
    const World world;
    const model::Table quality = measure::quality_table(world.model, world.tables);
    const auto count = [&](const std::string& element, const std::string& scope) {
        return test::cell(quality, "value",
                          test::row_of(quality, {{"element", element}, {"measure", "defects"}, {"scope", scope}}));
    };
    CHECK(count("commission", "run") == "5");
    CHECK(count("commission", "square-duplicate") == "5");
    CHECK(count("topological", "ring-self-crossing") == "1");
    CHECK(count("format", "run") == "0");
    CHECK(count("domain", "run") == "0");
}

TEST_CASE("what is missing is told of attributes, indicators, maps and territories") {
    const World world;
    CHECK(world.value("outside_pct", "population") == "2.5");
    CHECK(world.value("unknown_pct", "any_4g") == "1.5");
    CHECK(world.value("beyond_map_pct", "Q 4G data") == "25");
    CHECK(world.value("without_demand", world.model.territories.unit) == "1");
    CHECK(world.value("overlap_area", world.model.territories.unit) == "2");
    CHECK(world.value("unbalanced_accounts", "run") == "0");
    CHECK(world.value("cell_sum_error", "run") == "0.0000001");
}

TEST_CASE("position, theme and time are told in metres, per cent and days") {
    World world;
    world.model.territories.unit = "commune";
    CHECK(world.value("transform_beyond_1mm", "run") == "0");
    world.model.inputs[1].transform_error_m = 0.002;
    CHECK(world.value("transform_beyond_1mm", "run") == "1");
    CHECK(world.value("range_width", "any_4g") == "3.21");
    CHECK(world.value("gap_pct", "population") == "10");
    CHECK(world.value("age", "demand") == "366");
    CHECK(world.value("age", "supply[0]") == "1");
    CHECK(world.value("spread", "run") == "365");
}

TEST_CASE("what nothing tells is not evaluated: it has no value, and says so") {
    World world;
    world.model.balance.front().inside = 380;
    const model::Table quality = measure::quality_table(world.model, {});
    for (const char* measure : {"edge_of_coverage", "unknown_pct", "range_width", "verdicts_against_pct", "time_error",
                                "indicators_with_since", "imputed_pct"}) {
        const std::size_t row = test::row_of(quality, {{"measure", measure}});
        CHECK(test::cell(quality, "value", row) == "null");
        CHECK(test::cell(quality, "evaluated", row) == "false");
    }
    CHECK(world.value("age", "supply[1]") == "null");
    CHECK(world.value("unbalanced_accounts", "run") == "1");
}

TEST_CASE("of tests of the networks the verdicts against a claim are told, of those that were given") {
    World world;
    model::MeasurementSpec spec;
    spec.name = "drive";
    world.model.job.measurement = {spec};
    model::Table measured;
    measured.name = "measurement_drive";
    model::Column verdicts;
    verdicts.name = "verdict";
    for (const char* verdict : {"holds", "does_not_hold", "not_decided", "holds", "holds", ""})
        verdicts.push(std::string(verdict));
    measured.columns = {verdicts};
    world.tables.push_back(measured);
    CHECK(world.value("verdicts_against_pct", "drive") == "25");
}

TEST_CASE("scales of levels are counted for each service") {
    World world;
    model::Scale scale;
    scale.levels = {"BC", "CL"};
    test::add_claim(world.model, "X", "5G", scale);
    test::add_claim(world.model, "Y", "5G");
    CHECK(world.value("scales", "mobile 5G data") == "2");
}
