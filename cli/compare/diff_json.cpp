#include <nlohmann/json.hpp>

#include "cli/compare/diff_formats.hpp"
#include "cli/compare/diff_words.hpp"
#include "cli/report.hpp"
#include "model/table.hpp"

namespace covmap::cli {

namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json place_json(const model::PlaceName& place) { return {{"code", place.code}, {"name", place.name}}; }

Json figure_json(const model::FigureChange& figure) {
    const bool text = figure.role.measure == model::Measure::text;
    return {{"column", figure.column},
            {"a", text || figure.a ? Json(value_a(figure)) : Json(nullptr)},
            {"b", text || figure.b ? Json(value_b(figure)) : Json(nullptr)},
            {"difference", text_or_null(difference(figure))},
            {"loss", figure.loss}};
}

Json changed_json(const model::PlaceChange& place) {
    return {{"code", place.place.code},
            {"name", place.place.name},
            {"loss", place.loss},
            {"figures", array_of(place.figures, figure_json)}};
}

Json unit_json(const model::UnitComparison& unit) {
    return {{"unit", unit.unit},
            {"equal", unit.equal()},
            {"common", unit.common},
            {"losses", unit.losses},
            {"changed", array_of(unit.changed, changed_json)},
            {"only_in_a", array_of(unit.only_a, place_json)},
            {"only_in_b", array_of(unit.only_b, place_json)},
            {"columns_only_in_a", unit.columns_a},
            {"columns_only_in_b", unit.columns_b}};
}

Json zones_json(const model::ZoneComparison& zones, bool people_told) {
    const auto side = [&](const model::ZoneSide& s) {
        return Json{{"id", s.id}, {"name", s.name}, {"people", people_told ? Json(people_text(s.weight)) : Json(nullptr)}};
    };
    const auto change = [&](const model::ZoneChange& c) {
        return Json{{"fate", fate_word(c.fate)},
                    {"a", array_of(c.a, side)},
                    {"b", array_of(c.b, side)},
                    {"common", people_told ? Json(people_text(c.common)) : Json(nullptr)}};
    };
    return {{"name", zones.name},
            {"attribute", zones.attribute},
            {"equal", zones.equal()},
            {"zones_a", zones.zones_a},
            {"zones_b", zones.zones_b},
            {"kept", zones.kept},
            {"people_a", people_told ? Json(people_text(zones.people_a)) : Json(nullptr)},
            {"people_b", people_told ? Json(people_text(zones.people_b)) : Json(nullptr)},
            {"not_compared", text_or_null(zones.refused)},
            {"changed", array_of(zones.changes, change)}};
}

Json tolerance_json(const model::Tolerance& t) {
    const auto text = [](std::int64_t number) { return model::decimal_text(number, model::kToleranceScale); };
    return {{"people", text(t.people)}, {"pct", text(t.share)}, {"area_km2", text(t.area)}};
}

}  // namespace

std::string diff_json(const model::Comparison& c) {
    const Json context = array_of(c.context, [](const model::ContextDifference& d) {
        return Json{{"part", d.part}, {"what", d.what}, {"a", text_or_null(d.a)}, {"b", text_or_null(d.b)}};
    });
    const Json report = {{"format", "covmap-diff"},
                         {"format_version", 1},
                         {"a", c.a},
                         {"b", c.b},
                         {"verdict", verdict(c)},
                         {"differs", c.differs},
                         {"fail_on", c.options.losses_only ? "loss" : "any"},
                         {"tolerance", tolerance_json(c.options.tolerance)},
                         {"people_told", c.people_told},
                         {"context", context},
                         {"notes", c.notes},
                         {"units", array_of(c.units, unit_json)},
                         {"zones", array_of(c.zones, [&](const auto& zones) { return zones_json(zones, c.people_told); })}};
    return report.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace covmap::cli
