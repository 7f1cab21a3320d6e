// Words, numbers and formats of `covmap reconcile`. Pure; one file each.
#pragma once

#include <cstddef>
#include <string>

#include "model/reconciliation.hpp"

namespace covmap::cli {

/// «population base».
std::string cause_word(model::Cause cause);
/// «code only in the reference».
std::string reason_word(model::NotCompared reason);
/// 10^-6 points with two decimals, or with all that it has: «12.30», «12.345678».
std::string points_text(std::int64_t points);
std::string exact_points(std::int64_t points);
/// «+1.50».
std::string gap_text(std::int64_t points);
/// «12.30», or «12.30..14.00» where it is a range.
std::string range_text(const model::Range& range);
/// «20801 Orange».
std::string operator_text(const std::string& code, const std::string& name);
/// «all within 1 points», «3 of 40 beyond 1 points», «nothing could be compared».
std::string verdict(const model::Reconciliation& reconciliation);

/// For a terminal: what was compared, all places together, the summary, causes, what is left out, the worst rows. A limit of 0
/// shows all rows.
std::string reconcile_table(const model::Reconciliation& reconciliation, std::size_t limit);
/// Everything; percentages as exact decimal texts.
std::string reconcile_json(const model::Reconciliation& reconciliation);
/// A line each row beyond (and within, where kept), by its worst figure; then what was not compared.
std::string reconcile_csv(const model::Reconciliation& reconciliation);

}  // namespace covmap::cli
