// How long the bands of a sweep will take, guessed from what lies in them.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/grid.hpp"
#include "run/prepare/sweep_input.hpp"

namespace covmap::run {

/// Of each band: about the pieces that borders and circles leave in its cells, and its populated cells. One pass over the
/// vertices and the demand, on all threads. Errors: those of the demand's reader, cancelled.
std::vector<std::uint64_t> work_of_bands(const Feeds& feeds, const std::vector<core::Row>& bands);

/// Rows [begin, end) of each of `parts`, in whole bands: of about equal work, from north to south; empty where there are more
/// parts than bands.
std::vector<std::pair<core::Row, core::Row>> divide_rows(const std::vector<core::Row>& bands,
                                                         const std::vector<std::uint64_t>& work, unsigned parts);

/// Those of the bands that lie in the rows.
std::vector<core::Row> bands_within(const std::vector<core::Row>& bands, std::pair<core::Row, core::Row> rows);

}  // namespace covmap::run
