#include "measure/compare/comparison_context.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace covmap::measure {

namespace {

using Facts = std::map<std::string, std::string>;
using Differences = std::vector<model::ContextDifference>;

/// «indicator[any_4g]» of «indicator[any_4g].level»: the item of a list that a fact belongs to, or nothing.
std::string item_of(const std::string& key) { return key.substr(0, key.find(']') == std::string::npos ? 0 : key.find(']') + 1); }

bool has_item(const Facts& facts, const std::string& item) {
    const auto at = facts.lower_bound(item);
    return at != facts.end() && at->first.starts_with(item);
}

/// An item that one of the two lacks altogether is one difference, not one for each of its facts.
Facts condensed(const Facts& facts, const Facts& other) {
    Facts out;
    for (const auto& [key, text] : facts) {
        const std::string item = item_of(key);
        if (item.empty() || has_item(other, item))
            out.emplace(key, text);
        else
            out.emplace(item, "given");
    }
    return out;
}

void add_facts(const std::string& part, const Facts& a, const Facts& b, Differences& out) {
    std::set<std::string> keys;
    for (const Facts* facts : {&a, &b})
        for (const auto& [key, text] : *facts) keys.insert(key);
    const auto text_of = [](const Facts& facts, const std::string& key) {
        const auto found = facts.find(key);
        return found == facts.end() ? std::string() : found->second;
    };
    for (const std::string& key : keys)
        if (const std::string x = text_of(a, key), y = text_of(b, key); x != y) out.push_back({part, key, x, y});
}

/// Files of one role whose content the other run has not, sorted by path.
std::vector<std::string> own_files(const model::PublishedRun& run, const model::PublishedRun& other, const std::string& role) {
    constexpr std::size_t kShownDigits = 12;
    std::vector<std::string> files;
    for (const model::PublishedInput& input : run.inputs) {
        if (input.role != role) continue;
        const bool shared = std::any_of(other.inputs.begin(), other.inputs.end(),
                                        [&](const auto& o) { return o.role == role && o.sha256 == input.sha256; });
        if (!shared) files.push_back(input.path + " (sha256 " + input.sha256.substr(0, kShownDigits) + ")");
    }
    std::sort(files.begin(), files.end());
    return files;
}

void add_inputs(const model::PublishedRun& a, const model::PublishedRun& b, Differences& out) {
    std::set<std::string> roles;
    for (const model::PublishedRun* run : {&a, &b})
        for (const model::PublishedInput& input : run->inputs) roles.insert(input.role);
    roles.erase("job");  // its parameters are compared one by one
    for (const std::string& role : roles) {
        const std::vector<std::string> in_a = own_files(a, b, role), in_b = own_files(b, a, role);
        for (std::size_t i = 0; i < std::max(in_a.size(), in_b.size()); ++i)
            out.push_back({"input", role, i < in_a.size() ? in_a[i] : "", i < in_b.size() ? in_b[i] : ""});
    }
}

/// Contents of the files that say where people live and what the territories are.
std::multiset<std::pair<std::string, std::string>> places_of(const model::PublishedRun& run) {
    std::multiset<std::pair<std::string, std::string>> files;
    for (const model::PublishedInput& input : run.inputs)
        if (input.role == "demand" || input.role == "territory" || input.role == "join" || input.role.starts_with("share["))
            files.emplace(input.role, input.sha256);
    return files;
}

}  // namespace

Differences context_differences(const model::PublishedRun& a, const model::PublishedRun& b) {
    Differences out;
    add_facts("job", condensed(a.job, b.job), condensed(b.job, a.job), out);
    add_inputs(a, b, out);
    add_facts("total", a.totals, b.totals, out);
    add_facts("defects", a.defects, b.defects, out);
    add_facts("version", a.versions, b.versions, out);
    return out;
}

MarketChange market_change(const model::PublishedRun& a, const model::PublishedRun& b) {
    const auto same_operators = [](const auto& x, const auto& y) { return x.first == y.first; };
    const bool same_markets =
        a.markets.size() == b.markets.size() && std::equal(a.markets.begin(), a.markets.end(), b.markets.begin(), same_operators);
    // With other territories as many of them tell nothing.
    if (same_markets && (a.markets == b.markets || !same_places(a, b))) return {};
    const auto operators = [](const model::PublishedRun& run) {
        std::set<std::string> all;
        for (const auto& [market, territories] : run.markets) all.insert(market.begin(), market.end());
        return all;
    };
    const std::set<std::string> in_a = operators(a), in_b = operators(b);
    MarketChange change{true, {}, {}};
    std::set_difference(in_a.begin(), in_a.end(), in_b.begin(), in_b.end(), std::back_inserter(change.only_a));
    std::set_difference(in_b.begin(), in_b.end(), in_a.begin(), in_a.end(), std::back_inserter(change.only_b));
    return change;
}

bool same_scope(const model::PublishedRun& a, const model::PublishedRun& b) {
    const auto scope = [](const model::PublishedRun& run) {
        Facts facts;
        for (const auto& [key, text] : run.job)
            if (key.starts_with("only.")) facts.emplace(key, text);
        return facts;
    };
    return scope(a) == scope(b);
}

bool same_places(const model::PublishedRun& a, const model::PublishedRun& b) { return places_of(a) == places_of(b); }

}  // namespace covmap::measure
