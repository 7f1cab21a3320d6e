#include "measure/reconcile/reconcile_merged.hpp"

#include <algorithm>
#include <limits>

#include "measure/checked.hpp"

namespace covmap::measure {

namespace {

constexpr std::size_t kMostMerged = 4;

Of asked_of(const model::Reference& reference) {
    return reference.shape == model::ReferenceShape::debits ? Of::people : Of::area;
}

std::vector<std::optional<model::Range>> hull_of(const std::vector<std::optional<model::Range>>& a,
                                                 const std::vector<std::optional<std::int64_t>>& b) {
    std::vector<std::optional<model::Range>> out = a;
    for (std::size_t c = 0; c < out.size(); ++c) {
        if (!out[c] || c >= b.size() || !b[c])
            out[c].reset();
        else
            out[c] = model::Range{std::min(out[c]->lo, *b[c]), std::max(out[c]->hi, *b[c])};
    }
    return out;
}

}  // namespace

Mergers::Mergers(const model::Reference& reference, const ReferenceUnits& units, ReferenceQuestions& questions,
                 const ReferenceSums& sums, const std::vector<PlacedRow>& rows, const LostRows& lost, std::int64_t tolerance)
    : m_reference(reference), m_units(units), m_questions(questions), m_sums(sums), m_rows(rows), m_tolerance(tolerance) {
    for (std::uint32_t place = 0; place < units.places.size(); ++place)
        if (!units.places[place].in_reference) m_run_only[units.surroundings(units.places[place].name.code)].push_back(place);
    for (const auto& entry : lost) m_reference_only[units.surroundings(entry.first)].push_back(&entry);
}

Mergers::Span Mergers::rows_of(std::uint32_t place) const {
    const auto first = std::lower_bound(m_rows.begin(), m_rows.end(), place,
                                        [](const PlacedRow& row, std::uint32_t p) { return row.place < p; });
    auto last = first;
    while (last != m_rows.end() && last->place == place) ++last;
    return {static_cast<std::size_t>(first - m_rows.begin()), static_cast<std::size_t>(last - m_rows.begin())};
}

/// The sum of the gaps beyond tolerance of a place joined with others of the run: 0 where all agree. Stops at `enough`.
std::int64_t Mergers::distance(Span rows, const std::vector<std::uint32_t>& joined, std::int64_t enough) const {
    std::int64_t sum = 0;
    for (std::size_t r = rows.begin; r < rows.end && sum < enough; ++r) {
        const PlacedRow& row = m_rows[r];
        const std::size_t count = m_questions.all()[row.question]->figures;
        Measured run(m_sums, row.place, row.question, count);
        for (const std::uint32_t other : joined) run += Measured(m_sums, other, row.question, count);
        for (const model::ReconciledFigure& figure : figures_of(m_reference.shape, run, row.published))
            if (figure.area == (asked_of(m_reference) == Of::area))
                add_to(sum, std::max<std::int64_t>(0, std::abs(figure.gap) - m_tolerance));
    }
    return sum;
}

std::string Mergers::hint(std::uint32_t place) const {
    const Span rows = rows_of(place);
    if (distance(rows, {}, 1) == 0) return {};
    const std::string found = in_run(place, rows);
    return found.empty() ? in_reference(place, rows) : found;
}

std::string Mergers::in_run(std::uint32_t place, Span rows) const {
    const auto candidates = m_run_only.find(m_units.surroundings(m_units.places[place].name.code));
    if (candidates == m_run_only.end() || candidates->second.size() > kMostCandidates) return {};
    std::vector<std::uint32_t> joined;
    std::int64_t reached = distance(rows, joined, std::numeric_limits<std::int64_t>::max());
    while (reached > 0 && joined.size() < kMostMerged) {
        std::int64_t best = reached;
        std::uint32_t nearest = 0;
        for (const std::uint32_t other : candidates->second) {
            if (std::find(joined.begin(), joined.end(), other) != joined.end()) continue;
            joined.push_back(other);
            const std::int64_t now = distance(rows, joined, best);
            joined.pop_back();
            if (now >= best) continue;
            best = now;
            nearest = other;
        }
        if (best == reached) return {};
        joined.push_back(nearest);
        reached = best;
    }
    if (reached > 0 || joined.empty()) return {};
    std::string codes;
    for (const std::uint32_t other : joined) codes += (codes.empty() ? "" : " + ") + m_units.places[other].name.code;
    return "the reference agrees with it and " + codes + " together, which the run alone has";
}

bool Mergers::agrees_with(Span rows, const std::vector<const model::ReferenceRow*>& lost) const {
    bool asked = false;
    for (std::size_t r = rows.begin; r < rows.end; ++r) {
        const PlacedRow& row = m_rows[r];
        Published wider = row.published;
        bool both = false;
        for (const model::ReferenceRow* other : lost) {
            const auto question = m_questions.of(*other);
            if (!std::holds_alternative<std::size_t>(question) || std::get<std::size_t>(question) != row.question) continue;
            both = true;
            wider.people = hull_of(wider.people, other->people);
            wider.area = hull_of(wider.area, other->area);
        }
        if (!both) return false;
        asked = true;
        const Measured run(m_sums, row.place, row.question, m_questions.all()[row.question]->figures);
        if (!agree(figures_of(m_reference.shape, run, wider), m_tolerance, Of::area)) return false;
    }
    return asked;
}

std::string Mergers::in_reference(std::uint32_t place, Span rows) const {
    if (m_reference.shape == model::ReferenceShape::debits) return {};
    const auto candidates = m_reference_only.find(m_units.surroundings(m_units.places[place].name.code));
    if (candidates == m_reference_only.end() || candidates->second.size() > kMostCandidates) return {};
    for (const LostRows::value_type* lost : candidates->second)
        if (agrees_with(rows, lost->second))
            return "the run may be it and " + lost->first + " together, which the reference alone has";
    return {};
}

}  // namespace covmap::measure
