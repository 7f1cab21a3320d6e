// Who fails a standard, by attributes that a run knows of territories: docs/methods/share.md.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "core/failing_cells.hpp"
#include "core/tally.hpp"
#include "measure/cells/failing_sink.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// A share, and where the tally has it.
struct TalliedShare {
    std::size_t attribute = 0;  ///< position in the tally
    const model::Share* share = nullptr;
};

/// Gives failing cells these attributes behind their own: what fails of a share in a territory by the tally is spread over its
/// failing people, cell by cell and there sub-cell by sub-cell, by cumulative rounding, so that it adds up to the tally's figure
/// to the quantum. `question` is the one that the cells answered; `of` of a share is an attribute of them.
void add_failing_shares(const core::TallyReader& tally, const FailingQuestion& question, std::span<const TalliedShare> shares,
                        core::FailingCells& cells);

}  // namespace covmap::measure
