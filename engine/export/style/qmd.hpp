// QGIS layer metadata (.qmd): where a layer comes from, from when, under which licence.
#pragma once

#include <pugixml.hpp>
#include <string>

#include "export/credits.hpp"
#include "model/table.hpp"

namespace covmap::exports {

/// What is told of a layer, or of a project: title, sources as history, licences, date; as children of `parent`.
void add_metadata(pugi::xml_node parent, const std::string& identifier, const std::string& title, const Credits& credits);

/// The QMD of one table in the language of the credits: title, sources as history, licences, date. Pure.
std::string layer_qmd(const model::Table& table, const Credits& credits);

/// Writes it. Errors: output.
void write_qmd(const model::Table& table, const Credits& credits, const std::string& path);

}  // namespace covmap::exports
