// QGIS styles (.qml): maps of units, zones and places that read right on opening.
#pragma once

#include <pugixml.hpp>
#include <string>

#include "export/credits.hpp"
#include "model/table.hpp"

namespace covmap::exports {

/// The QML of one table, for QGIS 3.22 and later, in the language of the credits. Pure.
///
/// Rules, so that nulls have a class too. Wide tables: the classes of palette.hpp by the share of those whom the first indicator
/// leaves out (less is left where less is better), «no inhabitants» (the attribute is 0, dotted), «unknown» (hatched: the
/// attribute or the share is null, or half of the people or more are unknown), and a hatch over the colour from a tenth unknown.
/// Without indicator: people per km2; without people or area: one symbol. Zones: solid, in the colours of white and grey zones,
/// with a casing; labelled by rank; at scales smaller than 1:1 200 000 those up to rank 100 alone. Places: by the state of the
/// first indicator («meets», «not», anything else is unknown), each with its own shape. Long tables have no geometry and no
/// symbols: aliases alone. Columns get their labels with units as aliases; the map tip gives name, code and what is shown.
std::string layer_qml(const model::Table& table, const Credits& credits);

/// A whole country's zones would hide each other: at scales of 1:1 200 000 and smaller only those up to this rank are drawn.
inline constexpr int kZonesFromAfar = 100;

/// The same style for a layer that stands in a project, of a table with geometry: the children of the root of layer_qml() but
/// for its geometry type, as children of `parent`. Labels are on?
bool add_layer_style(pugi::xml_node parent, const model::Table& table, const Credits& credits);

/// A second style for wide tables: circles whose area follows how many are left under the first indicator, the largest 20 mm
/// wide, drawn first; areas where more than half are unknown are hatched. Empty where the table has no indicator.
std::string circles_qml(const model::Table& table, const Credits& credits);

/// Writes layer_qml(). Errors: output.
void write_qml(const model::Table& table, const Credits& credits, const std::string& path);

}  // namespace covmap::exports
