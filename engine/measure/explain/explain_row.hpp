// One row explained. Internal to the room.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "measure/explain/column_meaning.hpp"
#include "measure/explain/territory_accounts.hpp"
#include "model/explanation.hpp"

namespace covmap::measure {

/// What a row of the tables by operator and by number counts.
struct RowCase {
    std::size_t question = 0;
    std::vector<std::uint16_t> states;  ///< those that are counted
    bool with_outsiders = false;        ///< and where the operator is not in the market
};

/// Fills the sums and the value of one row.
class RowExplainer {
public:
    RowExplainer(const model::RunModel& model, const core::TallyReader& tally, const Questions& questions,
                 const RowAccounts& accounts, const ColumnMeaning& meaning)
        : m_model(model), m_tally(tally), m_questions(questions), m_accounts(accounts), m_meaning(meaning) {}
    /// A column of a wide table.
    void tell(model::Explanation& explanation) const;
    /// A column of a table with several rows a territory.
    void tell(const RowCase& of_row, model::Explanation& explanation) const;

private:
    using Wanted = std::function<bool(const RowAccounts::Entry&)>;
    [[nodiscard]] model::ExplainedSum sum(const Text& what, const Wanted& wanted) const;
    [[nodiscard]] model::ExplainedSum whole() const;
    [[nodiscard]] model::ExplainedSum told(const Text& what, std::int64_t total) const;
    [[nodiscard]] std::int64_t total() const { return m_accounts.account.total(m_meaning.attribute); }
    [[nodiscard]] std::optional<std::uint16_t> state(const RowAccounts::Entry& entry, std::size_t question) const;
    [[nodiscard]] Text words(std::uint32_t signature) const;
    void tell_gap(model::Explanation& explanation) const;
    void tell_figure(model::Explanation& explanation) const;
    void tell_bound(model::Explanation& explanation) const;
    [[nodiscard]] bool is_counted() const {
        const bool area = m_meaning.attribute == m_model.attributes.size();
        return area || (m_accounts.has_demand && m_accounts.account.knows(m_meaning.attribute));
    }

    const model::RunModel& m_model;
    const core::TallyReader& m_tally;
    const Questions& m_questions;
    const RowAccounts& m_accounts;
    const ColumnMeaning& m_meaning;
};

}  // namespace covmap::measure
