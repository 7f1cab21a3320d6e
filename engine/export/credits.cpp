#include "export/credits.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "model/licence.hpp"

namespace covmap::exports {

namespace {

std::string source_line(const model::SourceInfo& info) {
    if (info.title.empty() && info.publisher.empty()) return {};
    std::string line;
    for (const std::string* part : {&info.title, &info.publisher, &info.date, &info.licence, &info.url}) {
        if (part->empty()) continue;
        if (!line.empty()) line += ", ";
        line += *part;
    }
    return line;
}

std::string coverage_note(const std::set<std::string>& natures, bool french) {
    const bool claimed = natures.count("claimed") > 0;
    const bool modelled = natures.count("modelled") > 0;
    const bool planned = natures.count("planned") > 0;
    std::string how;
    const auto add = [&how, french](bool wanted, const char* fr, const char* en) {
        if (!wanted) return;
        if (!how.empty()) how += french ? " ou " : " or ";
        how += french ? fr : en;
    };
    add(claimed, "déclarée par les opérateurs", "claimed by operators");
    add(modelled, "modélisée", "modelled");
    add(planned, "prévue", "planned");
    if (how.empty()) return natures.empty() ? "" : (french ? "Couverture mesurée" : "Coverage as measured");
    return french ? "Couverture " + how + ", non mesurée" : "Coverage as " + how + ", not measured";
}

/// Whose maps end before what is published does, and are unknown beyond.
std::string partial_note(const model::RunModel& model, bool french) {
    std::set<std::string> names;
    double most = 0;
    for (const model::PartialMap& map : model.partial_maps) {
        if (!map.unknown) continue;
        names.insert(model.operator_name(map.claim.operator_code));
        most = std::max(most, map.share());
    }
    if (names.empty()) return {};
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    const std::string share = std::to_string(std::lround(100 * most)) + " %";
    return french ? "; inconnue hors des cartes de " + list + " (jusqu’à " + share + ")"
                  : "; unknown outside the maps of " + list + " (up to " + share + ")";
}

}  // namespace

Credits credits_of(const model::RunModel& model) { return credits_of(model, model.job.output.language); }

Credits credits_of(const model::RunModel& model, const std::string& language) {
    Credits credits;
    credits.date = model.date;
    credits.language = language;
    std::set<std::string> licences;
    for (const model::InputFile& input : model.inputs) {
        const std::string line = source_line(input.info);
        const bool known = std::find(credits.sources.begin(), credits.sources.end(), line) != credits.sources.end();
        if (!line.empty() && !known) credits.sources.push_back(line);
        if (!input.info.licence.empty()) licences.insert(input.info.licence);
    }
    credits.licences.assign(licences.begin(), licences.end());
    const model::StrictestLicence strictest = model::strictest_licence(credits.licences);
    if (!strictest.licence.empty())
        credits.strictest = strictest.licence + " (" + model::terms_text(strictest.terms).in(credits.language) + ")";
    std::set<std::string> natures;
    for (const model::ClaimInfo& claim : model.catalogue.claims) natures.insert(claim.key.nature);
    const bool french = credits.language == "fr";
    credits.note = coverage_note(natures, french) + partial_note(model, french);
    return credits;
}

Credits credits_for(const model::Table& table, const Credits& credits) {
    Credits own = credits;
    if (table.unit == "measurement")
        own.note = credits.language == "fr"
                       ? "Mesuré, et non déclaré par les opérateurs ; les mesures ne sont pas un échantillon aléatoire"
                       : "Measured, not claimed by operators; tests are no random sample";
    return own;
}

std::string attribution(const Credits& credits) {
    std::string text = credits.note;
    for (std::size_t i = 0; i < credits.sources.size(); ++i) {
        if (i > 0)
            text += "; ";
        else
            text += text.empty() ? "Sources: " : (credits.language == "fr" ? ". Sources : " : ". Sources: ");
        text += credits.sources[i];
    }
    return text;
}

}  // namespace covmap::exports
