#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "measure/outcomes.hpp"
#include "measure/support/two_operators.hpp"

using namespace covmap;
using namespace covmap::test;
using measure::Outcome;

namespace {

std::span<const std::uint64_t> words(const std::uint64_t& word) { return {&word, 1}; }

}  // namespace

TEST_CASE("outcomes are packed, one bit an indicator") {
    TwoOperators w;
    auto two = indicator("two", "4G");
    two.min = 2;
    const measure::CompiledIndicators compiled({indicator("any", "4G"), two}, w.model.catalogue, w.model.markets);
    CHECK(compiled.indicators() == 2);
    CHECK(compiled.evaluate(0, words(0b11001)) == Outcome{0b11, 0b00});
    CHECK(compiled.evaluate(0, words(0b00100)) == Outcome{0b01, 0b10});
    CHECK(compiled.evaluate(0, words(0b00000)) == Outcome{0b00, 0b01});
    CHECK(compiled.evaluate(0, words(0b10000)) == Outcome{0b00, 0b00});
}

TEST_CASE("outcomes depend on the market") {
    TwoOperators w;
    w.model.markets = {{{"O", "P"}}, {{"O"}}};
    const measure::CompiledIndicators compiled({indicator("any", "4G")}, w.model.catalogue, w.model.markets);
    CHECK(compiled.evaluate(0, words(0)) == Outcome{0, 1});
    CHECK(compiled.evaluate(1, words(0)) == Outcome{0, 0});
}

TEST_CASE("a run without markets has one, without operators") {
    const measure::CompiledIndicators compiled({indicator("any", "4G")}, model::Catalogue{}, {});
    CHECK(compiled.markets() == 1);
    CHECK(compiled.evaluate(0, words(0)) == Outcome{0, 0});
}

TEST_CASE("each pair is worked out once, until the numbers change") {
    TwoOperators w;
    const measure::CompiledIndicators compiled({indicator("any", "4G")}, w.model.catalogue, w.model.markets);
    measure::OutcomeTable table(compiled);
    std::uint64_t word = 1;
    int asked = 0;
    const auto bits_of = [&](std::uint32_t) {
        ++asked;
        return words(word);
    };
    CHECK(table.at(0, 1000, bits_of) == Outcome{1, 0});
    CHECK(table.at(0, 1000, bits_of) == Outcome{1, 0});
    CHECK(asked == 1);
    table.clear();
    word = 0b10000;
    CHECK(table.at(0, 1000, bits_of) == Outcome{0, 0});
    CHECK(asked == 2);
}

TEST_CASE("64 indicators are the most") {
    std::vector<model::IndicatorSpec> specs(64, indicator("any", "4G"));
    TwoOperators w;
    const measure::CompiledIndicators compiled(specs, w.model.catalogue, w.model.markets);
    CHECK(compiled.evaluate(0, words(1)).met == ~std::uint64_t{0});
    specs.push_back(specs.front());
    try {
        const measure::CompiledIndicators one_more(specs, w.model.catalogue, w.model.markets);
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::job);
        CHECK(error.message() == "65 indicators; a job holds at most 64: split it in two");
    }
}
