// Outcomes of a job's indicators for (market, signature), as packed masks, each computed once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/indicator.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// Bit i is indicator i of the job. A bit in neither mask: not met.
struct Outcome {
    std::uint64_t met = 0;
    std::uint64_t unknown = 0;
    bool operator==(const Outcome&) const = default;
};

inline constexpr std::size_t kMaxIndicators = 64;

/// All indicators compiled against all markets. Immutable: one instance serves all threads.
class CompiledIndicators {
public:
    /// Throws Error job beyond 64 indicators.
    CompiledIndicators(const std::vector<model::IndicatorSpec>& indicators, const model::Catalogue& catalogue,
                       const std::vector<model::Market>& markets);
    [[nodiscard]] Outcome evaluate(std::uint32_t market, std::span<const std::uint64_t> signature) const;
    [[nodiscard]] std::size_t indicators() const { return m_indicators; }
    [[nodiscard]] std::size_t markets() const { return m_by_market.size(); }

private:
    std::size_t m_indicators;
    std::vector<std::vector<model::CompiledIndicator>> m_by_market;
};

/// The outcomes met so far, by (market, number of the signature). Numbers are dense and keep their bits; `bits_of` is asked for
/// the words once for each pair. Not thread-safe: one per worker. Cost of a known pair: two loads.
class OutcomeTable {
public:
    explicit OutcomeTable(const CompiledIndicators& indicators) : m_indicators(&indicators), m_by_market(indicators.markets()) {}

    template <class BitsOf>
    const Outcome& at(std::uint32_t market, std::uint32_t signature, const BitsOf& bits_of) {
        auto& known = m_by_market[market];
        if (signature >= known.size()) known.resize(signature + signature / 2 + 16);
        Entry& entry = known[signature];
        if (!entry.filled) [[unlikely]]
            entry = {m_indicators->evaluate(market, bits_of(signature)), true};
        return entry.outcome;
    }
    /// Forgets everything: signatures have been renumbered.
    void clear() {
        for (auto& known : m_by_market) known.clear();
    }

private:
    struct Entry {
        Outcome outcome;
        bool filled = false;
    };
    const CompiledIndicators* m_indicators;
    std::vector<std::vector<Entry>> m_by_market;
};

}  // namespace covmap::measure
