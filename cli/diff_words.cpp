#include "cli/diff_words.hpp"

#include <algorithm>
#include <map>

#include "core/units.hpp"
#include "model/table.hpp"

namespace covmap::cli {

namespace {

std::string number_text(std::int64_t number, const core::ColumnRole& role) {
    return role.measure == core::Measure::share ? core::fixed_text(number, role.scale) : core::decimal_text(number, role.scale);
}

std::string value_text(const std::optional<std::int64_t>& number, const std::string& text, const core::ColumnRole& role) {
    if (role.measure == core::Measure::text) return text;
    return number ? number_text(*number, role) : "null";
}

/// «3 only in A»; nothing for none.
std::string part(std::size_t count, const std::string& words) {
    return count == 0 ? "" : ", " + std::to_string(count) + " " + words;
}

}  // namespace

std::string value_a(const core::FigureChange& figure) { return value_text(figure.a, figure.text_a, figure.role); }
std::string value_b(const core::FigureChange& figure) { return value_text(figure.b, figure.text_b, figure.role); }

std::string difference(const core::FigureChange& figure) {
    if (!figure.a || !figure.b) return "";
    const std::int64_t change = *figure.b - *figure.a;
    return (change > 0 ? "+" : "") + number_text(change, figure.role);
}

std::string people_text(std::int64_t quanta) { return core::decimal_text(quanta, core::kWeightScale); }

std::size_t shown(std::size_t count, std::size_t limit) { return limit == 0 ? count : std::min(count, limit); }

std::string fate_word(core::ZoneFate fate) {
    switch (fate) {
        case core::ZoneFate::kept:
            return "kept";
        case core::ZoneFate::moved:
            return "moved";
        case core::ZoneFate::grown:
            return "grown";
        case core::ZoneFate::shrunk:
            return "shrunk";
        case core::ZoneFate::split:
            return "split";
        case core::ZoneFate::merged:
            return "merged";
        case core::ZoneFate::reshaped:
            return "reshaped";
        case core::ZoneFate::appeared:
            return "appeared";
        case core::ZoneFate::vanished:
            return "vanished";
    }
    return "";
}

std::int64_t people_of(const std::vector<core::ZoneSide>& sides) {
    std::int64_t total = 0;
    for (const core::ZoneSide& side : sides) total += side.weight;
    return total;
}

std::string sides_text(const std::vector<core::ZoneSide>& sides, bool people_told) {
    constexpr std::size_t kShown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(sides.size(), kShown); ++i) {
        const core::ZoneSide& side = sides[i];
        text += (i == 0 ? "" : " + ") + (side.name.empty() ? side.id : side.name);
        if (people_told) text += " (" + people_text(side.weight) + ")";
    }
    return sides.size() > kShown ? text + " + " + std::to_string(sides.size() - kShown) + " more" : text;
}

std::string tolerance_text(const core::Tolerance& tolerance) {
    const auto text = [](std::int64_t number) { return core::decimal_text(number, core::kToleranceScale); };
    return "people " + text(tolerance.people) + ", pct " + text(tolerance.share) + ", area_km2 " + text(tolerance.area);
}

std::string unit_summary(const core::UnitComparison& unit) {
    const auto columns = [](std::size_t n, const char* where) {
        return part(n, std::string(n == 1 ? "column" : "columns") + " only in " + where);
    };
    return std::to_string(unit.changed.size()) + " of " + std::to_string(unit.common) + " changed" +
           part(unit.losses, "lost coverage") + part(unit.only_a.size(), "only in A") + part(unit.only_b.size(), "only in B") +
           columns(unit.columns_a.size(), "A") + columns(unit.columns_b.size(), "B");
}

std::string zones_summary(const core::ZoneComparison& zones, bool people_told) {
    std::string text = std::to_string(zones.zones_a) + " -> " + std::to_string(zones.zones_b);
    if (!zones.refused.empty()) return text + "; " + zones.refused;
    if (people_told) text += ", " + people_text(zones.people_a) + " -> " + people_text(zones.people_b) + " " + zones.attribute;
    std::map<core::ZoneFate, std::size_t> fates;
    for (const core::ZoneChange& change : zones.changes) ++fates[change.fate];
    text += part(zones.kept, "kept");
    for (const auto& [fate, count] : fates) text += part(count, fate_word(fate));
    return text;
}

std::string verdict(const core::Comparison& comparison) {
    if (comparison.options.losses_only) return comparison.differs ? "coverage was lost" : "no coverage lost";
    if (comparison.differs) return "different";
    return comparison.options.tolerance == core::Tolerance{} ? "equal" : "equal within tolerance";
}

bool fails(const core::Comparison& comparison, const core::UnitComparison& unit) {
    return comparison.options.losses_only ? unit.losses > 0 : !unit.equal();
}
bool fails(const core::Comparison& comparison, const core::ZoneComparison& zones) {
    return !comparison.options.losses_only && !zones.equal();
}

}  // namespace covmap::cli
