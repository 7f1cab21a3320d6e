// Figures of territories made comparable: the scales of an index. docs/methods/index.md.
#pragma once

#include <optional>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::measure {

using Figures = std::vector<std::optional<double>>;  ///< one each territory of a unit; nothing where it has none

/// A scale, and the ends of `bounds` in the figure's own unit.
struct ScaleUse {
    model::IndexScale scale = model::IndexScale::rank;
    double least = 0, most = 0;
};

/// `figures` on that scale, higher first: z-scores, else 0 to 1. `reference` says which territories define it (those without a
/// figure do not); the others are placed among them, and clamped to 0 and 1 by minmax and bounds.
///   zscore  (x - mean) / standard deviation over the n of the reference (divided by n)
///   rank    (below + equal / 2) / n, counted in the reference
///   decile  floor(10 * below / n), at most 9, divided by 9
///   minmax  (x - least) / (most - least) of the reference
///   bounds  the same of the given ends
/// Nothing where the reference has no figure, or, for zscore and minmax, only one value. `none` gives the figures as they are.
/// Sums run in the order of the territories. Cost: O(n log n). Deterministic; thread-safe.
std::optional<Figures> scaled(const Figures& figures, const std::vector<bool>& reference, const ScaleUse& use);

/// The figures with their signs turned: what is low comes first.
Figures turned(const Figures& figures);

}  // namespace covmap::measure
