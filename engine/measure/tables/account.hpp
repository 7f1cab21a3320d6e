// What one row of a unit adds up: totals, the values of each answer to each question, and the doubt.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/tally.hpp"
#include "measure/tables/answers.hpp"
#include "measure/tables/questions.hpp"

namespace covmap::measure {

/// Values have one entry an attribute, then the area (`stride` in all). Memory: the questions that occurred.
/// All sums throw Error check on overflow.
class Account {
public:
    Account(const Questions& questions, std::size_t stride);

    /// Forgets the sums, keeps the memory.
    void clear();
    void add_tally(const core::TerritoryTally& tally, std::uint32_t market, AnswerTable& answers);
    void add_doubt(const core::DoubtRow& row);
    /// Adds the account of one territory (of one market).
    void add_territory(const Account& territory);

    std::vector<std::uint32_t> markets;  ///< those of its territories, sorted
    bool has_demand = false;             ///< some territory of it has
    std::vector<bool> known;             ///< per attribute: some territory of it has a figure
    std::int64_t imputed = 0;            ///< quanta of the first attribute that its source estimated

    /// One territory's: what the model knows of it.
    void begin(const model::RunModel& model, std::uint32_t territory, std::uint32_t market);
    /// Has this column a figure? The area always has one.
    [[nodiscard]] bool knows(std::size_t column) const { return column + 1 == m_stride || known[column]; }
    [[nodiscard]] std::int64_t total(std::size_t column) const { return m_totals[column]; }
    [[nodiscard]] std::int64_t value(std::size_t question, std::size_t state, std::size_t column) const {
        const auto& sums = m_sums[question];
        return sums.empty() ? 0 : sums[state * m_stride + column];
    }
    [[nodiscard]] std::int64_t lo(std::size_t indicator, std::size_t column) const { return m_lo[indicator * m_stride + column]; }
    [[nodiscard]] std::int64_t hi(std::size_t indicator, std::size_t column) const { return m_hi[indicator * m_stride + column]; }

private:
    const Questions* m_questions;
    std::size_t m_stride;
    std::vector<std::int64_t> m_totals;
    std::vector<std::vector<std::int64_t>> m_sums;  ///< per question: states x stride; empty until it occurs
    std::vector<std::int64_t> m_lo, m_hi;           ///< indicators x stride
    std::vector<std::int64_t*> m_base;              ///< scratch
};

}  // namespace covmap::measure
