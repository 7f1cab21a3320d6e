#include "run/prepare/unanswered.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "model/indicator.hpp"
#include "run/base/texts.hpp"

namespace covmap::run {

namespace {

/// Does a zone, a combination or another indicator's `since` name it?
bool is_named(const model::Job& job, const std::string& name) {
    const auto holds = [&](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    return std::any_of(job.zones.begin(), job.zones.end(), [&](const model::ZonesSpec& zones) { return zones.fails == name; }) ||
           std::any_of(job.indicator.begin(), job.indicator.end(), [&](const model::IndicatorSpec& other) {
               return other.since == name || holds(other.all_of) || holds(other.any_of) || holds(other.none_of);
           });
}

}  // namespace

bool is_answered(const model::IndicatorSpec& indicator, const model::Catalogue& catalogue) {
    return std::any_of(catalogue.claims.begin(), catalogue.claims.end(),
                       [&](const model::ClaimInfo& claim) { return model::matches(indicator, claim.key); });
}

std::string unanswered_text(const model::IndicatorSpec& indicator, const model::Catalogue& catalogue) {
    std::set<std::string> known;
    for (const model::ClaimInfo& claim : catalogue.claims)
        known.insert(claim.key.technology + (claim.key.service.empty() ? "" : " " + claim.key.service) +
                     (claim.key.kind == "mobile" ? "" : " (" + claim.key.kind + ")") +
                     (claim.key.nature == "claimed" ? "" : ", " + claim.key.nature) +
                     (claim.key.vintage.empty() ? "" : ", " + claim.key.vintage));
    return "indicator " + indicator.name +
           ": no supply answers it (technology, service, kind, nature, vintage), and every place would be unknown. The supplies "
           "hold: " +
           (known.empty() ? "nothing" : list_text(known, "; ")) +
           ". Mend the indicator or add its supply; allow_unknown = true keeps it as it is";
}

std::vector<std::string> leave_out_unanswered(model::Job& job, const model::Catalogue& catalogue) {
    std::vector<std::string> lost;
    for (const model::IndicatorSpec& indicator : job.indicator) {
        if (indicator.allow_unknown || is_answered(indicator, catalogue)) continue;
        if (!indicator.from_set || is_named(job, indicator.name))
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(indicator.line),
                              unanswered_text(indicator, catalogue));
        lost.push_back(indicator.name);
    }
    if (lost.empty()) return {};
    std::erase_if(job.indicator, [&](const model::IndicatorSpec& indicator) {
        return std::find(lost.begin(), lost.end(), indicator.name) != lost.end();
    });
    return {"no supply answers " + list_text(lost) + ": left out of what the job uses"};
}

}  // namespace covmap::run
