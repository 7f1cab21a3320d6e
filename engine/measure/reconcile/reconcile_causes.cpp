#include "measure/reconcile/reconcile_causes.hpp"

#include <algorithm>
#include <utility>

#include "measure/words.hpp"
#include "model/table.hpp"

namespace covmap::measure {

namespace {

using model::Cause;
using model::ReferenceShape;
using Maybe = std::optional<Diagnosis>;

constexpr std::size_t kGood = 2, kBest = 3;  ///< columns bc and tbc

bool reads_well(const OffCase& off, Reading reading) {
    return agree(figures_of(off.reference.shape, off.run, off.published, reading), off.tolerance);
}

/// Whether a column of the reference is above the tolerance, for people or area.
bool says(const OffCase& off, std::size_t column) {
    for (const auto* given : {&off.published.people, &off.published.area})
        if (column < given->size() && (*given)[column] && (*given)[column]->hi > off.tolerance) return true;
    return false;
}

bool run_says(const OffCase& off, std::size_t figure) {
    const Amount& may = off.run.figures[figure].may;
    return (off.run.total.people > 0 && points_of(may.people, off.run.total.people) > off.tolerance) ||
           (off.run.total.area > 0 && points_of(may.area, off.run.total.area) > off.tolerance);
}

bool covered_agrees(const OffCase& off) {
    return std::all_of(off.figures.begin(), off.figures.end(), [&](const model::ReconciledFigure& figure) {
        return !figure.name.ends_with("_nc") || std::abs(figure.gap) <= off.tolerance;
    });
}

Maybe levels_cause(const OffCase& off) {
    if (reads_well(off, Reading::thresholds))
        return Diagnosis{Cause::read_as_threshold, "its cl, bc, tbc are the run's CL or better, BC or better, TBC"};
    if (!covered_agrees(off)) return std::nullopt;
    if (!off.question.levelled && (says(off, kGood) || says(off, kBest)))
        return Diagnosis{Cause::missing_level, "the run's map has no level: all that is covered counts as one"};
    if (off.question.levelled && !says(off, kGood) && !says(off, kBest) && (run_says(off, kGood) || run_says(off, kBest)))
        return Diagnosis{Cause::missing_level, "the reference has one level where the run has several"};
    return std::nullopt;
}

Maybe counts_cause(const OffCase& off) {
    if (!off.question.level.empty() && reads_well(off, Reading::thresholds))
        return Diagnosis{Cause::read_as_threshold, "its figures are the run's at the level " + off.question.level + " exactly"};
    for (std::size_t k = off.operators + 1; k < model::figure_names(ReferenceShape::counts).size(); ++k)
        if (says(off, k))
            return Diagnosis{Cause::missing_operator, "the reference counts " + std::to_string(k) +
                                                          " operators, the run's market has " + std::to_string(off.operators)};
    if (!off.question.levelled)
        return Diagnosis{Cause::missing_level, "some map of the run has no level: all that it covers counts as one"};
    return std::nullopt;
}

std::string premises(std::int64_t quanta) { return grouped(quanta / core::kWeightQuantaPerUnit).en; }

Maybe debits_cause(const OffCase& off) {
    const std::pair<Reading, const char*> media[] = {
        {Reading::any, "any"}, {Reading::terrestrial, "terrestrial"}, {Reading::wired, "wired"}};
    for (const auto& [reading, name] : media)
        if (off.reference.medium != name && reads_well(off, reading))
            return Diagnosis{Cause::satellites, std::string("it agrees with the run's ") + name + " offers"};
    const bool more = std::all_of(off.figures.begin(), off.figures.end(), [](const model::ReconciledFigure& figure) {
        return figure.name == model::figure_names(ReferenceShape::debits).front() || figure.gap <= 0;
    });
    if (off.reference.medium == "any" && !off.question.satellites && more)
        return Diagnosis{Cause::satellites, "it counts satellites, the run has none: take commune_debit_terrestre or _filaire"};
    const std::int64_t reference = off.published.total.value_or(0) * core::kWeightQuantaPerUnit;
    if (std::abs(points_of(reference, off.run.total.people) - model::kAllPoints) > off.tolerance)
        return Diagnosis{Cause::population_base,
                         premises(reference) + " premises in the reference, " + premises(off.run.total.people) + " in the run"};
    return std::nullopt;
}

std::string official_hint(const OffCase& off) {
    if (!off.official || *off.official <= 0) return {};
    const std::int64_t gap = points_of(off.run.total.people, *off.official) - model::kAllPoints;
    constexpr std::int64_t kFlag = 10 * model::kPoint;  // as <attribute>_gap_flag
    if (std::abs(gap) <= kFlag) return {};
    return "the run's people are " + model::fixed_text(std::abs(gap) / model::kPoint, 0) + " % " + (gap > 0 ? "above" : "below") +
           " the official figure";
}

}  // namespace

Diagnosis diagnose(const OffCase& off) {
    Maybe own;
    switch (off.reference.shape) {
        case ReferenceShape::levels:
            own = levels_cause(off);
            break;
        case ReferenceShape::counts:
            own = counts_cause(off);
            break;
        case ReferenceShape::debits:
            own = debits_cause(off);
            break;
    }
    if (own) return *own;
    if (off.reference.shape == ReferenceShape::debits) return {};
    if (agree(off.figures, off.tolerance, Of::area)) return {Cause::population_base, official_hint(off)};
    if (agree(off.figures, off.tolerance, Of::people)) return {Cause::area_base, ""};
    return {};
}

}  // namespace covmap::measure
