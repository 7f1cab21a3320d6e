// Who fails what: the standards of a job's zones, asked once for each (market, signature).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/sink.hpp"
#include "model/indicator.hpp"
#include "model/run_model.hpp"

namespace covmap::zones {

/// White: fails, and no operator of the market passes; grey: fails, though some pass.
enum class Verdict : std::uint8_t { meets, white, grey, unknown };
inline bool fails(Verdict v) { return v == Verdict::white || v == Verdict::grey; }

/// Indicators compiled against all markets. A standard fails where its indicator is not met (where low is good: where it is met).
/// Immutable: one instance serves all threads.
class Standards {
public:
    Standards(std::span<const model::IndicatorSpec* const> indicators, const model::Catalogue& catalogue,
              const std::vector<model::Market>& markets);
    [[nodiscard]] std::size_t size() const { return m_low_is_good.size(); }
    [[nodiscard]] std::size_t markets() const { return m_by_market.size(); }
    void judge(std::uint32_t market, std::span<const std::uint64_t> signature, std::span<Verdict> verdicts) const;

private:
    std::vector<bool> m_low_is_good;
    std::vector<std::vector<model::CompiledIndicator>> m_by_market;
};

/// The verdicts met so far, by (market, provisional signature). Not thread-safe: one a worker. Cost of a known pair: two loads.
class Verdicts {
public:
    explicit Verdicts(const Standards& standards) : m_standards(&standards), m_by_market(standards.markets()) {}
    /// One verdict a standard; valid until the next call.
    [[nodiscard]] std::span<const Verdict> at(std::uint32_t market, std::uint32_t signature,
                                              const core::SignatureLookup& signatures);

private:
    struct OfMarket {
        std::vector<bool> known;
        std::vector<Verdict> verdicts;
    };
    const Standards* m_standards;
    std::vector<OfMarket> m_by_market;
};

}  // namespace covmap::zones
