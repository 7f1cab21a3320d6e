// The JSON Schemas of docs/schema, which the program holds.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/report.hpp"

namespace covmap::cli {

struct SchemaFile {
    std::string_view path;  ///< «at.json»
    std::string_view bytes;
};

/// What is embedded in the program (cmake/embed.cmake), sorted by path.
std::span<const SchemaFile> schema_files();

/// The schema of that name, «at», without $schema and $id, so that it can stand within another document. It must be there.
Json schema(const std::string& name);

}  // namespace covmap::cli
