#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/answers.hpp"

using namespace covmap;
using namespace covmap::test;

TEST_CASE("the table answers as the questions do, for every market and signature, in any order") {
    TwoOperators w;
    w.model.job.indicator.push_back(indicator("any", "4G"));
    w.model.markets = {{{"O", "P"}}, {{"P"}}};
    const measure::Questions questions(w.model);
    core::SignatureTable signatures;
    for (std::uint64_t word = 0; word < 32; ++word) signatures.data.push_back(word);
    measure::AnswerTable table(questions, signatures);
    for (int turn = 0; turn < 2; ++turn) {
        for (std::uint32_t market = 2; market-- > 0;) {
            for (std::uint32_t s = 32; s-- > 0;) {
                std::vector<std::uint16_t> expected(questions.of_market(market).size());
                questions.answer(market, signatures[core::SignatureId(s)], expected);
                const std::uint16_t* found = table.at(market, s);
                CHECK(std::vector<std::uint16_t>(found, found + expected.size()) == expected);
            }
        }
    }
}
