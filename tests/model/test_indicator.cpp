#include <catch2/catch.hpp>

#include "model/indicator.hpp"

using namespace covmap::core;
using namespace covmap::model;

namespace {

/// A catalogue built claim by claim; bit numbers are returned in the order of adding.
struct World {
    Catalogue catalogue;

    ClaimId claim(const std::string& op, const std::string& technology, Scale scale = {}, const std::string& service = "data") {
        ClaimInfo info;
        info.key.operator_code = op;
        info.key.technology = technology;
        info.key.service = service;
        info.scale = std::move(scale);
        catalogue.claims.push_back(info);
        return ClaimId(static_cast<std::uint32_t>(catalogue.claims.size() - 1));
    }
    std::uint64_t layer(ClaimId id, const std::string& level = "") {
        catalogue.layers.push_back({id, level});
        return std::uint64_t{1} << (catalogue.layers.size() - 1);
    }
    /// Call after all layers.
    std::uint64_t extent(ClaimId id) {
        catalogue.extents.push_back({"a file"});
        catalogue.claims[id.value].extent = static_cast<int>(catalogue.extents.size() - 1);
        return std::uint64_t{1} << catalogue.extent_bit(catalogue.claims[id.value].extent);
    }
    [[nodiscard]] State ask(const IndicatorSpec& spec, std::uint64_t bits, std::vector<std::string> market = {"A", "B"}) const {
        const CompiledIndicator compiled(spec, catalogue, Market{std::move(market)});
        return compiled(std::span<const std::uint64_t>(&bits, 1));
    }
};

Claim claim_of(const std::string& technology, const std::string& service = "data") {
    Claim claim;
    claim.operator_code = "A";
    claim.technology = technology;
    claim.service = service;
    return claim;
}

const Scale kScale{{"TBC", "BC", "CL"}, ""};

IndicatorSpec at_least(const std::string& technology) {
    IndicatorSpec spec;
    spec.technology_at_least = technology;
    return spec;
}

}  // namespace

TEST_CASE("a published name stands for a set of technologies") {
    CHECK(technology_set("4G") == std::vector<std::string>{"4G"});
    CHECK(technology_set("2G3G") == std::vector<std::string>{"2G", "3G"});
    CHECK(technology_set("2G/3G/4G") == std::vector<std::string>{"2G", "3G", "4G"});
    CHECK(technology_set("FTTH") == std::vector<std::string>{"FTTH"});
    CHECK(technology_set("4G FIXE") == std::vector<std::string>{"4G FIXE"});
    CHECK(technology_set("4G/") == std::vector<std::string>{"4G/"});
    CHECK(technology_set("") == std::vector<std::string>{""});
}

TEST_CASE("generations are ordered; anything else has no rank") {
    CHECK(technology_rank("2G") < technology_rank("3G"));
    CHECK(technology_rank("4G") < technology_rank("5G"));
    CHECK(technology_rank("FTTH") == -1);
    CHECK(technology_rank("2G3G") == -1);
    CHECK(technology_rank("") == -1);
}

TEST_CASE("2G3G meets >=2G and never >=3G") {
    const Claim claim = claim_of("2G3G", "voice");
    CHECK(matches(at_least("2G"), claim));
    CHECK_FALSE(matches(at_least("3G"), claim));
    IndicatorSpec list;
    list.technologies = {"3G"};
    CHECK_FALSE(matches(list, claim));
    list.technologies = {"2G", "3G"};
    CHECK(matches(list, claim));
    list.technologies = {"2G3G"};
    CHECK(matches(list, claim));
}

TEST_CASE("5G never implies 4G, and >=4G is the union of the claims") {
    World w;
    const auto four = w.layer(w.claim("A", "4G"));
    const auto five = w.layer(w.claim("A", "5G"));
    IndicatorSpec exactly;
    exactly.technologies = {"4G"};
    CHECK(w.ask(exactly, five, {"A"}) == State::not_met);
    CHECK(w.ask(exactly, four, {"A"}) == State::met);
    CHECK(w.ask(at_least("4G"), five, {"A"}) == State::met);
    CHECK(w.ask(at_least("4G"), 0, {"A"}) == State::not_met);
}

