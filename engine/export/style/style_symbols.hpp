// The symbols of QGIS styles, as elements of XML. Private to the room.
#pragma once

#include <cstddef>
#include <pugixml.hpp>
#include <string>

#include "export/style/style_classes.hpp"

namespace covmap::exports {

// Each adds one <symbol> to the element <symbols>; its name is the number.

/// A polygon filled with the colour, or with lines of it where printed in grey it would be mistaken.
void add_fill_symbol(pugi::xml_node symbols, std::size_t number, const MapClass& drawn);

/// A point: a disc; hatched classes are hollow diamonds, the «not» of the places squares.
void add_point_symbol(pugi::xml_node symbols, std::size_t number, const MapClass& drawn);

/// A polygon's outline alone.
void add_outline_symbol(pugi::xml_node symbols, std::size_t number);

/// A line.
void add_line_symbol(pugi::xml_node symbols, std::size_t number, const std::string& colour, bool dashed,
                     const char* width_mm = "0.3");

/// A circle at the polygon's centre whose area follows `diameter_mm`, a QGIS expression.
void add_circle_symbol(pugi::xml_node symbols, std::size_t number, const std::string& diameter_mm);

struct LabelSettings {
    std::string field;
    bool points = false;      ///< their size is 8 pt, on areas 9 pt and bold
    bool expression = false;  ///< `field` is one of QGIS, not the name of a field
    bool above = false;       ///< a millimetre over the point, not on it
};

/// Labels, haloed, those that would overlap left out: <settings> in the element <labeling> or <style>.
void add_label_settings(pugi::xml_node parent, const LabelSettings& labels);

}  // namespace covmap::exports
