// Operators whose maps leave out a whole parent.
#pragma once

#include <string>
#include <vector>

#include "run/prepare/markets.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

struct Absent {
    std::string operator_code;
    std::vector<std::string> parents;  ///< codes of the first kind of parents, sorted
};

/// Operators, licensed in a parent and said to be known everywhere (no `extent`), of which nothing can be there: in each band of
/// rows the span of their geometry misses that of the parent. Every one told is at 0 in those parents; a hole in the middle of a
/// span is not seen, which takes the sweep. Planned supplies do not count. Cost: one look at each vertex.
std::vector<Absent> absent_operators(const model::Job& job, const LoadedJob& loaded, const Markets& markets);

}  // namespace covmap::run
