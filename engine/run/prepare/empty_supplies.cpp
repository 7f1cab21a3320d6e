#include "run/prepare/empty_supplies.hpp"

#include <set>
#include <string>

#include "run/base/texts.hpp"

namespace covmap::run {

namespace {

bool says_where(const model::SupplySpec& spec) {
    return !spec.extent.word.empty() || spec.extent.names_places() || spec.absent == "none";
}

std::string warning_of(const read::SupplyRead& supply, const std::string& file, bool silent) {
    std::set<std::string> claims;
    for (const model::Claim& claim : supply.claims) claims.insert(claim_text(claim));
    std::string text = file + ": can be read, but holds nothing that says where there is coverage";
    if (claims.empty())
        return text + "; whom it should tell of is not in this run. Give the right file, or take its [[supply]] out";
    text += "; " + list_text(claims);
    if (!silent) return text + " count as absent where the job says that it speaks. Is it the right file?";
    return text +
           " count as unknown, not as absent. Give the right file; if there is truly no coverage, say extent = \"everywhere\"";
}

}  // namespace

void silence_empty_supplies(const model::Job& job, LoadedJob& loaded) {
    loaded.silent.assign(loaded.supplies.size(), false);
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) {
        const model::SupplySpec& spec = job.supply[loaded.supply_of[s]];
        read::SupplyRead& supply = loaded.supplies[s];
        if (!supply.holds_nothing || spec.format == model::SupplyFormat::records) continue;
        loaded.silent[s] = !says_where(spec);
        const std::string& file = supply.inputs.empty() ? spec.source.given : supply.inputs.front().path;
        supply.warnings.push_back(warning_of(supply, file, loaded.silent[s]));
    }
}

}  // namespace covmap::run
