#include <catch2/catch.hpp>

#include "run/prepare/markets.hpp"

using namespace covmap;
using Codes = std::vector<std::string>;

namespace {

model::TerritorySet communes() {
    model::TerritorySet set;
    set.unit = "commune";
    set.parent_kinds = {"departement"};
    for (const char* code : {"46001", "46002", "97401"})
        set.territories.push_back({code, "", {std::string(code).substr(0, 2)}, {""}, {}, 0});
    return set;
}

std::vector<model::ClaimInfo> claims_of(const Codes& operators) {
    std::vector<model::ClaimInfo> claims;
    for (const std::string& op : operators) claims.push_back({{op, "4G", "data", "mobile", "claimed", ""}, {}, -1, "", 0});
    return claims;
}

model::Job job_of(const std::vector<model::MarketSpec>& markets) {
    model::Job job;
    job.market = markets;
    return job;
}

bool warns(const run::Markets& markets, const std::string& text) {
    for (const std::string& warning : markets.warnings)
        if (warning.find(text) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE("without a market every operator of the claims is licensed everywhere") {
    const auto markets = run::make_markets({}, communes(), claims_of({"B", "A", "B"}));
    REQUIRE(markets.markets.size() == 1);
    CHECK(markets.markets[0].operators == Codes{"A", "B"});
    CHECK(markets.market_of == std::vector<std::uint32_t>{0, 0, 0});
    CHECK(markets.warnings.empty());
}

TEST_CASE("the first market that means a territory has it") {
    model::MarketSpec island, main;
    island.where = {{"departement", {"97"}}};
    island.operators = {"S"};
    main.operators = {"A"};
    const auto markets = run::make_markets(job_of({island, main}), communes(), claims_of({"A", "S"}));
    CHECK(markets.market_of == std::vector<std::uint32_t>{1, 1, 0});
    CHECK(markets.markets[0].operators == Codes{"S"});
    CHECK(markets.warnings.empty());
}

TEST_CASE("a territory in no market gets an empty one, and a warning tells how many") {
    model::MarketSpec main;
    main.where = {{"departement", {"46"}}};
    main.operators = {"A"};
    const auto markets = run::make_markets(job_of({main}), communes(), claims_of({"A"}));
    REQUIRE(markets.markets.size() == 2);
    CHECK(markets.market_of == std::vector<std::uint32_t>{0, 0, 1});
    CHECK(markets.markets[1].operators.empty());
    CHECK(warns(markets, "1 territories are in no [[market]]"));
}

TEST_CASE("a market of codes that no territory has is warned of") {
    model::MarketSpec main;
    main.where = {{"departement", {"46", "99"}}};
    main.operators = {"A"};
    CHECK(warns(run::make_markets(job_of({main}), communes(), claims_of({"A"})), "departement 99"));
}

TEST_CASE("aliases and mergers lead to one code, one after the other") {
    model::MarketSpec main;
    main.operators = {"OF", "20801", "old", "20820"};
    main.aliases = {{"20801", {"OF", "Orange"}}, {"old", {"Vieux"}}};
    main.merged = {{"old", "20820"}};
    main.names = {{"Orange", "Orange France"}, {"20820", "Bouygues"}};
    const model::Job job = job_of({main});
    const auto canonical = run::canonical_operators(job);
    CHECK(canonical("Orange") == "20801");
    CHECK(canonical("Vieux") == "20820");
    CHECK(canonical("somebody") == "somebody");
    const auto markets = run::make_markets(job, communes(), claims_of({"20801", "20820"}));
    CHECK(markets.markets[0].operators == Codes{"20801", "20820"});
    CHECK(markets.names.at("20801") == "Orange France");
}

TEST_CASE("aliases in a circle end") {
    model::MarketSpec main;
    main.aliases = {{"a", {"b"}}, {"b", {"a"}}};
    const auto canonical = run::canonical_operators(job_of({main}));
    CHECK((canonical("a") == "a" || canonical("a") == "b"));
}

TEST_CASE("an operator without supply and a supply without licence are warned of") {
    model::MarketSpec main;
    main.operators = {"A", "Z"};
    const auto markets = run::make_markets(job_of({main}), communes(), claims_of({"A", "stranger"}));
    CHECK(warns(markets, "operator Z of the market has no supply"));
    CHECK(warns(markets, "operator stranger has a supply but is in no market"));
}

TEST_CASE(
    "markets of a preset that mean no territory are left out without a word, and networks that may be gone count where they are "
    "found") {
    model::MarketSpec island, guiana, main;
    island.preset = guiana.preset = main.preset = "arcep-mobile";
    island.where = {{"departement", {"97"}}};
    island.operators = {"S", "T"};
    island.if_present = {"gone", "found"};
    guiana.where = {{"departement", {"973"}}};
    guiana.operators = {"G"};
    main.operators = {"A"};
    const auto markets = run::make_markets(job_of({guiana, island, main}), communes(), claims_of({"A", "S", "found"}));
    REQUIRE(markets.markets.size() == 2);
    CHECK(markets.markets[0].operators == Codes{"S", "T", "found"});
    CHECK(markets.market_of == std::vector<std::uint32_t>{1, 1, 0});
    REQUIRE(markets.warnings.size() == 1);
    CHECK(warns(markets, "no supply speaks of T, licensed there by the built-in markets of arcep-mobile: unknown everywhere"));
}

TEST_CASE("a preset's market without operators has all that the supplies hold, under its names") {
    model::MarketSpec all;
    all.preset = "arcep-mobile";
    all.aliases = {{"A", {"Aa"}}};
    all.names = {{"A", "Alpha"}};
    const auto markets = run::make_markets(job_of({all}), communes(), claims_of({"B", "A"}));
    CHECK(markets.markets[0].operators == Codes{"A", "B"});
    CHECK(markets.names.at("A") == "Alpha");
    CHECK(markets.warnings.empty());
}

TEST_CASE("places of a kind of their own are in no market, and asked for everywhere by that kind") {
    std::vector<model::ClaimInfo> claims = claims_of({"A"});
    claims.push_back({{"mediation", "MEDIATION", "", "mediation", "modelled", ""}, {}, -1, "", 5});
    model::MarketSpec main;
    main.operators = {"A"};
    for (const std::vector<model::MarketSpec>& specs : {std::vector<model::MarketSpec>{}, std::vector<model::MarketSpec>{main}}) {
        const auto markets = run::make_markets(job_of(specs), communes(), claims);
        CHECK(markets.markets[0].operators == Codes{"A"});
        CHECK(markets.markets[0].operators_of("mediation") == Codes{"mediation"});
        CHECK(markets.markets[0].operators_of("mobile") == Codes{"A"});
        CHECK(markets.warnings.empty());
    }
}

TEST_CASE("operators have the names of their records where the job gives none") {
    read::SupplyRead first, second;
    first.names = {{"A", "Beta"}, {"B", "Bravo"}};
    second.names = {{"A", "Alpha"}};
    std::vector<read::SupplyRead> supplies;
    supplies.push_back(std::move(first));
    supplies.push_back(std::move(second));
    std::map<std::string, std::string> names = {{"B", "ours"}};
    run::add_names(supplies, names);
    CHECK(names == std::map<std::string, std::string>{{"A", "Alpha"}, {"B", "ours"}});
}
