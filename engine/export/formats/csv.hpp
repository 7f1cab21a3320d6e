// Tables as CSV, with the types beside them.
#pragma once

#include <string>

#include "model/table.hpp"

namespace covmap::exports {

/// Writes `path` (comma, UTF-8 without mark, header, RFC 4180 quotes, lines end with a line feed) and beside it the same name
/// with .csvt, so that QGIS and GDAL keep 01001 a text. Quantities and counts are exact decimals with zeros cut, shares have
/// two decimals, flags are true/false, null is empty.
/// Cost: one pass, 1 MiB of memory; about 10 million values a second. Errors: output. Thread-safe for distinct paths.
void write_csv(const model::Table& table, const std::string& path);

}  // namespace covmap::exports
