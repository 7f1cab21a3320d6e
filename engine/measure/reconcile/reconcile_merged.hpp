// Communes that have merged on one side only, found by their figures.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "measure/reconcile/reconcile_figures.hpp"
#include "measure/reconcile/reference_sums.hpp"
#include "measure/reconcile/reference_units.hpp"

namespace covmap::measure {

/// What the reference says of a place of the run for one question.
struct PlacedRow {
    std::uint32_t place = 0;
    std::size_t question = 0;
    Published published;
};

/// Rows of the reference whose code the run does not have.
using LostRows = std::map<std::string, std::vector<const model::ReferenceRow*>>;

/// Tests whether a place agrees once it is joined with others of its département that only one side has. Pure.
class Mergers {
public:
    /// `rows` are sorted by place. All outlive this.
    Mergers(const model::Reference& reference, const ReferenceUnits& units, ReferenceQuestions& questions,
            const ReferenceSums& sums, const std::vector<PlacedRow>& rows, const LostRows& lost, std::int64_t tolerance);

    /// What the place seems to be merged with, in words; empty where nothing makes it agree. The run's places are added one after
    /// the other, each time the one that brings the figures nearest, four at most; the reference's make ranges. Asked are the
    /// figures of the area, which no count of people can explain, and of debits those of premises; they must be off to begin
    /// with. Where a département has more than kMostCandidates codes of one side only, these are no mergers, and nothing is
    /// tried.
    [[nodiscard]] std::string hint(std::uint32_t place) const;

    static constexpr std::size_t kMostCandidates = 60;

private:
    struct Span {
        std::size_t begin = 0, end = 0;
    };
    [[nodiscard]] Span rows_of(std::uint32_t place) const;
    [[nodiscard]] std::int64_t distance(Span rows, const std::vector<std::uint32_t>& joined, std::int64_t enough) const;
    [[nodiscard]] std::string in_run(std::uint32_t place, Span rows) const;
    [[nodiscard]] std::string in_reference(std::uint32_t place, Span rows) const;
    [[nodiscard]] bool agrees_with(Span rows, const std::vector<const model::ReferenceRow*>& lost) const;

    const model::Reference& m_reference;
    const ReferenceUnits& m_units;
    ReferenceQuestions& m_questions;
    const ReferenceSums& m_sums;
    const std::vector<PlacedRow>& m_rows;
    std::int64_t m_tolerance;
    std::map<std::string, std::vector<std::uint32_t>> m_run_only;  ///< by département
    std::map<std::string, std::vector<const LostRows::value_type*>> m_reference_only;
};

}  // namespace covmap::measure