TEST_CASE("an unknown technology is asked for by its name") {
    CHECK(matches(at_least("WIMAX"), claim_of("WIMAX")));
    CHECK_FALSE(matches(at_least("WIMAX"), claim_of("4G")));
    CHECK_FALSE(matches(at_least("4G"), claim_of("WIMAX")));
}

TEST_CASE("service, kind, nature and vintage must agree; without a service any will do") {
    const Claim claim = claim_of("4G");
    IndicatorSpec spec = at_least("4G");
    CHECK(matches(spec, claim));
    spec.service = "voice";
    CHECK_FALSE(matches(spec, claim));
    spec = at_least("4G");
    spec.kind = "fixed";
    CHECK_FALSE(matches(spec, claim));
    spec = at_least("4G");
    spec.nature = {"modelled"};
    CHECK_FALSE(matches(spec, claim));
    spec = at_least("4G");
    spec.vintage = "2019";
    CHECK_FALSE(matches(spec, claim));
}

TEST_CASE("a planned layer meets nothing unless planned is asked for") {
    World w;
    const ClaimId id = w.claim("A", "4G");
    w.catalogue.claims[id.value].key.nature = "planned";
    const auto bit = w.layer(id);
    IndicatorSpec spec = at_least("4G");
    CHECK(w.ask(spec, bit, {"A"}) == State::unknown);  // nobody claimed anything
    spec.nature = {"planned"};
    CHECK(w.ask(spec, bit, {"A"}) == State::met);
}

TEST_CASE("levels are ordered within their scale") {
    World w;
    const ClaimId id = w.claim("A", "4G", kScale);
    const auto tbc = w.layer(id, "TBC"), bc = w.layer(id, "BC"), cl = w.layer(id, "CL");
    IndicatorSpec spec = at_least("4G");
    spec.level_at_least = "BC";
    CHECK(w.ask(spec, tbc, {"A"}) == State::met);
    CHECK(w.ask(spec, bc, {"A"}) == State::met);
    CHECK(w.ask(spec, cl, {"A"}) == State::not_met);
    CHECK(w.ask(spec, cl | tbc, {"A"}) == State::met);
    spec.level_at_least.clear();
    spec.level_exact = "BC";
    CHECK(w.ask(spec, tbc, {"A"}) == State::not_met);
    CHECK(w.ask(spec, bc, {"A"}) == State::met);
    spec.level_exact.clear();
    CHECK(w.ask(spec, cl, {"A"}) == State::met);  // any level
}

TEST_CASE("levels of another scale do not pass, nor does a claim without scale") {
    World w;
    const auto outdoor = w.layer(w.claim("A", "4G", {{"indoor", "outdoor"}, ""}), "indoor");
    const auto plain = w.layer(w.claim("B", "4G"));
    IndicatorSpec spec = at_least("4G");
    spec.level_at_least = "CL";
    CHECK(w.ask(spec, outdoor | plain) == State::not_met);
}

TEST_CASE("a layer without level counts as the worst of its scale, or as told, or as unknown") {
    IndicatorSpec worst = at_least("4G"), better = at_least("4G");
    worst.level_at_least = "CL";
    better.level_at_least = "BC";
    {
        World w;
        const auto bit = w.layer(w.claim("A", "4G", kScale));
        CHECK(w.ask(worst, bit, {"A"}) == State::met);
        CHECK(w.ask(better, bit, {"A"}) == State::not_met);
    }
    {
        World w;
        const auto bit = w.layer(w.claim("A", "4G", {kScale.levels, "BC"}));
        CHECK(w.ask(better, bit, {"A"}) == State::met);
    }
    {
        World w;
        const ClaimId id = w.claim("A", "4G", {kScale.levels, "unknown"});
        const auto bit = w.layer(id), best = w.layer(id, "TBC");
        CHECK(w.ask(worst, bit, {"A"}) == State::unknown);
        CHECK(w.ask(worst, bit | best, {"A"}) == State::met);
        CHECK(w.ask(worst, 0, {"A"}) == State::not_met);
        CHECK(w.ask(at_least("4G"), bit, {"A"}) == State::met);  // no level asked
    }
    CHECK(effective_level(kScale, "") == "CL");
    CHECK(effective_level({}, "").empty());
}

