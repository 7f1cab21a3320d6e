// The classes of a map: what is drawn how, under which label. QGIS expressions, no XML.
#pragma once

#include <string>
#include <vector>

#include "core/table.hpp"

namespace covmap::exports {

enum class Fill { solid, hatched };

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
/// Shares 0, 50, 80, 90, 95, 98, 99, 100, dark where they are bad.
std::vector<MapStep> share_steps(bool low_is_good, const std::string& language);
/// From 0 and from each of `breaks` (ascending, at most seven), dark where they are high.
std::vector<MapStep> amount_steps(const std::vector<int>& breaks, const std::string& language);
/// What is not known, as the class of one value.
MapStep unknown_step(double value, const std::string& language);
/// Colour `step` of `steps`, from dark to light.
std::string ramp_colour(std::size_t step, std::size_t steps);

struct MapClasses {
    std::string title;   ///< of the legend: what is shown; empty with a single symbol
    std::string column;  ///< the share shown, or empty
    std::vector<MapClass> classes;
};

/// Classes partition the rows: each row falls in exactly one. See style.hpp. Pure.
MapClasses map_classes(const core::Table& table, const std::string& language);

/// «label (unit)», or the name where there is no label.
std::string alias_of(const core::Column& column, const std::string& language);

}  // namespace covmap::exports
