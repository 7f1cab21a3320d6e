// Figures of one place, the run's beside the reference's.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "measure/reconcile/reference_sums.hpp"
#include "model/reconciliation.hpp"

namespace covmap::measure {

/// What the run measured of one place for one question; several places add up.
struct Measured {
    Amount total, unknown;
    std::vector<AmountRange> figures;
    Measured() = default;
    Measured(const ReferenceSums& sums, std::size_t place, std::size_t question, std::size_t count);
    Measured& operator+=(const Measured& other);
};

/// What the reference publishes of one place: percentages, a range where several of its rows are one place.
struct Published {
    std::vector<std::optional<model::Range>> people, area;
    std::optional<std::int64_t> total;  ///< premises
};

/// Debits become percentages of their total, those of several rows the percentages of their sum; other rows the range from their
/// smallest figure to their largest: the weights that would make it exact are not published.
Published published(const std::vector<const model::ReferenceRow*>& rows, model::ReferenceShape shape);

/// How the reference's columns are taken. thresholds: levels: cl, bc, tbc for CL or better, BC or better, TBC; counts: at the
/// level exactly. any, terrestrial, wired: of debits, whatever the medium that was asked.
enum class Reading { as_published, thresholds, any, terrestrial, wired };

/// The figures that both have, with gaps: those of people (none where nobody lives), then those of the area; of levels also BC or
/// better.
std::vector<model::ReconciledFigure> figures_of(model::ReferenceShape shape, const Measured& run, const Published& reference,
                                                Reading reading = Reading::as_published);

/// Whether no gap of the figures (of people, of area, of both) is above the tolerance. True of no figure at all.
enum class Of { people, area, both };
bool agree(const std::vector<model::ReconciledFigure>& figures, std::int64_t tolerance, Of which = Of::both);

/// 10^-6 of a percentage point, to the nearest. `whole` is above 0.
std::int64_t points_of(std::int64_t part, std::int64_t whole);

}  // namespace covmap::measure
