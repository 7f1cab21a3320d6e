// tally.covt: the tally of a run with all that is needed to ask it again. docs/formats/tally.md.
#pragma once

#include <string>

#include "core/tally.hpp"
#include "model/run_model.hpp"

namespace covmap::store {

/// Writes the model (without doubt) and the rows of the reader, territory by territory: memory for one territory at a time, about
/// 20 million rows a second of three values. Same model and rows, same bytes; nothing of machine, threads or clock.
/// Errors: output; check, where the reader's rows are not sorted or do not fit the model.
void write_tally(const model::RunModel& model, const core::TallyReader& tally, const std::string& path);

}  // namespace covmap::store
