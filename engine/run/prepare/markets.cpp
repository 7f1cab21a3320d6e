#include "run/prepare/markets.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "run/base/texts.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

using Codes = std::vector<std::string>;

std::set<std::string> claimed_of(const std::vector<model::ClaimInfo>& claims, const std::string& kind) {
    std::set<std::string> claimed;
    for (const model::ClaimInfo& claim : claims)
        if (claim.key.kind == kind) claimed.insert(claim.key.operator_code);
    return claimed;
}

/// Does a preset license operators of that kind here?
std::string preset_of(const model::Job& job, const std::string& kind) {
    for (const model::MarketSpec& spec : job.market)
        if (spec.kind == kind && !spec.preset.empty()) return spec.preset;
    return {};
}

void warn_of_silence(const Codes& silent, const std::string& preset, Markets& result) {
    if (preset.empty())
        for (const std::string& op : silent)
            result.warnings.push_back("operator " + op + " of the market has no supply: it is unknown everywhere");
    if (preset.empty() || silent.empty()) return;
    result.warnings.push_back("no supply speaks of " + list_text(silent) + ", licensed there by the built-in markets of " +
                              preset + ": unknown everywhere; a [[market]] of your own takes their place");
}

void warn_of_missing_claims(const model::Job& job, const std::vector<model::ClaimInfo>& claims, const std::string& kind,
                            Markets& result) {
    const std::set<std::string> claimed = claimed_of(claims, kind);
    std::set<std::string> licensed;
    for (const model::Market& market : result.markets)
        licensed.insert(market.operators_of(kind).begin(), market.operators_of(kind).end());
    Codes silent;
    for (const std::string& op : licensed)
        if (!claimed.contains(op)) silent.push_back(op);
    if (std::none_of(claimed.begin(), claimed.end(), [&](const std::string& op) { return licensed.contains(op); }) &&
        !claimed.empty())
        throw core::Error(core::ErrorKind::job, job.path,
                          "none of the operators of the supplies is in any [[market]]" +
                              (kind == "mobile" ? std::string() : " of kind " + kind) +
                              ", so that nobody's coverage counts: the supplies say " + list_text(claimed) + ", the markets " +
                              list_text(licensed) +
                              "; give them one spelling with aliases = { CODE = [\"name\"] }, or mend operators");
    warn_of_silence(silent, preset_of(job, kind), result);
    for (const std::string& op : claimed)
        if (!licensed.contains(op))
            result.warnings.push_back(
                "operator " + op +
                " has a supply but is in no market: it counts nowhere; add it to [[market]] operators or aliases");
}

/// Numbers of operators have no names: #k is wherever there are k or more.
std::string anonymous_name(const std::string& code, const std::string& language) {
    const std::string k = code.substr(1);
    if (language == "fr") return k + (k == "1" ? "er" : "e") + " opérateur, quel qu'il soit";
    const bool teens = k.size() > 1 && k[k.size() - 2] == '1';
    const char last = k.back();
    return k + (teens || last > '3' || last == '0' ? "th" : last == '1' ? "st" : last == '2' ? "nd" : "rd") + " of any operator";
}

bool is_anonymous(const std::string& code) {
    return code.size() > 1 && code[0] == '#' && code.find_first_not_of("0123456789", 1) == std::string::npos;
}

void name_anonymous(const std::vector<model::ClaimInfo>& claims, const std::string& language, Markets& result) {
    for (const model::ClaimInfo& claim : claims) {
        const std::string& code = claim.key.operator_code;
        if (is_anonymous(code)) result.names.try_emplace(code, anonymous_name(code, language));
    }
}

/// Per territory, the first [[market]] of a kind that it is in; as many as there are: none.
struct MarketsOfKind {
    std::vector<std::vector<std::string>> operators;
    std::vector<std::uint32_t> of;  ///< per territory
    std::size_t without = 0;
};

/// Who is licensed by one [[market]].
Codes operators_of(const model::MarketSpec& spec, const std::function<std::string(const std::string&)>& canonical,
                   const std::set<std::string>& claimed) {
    if (spec.operators.empty() && !spec.preset.empty()) return {claimed.begin(), claimed.end()};
    Codes operators;
    const auto add = [&](const std::string& code) {
        if (std::find(operators.begin(), operators.end(), code) == operators.end()) operators.push_back(code);
    };
    for (const std::string& name : spec.operators) add(canonical(name));
    for (const std::string& name : spec.if_present)
        if (claimed.contains(canonical(name))) add(canonical(name));
    return operators;
}

