#include "measure/explain/territory_accounts.hpp"

#include <algorithm>
#include <map>

#include "measure/checked.hpp"

namespace covmap::measure {
namespace {

/// The account of one territory, as the tables make it.
Account account_of(const model::RunModel& model, const core::TerritoryTally& rows, std::uint32_t market,
                   const Questions& questions, AnswerTable& answers, std::size_t stride) {
    const std::uint32_t t = rows.territory.value;
    Account one(questions, stride);
    one.begin(model, t, market);
    one.add_tally(rows, market, answers);
    auto row = std::lower_bound(model.doubt.begin(), model.doubt.end(), t,
                                [](const core::DoubtRow& doubt, std::uint32_t of) { return doubt.territory.value < of; });
    for (; row != model.doubt.end() && row->territory.value == t; ++row) one.add_doubt(*row);
    return one;
}

}  // namespace

RowAccounts accounts_of(const model::RunModel& model, const core::TallyReader& tally, const Questions& questions,
                        const Unit& unit, const std::string& code) {
    const std::size_t stride = tally.stride();
    RowAccounts found{{}, false, Account(questions, stride), nullptr};
    AnswerTable answers(questions, tally.signatures());
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::int64_t>> sums;
    for (std::size_t t = 0; t < unit.row_of.size(); ++t) {
        if (unit.row_of[t] == kUnpublished || unit.rows[unit.row_of[t]].code != code) continue;
        found.has_demand = found.has_demand || t >= model.has_demand.size() || model.has_demand[t];
        if (unit.role == UnitRole::territory) found.territory = &model.territories.territories[t];
    }
    tally.for_each([&](const core::TerritoryTally& rows) {
        const std::uint32_t t = rows.territory.value;
        if (unit.row_of[t] == kUnpublished || unit.rows[unit.row_of[t]].code != code) return;
        const std::uint32_t market = t < model.market_of.size() ? model.market_of[t] : 0;
        for (std::size_t r = 0; r < rows.signatures.size(); ++r) {
            auto& values = sums.try_emplace({market, rows.signatures[r]}, stride, 0).first->second;
            for (std::size_t a = 0; a < stride; ++a) add_to(values[a], rows.values[r * stride + a]);
        }
        found.account.add_territory(account_of(model, rows, market, questions, answers, stride));
    });
    for (auto& [key, values] : sums) found.entries.push_back({key.first, key.second, std::move(values)});
    return found;
}

}  // namespace covmap::measure
