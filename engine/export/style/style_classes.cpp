#include "export/style/style_classes.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace covmap::exports {

namespace {

/// Eight even steps of viridis (Smith and van der Walt, 2015, CC0), from dark to light.
constexpr std::array<const char*, 8> kRamp = {"68,1,84,255",    "70,50,126,255",  "54,92,141,255",  "39,127,142,255",
                                              "31,161,135,255", "74,193,109,255", "160,218,57,255", "253,231,37,255"};
constexpr std::array<int, 7> kShareBreaks = {50, 80, 90, 95, 98, 99, 100};
constexpr std::array<int, 7> kDensityBreaks = {10, 30, 100, 300, 1000, 3000, 10000};

/// The share a map shows, with the columns its classes ask for.
struct Share {
    const model::Column* percent = nullptr;
    const model::Column* attribute = nullptr;
    const model::Column* left = nullptr;
    const model::Column* unknown = nullptr;
};

/// The first indicator's first «<indicator>_<attribute>_pct» whose attribute is a column too.
Share first_share(const model::Table& table) {
    constexpr std::string_view kSuffix = "_pct";
    for (const model::Column& column : table.columns) {
        const std::string prefix = column.indicator + "_";
        const std::string& name = column.name;
        if (column.indicator.empty() || column.type != model::ColumnType::share || !name.ends_with(kSuffix) ||
            !name.starts_with(prefix))
            continue;
        const std::string base = name.substr(0, name.size() - kSuffix.size());
        if (base.size() <= prefix.size()) continue;
        if (const model::Column* attribute = table.find(base.substr(prefix.size())))
            return {&column, attribute, table.find(base + "_not"), table.find(base + "_unk")};
    }
    return {};
}

MapClass empty_class(const std::string& people, bool french) {
    return {french ? "sans habitant" : "no inhabitants", people + " = 0", kEmptyColour};
}

std::string share_label(std::size_t step, bool french) {
    const std::string percent = french ? "\u00A0%" : "%";
    if (step == 0) return (french ? "moins de " : "under ") + std::to_string(kShareBreaks[0]) + percent;
    const int from = kShareBreaks[step - 1];
    if (from == 100) return "100" + percent;
    const int to = kShareBreaks[step];
    const std::string upper = to == 100 ? (french ? "moins de 100" : "under 100") : std::to_string(to);
    return std::to_string(from) + (french ? " à " : " to ") + upper + percent;
}

/// QGIS expressions that the classes of a share ask.
struct ShareQuestions {
    std::string people, percent;
    std::string most_unknown = {};  ///< are more than half of them unknown? Empty: nobody can tell
};

std::vector<MapClass> classes_by_share(const ShareQuestions& ask, bool low_is_good, bool french) {
    std::vector<MapClass> classes;
    std::string known = ask.people + " > 0 AND " + ask.percent + " IS NOT NULL";
    std::string unclear = ask.people + " IS NULL OR (" + ask.people + " > 0 AND (" + ask.percent + " IS NULL";
    if (!ask.most_unknown.empty()) {
        known += " AND NOT (" + ask.most_unknown + ")";
        unclear += " OR " + ask.most_unknown;
    }
    for (std::size_t step = 0; step < kRamp.size(); ++step) {
        std::string filter = known;
        if (step > 0) filter += " AND " + ask.percent + " >= " + std::to_string(kShareBreaks[step - 1]);
        if (step < kShareBreaks.size()) filter += " AND " + ask.percent + " < " + std::to_string(kShareBreaks[step]);
        classes.push_back({share_label(step, french), filter, kRamp[low_is_good ? kRamp.size() - 1 - step : step]});
    }
    classes.push_back(empty_class(ask.people, french));
    classes.push_back({french ? "inconnu" : "unknown", unclear + "))", kUnknownColour, Fill::hatched});
    return classes;
}

MapClasses share_classes(const Share& share, const std::string& language) {
    ShareQuestions ask{quoted(share.attribute->name), quoted(share.percent->name)};
    if (share.unknown != nullptr) ask.most_unknown = "2 * coalesce(" + quoted(share.unknown->name) + ", 0) > " + ask.people;
    return {alias_of(*share.percent, language), share.percent->name,
            classes_by_share(ask, share.percent->low_is_good, language == "fr")};
}

template <class Breaks>
std::string amount_label(const Breaks& breaks, std::size_t step, bool french) {
    if (step == 0) return (french ? "moins de " : "under ") + grouped(breaks[0], french);
    const std::string from = grouped(breaks[step - 1], french);
    if (step == breaks.size()) return french ? from + " et plus" : from + " and more";
    return from + (french ? " à " : " to ") + grouped(breaks[step], french);
}

MapClasses density_classes(const model::Column& attribute, const model::Column& area, const std::string& language) {
    const bool french = language == "fr";
    const std::string people = quoted(attribute.name);
    const std::string density = "(" + people + " / " + quoted(area.name) + ")";
    const std::string known = people + " > 0 AND " + quoted(area.name) + " > 0";
    MapClasses result{alias_of(attribute, language) + (french ? " par km²" : " per km²"), "", {}};
    for (std::size_t step = 0; step < kRamp.size(); ++step) {
        std::string filter = known;
        if (step > 0) filter += " AND " + density + " >= " + std::to_string(kDensityBreaks[step - 1]);
        if (step < kDensityBreaks.size()) filter += " AND " + density + " < " + std::to_string(kDensityBreaks[step]);
        result.classes.push_back({amount_label(kDensityBreaks, step, french), filter, kRamp[kRamp.size() - 1 - step]});
    }
    result.classes.push_back(empty_class(people, french));
    result.classes.push_back({french ? "inconnu" : "unknown",
                              people + " IS NULL OR (" + people + " > 0 AND coalesce(" + quoted(area.name) + ", 0) <= 0)",
                              kUnknownColour, Fill::hatched});
    return result;
}

}  // namespace

