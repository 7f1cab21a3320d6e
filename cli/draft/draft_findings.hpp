// Blocks of a job for what is held beside coverage: lines to measure, tests of the networks, places that help.
#pragma once

#include <string>

#include "cli/draft/draft_source.hpp"

namespace covmap::cli {

/// Roads and railways: kilometres with and without.
std::string lines_block(const DraftSource& source);

/// Tests, held against what is claimed where they were made. Says what counts as a success where no column does.
std::string measurement_block(const DraftSource& source);

/// Places that help, of a publisher's format.
std::string access_block(const DraftSource& source);

/// What a job without coverage can ask of these places: who is near, and zones of those who are far.
std::string access_questions(const DraftSource& source);

}  // namespace covmap::cli
