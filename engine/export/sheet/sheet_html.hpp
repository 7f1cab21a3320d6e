// The sheet of one territory as a page: HTML that is XML too, complete in itself, without script.
#pragma once

#include <string>
#include <vector>

#include "model/sheet.hpp"

namespace covmap::exports {

struct SheetPage {
    const model::Sheet& sheet;
    const model::SheetMap& map;
    std::string language = "fr";            ///< fr | en
    std::string note = {};                  ///< «Couverture déclarée par les opérateurs, non mesurée»; or empty
    std::string run = {};                   ///< name of the run's folder
    std::vector<std::string> missing = {};  ///< what the run no longer has, for people
};

/// Headings in order, tables with captions and scopes, bars whose numbers stand beside them, maps with title and description.
/// Everything that comes from a file is escaped; links lead to http and https only. Prints on A4. Pure: the same bytes for the
/// same sheet.
std::string sheet_html(const SheetPage& page);

}  // namespace covmap::exports
