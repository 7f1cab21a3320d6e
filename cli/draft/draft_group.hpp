// Which files of a drafted job are parts of one source.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/draft/draft_source.hpp"

namespace covmap::cli {

/// The sources of the files that have one of `roles`: polygons of coverage, and places that help, that are alike in format,
/// columns and CRS, and in what their names say where no column does, are one source where a glob names exactly them, in one
/// folder or in folders side by side. Paths are written relative to `folder`, that of the job file («.» or empty: the working
/// directory).
std::vector<DraftSource> sources_of(const std::vector<read::Inspection>& files, const std::set<std::string>& roles,
                                    const std::string& folder);

}  // namespace covmap::cli