TEST_CASE("outside its extent an operator is unknown, not absent") {
    World w;
    const ClaimId a = w.claim("A", "4G");
    const auto bit = w.layer(a);
    const auto known = w.extent(a);
    const IndicatorSpec spec = at_least("4G");
    CHECK(w.ask(spec, 0, {"A"}) == State::unknown);
    CHECK(w.ask(spec, known, {"A"}) == State::not_met);
    CHECK(w.ask(spec, known | bit, {"A"}) == State::met);
    CHECK(w.ask(spec, bit, {"A"}) == State::met);
}

TEST_CASE("an operator of the market without a claim is unknown") {
    World w;
    const auto a = w.layer(w.claim("A", "4G"));
    const IndicatorSpec spec = at_least("4G");
    CHECK(w.ask(spec, a, {"A", "B"}) == State::met);
    CHECK(w.ask(spec, 0, {"A", "B"}) == State::unknown);
    CHECK(w.ask(spec, 0, {"A"}) == State::not_met);
}

TEST_CASE("min, max and all over three states") {
    World w;
    const auto a = w.layer(w.claim("A", "4G")), b = w.layer(w.claim("B", "4G"));
    const std::vector<std::string> two = {"A", "B"}, three = {"A", "B", "C"};  // C has no map
    const auto ask = [&](std::optional<int> min, std::optional<int> max, bool all, std::uint64_t bits, const auto& market) {
        IndicatorSpec spec = at_least("4G");
        spec.min = min;
        spec.max = max;
        spec.all = all;
        return w.ask(spec, bits, market);
    };
    CHECK(ask(2, {}, false, a | b, two) == State::met);
    CHECK(ask(2, {}, false, a, two) == State::not_met);
    CHECK(ask(2, {}, false, a, three) == State::unknown);
    CHECK(ask(3, {}, false, a, three) == State::not_met);
    CHECK(ask({}, 1, false, a, two) == State::met);
    CHECK(ask({}, 1, false, a | b, three) == State::not_met);
    CHECK(ask({}, 1, false, a, three) == State::unknown);
    CHECK(ask({}, 0, false, 0, two) == State::met);
    CHECK(ask({}, {}, true, a | b, two) == State::met);
    CHECK(ask({}, {}, true, a, two) == State::not_met);
    CHECK(ask({}, {}, true, a | b, three) == State::unknown);
    CHECK(ask({}, {}, true, 0, std::vector<std::string>{}) == State::not_met);
    CHECK(ask(1, 1, false, a, two) == State::met);
    CHECK(ask(1, 1, false, a | b, two) == State::not_met);
    CHECK(ask(1, 1, false, 0, two) == State::not_met);
    CHECK(ask(1, 1, false, a, three) == State::unknown);
}

TEST_CASE("only the operators of the market that `of` names count, each once") {
    World w;
    const auto a = w.layer(w.claim("A", "4G")), b = w.layer(w.claim("B", "4G"));
    IndicatorSpec spec = at_least("4G");
    spec.of = {"A", "Z"};
    CHECK(w.ask(spec, b) == State::not_met);
    CHECK(w.ask(spec, a) == State::met);
    spec.min = 2;
    CHECK(w.ask(spec, a | b) == State::not_met);
    const std::uint64_t bits = a;
    const CompiledIndicator compiled(at_least("4G"), w.catalogue, Market{{"A", "A"}});
    CHECK(compiled.operators() == 1);
    CHECK(compiled.count(std::span<const std::uint64_t>(&bits, 1)).present == 1);
}

TEST_CASE("bits beyond the first word are looked at") {
    World w;
    const ClaimId filler = w.claim("Z", "2G");
    for (int i = 0; i < 130; ++i) w.catalogue.layers.push_back({filler, ""});
    const ClaimId id = w.claim("A", "4G");
    w.catalogue.layers.push_back({id, ""});
    const CompiledIndicator compiled(at_least("4G"), w.catalogue, Market{{"A"}});
    const std::vector<std::uint64_t> off{~0ULL, ~0ULL, 3}, on{0, 0, 4};
    CHECK(compiled(off) == State::not_met);
    CHECK(compiled(on) == State::met);
}