MarketsOfKind markets_of_kind(const model::Job& job, const std::string& kind, const model::TerritorySet& set,
                              const std::set<std::string>& claimed, Markets& result) {
    MarketsOfKind found;
    const auto canonical = canonical_operators(job);
    std::vector<const model::MarketSpec*> specs;
    for (const model::MarketSpec& spec : job.market) {
        if (spec.kind != kind) continue;
        specs.push_back(&spec);
        found.operators.push_back(operators_of(spec, canonical, claimed));
        for (const auto& [code, name] : spec.names) result.names[canonical(code)] = name;
        if (!spec.preset.empty()) continue;  // the map may be of a part of the country
        for (const std::string& missing : unmatched(set, spec.where))
            result.warnings.push_back("[[market]] where: no territory has " + missing);
    }
    for (const model::Territory& territory : set.territories) {
        std::uint32_t market = 0;
        while (market < specs.size() && !is_meant(set, territory, specs[market]->where)) ++market;
        found.without += market == specs.size() ? 1U : 0U;
        found.of.push_back(market);
    }
    found.operators.emplace_back();
    return found;
}

/// Without a [[market]] of a kind: every operator that claims something of that kind.
MarketsOfKind market_of_all(const std::string& kind, std::size_t territories, const std::vector<model::ClaimInfo>& claims) {
    const std::set<std::string> operators = claimed_of(claims, kind);
    return {{{operators.begin(), operators.end()}}, std::vector<std::uint32_t>(territories, 0), 0};
}

}  // namespace

std::function<std::string(const std::string&)> canonical_operators(const model::Job& job) {
    std::map<std::string, std::string> canonical;
    for (const model::MarketSpec& market : job.market) {
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

Markets make_markets(const model::Job& job, const model::TerritorySet& set, const std::vector<model::ClaimInfo>& claims) {
    Markets result;
    name_anonymous(claims, job.output.language, result);
    const std::size_t territories = set.territories.size();
    std::set<std::string> kinds = {"mobile"};
    for (const model::ClaimInfo& claim : claims) kinds.insert(claim.key.kind);
    std::map<std::string, MarketsOfKind> by_kind;
    std::vector<std::string> told;
    for (const std::string& kind : kinds) {
        const bool said =
            std::any_of(job.market.begin(), job.market.end(), [&](const model::MarketSpec& spec) { return spec.kind == kind; });
        by_kind[kind] =
            said ? markets_of_kind(job, kind, set, claimed_of(claims, kind), result) : market_of_all(kind, territories, claims);
        if (said) told.push_back(kind);
        if (by_kind[kind].without > 0)
            result.warnings.push_back(std::to_string(by_kind[kind].without) + " territories are in no [[market]]" +
                                      (kind == "mobile" ? "" : " of kind " + kind) + ": no operator is licensed there");
    }
    // A market of a territory is one of each kind; they are numbered in the order of the job's.
    std::map<std::vector<std::uint32_t>, std::uint32_t> numbers;
    std::vector<std::vector<std::uint32_t>> of_territory(territories);
    for (std::size_t t = 0; t < territories; ++t) {
        of_territory[t].push_back(by_kind.at("mobile").of[t]);
        for (const auto& [kind, markets] : by_kind)
            if (kind != "mobile") of_territory[t].push_back(markets.of[t]);
        numbers[of_territory[t]] = 0;
    }
    for (auto& [key, number] : numbers) {
        number = static_cast<std::uint32_t>(result.markets.size());
        model::Market& market = result.markets.emplace_back();
        market.operators = by_kind.at("mobile").operators[key[0]];
        std::size_t at = 1;
        for (const auto& [kind, markets] : by_kind)
            if (kind != "mobile") market.of_kind[kind] = markets.operators[key[at++]];
    }
    for (const auto& key : of_territory) result.market_of.push_back(numbers.at(key));
    for (const std::string& kind : told) warn_of_missing_claims(job, claims, kind, result);
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
