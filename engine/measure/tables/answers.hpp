// The answers of each (market, signature) met so far, each worked out once.
#pragma once

#include <cstdint>
#include <vector>

#include "core/signature.hpp"
#include "measure/tables/questions.hpp"

namespace covmap::measure {

/// Not thread-safe. Memory: 2 bytes a question for each pair that occurs. Cost of a known pair: two loads.
class AnswerTable {
public:
    AnswerTable(const Questions& questions, const core::SignatureTable& signatures);
    /// The states of Questions::of_market(market), in its order; valid until the next call.
    [[nodiscard]] const std::uint16_t* at(std::uint32_t market, std::uint32_t signature);

private:
    struct OfMarket {
        std::vector<std::uint32_t> row;  ///< per signature: row in states + 1, or 0
        std::vector<std::uint16_t> states;
        std::uint32_t rows = 0;
    };
    const Questions* m_questions;
    const core::SignatureTable* m_signatures;
    std::vector<OfMarket> m_by_market;
};

}  // namespace covmap::measure
