// The figures of a reference as questions to signatures.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "measure/tables/questions.hpp"
#include "model/reconciliation.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// Bit i: figure i holds for sure; may hold. Bit kUnknownFigure of `may`: something was not said.
struct FigureMask {
    std::uint64_t sure = 0, may = 0;
};
inline constexpr std::size_t kUnknownFigure = 63;

/// One operator × technology (× level), or one medium. Immutable.
/// Figures. levels: nc, cl, bc, tbc; then CL or better, BC or better. counts: 0 … 5 at the level or better; then 0 … 5 at the
/// level exactly. debits: those of figure_names of the medium; then the same of any, terrestrial and wired.
class ReferenceQuestion {
public:
    virtual ~ReferenceQuestion() = default;
    [[nodiscard]] virtual FigureMask ask(std::uint32_t market, std::span<const std::uint64_t> signature) const = 0;
    /// Whether the operator is in the market; true where no operator is named.
    [[nodiscard]] virtual bool licensed(std::uint32_t) const { return true; }
    /// counts: how many operators the market has; otherwise 0.
    [[nodiscard]] virtual std::size_t operators(std::uint32_t) const { return 0; }

    std::string operator_code, operator_name, technology, level;
    std::size_t figures = 0;  ///< how many bits are used, alternatives included
    bool levelled = true;     ///< every layer of the run that is asked has a level
    bool satellites = false;  ///< debits: the run has records of satellites
};

/// Alternatives of debits: where each medium begins.
inline constexpr std::size_t kDebitFigures = 7;
enum DebitBlock : std::size_t { kDebitAsked = 0, kDebitAny = 1, kDebitTerrestrial = 2, kDebitWired = 3 };

/// The questions of a reference, each made once. Outlives neither the model nor the questions.
class ReferenceQuestions {
public:
    using Canonical = std::function<std::string(const std::string&)>;
    ReferenceQuestions(const model::RunModel& model, const Questions& questions, const model::Reference& reference,
                       const model::ReconcileOptions& options, Canonical canonical);

    /// The position of a row's question, or why there is none. A technology is found by the set that it names: «2G/3G» is «2G3G».
    /// Of several services or natures of a technology the one that the options name, else voice for 2G and 2G3G, data for the
    /// others. Throws Error usage where the claims have several vintages and the options name none of them.
    std::variant<std::size_t, model::NotCompared> of(const model::ReferenceRow& row);

    [[nodiscard]] const std::vector<std::unique_ptr<ReferenceQuestion>>& all() const { return m_all; }

private:
    using Found = std::variant<std::size_t, model::NotCompared>;
    Found find(const model::ReferenceRow& row);
    Found levels_of(const model::ReferenceRow& row);
    Found counts_of(const model::ReferenceRow& row);
    Found debits();
    [[nodiscard]] std::vector<std::size_t> blocks_of(const std::string& technology) const;
    std::size_t keep(std::unique_ptr<ReferenceQuestion> question);

    const model::RunModel& m_model;
    const Questions& m_questions;
    const model::Reference& m_reference;
    const model::ReconcileOptions& m_options;
    Canonical m_canonical;
    std::vector<std::unique_ptr<ReferenceQuestion>> m_all;
    std::unordered_map<std::string, Found> m_known;
};

}  // namespace covmap::measure
