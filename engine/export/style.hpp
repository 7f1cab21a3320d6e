// QGIS styles (.qml) for wide tables: a map of the first indicator that reads right on opening.
#pragma once

#include <string>

#include "core/table.hpp"
#include "export/credits.hpp"

namespace covmap::exports {

/// The QML of one wide table, for QGIS 3.22 and later, in the language of the credits. Pure.
///
/// Rules, so that nulls have a class too: «no inhabitants» (the attribute is 0), «unknown» (hatched: the attribute or the share
/// is null, or more than half of the people are unknown), then 0, 50, 80, 90, 95, 98, 99, under 100 and 100 percent of the
/// first share of the first indicator. Colours are eight steps of viridis, safe for the colour-blind and in grey prints: dark
/// where coverage is bad, turned round where low is good. Without indicator: people per km2; without people or area: one symbol.
/// Columns get their labels with units as aliases; the map tip gives name, code and share.
std::string layer_qml(const core::Table& table, const Credits& credits);

/// Writes it. Errors: output.
void write_qml(const core::Table& table, const Credits& credits, const std::string& path);

}  // namespace covmap::exports
