// The ready set «inclusion»: who is uncovered and far from help, and where.
#include <algorithm>

#include "model/access.hpp"
#include "read/job/job_reading.hpp"

namespace covmap::read {
namespace {

constexpr double kUsualKm = 5;
constexpr const char* kIncluded = "included";
constexpr const char* kLeftBehind = "left_behind";

/// The node of `use` that names the set; null where none does.
const JobNode* asked(JobTable& root, const Reading& reading) {
    const JobNode* use = root.find("use");
    if (use == nullptr) return nullptr;
    JobFaults unread(reading.job.path);  // told when the sets were read
    const Names names = read_texts(*use, "`use`", unread);
    return holds(names, kInclusionSet) ? use : nullptr;
}

model::IndicatorSpec& indicator(Reading& reading, const JobNode& use, const std::string& name) {
    model::IndicatorSpec& spec = reading.job.indicator.emplace_back();
    spec.name = name;
    spec.line = use.line;
    return spec;
}

std::string km_text(double km, bool french) {
    std::string text = model::access_band(km);
    text = text.substr(0, text.find(' '));
    if (french) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

core::Text or_name(const core::Text& label, const std::string& name) {
    return {label.fr.empty() ? name : label.fr, label.en.empty() ? name : label.en};
}

}  // namespace

void add_inclusion(JobTable& root, Reading& reading) {
    const JobNode* use = asked(root, reading);
    if (use == nullptr) return;
    if (reading.job.access.empty())
        return reading.faults.add(*use, "the set «inclusion» asks who is far from help: write an [[access]] with the places that help");
    const auto& all = reading.job.indicator;
    const auto covered = std::find_if(all.begin(), all.end(), [](const model::IndicatorSpec& spec) { return !spec.low_is_good; });
    if (covered == all.end())
        return reading.faults.add(*use, "the set «inclusion» asks who is uncovered by the first indicator of the job: write an "
                                        "[[indicator]], or name a set of them before it");
    const model::AccessSpec& access = reading.job.access.front();
    if (access.within_km.empty()) return;
    const bool usual = std::find(access.within_km.begin(), access.within_km.end(), kUsualKm) != access.within_km.end();
    const double km = usual ? kUsualKm : access.within_km.back();
    const std::string near_name = "near_" + access.name.substr(0, 15), covered_name = covered->name;
    const core::Text what = or_name(covered->label, covered->name), help = or_name(access.label, access.name);
    for (const std::string& name : {near_name, std::string(kIncluded)})
        for (const model::IndicatorSpec& other : all)
            if (other.name == name)
                return reading.faults.add(*use, "the set «inclusion» makes the indicator «" + name + "», which is also in line " +
                                                    std::to_string(other.line) + "; rename that one");
    const core::Text near{help.fr + " à " + km_text(km, true) + " km ou moins", help.en + " within " + km_text(km, false) + " km"};
    model::IndicatorSpec& of_access = indicator(reading, *use, near_name);
    of_access.label = near;
    of_access.label_not = {"aucun lieu de « " + help.fr + " » à " + km_text(km, true) + " km",
                           "no place of «" + help.en + "» within " + km_text(km, false) + " km"};
    of_access.kind = access.name;
    of_access.technologies = {model::access_band(km)};
    of_access.nature = {"modelled"};
    of_access.min = 1;
    model::IndicatorSpec& both = indicator(reading, *use, kIncluded);
    both.label = {what.fr + ", ou " + near.fr, what.en + ", or " + near.en};
    both.label_not = {"ni « " + what.fr + " », ni « " + near.fr + " »", "neither «" + what.en + "» nor «" + near.en + "»"};
    both.any_of = {covered_name, near_name};
    both.min = 1;
}

void add_inclusion_zones(JobTable& root, Reading& reading) {
    const JobNode* use = asked(root, reading);
    const auto& indicators = reading.job.indicator;
    const auto made = [](const model::IndicatorSpec& spec) { return spec.name == kIncluded; };
    if (use == nullptr || std::none_of(indicators.begin(), indicators.end(), made) || reading.job.demand.attributes.empty()) return;
    for (const model::ZonesSpec& zones : reading.job.zones)
        if (zones.fails == kIncluded || zones.name == kLeftBehind) return;
    model::ZonesSpec spec;
    spec.name = kLeftBehind;
    spec.label = {"Laissés de côté : ni couverts, ni près d'une aide", "Left behind: neither covered nor near help"};
    spec.fails = kIncluded;
    // The fragile where the demand counts some beside all.
    spec.attribute = reading.job.demand.attributes[reading.job.demand.attributes.size() > 1 ? 1 : 0].name;
    spec.line = use->line;
    const Names& kinds = reading.kinds;
    if (kinds.size() > 1) spec.within = holds(kinds, "departement") ? "departement" : kinds[1];
    reading.job.zones.push_back(std::move(spec));
}

}  // namespace covmap::read
