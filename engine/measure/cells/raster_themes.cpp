#include "measure/cells/raster_themes.hpp"

#include <algorithm>

#include "measure/basis.hpp"
#include "measure/words.hpp"

namespace covmap::measure {
namespace {

std::size_t standard_of(const model::Job& job) {
    if (job.zones.empty()) return 0;
    for (std::size_t i = 0; i < job.indicator.size(); ++i)
        if (job.indicator[i].name == job.zones.front().fails) return i;
    return 0;
}

/// « (as claimed by operators)».
Text in_brackets(const Basis& basis) { return basis.any_claim ? same(" (") + basis.nature + same(")") : Text{}; }

model::RasterTheme of_indicator(const model::RunModel& model, std::size_t indicator, model::RasterKind kind) {
    const model::IndicatorSpec& spec = model.job.indicator[indicator];
    model::RasterTheme theme;
    theme.kind = kind;
    theme.indicator = indicator;
    theme.low_is_good = spec.low_is_good;
    const bool counts = kind == model::RasterKind::operators;
    theme.name = (counts ? "operators_" : "share_") + spec.name;
    const Text what =
        counts ? Text{" : nombre d'opérateurs", ": number of operators"} : Text{" : part de la surface", ": share of the area"};
    theme.title = label_or(spec.label, spec.name) + what + in_brackets(basis_of(spec, model.catalogue));
    if (!counts) theme.unit = same("%");
    for (const model::Market& market : model.markets)
        theme.most_operators =
            std::max(theme.most_operators, model::CompiledIndicator(spec, model.catalogue, market).operators());
    return theme;
}

model::RasterTheme of_attribute(const model::RunModel& model, std::size_t attribute) {
    model::RasterTheme theme;
    theme.kind = model::RasterKind::unserved;
    theme.indicator = standard_of(model.job);
    theme.attribute = attribute;
    const core::Attribute& of = model.attributes[attribute];
    const model::IndicatorSpec& spec = model.job.indicator[theme.indicator];
    theme.name = "unserved_" + of.name + "_per_km2";
    theme.title = (spec.low_is_good ? Text{} : Text{"sans ", "no "}) + label_or(spec.label, spec.name) + Text{" : ", ": "} +
                  label_or(of.label, of.name) + Text{" par km²", " per km²"} + in_brackets(basis_of(spec, model.catalogue));
    theme.unit = counted(of.unit) + same("/km²");
    return theme;
}

}  // namespace

std::vector<model::RasterTheme> raster_themes(const model::RunModel& model) {
    std::vector<model::RasterTheme> themes;
    for (std::size_t i = 0; i < model.job.indicator.size(); ++i) {
        themes.push_back(of_indicator(model, i, model::RasterKind::operators));
        themes.push_back(of_indicator(model, i, model::RasterKind::share));
    }
    if (!themes.empty() && !model::has_confidential_people(model.job))
        for (std::size_t a = 0; a < model.attributes.size(); ++a) themes.push_back(of_attribute(model, a));
    return themes;
}

}  // namespace covmap::measure
