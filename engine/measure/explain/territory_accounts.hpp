// The accounts of one row of a published table: signature by signature, market by market.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "measure/tables/account.hpp"
#include "measure/tables/questions.hpp"
#include "measure/tables/rollup.hpp"
#include "model/explanation.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// All that is known of the territories of one row.
struct RowAccounts {
    struct Entry {
        std::uint32_t market = 0, signature = 0;
        std::vector<std::int64_t> values;  ///< attributes, then the area
    };
    std::vector<Entry> entries;  ///< by market and signature
    bool has_demand = false;
    Account account;                              ///< the sums of the tables, with the doubt of the model
    const model::Territory* territory = nullptr;  ///< of a row of the territory unit
};

/// Adds up the tally over the territories of `unit`'s row `code`. Throws Error check on overflow. Cost: one pass over the tally.
RowAccounts accounts_of(const model::RunModel& model, const core::TallyReader& tally, const Questions& questions,
                        const Unit& unit, const std::string& code);

}  // namespace covmap::measure
