// All that is asked of a signature, as small integer answers: the job's indicators, what each operator offers at best, how
// many operators offer it, and what was gained or lost since an earlier indicator.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "measure/outcomes.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// One technology and service as published: the rows of the long tables with the same first columns.
struct Block {
    std::string technology, service, kind, vintage;
    std::vector<std::string> levels;  ///< of all its operators' scales, best first; of speeds: classes of Mbit/s down
    auto operator<=>(const Block&) const = default;
};

/// What one operator says in one block: its claim of the first nature among claimed, measured, modelled; planned never counts.
/// Answers, as states: position in `levels`, then covered, none, unknown.
struct OperatorOffer {
    std::string nature;  ///< empty: no claim, unknown everywhere
    std::vector<std::string> levels;
    std::vector<std::pair<std::uint32_t, std::uint16_t>> bits;  ///< layer bit -> state, best first
    model::OperatorBits any;                                    ///< whatever the level
    std::vector<model::OperatorBits> at_least;                  ///< per level of the block

    [[nodiscard]] std::uint16_t covered() const { return static_cast<std::uint16_t>(levels.size()); }
    [[nodiscard]] std::uint16_t none() const { return static_cast<std::uint16_t>(levels.size() + 1); }
    [[nodiscard]] std::uint16_t unknown() const { return static_cast<std::uint16_t>(levels.size() + 2); }
    [[nodiscard]] std::uint16_t states() const { return static_cast<std::uint16_t>(levels.size() + 3); }
    [[nodiscard]] std::uint16_t best(std::span<const std::uint64_t> signature) const;
};

enum class QuestionKind { indicator, offer, count, change };

/// The joint answer of an indicator and the earlier one that it names with `since`: exact, since both are asked of the same
/// signature. Gained: not met before and met now; lost: the reverse. Unknown in one of them is neither: newly or no longer known.
enum class Change : std::uint16_t { none = 0, gained = 1, lost = 2, newly_known = 3, no_longer_known = 4 };
inline constexpr std::uint16_t kChangeStates = 5;
Change change_of(model::State before, model::State now);

struct Question {
    QuestionKind kind = QuestionKind::indicator;
    std::uint32_t block = 0;    ///< offer, count
    std::uint32_t subject = 0;  ///< indicator, change: its position; offer: operator; count: level, or levels.size() for any
    std::uint16_t states =
        3;  ///< indicator: model::State; offer: see OperatorOffer; count: 0 = unknown, k + 1 = k; change: Change
    std::uint32_t before = 0;  ///< change: position of the earlier indicator
};

/// The questions of a job, numbered: indicators, then offers by (block, operator), then counts by (block, level), then changes
/// of the indicators that have `since`. Immutable.
class Questions {
public:
    /// Throws Error job where a `since` names no indicator.
    explicit Questions(const model::RunModel& model);

    [[nodiscard]] const std::vector<Question>& all() const { return m_questions; }
    [[nodiscard]] const std::vector<Block>& blocks() const { return m_blocks; }
    /// Operators of all markets and kinds, in the order of markets and of each market.
    [[nodiscard]] const std::vector<std::string>& operators() const { return m_operators; }
    /// Those of a market that a block concerns: of its kind.
    [[nodiscard]] const std::vector<std::uint32_t>& operators_of(std::uint32_t market, std::size_t block) const {
        return m_market_operators[market].at(m_blocks[block].kind);
    }
    [[nodiscard]] const OperatorOffer& offer(std::size_t block, std::size_t op) const {
        return m_offers[block * m_operators.size() + op];
    }
    [[nodiscard]] std::size_t offer_question(std::size_t block, std::size_t op) const {
        return m_indicators.indicators() + block * m_operators.size() + op;
    }
    [[nodiscard]] std::size_t count_question(std::size_t block, std::size_t level) const { return m_first_count[block] + level; }
    /// The change of an indicator, or none where it has no `since`.
    [[nodiscard]] std::optional<std::size_t> change_question(std::size_t indicator) const { return m_change_of[indicator]; }
    /// Those that make sense in a market: all indicators, counts and changes, the offers of its operators.
    [[nodiscard]] const std::vector<std::uint32_t>& of_market(std::uint32_t market) const { return m_of_market[market]; }
    /// The answers to of_market(market), in its order. `states` has as many entries.
    void answer(std::uint32_t market, std::span<const std::uint64_t> signature, std::span<std::uint16_t> states) const;

private:
    void collect_operators(const model::RunModel& model);
    void collect_blocks(const model::RunModel& model);
    void number_questions(const model::RunModel& model);
    void number_changes(const std::vector<model::IndicatorSpec>& indicators);
    [[nodiscard]] std::uint16_t count(std::uint32_t market, const Question& question,
                                      std::span<const std::uint64_t> signature) const;

    CompiledIndicators m_indicators;
    std::vector<std::string> m_operators;
    std::vector<std::map<std::string, std::vector<std::uint32_t>>> m_market_operators;  ///< [market][kind]
    std::vector<Block> m_blocks;
    std::vector<OperatorOffer> m_offers;  ///< block-major
    std::vector<Question> m_questions;
    std::vector<std::size_t> m_first_count;               ///< per block
    std::vector<std::optional<std::size_t>> m_change_of;  ///< per indicator
    std::vector<std::vector<std::uint32_t>> m_of_market;
};

}  // namespace covmap::measure
