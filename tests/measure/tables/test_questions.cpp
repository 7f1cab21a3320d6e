#include <catch2/catch.hpp>

#include "measure/support/two_operators.hpp"
#include "measure/tables/questions.hpp"

using namespace covmap;
using namespace covmap::test;
using measure::QuestionKind;

TEST_CASE("questions are indicators, then offers, then counts") {
    TwoOperators w;
    w.model.job.indicator.push_back(indicator("any", "4G"));
    const measure::Questions questions(w.model);
    REQUIRE(questions.all().size() == 1 + 2 + 4);
    CHECK(questions.all()[0].kind == QuestionKind::indicator);
    CHECK(questions.all()[questions.offer_question(0, 1)].kind == QuestionKind::offer);
    CHECK(questions.all()[questions.count_question(0, 0)].kind == QuestionKind::count);
    CHECK(questions.blocks().size() == 1);
    CHECK(questions.blocks()[0].levels == std::vector<std::string>{"TBC", "BC", "CL"});
    CHECK(questions.all()[questions.offer_question(0, 0)].states == 6);  // TBC BC CL covered none unknown
    CHECK(questions.all()[questions.offer_question(0, 1)].states == 3);  // covered none unknown
    CHECK(questions.all()[questions.count_question(0, 3)].states == 4);  // unknown 0 1 2
}

TEST_CASE("answers of one signature, hand-made") {
    TwoOperators w;
    w.model.job.indicator.push_back(indicator("any", "4G"));
    const measure::Questions questions(w.model);
    std::vector<std::uint16_t> states(7);
    const auto answer = [&](std::uint64_t word) {
        questions.answer(0, std::span<const std::uint64_t>(&word, 1), states);
        return states;
    };
    //                                             any, O, P, counts at TBC, BC, CL, any level (1 = by none)
    CHECK(answer(0b11001) == std::vector<std::uint16_t>{1, 0, 0, 2, 2, 2, 3});
    CHECK(answer(0b10010) == std::vector<std::uint16_t>{1, 1, 1, 1, 2, 2, 2});
    CHECK(answer(0b00000) == std::vector<std::uint16_t>{2, 4, 2, 0, 0, 0, 0});
    CHECK(answer(0b10000) == std::vector<std::uint16_t>{0, 4, 1, 1, 1, 1, 1});
}

TEST_CASE("a market asks of its own operators only") {
    TwoOperators w;
    w.model.markets = {{{"O", "P"}}, {{"P"}}};
    const measure::Questions questions(w.model);
    CHECK(questions.of_market(0).size() == 6);
    CHECK(questions.of_market(1).size() == 5);
    CHECK(questions.operators() == std::vector<std::string>{"O", "P"});
    CHECK(questions.operators_of(1, 0) == std::vector<std::uint32_t>{1});
}

TEST_CASE("a claim of an operator licensed nowhere makes no block") {
    TwoOperators w;
    add_claim(w.model, "Z", "2G");
    CHECK(measure::Questions(w.model).blocks().size() == 1);
}

TEST_CASE("technologies and services are told apart, sorted") {
    model::RunModel model = three_communes();
    add_claim(model, "O", "4G");
    add_claim(model, "O", "2G");
    model.catalogue.claims[add_claim(model, "P", "2G").value].key.service = "voice";
    const measure::Questions questions(model);
    REQUIRE(questions.blocks().size() == 3);
    CHECK(questions.blocks()[0].technology == "2G");
    CHECK(questions.blocks()[0].service == "data");
    CHECK(questions.blocks()[1].service == "voice");
    CHECK(questions.blocks()[2].technology == "4G");
    CHECK(questions.offer(1, 0).nature.empty());  // O says nothing of 2G voice
    CHECK(questions.offer(1, 1).nature == "claimed");
}

TEST_CASE("a level outside the scale is told as covered") {
    model::RunModel model = three_communes();
    const auto o = add_claim(model, "O", "4G", {{"BC", "CL"}, ""});
    add_layer(model, o, "odd");
    const measure::Questions questions(model);
    const std::uint64_t word = 1;
    CHECK(questions.offer(0, 0).best(std::span<const std::uint64_t>(&word, 1)) == questions.offer(0, 0).covered());
}
