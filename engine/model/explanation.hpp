// What stands behind one published number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "model/table.hpp"

namespace covmap::model {

/// One signature of the territory, all of its quanta that the sum holds.
struct AccountRow {
    std::int64_t signature = -1;  ///< its number, as `covmap tally` prints it; -1: none
    core::Text what;              ///< the layers that matter to the question; «none of them»
    std::int64_t value = 0;
    bool operator==(const AccountRow&) const = default;
};

/// A sum: its rows add up to `total`, exactly.
struct ExplainedSum {
    core::Text what;
    std::string unit;
    int scale = 0;
    std::int64_t total = 0;
    std::vector<AccountRow> rows;  ///< the largest first; none where the sum is told as a whole
};

struct Explanation {
    std::string table;
    Column column;       ///< its name, unit, label, definition, source, date; without values
    core::Text formula;  ///< how the value follows from the sums

    // Of one row; empty where none was asked for
    bool has_row = false;
    std::string code, name;
    std::vector<std::pair<std::string, std::string>> key;  ///< of tables with several rows a territory: «technology», «4G»
    std::vector<ExplainedSum> sums;
    std::optional<std::int64_t> value;  ///< recomputed from the sums where they give it, else as published
    std::string text;                   ///< the same as a text column says it
    bool recomputed = false;
};

}  // namespace covmap::model
