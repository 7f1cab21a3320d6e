#include <catch2/catch.hpp>

#include "core/decimal.hpp"
#include "model/column_role.hpp"

using namespace covmap::core;
using namespace covmap::model;

TEST_CASE("a column's role is known from its name") {
    const ColumnRoles roles({"population", "poor_pct"}, {{"any_4g", false}, {"nobody", true}});
    CHECK(roles.of("code") == ColumnRole{});
    CHECK(roles.of("departement_name").measure == Measure::text);
    CHECK(roles.of("population") == ColumnRole{Measure::people, Figure::whole, "", false, 6});
    CHECK(roles.of("area_km2") == ColumnRole{Measure::area, Figure::whole, "", false, 8});
    CHECK(roles.of("population_ref") == ColumnRole{Measure::people, Figure::reference, "", false, 6});
    CHECK(roles.of("population_gap_pct") == ColumnRole{Measure::share, Figure::reference, "", false, 2});
    CHECK(roles.of("population_gap_flag").measure == Measure::flag);
    CHECK(roles.of("any_4g_population") == ColumnRole{Measure::people, Figure::met, "any_4g", false, 6});
    CHECK(roles.of("any_4g_area_km2_unk") == ColumnRole{Measure::area, Figure::unknown, "any_4g", false, 8});
    CHECK(roles.of("nobody_population_pct") == ColumnRole{Measure::share, Figure::share, "nobody", true, 2});
    CHECK(roles.of("nobody_population_hi").figure == Figure::bound);
    CHECK(roles.of("any_4g_population_gained").figure == Figure::gained);
}

TEST_CASE("an attribute whose name ends like a share is people all the same") {
    const ColumnRoles roles({"poor_pct"}, {{"any", false}});
    CHECK(roles.of("poor_pct").measure == Measure::people);
    CHECK(roles.of("any_poor_pct").figure == Figure::met);
    CHECK(roles.of("any_poor_pct_pct").figure == Figure::share);
}

TEST_CASE("decimals are read exactly or not at all") {
    CHECK(parse_decimal("1.5", 6) == 1'500'000);
    CHECK(parse_decimal("-0.01", 2) == -1);
    CHECK(parse_decimal("0", 8) == 0);
    CHECK(parse_decimal("007", 0) == 7);
    CHECK(parse_decimal("9223372036854.775807", 6) == INT64_MAX);
    for (const char* text :
         {"", "-", ".5", "1.", "1,5", "1e3", " 1", "1 ", "+1", "1.2345678", "nan", "9223372036854.775808", "1.2.3", "--1"}) {
        INFO(text);
        CHECK_FALSE(parse_decimal(text, 6));
    }
}
