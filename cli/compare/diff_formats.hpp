// A comparison as text, in the formats of `covmap diff`. Pure; one file each.
#pragma once

#include <cstddef>
#include <string>

#include "model/comparison.hpp"

namespace covmap::cli {

/// How much is shown where people read; 0: everything.
struct DiffLimits {
    std::size_t places = 10;  ///< territories of a unit, zones of a kind, lines of context
    std::size_t figures = 4;  ///< of one territory
};

/// For a terminal: what is not alike, a line a unit, the finest in detail, zones, the verdict.
std::string diff_table(const model::Comparison& comparison, const DiffLimits& limits);
/// The same for a comment on a merge request.
std::string diff_markdown(const model::Comparison& comparison, const DiffLimits& limits);
/// Everything; numbers as exact decimal texts.
std::string diff_json(const model::Comparison& comparison);
/// `part,key,name,status,column,a,b,difference,loss`: a line each difference.
std::string diff_csv(const model::Comparison& comparison);
/// A test case a unit and a set of zones; the failures list territories and zones.
std::string diff_junit(const model::Comparison& comparison);

}  // namespace covmap::cli
