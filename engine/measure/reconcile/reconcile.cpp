#include "measure/reconcile/reconcile.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/error.hpp"
#include "measure/reconcile/reconcile_causes.hpp"
#include "measure/reconcile/reconcile_figures.hpp"
#include "measure/reconcile/reconcile_merged.hpp"
#include "measure/reconcile/reconcile_together.hpp"
#include "measure/reconcile/reference_sums.hpp"
#include "measure/reconcile/reference_units.hpp"

namespace covmap::measure {

namespace {

using model::NotCompared;
using model::ReconciledRow;

constexpr std::size_t kExamples = 5;

std::string told(const model::ReferenceRow& row) {
    std::string text = row.code;
    for (const std::string* part : {&row.operator_code, &row.technology, &row.level})
        if (!part->empty()) text += " " + *part;
    return text;
}

std::int64_t absolute_gap(const ReconciledRow& row) { return std::abs(row.gap()); }

bool before(const ReconciledRow& a, const ReconciledRow& b) {
    const auto names = [](const ReconciledRow& r) { return std::tie(r.place.code, r.operator_code, r.technology, r.level); };
    if (absolute_gap(a) != absolute_gap(b)) return absolute_gap(a) > absolute_gap(b);
    return a.people != b.people ? a.people > b.people : names(a) < names(b);
}

/// Whether each figure of the run may be anything, but for those that cannot be at all (more operators than there are).
bool says_nothing(const std::vector<model::ReconciledFigure>& figures) {
    return std::all_of(figures.begin(), figures.end(),
                       [](const model::ReconciledFigure& figure) {
                           return figure.run == model::Range{0, 0} || figure.run == model::Range{0, model::kAllPoints};
                       }) &&
           std::any_of(figures.begin(), figures.end(), [](const model::ReconciledFigure& figure) { return figure.run.hi > 0; });
}

class Reconciler {
public:
    Reconciler(const model::RunModel& model, const model::Reference& reference, const model::ReconcileOptions& options,
               const ReferenceQuestions::Canonical& canonical)
        : m_model(model),
          m_reference(reference),
          m_options(options),
          m_attribute(reconciled_attribute(model, options.attribute, reference.shape == model::ReferenceShape::debits)),
          m_units(reference_units(model, reference, options.unit)),
          m_asked(model),
          m_questions(model, m_asked, reference, options, canonical) {
        m_out.file = reference.file;
        m_out.format = reference.format;
        m_out.attribute = model.attributes[m_attribute].name;
        m_out.unit = m_units.unit;
        m_out.medium = reference.medium;
        m_out.date = reference.date;
        m_out.notes = m_units.notes;
        m_out.defects = reference.defects;
    }

    model::ReconciledReference run(const core::TallyReader& tally) {
        resolve();
        m_sums.emplace(m_model, tally, m_units, m_questions, m_attribute);
        for (std::size_t e = 0; e < m_entries.size(); ++e) compare(m_entries[e]);
        blame_mergers();
        finish();
        return std::move(m_out);
    }

private:
    void leave_out(NotCompared why, const std::string& example, bool all_examples = false) {
        model::LeftOut& left = m_out.not_compared[why];
        ++left.count;
        if (all_examples || left.examples.size() < kExamples) left.examples.push_back(example);
    }

    /// Rows of the reference by place and question.
    void resolve() {
        std::set<std::string> around, lost;
        for (const ReferencePlace& place : m_units.places) around.insert(m_units.surroundings(place.name.code));
        for (const model::ReferenceRow& row : m_reference.rows) {
            const auto place = m_units.find(row.code);
            if (!place) {
                if (lost.insert(row.code).second) lose(row.code, around);
                m_lost_rows[row.code].push_back(&row);
                continue;
            }
            const auto question = m_questions.of(row);
            if (const auto* why = std::get_if<NotCompared>(&question))
                leave_out(*why, told(row));
            else
                m_rows[{*place, std::get<std::size_t>(question)}].push_back(&row);
        }
        for (const ReferencePlace& place : m_units.places)
            if (!place.in_reference) leave_out(NotCompared::only_in_run, place.name.code, true);
        for (const auto& [key, rows] : m_rows) m_entries.push_back({key.first, key.second, published(rows, m_reference.shape)});
    }

