// lo and hi of a job that is answered from a run.
#pragma once

#include <string>

#include "model/run_model.hpp"

namespace covmap::run {

/// What lo and hi of a run were about.
struct DoubtQuestion {
    std::vector<model::IndicatorSpec> indicators;
    std::vector<model::Market> markets;
    std::vector<std::uint32_t> market_of;
    std::vector<model::Claim> claims;

    /// Of a model as it is.
    static DoubtQuestion of(const model::RunModel& model);
    /// Whether lo and hi of one are those of the other: labels do not matter.
    [[nodiscard]] bool same_as(const DoubtQuestion& other) const;
};

/// lo and hi of a model that asks something else than the run did: they are `replayed`, the first demand's of the run's cells,
/// where there are any, else none. Says in a warning which lo and hi are empty, and why. `earlier`: the run is of a covmap that
/// did not keep them.
void answer_doubt(const std::vector<core::DoubtRow>* replayed, bool earlier, model::RunModel& model);

}  // namespace covmap::run
