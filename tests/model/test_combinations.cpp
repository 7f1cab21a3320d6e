// Speeds, media, latency; indicators made of indicators.
#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "model/fixed_technology.hpp"
#include "model/indicator.hpp"

using namespace covmap::core;
using namespace covmap::model;

namespace {

/// A: 4G (bit 0). F: FTTH 1000/300 (1), COPPER 8/0.5 (2), SAT 100/5 of high latency (3), a line that tells no speed (4). Fixed is
/// known where bit 5 is set, and what is known there is complete.
struct World {
    Catalogue catalogue;
    Market market{{"A"}, {{"fixed", {"F", "G"}}}};

    World() {
        claim("A", "4G", "mobile");
        for (const char* technology : {"FTTH", "COPPER", "SAT", "COAX"}) claim("F", technology, "fixed");
        catalogue.layers = {{ClaimId(0), ""},
                            {ClaimId(1), "", {1'000'000, 300'000, 1}},
                            {ClaimId(2), "", {8'000, 500, 1}},
                            {ClaimId(3), "", {100'000, 5'000, 0}},
                            {ClaimId(4), ""}};
        catalogue.extents.push_back({"records", true});
        for (std::size_t c = 1; c < 5; ++c) catalogue.claims[c].extent = 0;
    }

    void claim(const std::string& op, const std::string& technology, const std::string& kind) {
        ClaimInfo info;
        info.key.operator_code = op;
        info.key.technology = technology;
        info.key.kind = kind;
        catalogue.claims.push_back(info);
    }
    [[nodiscard]] State ask(const IndicatorSpec& spec, std::uint64_t bits) const {
        return CompiledIndicator(spec, catalogue, market)(std::span<const std::uint64_t>(&bits, 1));
    }
};

constexpr std::uint64_t k4g = 1, kFibre = 2, kCopper = 4, kSatellite = 8, kUntold = 16, kKnown = 32;

IndicatorSpec fixed(std::int64_t down_kbps, const std::string& medium = "any") {
    IndicatorSpec spec;
    spec.name = "fixed";
    spec.kind = "fixed";
    spec.down_kbps = down_kbps;
    spec.medium = medium;
    return spec;
}

IndicatorSpec mobile() {
    IndicatorSpec spec;
    spec.name = "mobile";
    return spec;
}

}  // namespace

TEST_CASE("a speed is reached by layers that offer as much or more") {
    const World w;
    CHECK(w.ask(fixed(8'000), kKnown | kCopper) == State::met);
    CHECK(w.ask(fixed(8'001), kKnown | kCopper) == State::not_met);
    IndicatorSpec up = fixed(8'000);
    up.up_kbps = 1'000;
    CHECK(w.ask(up, kKnown | kCopper) == State::not_met);
    CHECK(w.ask(up, kKnown | kCopper | kFibre) == State::met);
}

TEST_CASE("a layer that does not tell its speed leaves it unknown") {
    const World w;
    CHECK(w.ask(fixed(8'000), kKnown | kUntold) == State::unknown);
    CHECK(w.ask(fixed(0), kKnown | kUntold) == State::met);
    CHECK(w.ask(fixed(8'000), kKnown | kUntold | kFibre) == State::met);
}

TEST_CASE("satellites are neither wired nor terrestrial, and slow to answer") {
    const World w;
    CHECK(w.ask(fixed(30'000), kKnown | kSatellite) == State::met);
    CHECK(w.ask(fixed(30'000, "terrestrial"), kKnown | kSatellite) == State::not_met);
    CHECK(w.ask(fixed(30'000, "wired"), kKnown | kSatellite) == State::not_met);
    IndicatorSpec quick = fixed(30'000);
    quick.low_latency = true;
    CHECK(w.ask(quick, kKnown | kSatellite) == State::not_met);
    CHECK(w.ask(quick, kKnown | kFibre) == State::met);
}

TEST_CASE("technologies have a medium; an unknown one is at least no satellite") {
    CHECK(medium_of("FTTH") == Medium::wired);
    CHECK(medium_of("4GF") == Medium::radio);
    CHECK(medium_of("NGSO") == Medium::satellite);
    CHECK(medium_of("OTHER") == Medium::unknown);
    CHECK(of_medium("OTHER", "terrestrial"));
    CHECK_FALSE(of_medium("OTHER", "wired"));
}

TEST_CASE("where records are complete an operator that they do not name is absent, elsewhere all are unknown") {
    const World w;
    CHECK(w.ask(fixed(0), kKnown) == State::not_met);
    CHECK(w.ask(fixed(0), 0) == State::unknown);
    IndicatorSpec two = fixed(0);
    two.min = 2;
    CHECK(w.ask(two, kKnown | kFibre) == State::not_met);  // G is in no record
}

TEST_CASE("all_of, any_of and none_of follow three-valued logic at one place") {
    const World w;
    struct Row {
        std::uint64_t bits;
        State all, any, none;
    };
    const State met = State::met, not_met = State::not_met, unknown = State::unknown;
    IndicatorSpec all, any, none;
    for (IndicatorSpec* spec : {&all, &any, &none}) spec->name = "both";
    all.all_of = any.any_of = none.none_of = {"mobile", "fixed"};
    for (IndicatorSpec* spec : {&all, &any, &none}) {
        std::vector<IndicatorSpec> job = {mobile(), fixed(30'000, "wired"), *spec};
        settle_combinations(job);
        *spec = job.back();
    }
    Catalogue catalogue = w.catalogue;
    catalogue.claims[0].extent = 1;
    catalogue.extents.push_back({"mobile", false});
    const std::uint64_t mobile_known = 64;
    for (const Row& row : {Row{mobile_known | k4g | kKnown | kFibre, met, met, not_met},
                           Row{mobile_known | k4g | kKnown | kCopper, not_met, met, not_met},
                           Row{mobile_known | kKnown | kCopper, not_met, not_met, met},
                           Row{mobile_known | k4g, unknown, met, not_met}, Row{mobile_known, not_met, unknown, unknown},
                           Row{kKnown | kFibre, unknown, met, not_met}, Row{0, unknown, unknown, unknown}}) {
        CAPTURE(row.bits);
        const std::span<const std::uint64_t> bits(&row.bits, 1);
        CHECK(CompiledIndicator(all, catalogue, w.market)(bits) == row.all);
        CHECK(CompiledIndicator(any, catalogue, w.market)(bits) == row.any);
        CHECK(CompiledIndicator(none, catalogue, w.market)(bits) == row.none);
    }
}

TEST_CASE("combinations of combinations are settled; circles and strangers are refused") {
    IndicatorSpec inner, outer;
    inner.name = "inner";
    inner.all_of = {"mobile"};
    outer.name = "outer";
    outer.none_of = {"inner"};
    std::vector<IndicatorSpec> job = {outer, inner, mobile()};
    settle_combinations(job);
    REQUIRE(job[0].operands.size() == 1);
    CHECK(job[0].operands[0].operands[0].name == "mobile");
    job[1].all_of = {"outer"};
    CHECK_THROWS_WITH(settle_combinations(job), Catch::Contains("is a combination of itself"));
    job[1].all_of = {"nobody"};
    CHECK_THROWS_WITH(settle_combinations(job), Catch::Contains("«nobody», which is no indicator of the job"));
}
