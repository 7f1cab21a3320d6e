// Why a place is off: what its own figures tell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "measure/reconcile/reconcile_figures.hpp"
#include "model/reconciliation.hpp"

namespace covmap::measure {

/// One place and question, whose figures are off.
struct OffCase {
    const model::Reference& reference;
    const ReferenceQuestion& question;
    const Measured& run;
    const Published& published;
    const std::vector<model::ReconciledFigure>& figures;
    std::int64_t tolerance = 0;
    std::size_t operators = 0;                  ///< counts: of the market
    std::optional<std::int64_t> official = {};  ///< the job's reference figure of the place, quanta
};

struct Diagnosis {
    model::Cause cause = model::Cause::claims;
    std::string hint;
};

/// Tried in this order: another reading of the columns makes all figures agree; levels or operators that one side lacks; another
/// medium; people alone or area alone are off. Each is a fact of the figures, not a proof of why.
Diagnosis diagnose(const OffCase& off);

}  // namespace covmap::measure
