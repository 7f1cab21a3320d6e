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
