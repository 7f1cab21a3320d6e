#include "measure/reconcile/reconcile_figures.hpp"

#include <algorithm>
#include <array>

#include "measure/checked.hpp"
#include "model/table.hpp"

namespace covmap::measure {

namespace {

using model::Range;
using model::ReferenceShape;

constexpr std::size_t kBetterThanWorst = 5;                         ///< levels: BC or better
constexpr std::array<std::size_t, 4> kAsThresholds = {0, 4, 5, 3};  ///< levels: nc, CL or better, BC or better, TBC
constexpr std::int64_t kHalfDigit = model::kPoint / 200;            ///< of published figures: two decimals
constexpr std::size_t kExactly = 6;                                 ///< counts: where the exact level begins

/// The run's figure behind a column of the reference.
std::size_t position(ReferenceShape shape, Reading reading, std::size_t column) {
    if (reading == Reading::as_published) return column;
    if (shape == ReferenceShape::levels) return kAsThresholds.at(column);
    if (shape == ReferenceShape::counts) return kExactly + column;
    const std::size_t block = reading == Reading::any           ? kDebitAny
                              : reading == Reading::terrestrial ? kDebitTerrestrial
                                                                : kDebitWired;
    return block * kDebitFigures + column;
}

class ComparedFigures {
public:
    ComparedFigures(const Measured& run, bool area) : m_run(run), m_area(area) {}

    /// `slack`: what rounding alone may do to the reference's figure.
    void add(const std::string& name, std::size_t figure, const std::optional<Range>& reference, std::int64_t slack = 0) {
        const std::int64_t whole = m_area ? m_run.total.area : m_run.total.people;
        if (!reference || whole <= 0) return;
        const AmountRange& found = m_run.figures[figure];
        const auto share = [&](const Amount& amount) { return points_of(m_area ? amount.area : amount.people, whole); };
        model::ReconciledFigure& out = list.emplace_back();
        out.name = name;
        out.area = m_area;
        out.run = {share(found.sure), share(found.may)};
        out.reference = *reference;
        out.gap = model::gap_between(out.run, {reference->lo - slack, reference->hi + slack});
    }

    std::vector<model::ReconciledFigure> list;

private:
    const Measured& m_run;
    bool m_area;
};

std::optional<Range> sum_of(const std::optional<Range>& a, const std::optional<Range>& b) {
    if (!a || !b) return std::nullopt;
    return Range{a->lo + b->lo, a->hi + b->hi};
}

std::vector<model::ReconciledFigure> one_kind(ReferenceShape shape, const Measured& run,
                                              const std::vector<std::optional<Range>>& given, bool area, Reading reading) {
    const std::string prefix = shape == ReferenceShape::debits ? "" : area ? "couv_" : "pop_";
    ComparedFigures figures(run, area);
    for (std::size_t c = 0; c < given.size(); ++c)
        figures.add(prefix + model::figure_names(shape)[c], position(shape, reading, c), given[c]);
    if (shape == ReferenceShape::levels && reading == Reading::as_published)
        figures.add(prefix + "bc+tbc", kBetterThanWorst, sum_of(given[2], given[3]), kHalfDigit);
    return std::move(figures.list);
}

Published debits(const std::vector<const model::ReferenceRow*>& rows) {
    Published out;
    out.total = 0;
    for (const model::ReferenceRow* row : rows) add_to(*out.total, row->total.value_or(0));
    for (std::size_t c = 0; c < rows.front()->people.size(); ++c) {
        std::int64_t count = 0;
        const bool told = std::all_of(rows.begin(), rows.end(), [&](const auto* row) { return row->people[c] && row->total; });
        for (const model::ReferenceRow* row : rows) add_to(count, row->people[c].value_or(0));
        const bool share = told && *out.total > 0;
        const std::int64_t points = share ? points_of(count, *out.total) : 0;
        out.people.push_back(share ? std::optional(Range{points, points}) : std::nullopt);
    }
    return out;
}

using ReferenceColumn = std::vector<std::optional<std::int64_t>> model::ReferenceRow::*;

std::vector<std::optional<Range>> hull(const std::vector<const model::ReferenceRow*>& rows, ReferenceColumn column) {
    std::vector<std::optional<Range>> out;
    for (std::size_t c = 0; c < (rows.front()->*column).size(); ++c) {
        std::optional<Range> range;
        bool told = true;
        for (const model::ReferenceRow* row : rows) {
            const std::optional<std::int64_t>& figure = (row->*column)[c];
            told = told && figure.has_value();
            if (!figure) continue;
            if (!range) range = Range{*figure, *figure};
            range = Range{std::min(range->lo, *figure), std::max(range->hi, *figure)};
        }
        out.push_back(told ? range : std::nullopt);
    }
    return out;
}

}  // namespace

Measured::Measured(const ReferenceSums& sums, std::size_t place, std::size_t question, std::size_t count)
    : total(sums.total(place)), unknown(sums.unknown(place, question)) {
    for (std::size_t f = 0; f < count; ++f) figures.push_back(sums.of(place, question, f));
}

Measured& Measured::operator+=(const Measured& other) {
    add(total, other.total);
    add(unknown, other.unknown);
    for (std::size_t f = 0; f < figures.size(); ++f) {
        add(figures[f].sure, other.figures[f].sure);
        add(figures[f].may, other.figures[f].may);
    }
    return *this;
}

Published published(const std::vector<const model::ReferenceRow*>& rows, ReferenceShape shape) {
    if (shape == ReferenceShape::debits) return debits(rows);
    return {hull(rows, &model::ReferenceRow::people), hull(rows, &model::ReferenceRow::area), std::nullopt};
}

std::vector<model::ReconciledFigure> figures_of(ReferenceShape shape, const Measured& run, const Published& reference,
                                                Reading reading) {
    std::vector<model::ReconciledFigure> figures = one_kind(shape, run, reference.people, false, reading);
    if (reference.area.empty()) return figures;
    for (model::ReconciledFigure& figure : one_kind(shape, run, reference.area, true, reading))
        figures.push_back(std::move(figure));
    return figures;
}

bool agree(const std::vector<model::ReconciledFigure>& figures, std::int64_t tolerance, Of which) {
    return std::all_of(figures.begin(), figures.end(), [&](const model::ReconciledFigure& figure) {
        const bool asked = which == Of::both || figure.area == (which == Of::area);
        return !asked || std::abs(figure.gap) <= tolerance;
    });
}

std::int64_t points_of(std::int64_t part, std::int64_t whole) {
    const core::Int128 twice = static_cast<core::Int128>(part) * model::kAllPoints * 2 + whole;
    return static_cast<std::int64_t>(twice / (static_cast<core::Int128>(whole) * 2));
}

}  // namespace covmap::measure
