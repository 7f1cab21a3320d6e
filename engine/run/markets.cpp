#include "run/markets.hpp"

#include <algorithm>
#include <set>

#include "run/matching.hpp"

namespace covmap::run {

namespace {

using Codes = std::vector<std::string>;

bool holds(const Codes& codes, const std::string& code) { return std::find(codes.begin(), codes.end(), code) != codes.end(); }

/// Networks, not places of a kind of their own: those are in no [[market]].
bool is_network(const core::Claim& claim) { return claim.kind == "mobile" || claim.kind == "fixed"; }

/// The markets that count: one of a preset that means no territory of the map does not.
std::vector<core::MarketSpec> markets_of(const core::Job& job, const core::TerritorySet& set) {
    std::vector<core::MarketSpec> markets;
    for (const core::MarketSpec& spec : job.market) {
        const auto means = [&](const core::Territory& territory) { return is_meant(set, territory, spec.where); };
        if (spec.preset.empty() || std::any_of(set.territories.begin(), set.territories.end(), means)) markets.push_back(spec);
    }
    return markets;
}

std::set<std::string> networks_of(const std::vector<core::ClaimInfo>& claims) {
    std::set<std::string> operators;
    for (const core::ClaimInfo& claim : claims)
        if (is_network(claim.key)) operators.insert(claim.key.operator_code);
    return operators;
}

core::Market market_of(const core::MarketSpec& spec, const std::function<std::string(const std::string&)>& canonical, const std::set<std::string>& claimed) {
    core::Market market;
    const auto add = [&](const std::string& code) {
        if (!holds(market.operators, code)) market.operators.push_back(code);
    };
    for (const std::string& name : spec.operators) add(canonical(name));
    for (const std::string& name : spec.if_present)
        if (claimed.contains(canonical(name))) add(canonical(name));
    if (spec.operators.empty() && !spec.preset.empty()) market.operators.assign(claimed.begin(), claimed.end());
    return market;
}

/// Whoever has places of a kind of its own is asked for them everywhere.
void add_own_kinds(const std::vector<core::ClaimInfo>& claims, Markets& result) {
    std::map<std::string, std::set<std::string>> operators;
    for (const core::ClaimInfo& claim : claims)
        if (!is_network(claim.key)) operators[claim.key.kind].insert(claim.key.operator_code);
    for (core::Market& market : result.markets)
        for (const auto& [kind, codes] : operators) market.of_kind.try_emplace(kind, codes.begin(), codes.end());
}

void warn_of_missing_claims(const std::set<std::string>& claimed, const std::vector<core::MarketSpec>& specs, Markets& result) {
    std::set<std::string> licensed, by_preset;
    for (std::size_t m = 0; m < result.markets.size(); ++m) {
        const Codes& operators = result.markets[m].operators;
        licensed.insert(operators.begin(), operators.end());
        if (m < specs.size() && !specs[m].preset.empty()) by_preset.insert(operators.begin(), operators.end());
    }
    std::string silent;
    for (const std::string& op : licensed) {
        if (claimed.contains(op)) continue;
        if (by_preset.contains(op))
            silent += (silent.empty() ? "" : ", ") + op;
        else
            result.warnings.push_back("operator " + op + " of the market has no supply: it is unknown everywhere");
    }
    if (!silent.empty())
        result.warnings.push_back("no supply speaks of " + silent + ", licensed there by the built-in markets of " + specs.front().preset +
                                  ": unknown everywhere; a [[market]] of your own takes their place");
    for (const std::string& op : claimed)
        if (!licensed.contains(op))
            result.warnings.push_back("operator " + op + " has a supply but is in no market: it counts nowhere; add it to [[market]] operators or aliases");
}

}  // namespace

std::function<std::string(const std::string&)> canonical_operators(const core::Job& job) {
    std::map<std::string, std::string> canonical;
    for (const core::MarketSpec& market : job.market) {
        for (const auto& [code, others] : market.aliases)
            for (const std::string& other : others) canonical[other] = code;
        for (const auto& [old_code, new_code] : market.merged) canonical[old_code] = new_code;
    }
    return [canonical](const std::string& name) {
        std::string code = name;
        // An alias may lead to an operator that was merged; more steps than entries would be a circle.
        for (std::size_t step = 0; step <= canonical.size(); ++step) {
            const auto found = canonical.find(code);
            if (found == canonical.end()) break;
            code = found->second;
        }
        return code;
    };
}

Markets make_markets(const core::Job& job, const core::TerritorySet& set, const std::vector<core::ClaimInfo>& claims) {
    Markets result;
    result.market_of.assign(set.territories.size(), 0);
    const std::set<std::string> claimed = networks_of(claims);
    const std::vector<core::MarketSpec> specs = markets_of(job, set);
    if (specs.empty()) {
        result.markets.push_back({{claimed.begin(), claimed.end()}});
        add_own_kinds(claims, result);
        return result;
    }
    const auto canonical = canonical_operators(job);
    for (const core::MarketSpec& spec : specs) {
        result.markets.push_back(market_of(spec, canonical, claimed));
        for (const auto& [code, name] : spec.names) result.names[canonical(code)] = name;
        if (spec.preset.empty())
            for (const std::string& missing : unmatched(set, spec.where)) result.warnings.push_back("[[market]] where: no territory has " + missing);
    }
    std::size_t without = 0;
    for (std::size_t t = 0; t < set.territories.size(); ++t) {
        std::uint32_t market = 0;
        while (market < specs.size() && !is_meant(set, set.territories[t], specs[market].where)) ++market;
        without += market == specs.size() ? 1U : 0U;
        result.market_of[t] = market;
    }
    if (without > 0) {
        result.markets.emplace_back();
        result.warnings.push_back(std::to_string(without) + " territories are in no [[market]]: no operator is licensed there");
    }
    add_own_kinds(claims, result);
    warn_of_missing_claims(claimed, specs, result);
    return result;
}

void add_names(const std::vector<read::SupplyRead>& supplies, std::map<std::string, std::string>& names) {
    std::map<std::string, std::string> found;
    for (const read::SupplyRead& supply : supplies)
        for (const auto& [code, name] : supply.names) {
            const auto [known, fresh] = found.try_emplace(code, name);
            if (!fresh && name < known->second) known->second = name;
        }
    names.merge(found);  // those of the job stay
}

}  // namespace covmap::run
