#include "export/style/style_classes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "export/style/palette.hpp"

namespace covmap::exports {

namespace {

constexpr std::array<int, 7> kShareBreaks = {50, 80, 90, 95, 98, 99, 100};
constexpr std::array<int, 7> kDensityBreaks = {10, 30, 100, 300, 1000, 3000, 10000};

/// Above nobody, in %: shares are published to a hundredth.
constexpr double kLeastShare = 0.005;

/// Colour of a step of the ramp, from dark to light: that of the most who are missing first.
std::string dark_first(std::size_t step) {
    const auto classes = missing_classes();
    return rgba(classes[classes.size() - 1 - step].swatch.light);
}

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
    const Swatch& empty = marks().empty;
    return {french ? empty.label.fr : empty.label.en, people + " = 0", rgba(empty.light), Fill::dotted};
}

MapClass unknown_class(const std::string& filter, bool french) {
    const Swatch& unknown = marks().unknown;
    return {french ? unknown.label.fr : unknown.label.en, filter, kHatchColour, Fill::hatched};
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

/// QGIS expressions that the classes of those who are missing ask.
struct MissingQuestions {
    std::string people;
    std::string missing;       ///< how many
    std::string unknown = {};  ///< of how many it is unknown; empty: nobody can tell
};

/// Of the run's integers the smallest is 10⁻⁶; sums of their decimals end in noise.
constexpr const char* kNobody = "0.0000005";

std::string class_filter(const MissingQuestions& ask, std::size_t step) {
    const auto classes = missing_classes();
    if (step == 0) return ask.missing + " <= " + kNobody;
    const auto reaches = [&](const char* comparison, double percent) {
        return "100 * " + ask.missing + comparison + std::to_string(std::lround(percent)) + " * " + ask.people;
    };
    std::string filter = step == 1 ? ask.missing + " > " + kNobody : reaches(" >= ", classes[step].from);
    if (step + 1 < classes.size()) filter += " AND " + reaches(" < ", classes[step + 1].from);
    return filter;
}

std::vector<MapClass> missing_map_classes(const MissingQuestions& ask, bool french) {
    std::vector<MapClass> classes;
    const auto unknown_from = [&](int percent) {
        return "100 * coalesce(" + ask.unknown + ", 0) >= " + std::to_string(percent) + " * " + ask.people;
    };
    std::string known = ask.people + " > 0 AND " + ask.missing + " IS NOT NULL";
    std::string unclear = ask.people + " IS NULL OR (" + ask.people + " > 0 AND (" + ask.missing + " IS NULL";
    if (!ask.unknown.empty()) {
        known += " AND NOT (" + unknown_from(kUnknownPercent) + ")";
        unclear += " OR " + unknown_from(kUnknownPercent);
    }
    for (std::size_t step = 0; step < missing_classes().size(); ++step) {
        const Swatch& swatch = missing_classes()[step].swatch;
        classes.push_back(
            {french ? swatch.label.fr : swatch.label.en, known + " AND " + class_filter(ask, step), rgba(swatch.light)});
    }
    if (!ask.unknown.empty()) {
        const Swatch& doubt = marks().doubt;
        classes.push_back({french ? doubt.label.fr : doubt.label.en, known + " AND " + unknown_from(kDoubtPercent),
                           rgba(doubt.light), Fill::overlaid});
    }
    classes.push_back(empty_class(ask.people, french));
    classes.push_back(unknown_class(unclear + "))", french));
    return classes;
}

/// «Part sans : 4G d'au moins un opérateur (habitants)»: the label of the share covered, of which the rest is shown.
std::string missing_title(const Share& share, const std::string& language) {
    const bool french = language == "fr";
    std::string label = alias_of(*share.percent, language);
    if (label.ends_with(" (%)")) label.resize(label.size() - 4);
    if (share.percent->low_is_good) return (french ? "Part concernée : " : "Share concerned: ") + label;
    return (french ? "Part sans : " : "Share without: ") + label;
}

std::string missing_of(const Share& share) {
    const std::string left = share.left == nullptr ? "" : quoted(share.left->name), people = quoted(share.attribute->name);
    if (left.empty()) {
        const std::string percent = quoted(share.percent->name);
        return "(" + (share.percent->low_is_good ? percent : "(100 - " + percent + ")") + " * " + people + " / 100)";
    }
    if (!share.percent->low_is_good) return left;
    const std::string unknown = share.unknown == nullptr ? "" : " - coalesce(" + quoted(share.unknown->name) + ", 0)";
    return "(" + people + " - " + left + unknown + ")";
}

MapClasses share_classes(const Share& share, const std::string& language) {
    const MissingQuestions ask{quoted(share.attribute->name), missing_of(share),
                               share.unknown == nullptr ? "" : quoted(share.unknown->name)};
    return {missing_title(share, language), share.percent->name, missing_map_classes(ask, language == "fr")};
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
    for (std::size_t step = 0; step < missing_classes().size(); ++step) {
        std::string filter = known;
        if (step > 0) filter += " AND " + density + " >= " + std::to_string(kDensityBreaks[step - 1]);
        if (step < kDensityBreaks.size()) filter += " AND " + density + " < " + std::to_string(kDensityBreaks[step]);
        result.classes.push_back(
            {amount_label(kDensityBreaks, step, french), filter, dark_first(missing_classes().size() - 1 - step)});
    }
    result.classes.push_back(empty_class(people, french));
    result.classes.push_back(
        unknown_class(people + " IS NULL OR (" + people + " > 0 AND coalesce(" + quoted(area.name) + ", 0) <= 0)", french));
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
    if (table.kind == model::TableKind::context_areas || table.kind == model::TableKind::context_lines)
        return ground_classes(table, language);
    if (table.kind == model::TableKind::stretches) return stretch_classes(table);
    if (const Share share = first_share(table); share.percent != nullptr) return share_classes(share, language);
    const model::Column* area = table.find("area_km2");
    if (area != nullptr) {
        for (const model::Column& column : table.columns)
            if (column.type == model::ColumnType::quantity && column.indicator.empty() && &column != area)
                return density_classes(column, *area, language);
    }
    // Ranked areas may overlap, and lie over others.
    return {
        "", "", {table.find("rank") != nullptr ? MapClass{"", "", kMetColour, Fill::overlaid} : MapClass{"", "", kSingleColour}}};
}

MapClasses square_classes(const model::Table& table, const std::string& language) {
    const Share share = first_share(table);
    if (share.percent == nullptr) return {};
    const std::string& name = share.percent->name;
    const auto amount = [](const std::string& column) { return "coalesce(" + quoted(column) + ", 0)"; };
    const std::string base = name.substr(0, name.size() - std::string_view("_pct").size()),
                      people = amount(share.attribute->name), met = amount(base), unknown = amount(base + "_unk");
    const MissingQuestions ask{people, share.percent->low_is_good ? met : "(" + people + " - " + met + " - " + unknown + ")",
                               unknown};
    return {missing_title(share, language), name, missing_map_classes(ask, language == "fr")};
}

std::string alias_of(const model::Column& column, const std::string& language) {
    const std::string& label = column.label.in(language);
    const std::string text = label.empty() ? column.name : label;
    const std::string unit = column.unit.empty() ? "" : " (" + column.unit + ")";
    return unit.empty() || text.ends_with(unit) ? text : text + unit;
}

std::string ramp_colour(std::size_t step, std::size_t steps) {
    const std::size_t last = missing_classes().size() - 1;
    return dark_first(steps <= 1 ? 0 : (step * last + (steps - 1) / 2) / (steps - 1));
}

MapStep unknown_step(double value, const std::string& language) {
    return {value, marks().unknown.label.in(language), kHatchColour};
}

std::vector<MapStep> share_steps(bool low_is_good, const std::string& language) {
    std::vector<MapStep> steps;
    const std::size_t count = missing_classes().size();
    for (std::size_t step = 0; step < count; ++step) {
        if (low_is_good) {  // the share told is that of those who are concerned
            const MissingClass& missing = missing_classes()[step];
            steps.push_back(
                {step == 1 ? kLeastShare : missing.from, missing.swatch.label.in(language), rgba(missing.swatch.light)});
        } else {
            steps.push_back({step == 0 ? 0.0 : kShareBreaks[step - 1], share_label(step, language == "fr"), dark_first(step)});
        }
    }
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
