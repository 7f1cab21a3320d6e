#include "measure/tables/account.hpp"

#include <algorithm>
#include <cassert>

#include "measure/checked.hpp"

namespace covmap::measure {
namespace {

std::size_t indicators_of(const Questions& questions) {
    return static_cast<std::size_t>(std::count_if(questions.all().begin(), questions.all().end(),
                                                  [](const Question& q) { return q.kind == QuestionKind::indicator; }));
}

void add_all(std::vector<std::int64_t>& sums, const std::vector<std::int64_t>& values) {
    if (sums.empty()) sums.assign(values.size(), 0);
    for (std::size_t i = 0; i < values.size(); ++i) add_to(sums[i], values[i]);
}

}  // namespace

Account::Account(const Questions& questions, std::size_t stride)
    : known(stride - 1, false),
      m_questions(&questions),
      m_stride(stride),
      m_totals(stride, 0),
      m_sums(questions.all().size()),
      m_lo(indicators_of(questions) * stride, 0),
      m_hi(m_lo.size(), 0) {}

void Account::clear() {
    for (const std::uint32_t market : markets)
        for (const std::uint32_t q : m_questions->of_market(market)) std::fill(m_sums[q].begin(), m_sums[q].end(), 0);
    std::fill(m_totals.begin(), m_totals.end(), 0);
    std::fill(m_lo.begin(), m_lo.end(), 0);
    std::fill(m_hi.begin(), m_hi.end(), 0);
    markets.clear();
    has_demand = false;
    known.assign(m_stride - 1, false);
    imputed = 0;
}

void Account::begin(const model::RunModel& model, std::uint32_t territory, std::uint32_t market) {
    markets.push_back(market);
    has_demand = territory >= model.has_demand.size() || model.has_demand[territory];
    for (std::size_t a = 0; a < known.size(); ++a) known[a] = has_demand && model.knows(a, territory);
    imputed = territory < model.imputed.size() ? model.imputed[territory] : 0;
}

void Account::add_tally(const core::TerritoryTally& tally, std::uint32_t market, AnswerTable& answers) {
    const auto& questions = m_questions->of_market(market);
    m_base.clear();
    for (const std::uint32_t q : questions) {
        if (m_sums[q].empty()) m_sums[q].assign(m_questions->all()[q].states * m_stride, 0);
        m_base.push_back(m_sums[q].data());
    }
    const std::int64_t* values = tally.values.data();
    for (const std::uint32_t signature : tally.signatures) {
        const std::uint16_t* states = answers.at(market, signature);
        for (std::size_t a = 0; a < m_stride; ++a) add_to(m_totals[a], values[a]);
        for (std::size_t j = 0; j < m_base.size(); ++j) {
            std::int64_t* sums = m_base[j] + states[j] * m_stride;
            for (std::size_t a = 0; a < m_stride; ++a) add_to(sums[a], values[a]);
        }
        values += m_stride;
    }
}

void Account::add_doubt(const core::DoubtRow& row) {
    const std::size_t indicators = m_lo.size() / m_stride;
    for (std::size_t i = 0; i < indicators; ++i) {
        for (std::size_t a = 0; a < m_stride; ++a) {
            if ((row.all >> i) & 1U) add_to(m_lo[i * m_stride + a], row.values[a]);
            if ((row.any >> i) & 1U) add_to(m_hi[i * m_stride + a], row.values[a]);
        }
    }
}

void Account::add_territory(const Account& territory) {
    assert(territory.markets.size() == 1);
    const std::uint32_t market = territory.markets.front();
    const auto place = std::lower_bound(markets.begin(), markets.end(), market);
    if (place == markets.end() || *place != market) markets.insert(place, market);
    for (const std::uint32_t q : m_questions->of_market(market))
        if (!territory.m_sums[q].empty()) add_all(m_sums[q], territory.m_sums[q]);
    add_all(m_totals, territory.m_totals);
    add_all(m_lo, territory.m_lo);
    add_all(m_hi, territory.m_hi);
    has_demand = has_demand || territory.has_demand;
    for (std::size_t a = 0; a < known.size(); ++a) known[a] = known[a] || territory.known[a];
    add_to(imputed, territory.imputed);
}

}  // namespace covmap::measure
