// Indicators that no supply of the job answers: every place would be unknown.
#pragma once

#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "model/layer.hpp"

namespace covmap::run {

/// Leaves out the indicators of ready sets (`use`) that no claim answers and that nothing else of the job names; returns one line
/// for them, or nothing. Throws Error(job) for any other such indicator, unless it says `allow_unknown`.
std::vector<std::string> leave_out_unanswered(model::Job& job, const model::Catalogue& catalogue);

/// Is there a claim that answers it: technology, service, kind, nature, vintage?
bool is_answered(const model::IndicatorSpec& indicator, const model::Catalogue& catalogue);
/// What an indicator that is not answered asks for, and the remedies, for messages.
std::string unanswered_text(const model::IndicatorSpec& indicator, const model::Catalogue& catalogue);

}  // namespace covmap::run
