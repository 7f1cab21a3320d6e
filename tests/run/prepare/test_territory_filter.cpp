#include <catch2/catch.hpp>

#include "run/prepare/territory_filter.hpp"

using namespace covmap;

namespace {

model::TerritorySet communes() {
    model::TerritorySet set;
    set.unit = "commune";
    set.parent_kinds = {"departement", "region"};
    set.territories = {{"46001", "Albas", {"46", "R76"}, {"", ""}, {}, 0},
                       {"46002", "Anglars", {"46", "R76"}, {"", ""}, {}, 0},
                       {"2A004", "Ajaccio", {"2A", ""}, {"", ""}, {}, 0}};
    return set;
}

std::string meant(const run::KindCodes& wanted) {
    const model::TerritorySet set = communes();
    std::string codes;
    for (const model::Territory& t : set.territories)
        if (run::is_meant(set, t, wanted)) codes += t.code + " ";
    return codes;
}

}  // namespace

TEST_CASE("an empty table means every territory") { CHECK(meant({}) == "46001 46002 2A004 "); }

TEST_CASE("a territory is meant by its own code or by that of a parent") {
    CHECK(meant({{"departement", {"46"}}}) == "46001 46002 ");
    CHECK(meant({{"commune", {"2A004", "46002"}}}) == "46002 2A004 ");
}

TEST_CASE("several kinds must all hold") { CHECK(meant({{"commune", {"46001", "2A004"}}, {"departement", {"46"}}}) == "46001 "); }

TEST_CASE("codes are compared as text") {
    CHECK(meant({{"departement", {"046"}}}).empty());
    CHECK(meant({{"commune", {"46 001"}}}).empty());
}

TEST_CASE("a kind that no territory has means none") { CHECK(meant({{"canton", {"46"}}}).empty()); }

TEST_CASE("codes that no territory has are told with their kind") {
    CHECK(run::unmatched(communes(), {{"departement", {"46", "99"}}, {"commune", {"46003", "46001"}}}) ==
          std::vector<std::string>{"commune 46003", "departement 99"});
    CHECK(run::unmatched(communes(), {{"departement", {"46", "2A"}}}).empty());
}

TEST_CASE("a table is told as its kinds with their codes") {
    CHECK(run::text_of({{"departement", {"46", "24"}}}) == "departement 46, 24");
    CHECK(run::text_of({{"departement", {"46"}}, {"commune", {"2A004"}}}) == "commune 2A004; departement 46");
    CHECK(run::text_of({}).empty());
}
