// Members of page.json about who is left behind, lines, tests and quality. Private to the room.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "export/page/page_parts.hpp"

namespace covmap::exports {

/// Is it the kind of an [[access]], whose bands are no service of a network?
bool is_of_access(const model::Job& job, const std::string& kind);

/// Each [[access]] with its distances.
nlohmann::ordered_json access_part(const PageContents& page);

/// The first indicator that either of two meets, one of them of places that help, as the ready set «inclusion» makes it: who
/// fails it is uncovered and far from help. Null where there is none, or nobody is counted.
nlohmann::ordered_json left_behind_part(const PageContents& page);

/// Each [[lines]] whose uncovered stretches are ranked.
nlohmann::ordered_json lines_part(const PageContents& page);

/// Each [[measurement]], with the layer of its contradictions.
nlohmann::ordered_json measurements_part(const PageContents& page);

/// The table of quality, but for its sums by code of defects: [{category, label, scope, value, unit}]; empty without it.
nlohmann::ordered_json quality_part(const PageContents& page);

/// Their tables, in the order of the job.
std::vector<const model::Table*> measured_tables(const PageContents& page);

}  // namespace covmap::exports