    void lose(const std::string& code, const std::set<std::string>& around) {
        const bool outside = !around.contains(m_units.surroundings(code));
        leave_out(outside ? NotCompared::outside : NotCompared::only_in_reference, code, !outside);
        if (m_units.find("0" + code)) m_zeros.push_back(code);
    }

    /// A row of the result, or why there is none.
    void compare(const PlacedRow& entry) {
        const ReferenceQuestion& question = *m_questions.all()[entry.question];
        const Measured run(*m_sums, entry.place, entry.question, question.figures);
        ReconciledRow row;
        row.place = m_units.places[entry.place].name;
        row.operator_code = question.operator_code;
        row.operator_name = question.operator_name;
        row.technology = question.technology;
        row.level = question.level;
        const std::string name = row.place.code + " " + row.operator_code + " " + row.technology;
        const auto& markets = m_sums->markets(entry.place);
        if (std::none_of(markets.begin(), markets.end(), [&](std::uint32_t m) { return question.licensed(m); }))
            return leave_out(NotCompared::not_licensed, name);
        row.figures = figures_of(m_reference.shape, run, entry.published);
        if (row.figures.empty()) return leave_out(NotCompared::blank, name);
        if (says_nothing(row.figures)) return leave_out(NotCompared::unknown, name);
        judge(row, run);
        m_together.add(entry.question, row, run.total.people, entry.published.total);
        ++m_out.compared;
        m_gaps.push_back(absolute_gap(row));
        if (absolute_gap(row) > m_options.tolerance) {
            blame(row, entry, run, question);
            m_beyond.push_back({std::move(row), entry.place});
            return;
        }
        ++m_out.within;
        if (row.unknown > m_options.tolerance) ++m_out.within_unknown;
        if (m_options.keep_alike) m_out.alike.push_back(std::move(row));
    }

    static void judge(ReconciledRow& row, const Measured& run) {
        for (std::size_t f = 0; f < row.figures.size(); ++f) {
            const model::ReconciledFigure& figure = row.figures[f];
            if (std::abs(figure.gap) > std::abs(row.gap())) row.worst = f;
            if (figure.area) continue;
            const core::Int128 people = static_cast<core::Int128>(std::abs(figure.gap)) * run.total.people / model::kAllPoints;
            row.people = std::max(row.people, static_cast<std::int64_t>(people));
        }
        const bool lived = run.total.people > 0;
        const std::int64_t whole = lived ? run.total.people : run.total.area;
        if (whole > 0) row.unknown = points_of(lived ? run.unknown.people : run.unknown.area, whole);
    }

    void blame(ReconciledRow& row, const PlacedRow& entry, const Measured& run, const ReferenceQuestion& question) const {
        OffCase off{m_reference, question, run, entry.published, row.figures, m_options.tolerance};
        for (const std::uint32_t market : m_sums->markets(entry.place))
            off.operators = std::max(off.operators, question.operators(market));
        off.official = official(row.place.code);
        Diagnosis found = diagnose(off);
        row.cause = found.cause;
        row.hint = std::move(found.hint);
    }

    /// What the job's own reference says of a territory.
    [[nodiscard]] std::optional<std::int64_t> official(const std::string& code) const {
        const model::TerritorySet& set = m_model.territories;
        const auto& names = set.reference_attributes;
        const auto name = std::find(names.begin(), names.end(), m_model.attributes[m_attribute].name);
        const auto at = std::lower_bound(set.territories.begin(), set.territories.end(), code,
                                         [](const model::Territory& t, const std::string& c) { return t.code < c; });
        if (!m_units.communes || name == names.end() || at == set.territories.end() || at->code != code) return std::nullopt;
        const auto position = static_cast<std::size_t>(name - names.begin());
        return position < at->reference.size() ? at->reference[position] : std::nullopt;
    }

