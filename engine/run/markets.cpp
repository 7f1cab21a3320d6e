#include "run/markets.hpp"

#include <algorithm>
#include <set>

#include "run/matching.hpp"

namespace covmap::run {

namespace {

void warn_of_missing_claims(const std::vector<core::ClaimInfo>& claims, Markets& result) {
    std::set<std::string> claimed;
    for (const core::ClaimInfo& claim : claims) claimed.insert(claim.key.operator_code);
    std::set<std::string> licensed;
    for (const core::Market& market : result.markets) licensed.insert(market.operators.begin(), market.operators.end());
    for (const std::string& op : licensed)
        if (!claimed.contains(op)) result.warnings.push_back("operator " + op + " of the market has no supply: it is unknown everywhere");
    for (const std::string& op : claimed)
        if (!licensed.contains(op))
            result.warnings.push_back("operator " + op + " has a supply but is in no market: it counts nowhere; add it to [[market]] operators or aliases");
}

/// Numbers of operators have no names: #k is wherever there are k or more.
std::string anonymous_name(const std::string& code, const std::string& language) {
    const std::string k = code.substr(1);
    if (language == "fr") return k + (k == "1" ? "er" : "e") + " opérateur, quel qu'il soit";
    const bool teens = k.size() > 1 && k[k.size() - 2] == '1';
    const char last = k.back();
    return k + (teens || last > '3' || last == '0' ? "th" : last == '1' ? "st" : last == '2' ? "nd" : "rd") + " of any operator";
}

bool is_anonymous(const std::string& code) { return code.size() > 1 && code[0] == '#' && code.find_first_not_of("0123456789", 1) == std::string::npos; }

void name_anonymous(const std::vector<core::ClaimInfo>& claims, const std::string& language, Markets& result) {
    for (const core::ClaimInfo& claim : claims) {
        const std::string& code = claim.key.operator_code;
        if (is_anonymous(code)) result.names.try_emplace(code, anonymous_name(code, language));
    }
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
    name_anonymous(claims, job.output.language, result);
    if (job.market.empty()) {
        std::set<std::string> operators;
        for (const core::ClaimInfo& claim : claims) operators.insert(claim.key.operator_code);
        result.markets.push_back({{operators.begin(), operators.end()}});
        return result;
    }
    const auto canonical = canonical_operators(job);
    for (const core::MarketSpec& spec : job.market) {
        core::Market market;
        for (const std::string& name : spec.operators) {
            const std::string code = canonical(name);
            if (std::find(market.operators.begin(), market.operators.end(), code) == market.operators.end()) market.operators.push_back(code);
        }
        result.markets.push_back(std::move(market));
        for (const auto& [code, name] : spec.names) result.names[canonical(code)] = name;
        for (const std::string& missing : unmatched(set, spec.where)) result.warnings.push_back("[[market]] where: no territory has " + missing);
    }
    std::size_t without = 0;
    for (std::size_t t = 0; t < set.territories.size(); ++t) {
        std::uint32_t market = 0;
        while (market < job.market.size() && !is_meant(set, set.territories[t], job.market[market].where)) ++market;
        without += market == job.market.size() ? 1U : 0U;
        result.market_of[t] = market;
    }
    if (without > 0) {
        result.markets.emplace_back();
        result.warnings.push_back(std::to_string(without) + " territories are in no [[market]]: no operator is licensed there");
    }
    warn_of_missing_claims(claims, result);
    return result;
}

}  // namespace covmap::run
