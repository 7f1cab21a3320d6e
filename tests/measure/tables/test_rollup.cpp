#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "measure/support/world.hpp"
#include "measure/tables/rollup.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

void add_parent(model::RunModel& model, const std::string& kind, const std::vector<std::string>& codes) {
    model.territories.parent_kinds.push_back(kind);
    for (std::size_t t = 0; t < codes.size(); ++t) {
        model.territories.territories[t].parents.push_back(codes[t]);
        model.territories.territories[t].parent_names.emplace_back();
    }
}

}  // namespace

TEST_CASE("units are the territory, each parent in order, and all") {
    model::RunModel model = three_communes();
    add_parent(model, "region", {"R", "R", "S"});
    const auto units = measure::make_units(model);
    REQUIRE(units.size() == 4);
    CHECK(units[0].name == "commune");
    CHECK(units[1].name == "departement");
    CHECK(units[2].name == "region");
    CHECK(units[3].name == "all");
    CHECK(units[0].row_of == std::vector<std::uint32_t>{0, 1, 2});
    CHECK(units[1].row_of == std::vector<std::uint32_t>{0, 0, 1});
    CHECK(units[3].row_of == std::vector<std::uint32_t>{0, 0, 0});
}

TEST_CASE("the blank parent comes last, with an empty code and name") {
    const auto units = measure::make_units(three_communes());
    REQUIRE(units[1].rows.size() == 2);
    CHECK(units[1].rows[0].code == "A");
    CHECK(units[1].rows[0].name == "Alpha");
    CHECK(units[1].rows[1].code.empty());
    CHECK(units[1].rows[1].name.empty());
}

TEST_CASE("a parent's name is a column only where the job has one") {
    model::RunModel model = three_communes();
    add_parent(model, "region", {"R", "R", "S"});
    const auto units = measure::make_units(model);
    REQUIRE(units[0].parents.size() == 2);
    CHECK(units[0].parents[0].has_name);
    CHECK_FALSE(units[0].parents[1].has_name);
}

TEST_CASE("a parent shows the later parents that hold it whole, and no others") {
    model::RunModel model = three_communes();
    add_parent(model, "region", {"R", "R", "S"});
    add_parent(model, "bassin", {"1", "2", "2"});
    const auto units = measure::make_units(model);
    REQUIRE(units[1].parents.size() == 1);
    CHECK(units[1].parents[0].kind == 1);
    CHECK(units[1].rows[0].parent_codes == std::vector<std::string>{"R"});
    CHECK(units[1].rows[1].parent_codes == std::vector<std::string>{"S"});
    CHECK(units[2].parents.empty());  // région R lies in two basins
}

TEST_CASE("the blank parent does not keep the others from nesting") {
    model::RunModel model = three_communes();
    model.territories.territories[1].parents[0] = "";
    add_parent(model, "region", {"R", "S", "T"});
    const auto units = measure::make_units(model);
    REQUIRE(units[1].parents.size() == 1);
    CHECK(units[1].rows[0].parent_codes == std::vector<std::string>{"R"});
    CHECK(units[1].rows[1].parent_codes == std::vector<std::string>{""});
}

TEST_CASE("only publishes the communes of all its kinds, and parents of them") {
    model::RunModel model = three_communes();
    model.job.only = {{"departement", {"A", "B"}}};
    auto units = measure::make_units(model);
    CHECK(units[0].rows.size() == 2);
    CHECK(units[0].row_of[2] == measure::kUnpublished);
    CHECK(units[1].rows.size() == 1);
    CHECK(units[2].row_of[2] == measure::kUnpublished);
    model.job.only["commune"] = {"A2", "X0"};
    units = measure::make_units(model);
    REQUIRE(units[0].rows.size() == 1);
    CHECK(units[0].rows[0].code == "A2");
    CHECK(units[0].row_of == std::vector<std::uint32_t>{measure::kUnpublished, 0, measure::kUnpublished});
}

TEST_CASE("only of an unknown kind is an error of the job") {
    model::RunModel model = three_communes();
    model.job.only = {{"canton", {"1"}}};
    try {
        (void)measure::make_units(model);
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::job);
        CHECK(error.where() == "only");
        CHECK(error.message() == "«canton» is neither the unit nor a parent of the territories");
    }
}
