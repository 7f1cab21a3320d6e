// The classes of a map: what is drawn how, under which label. QGIS expressions, no XML.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/table.hpp"

namespace covmap::exports {

enum class Fill {
    solid,
    hatched,   ///< lines of the colour on clear ground
    overlaid,  ///< lines of the colour over what other classes draw
    dotted,    ///< dots on the colour
    cased      ///< solid, with a casing in white around its outline
};

inline constexpr const char* kMetColour = "0,114,178,255";  ///< where a standard is met, or would be

struct MapClass {
    std::string label;
    std::string filter;  ///< QGIS expression; empty: everything
    std::string colour;  ///< «r,g,b,a»
    Fill fill = Fill::solid;
};

/// A class of values that grow: from `from` to under the next one.
struct MapStep {
    double from = 0;
    std::string label;
    std::string colour;  ///< «r,g,b,a»
};
/// Shares 0, 50, 80, 90, 95, 98, 99, 100, dark where they are bad; where low is good those of missing_classes().
std::vector<MapStep> share_steps(bool low_is_good, const std::string& language);
/// From 0 and from each of `breaks` (ascending, at most seven), dark where they are high.
std::vector<MapStep> amount_steps(const std::vector<int>& breaks, const std::string& language);
/// What is not known, as the class of one value.
MapStep unknown_step(double value, const std::string& language);
/// Colour `step` of `steps`, from dark to light.
std::string ramp_colour(std::size_t step, std::size_t steps);

struct MapClasses {
    std::string title;   ///< of the legend: what is shown; empty with a single symbol
    std::string column;  ///< what the map tip tells beside the name, or empty
    std::vector<MapClass> classes;
};

/// Classes partition the rows: each row falls in exactly one, and beside it in an overlaid one where much is unknown. See
/// style.hpp. Pure.
MapClasses map_classes(const model::Table& table, const std::string& language);

/// The squares of map tiles by the share of their people, of the wide table's first indicator; there an amount of 0 is left out.
/// No classes where the table has no indicator.
MapClasses square_classes(const model::Table& table, const std::string& language);

/// Zones by whom they are left aside; places by the state of the first indicator.
MapClasses zone_classes(const model::Table& table, const std::string& language);
/// Of uncovered stretches: one an indicator.
MapClasses stretch_classes(const model::Table& table);
MapClasses place_classes(const model::Table& table, const std::string& language);

/// The one class of a background, in the colour of its kind.
MapClasses ground_classes(const model::Table& table, const std::string& language);

/// Circles as large as the people left: «<indicator>_<attribute>_not» of the share that map_classes() shows.
struct CircleMap {
    const model::Column* left = nullptr;     ///< null: the table has none
    const model::Column* unknown = nullptr;  ///< of the same attribute, or null
    const model::Column* whole = nullptr;    ///< the attribute
    std::int64_t largest = 0;                ///< value of the largest circle, quanta of `left`
};
CircleMap circle_map(const model::Table& table);

/// «label (unit)», or the name where there is no label.
std::string alias_of(const model::Column& column, const std::string& language);

/// The rank of a zone in the unit that zones never cross: said where a map is near. Far away, «rank».
inline constexpr const char* kRankWithin = "rank_within";
/// The scale denominator from which on a map shows a whole region or more: web zoom 9.
inline constexpr const char* kFarScale = "1200000";

/// Lines of a hatch.
inline constexpr const char* kHatchColour = "120,130,138,255";
inline constexpr const char* kSingleColour = "210,220,230,255";

/// A whole number as it is written in the language: 10 000 (thin no-break space) or 10,000.
std::string grouped(std::int64_t number, bool french);

/// A column's name in a QGIS expression.
std::string quoted(const std::string& column);

}  // namespace covmap::exports