std::string grouped(std::int64_t number, bool french) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, french ? "\u202F" : ",");
    }
    return text;
}

std::string quoted(const std::string& column) { return "\"" + column + "\""; }

CircleMap circle_map(const model::Table& table) {
    const Share share = first_share(table);
    CircleMap map{share.left, share.unknown, share.attribute, 0};
    if (map.left == nullptr) return map;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (!map.left->nulls[row]) map.largest = std::max(map.largest, map.left->numbers[row]);
    return map;
}

MapClasses map_classes(const model::Table& table, const std::string& language) {
    if (table.kind == model::TableKind::zones) return zone_classes(table, language);
    if (table.kind == model::TableKind::places) return place_classes(table, language);
    if (const Share share = first_share(table); share.percent != nullptr) return share_classes(share, language);
    const model::Column* area = table.find("area_km2");
    if (area != nullptr) {
        for (const model::Column& column : table.columns)
            if (column.type == model::ColumnType::quantity && column.indicator.empty() && &column != area)
                return density_classes(column, *area, language);
    }
    return {"", "", {{"", "", kSingleColour}}};
}

MapClasses square_classes(const model::Table& table, const std::string& language) {
    const Share share = first_share(table);
    if (share.percent == nullptr) return {};
    const std::string& name = share.percent->name;
    const auto amount = [](const std::string& column) { return "coalesce(" + quoted(column) + ", 0)"; };
    const std::string base = name.substr(0, name.size() - std::string_view("_pct").size()),
                      people = amount(share.attribute->name);
    const ShareQuestions ask{people, "(100.0 * " + amount(base) + " / " + people + ")",
                             "2 * " + amount(base + "_unk") + " > " + people};
    return {alias_of(*share.percent, language), name, classes_by_share(ask, share.percent->low_is_good, language == "fr")};
}

std::string alias_of(const model::Column& column, const std::string& language) {
    const std::string& label = column.label.in(language);
    const std::string text = label.empty() ? column.name : label;
    const std::string unit = column.unit.empty() ? "" : " (" + column.unit + ")";
    return unit.empty() || text.ends_with(unit) ? text : text + unit;
}

std::string ramp_colour(std::size_t step, std::size_t steps) {
    return steps <= 1 ? kRamp[0] : kRamp[(step * (kRamp.size() - 1) + (steps - 1) / 2) / (steps - 1)];
}

MapStep unknown_step(double value, const std::string& language) {
    return {value, language == "fr" ? "inconnu" : "unknown", kUnknownColour};
}

std::vector<MapStep> share_steps(bool low_is_good, const std::string& language) {
    std::vector<MapStep> steps;
    for (std::size_t step = 0; step < kRamp.size(); ++step)
        steps.push_back({step == 0 ? 0.0 : kShareBreaks[step - 1], share_label(step, language == "fr"),
                         kRamp[low_is_good ? kRamp.size() - 1 - step : step]});
    return steps;
}

std::vector<MapStep> amount_steps(const std::vector<int>& breaks, const std::string& language) {
    std::vector<MapStep> steps;
    for (std::size_t step = 0; step <= breaks.size(); ++step)
        steps.push_back({step == 0 ? 0.0 : breaks[step - 1], amount_label(breaks, step, language == "fr"),
                         ramp_colour(breaks.size() - step, breaks.size() + 1)});
    return steps;
}

}  // namespace covmap::exports
