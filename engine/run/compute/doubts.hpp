// Where nobody can be said to be without, though a map speaks there.
#pragma once

#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

/// Fills LoadedJob::doubts and doubts_of: the edges of lists of sites whose job says where they speak (site_edge.hpp), and the
/// boxes of rings that were left out (SupplyRead::left_out). A claim that other files tell of everywhere, or where the list
/// speaks, has no edge. Asks what bound_by_outlines() has found; make_catalogue() comes after.
void find_doubts(const model::Job& job, LoadedJob& loaded);

}  // namespace covmap::run
