// Classes of zones, of places, of stretches and of what lies around.
#include <set>

#include "export/style/palette.hpp"
#include "export/style/style_classes.hpp"

namespace covmap::exports {

namespace {

/// Vermillion, beside the blue of kMetColour (Okabe and Ito, 2008).
constexpr const char* kFailedColour = "213,94,0,255";

/// The first «<attribute>_white» with its attribute and «_grey».
struct Sides {
    const model::Column* whole = nullptr;
    const model::Column* white = nullptr;
    const model::Column* grey = nullptr;
};

Sides first_sides(const model::Table& table) {
    constexpr std::string_view kSuffix = "_white";
    for (const model::Column& column : table.columns) {
        if (!column.name.ends_with(kSuffix)) continue;
        const std::string base = column.name.substr(0, column.name.size() - kSuffix.size());
        const model::Column *whole = table.find(base), *grey = table.find(base + "_grey");
        if (whole != nullptr && grey != nullptr) return {whole, &column, grey};
    }
    return {};
}

}  // namespace

MapClasses zone_classes(const model::Table& table, const std::string& language) {
    const bool french = language == "fr";
    if (table.unit == "measurement") {
        const Swatch& swatch = measured();
        return {"", "success_pct", {{french ? swatch.label.fr : swatch.label.en, "", rgba(swatch.light), Fill::hatched}}};
    }
    const Sides sides = first_sides(table);
    const auto drawn = [french](const Swatch& swatch, const std::string& filter, Fill fill) {
        return MapClass{french ? swatch.label.fr : swatch.label.en, filter, rgba(swatch.light), fill};
    };
    const Marks& all = marks();
    if (sides.whole == nullptr) return {"", "", {{"", "", rgba(all.white_zone.light), Fill::cased}}};
    const std::string white = quoted(sides.white->name), grey = quoted(sides.grey->name);
    const std::string known = white + " IS NOT NULL AND " + grey + " IS NOT NULL";
    const std::string some = known + " AND " + white + " + " + grey + " > 0";
    MapClasses map{alias_of(*sides.whole, language), sides.whole->name, {}};
    map.classes.push_back(drawn(all.white_zone, some + " AND " + white + " >= " + grey, Fill::cased));
    map.classes.push_back(drawn(all.grey_zone, some + " AND " + white + " < " + grey, Fill::cased));
    map.classes.push_back(drawn(all.empty, known + " AND " + white + " + " + grey + " <= 0", Fill::dotted));
    map.classes.push_back({french ? "non publié" : "not published", white + " IS NULL OR " + grey + " IS NULL",
                           rgba(all.secret.light), Fill::solid});
    return map;
}

MapClasses stretch_classes(const model::Table& table) {
    MapClasses map;
    const model::Column* indicator = table.find("indicator");
    std::set<std::string> names;
    if (indicator != nullptr) names.insert(indicator->texts.begin(), indicator->texts.end());
    for (const std::string& name : names)
        map.classes.push_back({name, "\"indicator\" = '" + name + "'", rgba(marks().white_zone.light), Fill::solid});
    if (names.empty()) map.classes.push_back({"", "", rgba(marks().white_zone.light), Fill::solid});
    return map;
}

MapClasses place_classes(const model::Table& table, const std::string& language) {
    const bool french = language == "fr";
    for (const model::Column& column : table.columns) {
        if (column.indicator.empty() || column.type != model::ColumnType::text) continue;
        const std::string state = quoted(column.name);
        const auto is = [&](const char* word) { return "coalesce(" + state + ", '') = '" + word + "'"; };
        MapClasses map{alias_of(column, language), column.name, {}};
        map.classes.push_back({french ? "rempli" : "meets", is("meets"), kMetColour, Fill::solid});
        map.classes.push_back({french ? "non rempli" : "does not", is("not"), kFailedColour, Fill::solid});
        map.classes.push_back(
            {french ? "inconnu" : "unknown", "coalesce(" + state + ", '') NOT IN ('meets', 'not')", kHatchColour, Fill::hatched});
        return map;
    }
    return {"", "", {{"", "", kMetColour, Fill::solid}}};
}

MapClasses ground_classes(const model::Table& table, const std::string& language) {
    return {"", "", {{table.title.in(language), "", rgba(ground_of(table.unit).light), Fill::solid}}};
}

}  // namespace covmap::exports
