// The sink that finds who fails a standard, and where in their cells they are.
#pragma once

#include <span>
#include <vector>

#include "core/failing_cells.hpp"
#include "core/sink.hpp"
#include "measure/outcomes.hpp"

namespace covmap::measure {

/// What all workers share. `indicator` is one of `indicators`; of each territory its market, and whether it is published.
struct FailingQuestion {
    const CompiledIndicators* indicators = nullptr;
    std::size_t indicator = 0;
    bool low_is_good = false;  ///< then those fail who meet it
    std::span<const std::uint32_t> market_of;
    const std::vector<bool>* published = nullptr;
    std::size_t attributes = 1;
};

enum class FailingVerdict { serves, fails, unknown };
/// Of one territory's signature with this outcome. Whoever is not published fails nothing.
FailingVerdict verdict_of(const FailingQuestion& question, core::TerritoryId territory, const Outcome& outcome);

/// One instance a worker. People of an uncut square are spread evenly over it; those of a part of a cut one over the sub-cells
/// that the part covers, by quarters (core::divide_over_leaves); those at premises stand in the sub-cells of these. Memory: some
/// 60 bytes a failing cell, up to 512 bytes and attribute where it is cut.
class FailingSink final : public core::Sink {
public:
    explicit FailingSink(const FailingQuestion& question);
    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row) override {}

    /// Joins what the workers found, sorted. The same whatever their number.
    static core::FailingCells merge(const std::vector<FailingSink*>& sinks);

private:
    using Verdict = FailingVerdict;
    Verdict judge(core::TerritoryId territory, std::uint32_t signature);
    void add_parts(const core::CutCell& cell, std::size_t first, std::size_t last);
    void add_part(const core::CutCell& cell, std::size_t part);
    void close(const core::CutCell& cell, core::TerritoryId territory);

    const FailingQuestion& m_question;
    OutcomeTable m_outcomes;
    const core::SignatureLookup* m_signatures = nullptr;
    core::FailingCells m_found;
    std::vector<std::int64_t> m_leaves;  ///< [sub-cell][attribute] of the territory at hand
    std::vector<std::int64_t> m_of_part, m_scratch;
};

}  // namespace covmap::measure
