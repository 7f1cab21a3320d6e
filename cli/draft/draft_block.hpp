// Blocks of a job that read inspected files, ready to paste: for `covmap inspect` and `covmap init`.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/draft/draft_source.hpp"

namespace covmap::cli {

/// «layer = "b"  # beside it: a», empty where the file has one layer, or all that are alike are read.
std::string layer_line(const DraftSource& source);
/// Source, layer and CRS.
std::string source_lines(const DraftSource& source);
/// A title by the file's name, and what else can be said of a source.
std::string credit_lines(const DraftSource& source);

/// «schools_2024» of «Schools 2024.csv»: what a list of places, lines or tests may be called.
std::string list_name(const std::string& path);

std::string demand_block(const DraftSource& source);
/// `joins` add parents and reference figures; `attributes` are those of the demand.
std::string territory_block(const DraftSource& source, const std::vector<DraftSource>& joins,
                            const std::set<std::string>& attributes);

/// Lines and waters as a background of maps.
std::string context_block(const DraftSource& source);

/// The block for a source of any role; a comment where the role is unknown.
std::string draft_block(const DraftSource& source);

}  // namespace covmap::cli