    /// Places whose figures agree with another's that only one side has.
    void blame_mergers() {
        const Mergers mergers(m_reference, m_units, m_questions, *m_sums, m_entries, m_lost_rows, m_options.tolerance);
        std::map<std::uint32_t, std::string> known;
        for (auto& [row, place] : m_beyond) {
            if (row.cause == model::Cause::read_as_threshold || row.cause == model::Cause::missing_level) continue;
            const auto [at, fresh] = known.try_emplace(place);
            if (fresh) at->second = mergers.hint(place);
            if (at->second.empty()) continue;
            row.cause = model::Cause::merged_commune;
            row.hint = at->second;
        }
    }

    void finish() {
        for (auto& [row, place] : m_beyond) m_out.beyond.push_back(std::move(row));
        std::sort(m_out.beyond.begin(), m_out.beyond.end(), before);
        std::sort(m_out.alike.begin(), m_out.alike.end(), before);
        for (const ReconciledRow& row : m_out.beyond) ++m_out.causes[row.cause];
        m_out.together = m_together.finish(m_questions);
        if (!m_zeros.empty())
            m_out.notes.push_back(std::to_string(m_zeros.size()) + " codes of the reference have lost a leading zero («" +
                                  m_zeros.front() + "» is «0" + m_zeros.front() + "» in the run): keep codes as text");
        if (m_gaps.empty()) return;
        std::sort(m_gaps.begin(), m_gaps.end());
        const std::size_t n = m_gaps.size();
        m_out.worst = m_gaps.back();
        m_out.median = (m_gaps[(n - 1) / 2] + m_gaps[n / 2]) / 2;
        core::Int128 sum = 0;
        for (const std::int64_t gap : m_gaps) sum += gap;
        m_out.mean = static_cast<std::int64_t>(sum / static_cast<core::Int128>(n));
    }

    struct Beyond {
        ReconciledRow row;
        std::uint32_t place;
    };

    const model::RunModel& m_model;
    const model::Reference& m_reference;
    const model::ReconcileOptions& m_options;
    std::size_t m_attribute;
    ReferenceUnits m_units;
    Questions m_asked;
    ReferenceQuestions m_questions;
    std::optional<ReferenceSums> m_sums;
    std::map<std::pair<std::uint32_t, std::size_t>, std::vector<const model::ReferenceRow*>> m_rows;
    LostRows m_lost_rows;
    std::vector<std::string> m_zeros;
    std::vector<PlacedRow> m_entries;
    std::vector<Beyond> m_beyond;
    std::vector<std::int64_t> m_gaps;
    TogetherSums m_together;
    model::ReconciledReference m_out;
};

}  // namespace

std::size_t reconciled_attribute(const model::RunModel& model, const std::string& asked, bool premises) {
    const auto& attributes = model.attributes;
    if (attributes.empty())
        throw core::Error(core::ErrorKind::input, model.job.name, "the run counts nobody: it has no attribute to compare");
    std::string names;
    for (std::size_t a = 0; a < attributes.size(); ++a) {
        if (attributes[a].name == asked) return a;
        names += (a == 0 ? "" : ", ") + attributes[a].name;
    }
    if (!asked.empty()) throw core::Error(core::ErrorKind::usage, "--attribute " + asked, "is not in the run; it has: " + names);
    const auto counts_premises = [](const core::Attribute& attribute) {
        for (const char* word : {"dwelling", "premises", "logement", "locaux", "logloc"})
            if (attribute.name.find(word) != std::string::npos || attribute.unit.find(word) != std::string::npos) return true;
        return false;
    };
    const auto found = std::find_if(attributes.begin(), attributes.end(), counts_premises);
    return premises && found != attributes.end() ? static_cast<std::size_t>(found - attributes.begin()) : 0;
}

model::ReconciledReference reconcile(const model::RunModel& model, const core::TallyReader& tally,
                                     const model::Reference& reference, const model::ReconcileOptions& options,
                                     const ReferenceQuestions::Canonical& canonical) {
    return Reconciler(model, reference, options, canonical).run(tally);
}

}  // namespace covmap::measure
