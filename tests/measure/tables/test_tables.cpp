#include <catch2/catch.hpp>
#include <limits>

#include "core/error.hpp"
#include "measure/support/two_operators.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

core::Error error_of(const model::RunModel& model, const core::TallyReader& tally) {
    try {
        (void)measure::make_tables(model, tally);
    } catch (const core::Error& error) {
        return error;
    }
    FAIL("no error");
    return {core::ErrorKind::usage, "", ""};
}

/// A reader that hands out what it is told, in whatever order.
struct OddTally : core::TallyReader {
    core::SignatureTable table{1, {0}};
    std::vector<std::uint32_t> territories;
    [[nodiscard]] const core::SignatureTable& signatures() const override { return table; }
    [[nodiscard]] std::size_t stride() const override { return 2; }
    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override {
        const std::vector<std::uint32_t> signatures{0};
        const std::vector<std::int64_t> values{1, 1};
        for (const std::uint32_t t : territories) visit({core::TerritoryId(t), signatures, values});
    }
};

}  // namespace

TEST_CASE("tables come unit by unit: wide, operators, counts") {
    const TwoOperators w;
    std::vector<std::string> names;
    for (const model::Table& table : measure::make_tables(w.model, w.tally)) {
        names.push_back(table.name);
        CHECK(table.unit == table.name.substr(0, table.name.find('_')));
        CHECK((table.kind == model::TableKind::wide) == (table.name == table.unit));
    }
    CHECK(names == std::vector<std::string>{"commune", "commune_operators", "commune_operators_wide", "commune_counts",
                                            "departement", "departement_operators", "departement_counts", "all", "all_operators",
                                            "all_counts"});
}

TEST_CASE("only filters what is published, and parents and all add up what is published") {
    TwoOperators w;
    w.model.job.indicator.push_back(indicator("any", "4G"));
    w.model.job.only = {{"commune", {"A2"}}};
    w.model.has_doubt = true;
    w.model.doubt = {{core::TerritoryId(0), 1, 1, {100 * kPerson, 0}}, {core::TerritoryId(1), 0, 1, {30 * kPerson, 0}}};
    const auto tables = measure::make_tables(w.model, w.tally);
    const model::Table& communes = table_named(tables, "commune");
    REQUIRE(communes.rows() == 1);
    CHECK(cell(communes, "code", 0) == "A2");
    CHECK(cell(communes, "any_population_hi", 0) == "100.00");
    CHECK(cell(communes, "any_population_lo", 0) == "0.00");
    CHECK(cell(table_named(tables, "departement"), "population", 0) == "30");
    CHECK(table_named(tables, "departement").rows() == 1);
    CHECK(cell(table_named(tables, "all"), "population", 0) == "30");
    CHECK_FALSE(has_row(table_named(tables, "commune_operators"), {{"code", "A1"}}));
}

TEST_CASE("only that matches nothing leaves empty tables, and zeros for all") {
    TwoOperators w;
    w.model.job.only = {{"commune", {"nowhere"}}};
    const auto tables = measure::make_tables(w.model, w.tally);
    CHECK(table_named(tables, "commune").rows() == 0);
    CHECK(table_named(tables, "all").rows() == 1);
    CHECK(cell(table_named(tables, "all"), "area_km2", 0) == "0");
}

TEST_CASE("a tally of another width, order or range is an error") {
    const TwoOperators w;
    const core::Error width = error_of(w.model, MemoryTally(3, 3, 5));
    CHECK(width.kind() == core::ErrorKind::check);
    CHECK(width.message() == "it holds 3 values a row where the run has 1 attributes and the area");
    OddTally odd;
    odd.territories = {1, 0};
    CHECK(error_of(w.model, odd).message() == "territory number 0 is out of order or range");
    odd.territories = {3};
    CHECK(error_of(w.model, odd).message() == "territory number 3 is out of order or range");
}

TEST_CASE("sums that leave 64 bits are an error") {
    const model::RunModel model = three_communes();
    MemoryTally tally(3, 2, 0);
    tally.add(0, {}, {std::numeric_limits<std::int64_t>::max(), 1});
    tally.add(1, {}, {1, 1});
    tally.finish();
    CHECK(error_of(model, tally).kind() == core::ErrorKind::check);
}

TEST_CASE("two columns of one name are an error that names it") {
    TwoOperators w;
    w.model.attributes[0].name = "departement";
    const core::Error error = error_of(w.model, w.tally);
    CHECK(error.kind() == core::ErrorKind::job);
    CHECK(error.message() == "two columns would be named «departement»: rename an attribute, a parent or an indicator");
}
