// Markets that come with presets: who is licensed where, where the job does not say.
#include <algorithm>

#include "read/job/job_reading.hpp"
#include "read/presets/arcep_operators.hpp"

namespace covmap::read {
namespace {

/// An alias belongs to one operator: the first that claims it.
void keep_free_aliases(model::MarketSpec& market, Reading& reading) {
    for (auto& [code, others] : market.aliases) {
        reading.canon.emplace(code, code);
        std::erase_if(others, [&, &code = code](const std::string& other) {
            return reading.canon.emplace(other, code).first->second != code;
        });
    }
    std::erase_if(market.aliases, [](const auto& entry) { return entry.second.empty(); });
}

/// A job with a market of its own: its operators answer to the other names that files give them.
void join_names(Reading& reading) {
    for (const std::vector<std::string>& synonyms : arcep_synonyms()) {
        const auto known =
            std::find_if(synonyms.begin(), synonyms.end(), [&](const std::string& name) { return reading.canon.contains(name); });
        if (known == synonyms.end()) continue;
        const std::string code = reading.canon.at(*known);
        for (model::MarketSpec& market : reading.job.market) {
            if (!holds(market.operators, code)) continue;
            for (const std::string& name : synonyms)
                if (reading.canon.emplace(name, code).second) market.aliases[code].push_back(name);
            break;
        }
    }
}

}  // namespace

void add_preset_markets(Reading& reading) {
    model::Job& job = reading.job;
    reading.own_market =
        std::any_of(job.market.begin(), job.market.end(), [](const model::MarketSpec& m) { return m.kind == "mobile"; });
    const bool arcep = std::any_of(job.supply.begin(), job.supply.end(), [](const model::SupplySpec& s) {
        return s.source.preset == "arcep-mobile" || s.source.preset == "arcep-sites";
    });
    if (!arcep) return;
    if (reading.own_market) return join_names(reading);
    std::vector<model::MarketSpec> made =
        holds(reading.kinds, "departement") ? arcep_markets() : std::vector<model::MarketSpec>{arcep_market_of_all()};
    // Names that are another's elsewhere are those of métropole, which comes last.
    for (auto market = made.rbegin(); market != made.rend(); ++market) keep_free_aliases(*market, reading);
    job.market.insert(job.market.end(), made.begin(), made.end());
}

}  // namespace covmap::read
