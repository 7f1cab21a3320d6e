#include "measure/tables/titles.hpp"

#include "core/units.hpp"

namespace covmap::measure {
namespace {

Text by_unit(const Unit& unit) {
    if (unit.role == UnitRole::all) return {", ensemble", ", whole"};
    return Text{" par ", " by "} + unit_singular(unit.name);
}

}  // namespace

Text quantity_text(const model::RunModel& model, std::size_t attribute, std::int64_t quantity) {
    if (model.attributes.empty())
        return decimal((quantity + core::kAreaQuantaPerKm2 / 200) / (core::kAreaQuantaPerKm2 / 100), 2) + same(" km²");
    std::int64_t whole = (quantity + core::kWeightQuantaPerUnit / 2) / core::kWeightQuantaPerUnit;
    if (whole == 0 && quantity > 0) whole = 1;
    const std::string& unit = model.attributes[attribute].unit;
    Text noun = counted(unit);
    const bool people = noun.en == "people";
    if (people && whole <= 1) noun.fr = "personne";
    if (people && whole == 1) noun.en = "person";
    return grouped(whole) + same(" ") + noun;
}

Text wide_title(const model::RunModel& model, const Unit& unit, const Left& left, std::int64_t places) {
    if (model.job.indicator.empty()) {
        const Text what = model.attributes.empty() ? Text{"surface", "area"}
                                                   : label_or(model.attributes.front().label, model.attributes.front().name);
        return what + by_unit(unit);
    }
    const model::IndicatorSpec& spec = model.job.indicator.front();
    const Basis basis = basis_of(spec, model.catalogue);
    const std::string& place = unit.role == UnitRole::all ? model.territories.unit : unit.name;
    const Text words = {places <= 1 ? unit_singular(place).fr : unit_plural(place).fr,
                        places == 1 ? unit_singular(place).en : unit_plural(place).en};
    Text title = (spec.low_is_good ? Text{} : Text{"sans ", "no "}) + label_or(spec.label, spec.name) + Text{" : ", ": "} +
                 quantity_text(model, 0, left.quantity) + Text{" dans ", " in "} + grouped(places) + same(" ") + words;
    if (left.unknown > 0) title = title + Text{" ; inconnu pour ", "; unknown for "} + quantity_text(model, 0, left.unknown);
    if (basis.any_claim) title = title + same(" (") + basis.nature + same(")");
    return title;
}

Text operators_title(const Unit& unit) { return Text{"couverture par opérateur", "coverage by operator"} + by_unit(unit); }

Text operators_wide_title(const Unit& unit) {
    return Text{"couverture par opérateur", "coverage by operator"} + by_unit(unit) +
           Text{", une colonne par opérateur et technologie", ", one column an operator and technology"};
}

Text counts_title(const Unit& unit) {
    return Text{"couverture par nombre d'opérateurs", "coverage by number of operators"} + by_unit(unit);
}

}  // namespace covmap::measure
