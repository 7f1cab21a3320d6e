// The scores and ranks of one index in one unit, from the figures of its criteria. docs/methods/index.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "measure/index/index_scale.hpp"
#include "model/job/job.hpp"

namespace covmap::measure {

/// What an index is made of in one unit: `criteria[i]` are the figures of the i-th of model::leaves_of, one each territory.
struct IndexFigures {
    std::vector<Figures> criteria;
    std::vector<bool> scored;     ///< it is a territory with people
    std::vector<bool> reference;  ///< it defines scales and ranks; only what is scored may
};

enum class Criterion {
    used,
    no_data,  ///< no territory of the reference has a figure
    constant  ///< all have the same one, of which zscore and minmax make nothing
};

using Numbers = std::vector<std::optional<std::int64_t>>;

struct IndexResult {
    std::vector<Criterion> criteria;    ///< in the order of leaves_of
    Numbers score;                      ///< hundredths; null where not scored, or where a used criterion has no figure
    Numbers rank;                       ///< 1 is the highest score of the reference; equal scores share the smaller number
    Numbers rank_lo, rank_hi;           ///< 5th and 95th percentile of the rank over kIndexDraws draws of the weights
    std::vector<std::int64_t> made_of;  ///< per territory: used criteria that have a figure there
    [[nodiscard]] std::size_t used() const;
};

/// Of each territory the weighted mean of its scaled criteria; of a group the mean of its own comes first, on the group's scale.
/// Where all of it lies between 0 and 1 the mean is mapped into `to` (0 to 100 unless told); where z-scores enter, the means of
/// the reference are stretched to `to` by their least and largest (clamped elsewhere), or stay where the index has no `to`. Ranks
/// compare means rounded to 10^-9, so that they do not hang on the last bit. Cost: O(draws * n log n) time, O(n * criteria)
/// memory. Deterministic, single-threaded; thread-safe. Standard library alone.
IndexResult score_index(const model::IndexSpec& index, const IndexFigures& figures);

}  // namespace covmap::measure
