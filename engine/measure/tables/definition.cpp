#include "measure/tables/definition.hpp"

#include <algorithm>

#include "measure/basis.hpp"

namespace covmap::measure {
namespace {

/// Parts of a sentence, empty ones left out.
Text joined(const std::vector<Text>& parts, const Text& separator) {
    Text text;
    for (const Text& part : parts) {
        if (part.en.empty()) continue;
        text = text.en.empty() ? part : text + separator + part;
    }
    return text;
}

Text service_text(const std::string& service) {
    if (service == "voice") return {"appels", "calls"};
    if (service == "data") return {"données", "data"};
    return same(service);
}

Text technology_text(const model::IndicatorSpec& spec) {
    if (!spec.technology_at_least.empty()) return same(spec.technology_at_least) + Text{" ou mieux", " or better"};
    std::vector<Text> names;
    for (const std::string& name : spec.technologies) names.push_back(same(name));
    return joined(names, {" ou ", " or "});
}

Text level_text(const model::IndicatorSpec& spec) {
    if (!spec.level_at_least.empty())
        return Text{"niveau ", "level "} + same(spec.level_at_least) + Text{" ou mieux", " or better"};
    return spec.level_exact.empty() ? Text{} : Text{"exactement au niveau ", "exactly level "} + same(spec.level_exact);
}

Text speed_text(std::int64_t kbps, const Text& way) {
    return kbps == 0 ? Text{} : Text{"au moins ", "at least "} + decimal(kbps, 3) + same(" Mbit/s ") + way;
}

Text medium_text(const std::string& medium) {
    if (medium == "wired") return {"par un réseau filaire", "by wire"};
    return medium == "terrestrial" ? Text{"hors satellite", "not by satellite"} : Text{};
}

Text number_of_operators(int number) {
    return grouped(number) + Text{number <= 1 ? " opérateur" : " opérateurs", number == 1 ? " operator" : " operators"};
}

Text operators_text(const model::IndicatorSpec& spec, const model::RunModel& model) {
    std::vector<Text> counts, names;
    if (spec.all) counts.push_back({"de tous les opérateurs", "from every operator"});
    if (spec.min || (!spec.all && !spec.max))
        counts.push_back(Text{"d'au moins ", "from at least "} + number_of_operators(spec.min.value_or(1)));
    if (spec.max)
        counts.push_back(*spec.max == 0 ? Text{"d'aucun opérateur", "from no operator"}
                                        : Text{"d'au plus ", "from at most "} + number_of_operators(*spec.max));
    for (const std::string& code : spec.of) names.push_back(same(model.operator_name(code)));
    const Text text = joined(counts, {" et ", " and "});
    return names.empty() ? text : text + Text{" parmi ", " of "} + joined(names, {", ", ", "});
}

Text latency_text(bool low) {
    if (!low) return {};
    return {"faible latence", "low latency"};
}

Text labels_of(const std::vector<std::string>& names, const model::RunModel& model, const Text& separator) {
    std::vector<Text> labels;
    for (const std::string& name : names) {
        Text label = same(name);
        for (const model::IndicatorSpec& spec : model.job.indicator)
            if (spec.name == name) label = label_or(spec.label, name);
        labels.push_back(Text{"« ", "«"} + label + Text{" »", "»"});
    }
    return joined(labels, separator);
}

Text combination_text(const model::IndicatorSpec& spec, const model::RunModel& model) {
    const Text all = labels_of(spec.all_of, model, {" et ", " and "}), any = labels_of(spec.any_of, model, {" ou ", " or "}),
               none = labels_of(spec.none_of, model, {" ni ", " nor "});
    return joined({all, any, none.en.empty() ? none : Text{"ni ", "not "} + none}, {" ; ", "; "});
}

/// Whether some generations of mobile networks are meant, not any network. They are feminine in French, a network is not.
bool is_generation(const model::IndicatorSpec& spec) {
    return !spec.technologies.empty() || (!spec.technology_at_least.empty() && spec.technology_at_least != "2G");
}

/// What is asked as a noun: «4G of level BC or better», «fixed network of at least 30 Mbit/s by wire».
Text asked_noun(const model::IndicatorSpec& spec) {
    Text noun = is_generation(spec) ? same(spec.technology_at_least) : Text{};
    if (noun.en.empty()) {
        std::vector<Text> names;
        for (const std::string& name : spec.technologies) names.push_back(same(name));
        noun = joined(names, {" ou ", " or "});
    }
    if (noun.en.empty() && spec.service == "voice") noun = {"réseau pour téléphoner", "network for calls"};
    if (noun.en.empty()) noun = spec.kind == "fixed" ? Text{"réseau fixe", "fixed network"} : Text{"réseau", "network"};
    if (!spec.level_at_least.empty())
        noun = noun + Text{" de niveau ", " of level "} + same(spec.level_at_least) + Text{" ou mieux", " or better"};
    if (!spec.level_exact.empty()) noun = noun + Text{" de niveau ", " of level "} + same(spec.level_exact);
    if (spec.down_kbps > 0) noun = noun + Text{" d'au moins ", " of at least "} + decimal(spec.down_kbps, 3) + same(" Mbit/s");
    const Text medium = medium_text(spec.medium);
    return medium.en.empty() ? noun : noun + same(" ") + medium;
}

Text nothing_of(const model::IndicatorSpec& spec, const model::RunModel& model) {
    Text text = Text{is_generation(spec) ? "aucune " : "aucun ", "no "} + asked_noun(spec);
    std::vector<Text> names;
    for (const std::string& code : spec.of) names.push_back(same(model.operator_name(code)));
    if (names.empty())
        text = text + Text{"", " at all"};
    else
        text = text + same(" (") + joined(names, {" ou ", " or "}) + same(")");
    const bool planned = std::find(spec.nature.begin(), spec.nature.end(), "planned") != spec.nature.end();
    return planned ? text + Text{", même prévue", ", not even planned"} : text;
}

}  // namespace

Text lack_of(const model::IndicatorSpec& spec, const model::RunModel& model) {
    if (spec.label_not != Text{}) return spec.label_not;
    if (spec.combines()) return {};
    if (spec.low_is_good) return spec.max == 0 && !spec.min ? nothing_of(spec, model) : Text{};
    if (spec.max) return {};
    if (!spec.all && spec.min.value_or(1) == 1) return nothing_of(spec, model);
    return Text{is_generation(spec) ? "pas la " : "pas de ", "less than "} + asked_noun(spec) + same(" ") +
           operators_text(spec, model);
}

Text definition_of(const model::IndicatorSpec& spec, const model::RunModel& model) {
    Text text =
        spec.combines()
            ? combination_text(spec, model)
            : joined({service_text(spec.service), technology_text(spec), level_text(spec),
                      speed_text(spec.down_kbps, {"en réception", "down"}), speed_text(spec.up_kbps, {"en émission", "up"}),
                      latency_text(spec.low_latency), medium_text(spec.medium), operators_text(spec, model)},
                     {", ", ", "});
    const Basis basis = basis_of(spec, model.catalogue);
    if (basis.any_claim)
        text = text + same(" (") + basis.nature + (basis.note.en.empty() ? Text{} : Text{" ; ", "; "} + basis.note) + same(")");
    return text;
}

}  // namespace covmap::measure
