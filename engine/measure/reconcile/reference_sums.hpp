// What the tally answers to the questions of a reference, place by place.
#pragma once

#include <cstdint>
#include <vector>

#include "core/tally.hpp"
#include "measure/reconcile/reference_questions.hpp"
#include "measure/reconcile/reference_units.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// Of one attribute, quanta, and of the area, dm2.
struct Amount {
    std::int64_t people = 0, area = 0;
    bool operator==(const Amount&) const = default;
};
/// core::Error (internal) where a sum leaves 64 bits.
void add(Amount& sum, const Amount& value);

/// Amounts that surely and that may have one figure.
struct AmountRange {
    Amount sure, may;
};

/// Sums for each place and question. Memory: 32 bytes a place and figure.
class ReferenceSums {
public:
    /// One pass over the tally; each (question, market, signature) is asked once. Throws Error check on overflow.
    ReferenceSums(const model::RunModel& model, const core::TallyReader& tally, const ReferenceUnits& units,
                  const ReferenceQuestions& questions, std::size_t attribute);

    [[nodiscard]] const Amount& total(std::size_t place) const { return m_totals[place]; }
    [[nodiscard]] const AmountRange& of(std::size_t place, std::size_t question, std::size_t figure) const {
        return m_sums[place * m_width + m_first[question] + figure];
    }
    /// The part of the place that was not said.
    [[nodiscard]] const Amount& unknown(std::size_t place, std::size_t question) const {
        return m_sums[place * m_width + m_first[question + 1] - 1].may;
    }
    /// Markets of the place's territories.
    [[nodiscard]] const std::vector<std::uint32_t>& markets(std::size_t place) const { return m_markets[place]; }

private:
    std::vector<Amount> m_totals;
    std::vector<std::vector<std::uint32_t>> m_markets;
    std::vector<AmountRange> m_sums;
    std::vector<std::size_t> m_first;  ///< per question, and the end; the last of each is the unknown part
    std::size_t m_width = 0;
};

}  // namespace covmap::measure
