// A table by territory whose figures become attributes of the demand: [[demand.share]].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/defect.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"

namespace covmap::read {

/// What the table says of one attribute.
struct ShareFigures {
    std::vector<std::optional<std::int64_t>> counts;  ///< of a count, per territory of the set: quanta
    std::vector<std::optional<double>> rates;         ///< of a rate, per territory of the set: 0 to 1
    std::int64_t total = 0;                           ///< of a count: quanta of all rows of the table, also of other codes
};

struct ShareTableRead {
    std::vector<ShareFigures> columns;  ///< follow ShareSpec::columns
    core::Defects defects;
    std::vector<model::InputFile> inputs;  ///< role «join»; sha256 and bytes are left to the caller
    std::vector<std::string> warnings;
};

/// Reads the table of `spec`, whose codes are mapped by the passage and fold of `territory`. Of several rows that became one
/// territory a count is their sum (nothing where one has none), a rate has no value, which is warned of. Defects:
/// `join-duplicate`, `join-unmatched`, `join-missing` as in read_territories(), `share-not-a-number`, `share-out-of-range` (below
/// 0; a rate above the whole): such a figure is none; empty ones are no defect. Errors: core::Error(input): no file, no such
/// column, codes that differ from those of the territories by zeros alone, numbers that can be read in two ways.
ShareTableRead read_share_table(const model::ShareSpec& spec, const model::TerritorySpec& territory,
                                const model::TerritorySet& set);

/// Opens every file of the table and looks for its columns, so that a long run does not fail at its end. Errors as above.
void open_share_table(const model::ShareSpec& spec);

}  // namespace covmap::read
