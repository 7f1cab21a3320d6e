// The symbols of QGIS styles as XML. Private to the room.
#pragma once

#include <cstddef>
#include <string>

#include "export/style/style_classes.hpp"

namespace covmap::exports {

/// A polygon filled with the colour, or with lines of it where printed in grey it would be mistaken.
std::string fill_symbol(std::size_t number, const MapClass& drawn);

/// A point: a disc; hatched classes are hollow diamonds, the «not» of the places squares.
std::string point_symbol(std::size_t number, const MapClass& drawn);

/// A polygon's outline alone.
std::string outline_symbol(std::size_t number);

/// A line.
std::string line_symbol(std::size_t number, const std::string& colour, bool dashed, const char* width_mm = "0.3");

/// Labels of `field`: haloed, those that would overlap left out; at points their size is 8 pt, on areas 9 pt and bold.
/// `expression`: of QGIS, not the name of a field. `above`: a millimetre over the point, not on it.
std::string label_settings(const std::string& field, bool points, bool expression = false, bool above = false);

/// A circle at the polygon's centre whose area follows `diameter_mm`, a QGIS expression.
std::string circle_symbol(std::size_t number, const std::string& diameter_mm);

}  // namespace covmap::exports
