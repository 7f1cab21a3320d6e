// What stands behind a number, for programs.
#pragma once

#include <string>

#include "cli/report.hpp"
#include "model/explanation.hpp"

namespace covmap::cli {

/// The value as published; empty where there is none.
std::string explained_text(const model::Explanation& told);

/// docs/schema/explain.json; labels in `language`.
Json explanation_json(const model::Explanation& told, const std::string& language);

}  // namespace covmap::cli
