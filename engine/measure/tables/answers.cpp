#include "measure/tables/answers.hpp"

namespace covmap::measure {

AnswerTable::AnswerTable(const Questions& questions, const core::SignatureTable& signatures)
    : m_questions(&questions), m_signatures(&signatures) {}

const std::uint16_t* AnswerTable::at(std::uint32_t market, std::uint32_t signature) {
    if (market >= m_by_market.size()) m_by_market.resize(market + 1);
    OfMarket& known = m_by_market[market];
    const std::size_t width = m_questions->of_market(market).size();
    if (known.row.empty()) known.row.assign(m_signatures->size(), 0);
    std::uint32_t& row = known.row[signature];
    if (row == 0) [[unlikely]] {
        row = ++known.rows;
        known.states.resize(known.rows * width);
        m_questions->answer(market, (*m_signatures)[core::SignatureId(signature)],
                            {known.states.data() + (row - 1) * width, width});
    }
    return known.states.data() + (row - 1) * width;
}

}  // namespace covmap::measure
