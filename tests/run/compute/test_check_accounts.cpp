#include <catch2/catch.hpp>

#include "run/compute/check_accounts.hpp"
#include "run/support/folders.hpp"

using namespace covmap;

TEST_CASE("accounts that do not balance are an Error that gives the three numbers") {
    model::RunModel model;
    model.attributes = {{"population", {}, "", "", ""}};
    run::SweepResult swept;
    swept.tally = std::make_unique<run::TallyStore>(1, 2, std::size_t{1} << 20);
    swept.tally->finish();
    swept.report.outside = {3'000'000, 0};
    read::DemandReport demand;
    demand.input_totals = {4'000'000};
    const auto error = test::error_of([&] { run::settle(demand, swept, model); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::check);
    CHECK(error->where() == "balance of population");
    CHECK(error->message() == "inside 0 + outside 3 is not the input's total 4");
}

TEST_CASE("a cut cell that does not sum to 1 and a winding left open fail the run") {
    model::RunModel model;
    run::SweepResult swept;
    swept.tally = std::make_unique<run::TallyStore>(1, 1, std::size_t{1} << 20);
    swept.tally->finish();
    swept.report.outside = {0};
    SECTION("(a)") {
        swept.report.worst_cell_sum_error = 2e-9;
        const auto error = test::error_of([&] { run::settle({}, swept, model); });
        REQUIRE(error);
        CHECK(error->where() == "check (a)");
    }
    SECTION("(b)") {
        swept.report.open_windings = 3;
        const auto error = test::error_of([&] { run::settle({}, swept, model); });
        REQUIRE(error);
        CHECK(error->where() == "check (b)");
        CHECK(error->message().find("3 rows") != std::string::npos);
    }
}
