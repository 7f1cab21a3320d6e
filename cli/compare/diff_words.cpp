#include "cli/compare/diff_words.hpp"

#include <algorithm>
#include <map>

#include "core/units.hpp"
#include "model/table.hpp"

namespace covmap::cli {

namespace {

std::string number_text(std::int64_t number, const model::ColumnRole& role) {
    return role.measure == model::Measure::share ? model::fixed_text(number, role.scale)
                                                 : model::decimal_text(number, role.scale);
}

std::string value_text(const std::optional<std::int64_t>& number, const std::string& text, const model::ColumnRole& role) {
    if (role.measure == model::Measure::text) return text;
    return number ? number_text(*number, role) : "null";
}

/// «3 only in A»; nothing for none.
std::string part(std::size_t count, const std::string& words) {
    return count == 0 ? "" : ", " + std::to_string(count) + " " + words;
}

}  // namespace

std::string value_a(const model::FigureChange& figure) { return value_text(figure.a, figure.text_a, figure.role); }
std::string value_b(const model::FigureChange& figure) { return value_text(figure.b, figure.text_b, figure.role); }

std::string difference(const model::FigureChange& figure) {
    if (!figure.a || !figure.b) return "";
    const std::int64_t change = *figure.b - *figure.a;
    return (change > 0 ? "+" : "") + number_text(change, figure.role);
}

std::string people_text(std::int64_t quanta) { return model::decimal_text(quanta, core::kWeightScale); }

std::size_t shown(std::size_t count, std::size_t limit) { return limit == 0 ? count : std::min(count, limit); }

std::string fate_word(model::ZoneFate fate) {
    switch (fate) {
        case model::ZoneFate::kept:
            return "kept";
        case model::ZoneFate::moved:
            return "moved";
        case model::ZoneFate::grown:
            return "grown";
        case model::ZoneFate::shrunk:
            return "shrunk";
        case model::ZoneFate::split:
            return "split";
        case model::ZoneFate::merged:
            return "merged";
        case model::ZoneFate::reshaped:
            return "reshaped";
        case model::ZoneFate::appeared:
            return "appeared";
        case model::ZoneFate::vanished:
            return "vanished";
    }
    return "";
}

std::int64_t people_of(const std::vector<model::ZoneSide>& sides) {
    std::int64_t total = 0;
    for (const model::ZoneSide& side : sides) total += side.weight;
    return total;
}

std::string sides_text(const std::vector<model::ZoneSide>& sides, bool people_told) {
    constexpr std::size_t kShown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(sides.size(), kShown); ++i) {
        const model::ZoneSide& side = sides[i];
        text += (i == 0 ? "" : " + ") + (side.name.empty() ? side.id : side.name);
        if (people_told) text += " (" + people_text(side.weight) + ")";
    }
    return sides.size() > kShown ? text + " + " + std::to_string(sides.size() - kShown) + " more" : text;
}

std::string tolerance_text(const model::Tolerance& tolerance) {
    const auto text = [](std::int64_t number) { return model::decimal_text(number, model::kToleranceScale); };
    return "people " + text(tolerance.people) + ", pct " + text(tolerance.share) + ", area_km2 " + text(tolerance.area);
}

std::string unit_summary(const model::UnitComparison& unit) {
    const auto columns = [](std::size_t n, const char* where) {
        return part(n, std::string(n == 1 ? "column" : "columns") + " only in " + where);
    };
    return std::to_string(unit.changed.size()) + " of " + std::to_string(unit.common) + " changed" +
           part(unit.losses, "lost coverage") + part(unit.only_a.size(), "only in A") + part(unit.only_b.size(), "only in B") +
           columns(unit.columns_a.size(), "A") + columns(unit.columns_b.size(), "B");
}

std::string zones_summary(const model::ZoneComparison& zones, bool people_told) {
    std::string text = std::to_string(zones.zones_a) + " -> " + std::to_string(zones.zones_b);
    if (!zones.refused.empty()) return text + "; " + zones.refused;
    if (people_told) text += ", " + people_text(zones.people_a) + " -> " + people_text(zones.people_b) + " " + zones.attribute;
    std::map<model::ZoneFate, std::size_t> fates;
    for (const model::ZoneChange& change : zones.changes) ++fates[change.fate];
    text += part(zones.kept, "kept");
    for (const auto& [fate, count] : fates) text += part(count, fate_word(fate));
    return text;
}

std::string verdict(const model::Comparison& comparison) {
    if (comparison.options.losses_only) return comparison.differs ? "coverage was lost" : "no coverage lost";
    if (comparison.differs) return "different";
    return comparison.options.tolerance == model::Tolerance{} ? "equal" : "equal within tolerance";
}

bool fails(const model::Comparison& comparison, const model::UnitComparison& unit) {
    return comparison.options.losses_only ? unit.losses > 0 : !unit.equal();
}
bool fails(const model::Comparison& comparison, const model::ZoneComparison& zones) {
    return !comparison.options.losses_only && !zones.equal();
}

}  // namespace covmap::cli
