#include "run/prepare/reference_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "model/reference_gap.hpp"
#include "run/prepare/outline_sweep.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

/// An official figure of the set, and the attribute of the demand that it is of.
struct Compared {
    std::size_t reference = 0, attribute = 0;
};

std::vector<Compared> compared_of(const model::Job& job, const model::TerritorySet& set) {
    std::vector<Compared> compared;
    for (std::size_t r = 0; r < set.reference_attributes.size(); ++r)
        for (std::size_t a = 0; a < job.demand.attributes.size(); ++a)
            if (job.demand.attributes[a].name == set.reference_attributes[r]) compared.push_back({r, a});
    return compared;
}

std::int64_t off_by(std::int64_t a, std::int64_t b) { return std::abs(a - b); }

void compare(const model::Territory& territory, std::int64_t counted, std::int64_t official, ReferenceGap& gap) {
    ++gap.compared;
    gap.counted += counted;
    gap.official += official;
    if (!model::is_beyond_reference(counted, official)) return;
    ++gap.beyond;
    if (gap.beyond > 1 && off_by(counted, official) <= off_by(gap.worst_counted, gap.worst_official)) return;
    gap.worst = territory;
    gap.worst_counted = counted;
    gap.worst_official = official;
}

std::string whole_units(std::int64_t quanta) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0f", static_cast<double>(quanta) / core::kWeightQuantaPerUnit);
    return text;
}

/// «33690 counted, 33000 official (+2.1 %)».
std::string both(std::int64_t counted, std::int64_t official) {
    std::string text = whole_units(counted) + " counted, " + whole_units(official) + " official";
    if (official <= 0) return text;
    char share[32];
    std::snprintf(share, sizeof share, " (%+.1f %%)",
                  100 * (static_cast<double>(counted) - static_cast<double>(official)) / static_cast<double>(official));
    return text + share;
}

}  // namespace

std::vector<ReferenceGap> reference_gaps(const model::Job& job, const LoadedJob& loaded, int threads) {
    const model::TerritorySet& set = loaded.territories.set;
    const std::vector<Compared> compared = compared_of(job, set);
    const bool places_known = loaded.demand->polygons() == nullptr && loaded.demand->premises().count == 0 &&
                              !job.demand.points && loaded.demand->report().format != "points";
    if (compared.empty() || !places_known) return {};
    const OutlineSums sums = sweep_outlines(job, loaded, {}, threads);
    const std::vector<bool> published = meant(set, job.only);
    std::vector<ReferenceGap> gaps;
    for (const Compared& c : compared) {
        ReferenceGap& gap = gaps.emplace_back();
        gap.attribute = set.reference_attributes[c.reference];
        for (std::size_t t = 0; t < set.territories.size(); ++t) {
            const auto& official = set.territories[t].reference[c.reference];
            if (published[t] && official) compare(set.territories[t], sums.territories[t].weights[c.attribute], *official, gap);
        }
    }
    return gaps;
}

std::string text_of(const ReferenceGap& gap, const std::string& unit) {
    const std::string& name = gap.worst.name.empty() ? gap.worst.code : gap.worst.name;
    return gap.attribute + ": " + std::to_string(gap.beyond) + " of " + std::to_string(gap.compared) + " territories (" + unit +
           ") are more than 10 % off their official figure, " + name + " (" + gap.worst.code +
           ") the most: " + both(gap.worst_counted, gap.worst_official) + "; all of them: " + both(gap.counted, gap.official);
}

}  // namespace covmap::run
