#include "measure/explain/explain_row.hpp"

#include <algorithm>
#include <map>

#include "measure/checked.hpp"
#include "measure/explain/signature_text.hpp"
#include "measure/tables/bounds.hpp"
#include "measure/tables/reference_share.hpp"
#include "model/indicator.hpp"

namespace covmap::measure {
namespace {

using Kind = ColumnMeaning::Kind;
using model::State;

Text state_words(State state) {
    switch (state) {
        case State::met:
            return {"où il est rempli", "where it is met"};
        case State::not_met:
            return {"où il n'est pas rempli", "where it is not met"};
        default:
            return {"où l'on ne sait pas", "where it is not known"};
    }
}

Text change_title(Figure figure) {
    switch (figure) {
        case Figure::gained:
            return {"gagné", "gained"};
        case Figure::lost:
            return {"perdu", "lost"};
        case Figure::newly_known:
            return {"désormais connu", "newly known"};
        default:
            return {"devenu inconnu", "no longer known"};
    }
}

Change change_wanted(Figure figure) {
    return figure == Figure::gained        ? Change::gained
           : figure == Figure::lost        ? Change::lost
           : figure == Figure::newly_known ? Change::newly_known
                                           : Change::no_longer_known;
}

}  // namespace

std::optional<std::uint16_t> RowExplainer::state(const RowAccounts::Entry& entry, std::size_t question) const {
    const auto& asked = m_questions.of_market(entry.market);
    const auto at = std::find(asked.begin(), asked.end(), question);
    if (at == asked.end()) return std::nullopt;
    std::vector<std::uint16_t> states(asked.size());
    m_questions.answer(entry.market, m_tally.signatures()[core::SignatureId(entry.signature)], states);
    return states[static_cast<std::size_t>(at - asked.begin())];
}

/// Of the layers that matter: those that the indicator asks of, or all.
Text RowExplainer::words(std::uint32_t signature) const {
    SignatureWords words{[&](const std::string& code) { return m_model.operator_name(code); }};
    if (m_meaning.kind == Kind::figure)
        words.concerns = [&](const model::Claim& claim) {
            return model::matches(m_model.job.indicator[m_meaning.indicator], claim);
        };
    const Text text = signature_text(m_model.catalogue, m_tally.signatures(), core::SignatureId(signature), words);
    const Text none{"aucune couche", "no layer"};
    if (text.en.empty()) return none;
    const bool no_layer = text.en.starts_with("known: ") || text.en.starts_with("in doubt: ");
    return no_layer ? none + same(", ") + text : text;
}

model::ExplainedSum RowExplainer::told(const Text& what, std::int64_t total) const {
    const bool is_area = m_meaning.attribute == m_model.attributes.size();
    return {what,
            is_area ? "km²" : m_model.attributes[m_meaning.attribute].unit,
            is_area ? core::kAreaScale : core::kWeightScale,
            total,
            {}};
}

model::ExplainedSum RowExplainer::sum(const Text& what, const Wanted& wanted) const {
    model::ExplainedSum sum = told(what, 0);
    std::map<std::uint32_t, std::int64_t> values;
    for (const RowAccounts::Entry& entry : m_accounts.entries)
        if (wanted(entry)) add_to(values[entry.signature], entry.values[m_meaning.attribute]);
    for (const auto& [signature, value] : values) {
        if (value == 0) continue;
        add_to(sum.total, value);
        sum.rows.push_back({signature, words(signature), value});
    }
    std::stable_sort(sum.rows.begin(), sum.rows.end(),
                     [](const model::AccountRow& a, const model::AccountRow& b) { return a.value > b.value; });
    return sum;
}

model::ExplainedSum RowExplainer::whole() const { return told({"tout le territoire", "the whole territory"}, total()); }

void RowExplainer::tell(model::Explanation& explanation) const {
    explanation.recomputed = true;
    if (!is_counted() && m_meaning.kind != Kind::published) return;  // nobody is known there: the value is null
    switch (m_meaning.kind) {
        case Kind::quantity:
            explanation.sums.push_back(sum({"tout le territoire", "the whole territory"}, [](const auto&) { return true; }));
            explanation.value = explanation.sums.back().total;
            break;
        case Kind::imputed:
            explanation.sums = {told({"estimé par la source", "estimated by the source"}, m_accounts.account.imputed), whole()};
            explanation.value = model::share_of(m_accounts.account.imputed, total());
            break;
        case Kind::gap:
        case Kind::gap_flag:
            tell_gap(explanation);
            break;
        case Kind::figure:
            tell_figure(explanation);
            break;
        default:
            explanation.recomputed = false;
            break;
    }
}

void RowExplainer::tell_gap(model::Explanation& explanation) const {
    const std::string& name = m_model.attributes[m_meaning.attribute].name;
    const auto& references = m_model.territories.reference_attributes;
    const auto at = static_cast<std::size_t>(std::find(references.begin(), references.end(), name) - references.begin());
    if (m_accounts.territory == nullptr || at >= m_accounts.territory->reference.size()) return;
    const std::optional<std::int64_t> reference = m_accounts.territory->reference[at];
    explanation.sums = {sum({"compté", "counted"}, [](const auto&) { return true; })};
    if (!reference) return;
    explanation.sums.push_back(told({"officiel", "official"}, *reference));
    explanation.value = m_meaning.kind == Kind::gap
                            ? gap_to_reference(total(), *reference)
                            : std::optional<std::int64_t>(model::is_beyond_reference(total(), *reference));
}

void RowExplainer::tell_figure(model::Explanation& explanation) const {
    const auto of_state = [&](State wanted) {
        return sum(state_words(wanted), [&](const RowAccounts::Entry& entry) {
            return state(entry, m_meaning.indicator) == static_cast<std::uint16_t>(wanted);
        });
    };
    const auto alone = [&](model::ExplainedSum sum) {
        explanation.value = sum.total;
        explanation.sums = {std::move(sum)};
    };
    switch (m_meaning.figure) {
        case Figure::met:
            return alone(of_state(State::met));
        case Figure::not_met:
            return alone(of_state(State::not_met));
        case Figure::unknown:
            return alone(of_state(State::unknown));
        case Figure::share:
            explanation.sums = {of_state(State::met), whole()};
            explanation.value = model::share_of(explanation.sums.front().total, total());
            return;
        case Figure::known:
            explanation.sums = {of_state(State::unknown), whole()};
            explanation.value = model::share_of(total() - explanation.sums.front().total, total());
            return;
        case Figure::lo:
        case Figure::hi:
            return tell_bound(explanation);
        default: {
            const std::optional<std::size_t> question = m_questions.change_question(m_meaning.indicator);
            const auto wanted = static_cast<std::uint16_t>(change_wanted(m_meaning.figure));
            return alone(sum(change_title(m_meaning.figure),
                             [&](const RowAccounts::Entry& entry) { return question && state(entry, *question) == wanted; }));
        }
    }
}

void RowExplainer::tell_bound(model::Explanation& explanation) const {
    const Account& account = m_accounts.account;
    const std::size_t i = m_meaning.indicator, column = m_meaning.attribute;
    const bool is_low = m_meaning.figure == Figure::lo;
    const std::int64_t met = account.value(i, static_cast<std::size_t>(State::met), column);
    const std::int64_t may = met + account.value(i, static_cast<std::size_t>(State::unknown), column);
    std::int64_t bound = is_low ? met : may;
    explanation.sums = {told(is_low ? state_words(State::met) : Text{"rempli ou inconnu", "met or unknown"}, bound)};
    const BoundsFinder bounds(m_model.job.indicator, m_model.attributes.size(), m_model.has_doubt ? m_model.doubt_attributes : 0);
    if (column < m_model.attributes.size()) {
        if (const auto across = bounds.across(account, i, column)) {
            bound = is_low ? across->lo : across->hi;
            explanation.sums = {told({"d'après les parts de chaque question : max(0, a + b − 1) à min(a, b)",
                                      "by the shares of each question: max(0, a + b − 1) to min(a, b)"},
                                     bound)};
        } else if (m_model.has_doubt_of(column)) {
            const std::int64_t found = is_low ? account.lo(i, column) : account.hi(i, column);
            bound = is_low ? std::min(found, met) : std::max(found, may);
            explanation.sums.push_back(told(is_low ? Text{"parts de carré où toutes les signatures le remplissent",
                                                          "parts of squares all of whose signatures meet it"}
                                                   : Text{"parts de carré où une signature le remplit ou pourrait le remplir",
                                                          "parts of squares of which some signature meets or may meet it"},
                                            found));
        } else {
            explanation.recomputed = false;
            return;
        }
    }
    explanation.sums.push_back(whole());
    explanation.value = model::share_of(bound, total());
}

void RowExplainer::tell(const RowCase& of_row, model::Explanation& explanation) const {
    explanation.recomputed = true;
    if (!is_counted()) return;
    const auto wanted = [&](const RowAccounts::Entry& entry) {
        const auto found = state(entry, of_row.question);
        if (!found) return of_row.with_outsiders;
        return std::find(of_row.states.begin(), of_row.states.end(), *found) != of_row.states.end();
    };
    explanation.sums = {sum({"le cas de cette ligne", "the case of this row"}, wanted)};
    const std::int64_t part = explanation.sums.front().total;
    if (m_meaning.kind == Kind::row_quantity) {
        explanation.value = part;
        return;
    }
    explanation.sums.push_back(whole());
    explanation.value = model::share_of(part, total());
}

}  // namespace covmap::measure
