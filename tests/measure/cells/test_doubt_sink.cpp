#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "core/error.hpp"
#include "measure/cells/doubt_sink.hpp"
#include "measure/support/two_operators.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

/// Provisional numbers are the words themselves.
struct Lookup : core::SignatureLookup {
    std::vector<std::uint64_t> words;
    explicit Lookup(std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) words.push_back(i);
    }
    [[nodiscard]] std::span<const std::uint64_t> bits(std::uint32_t number) const override { return {&words[number], 1}; }
};

// Signatures of the world of two operators.
constexpr std::uint32_t kBoth = 0b11001, kNobody = 0b10000, kUnknown = 0;

struct World : TwoOperators {
    std::vector<std::uint32_t> market_of{0, 0, 0};
    Lookup lookup{32};
    measure::CompiledIndicators indicators{{indicator("any", "4G")}, model.catalogue, model.markets};
    measure::DoubtSink sink{indicators, market_of, 1};

    void group(measure::DoubtSink& into, std::uint32_t territory, std::vector<std::uint32_t> signatures,
               std::vector<std::int64_t> values) const {
        into.group({core::TerritoryId(territory), 0, 0, 1, signatures, values});
    }
    std::vector<core::DoubtRow> one(std::vector<std::uint32_t> signatures, std::vector<std::int64_t> values) {
        sink.begin_band(0, lookup);
        group(sink, 0, std::move(signatures), std::move(values));
        sink.end_band(0);
        return measure::DoubtSink::merge({&sink});
    }
};

}  // namespace

TEST_CASE("a part with one signature is what its signature is") {
    const auto met = World().one({kBoth}, {10, 100});
    REQUIRE(met.size() == 1);
    CHECK(met[0].all == 1);
    CHECK(met[0].any == 1);
    CHECK(met[0].values == std::vector<std::int64_t>{10, 100});
    const auto unknown = World().one({kUnknown}, {10, 100});
    CHECK(unknown[0].all == 0);
    CHECK(unknown[0].any == 1);
    const auto absent = World().one({kNobody}, {10, 100});
    CHECK(absent[0].all == 0);
    CHECK(absent[0].any == 0);
}

TEST_CASE("a part with two signatures counts whole: not surely, but maybe") {
    const auto rows = World().one({kBoth, kNobody}, {10, 100, 20, 300});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].all == 0);
    CHECK(rows[0].any == 1);
    CHECK(rows[0].values == std::vector<std::int64_t>{30, 400});
}

TEST_CASE("a signature is present from a millionth of the part") {
    CHECK(World().one({kBoth, kNobody}, {10, 1'999'999, 0, 1})[0].all == 1);
    CHECK(World().one({kBoth, kNobody}, {10, 999'999, 0, 1})[0].all == 0);
    CHECK(World().one({kBoth, kNobody}, {0, 1, 10, 1'999'999})[0].any == 0);
    CHECK(World().one({kBoth, kNobody}, {10, 3, 5, 0})[0].all == 1);  // people on no area: not there
}

TEST_CASE("a part without area is judged by its weights, and one without anything says nothing") {
    const auto rows = World().one({kBoth, kNobody}, {10, 0, 1, 0});
    CHECK(rows[0].all == 0);
    CHECK(rows[0].any == 1);
    CHECK(World().one({kBoth, kNobody}, {5'000'000, 0, 1, 0})[0].all == 1);
    CHECK(World().one({kBoth, kNobody}, {0, 0, 0, 0}).empty());
}

TEST_CASE("rows are the same whatever worker sweeps which band, in whatever order") {
    World w;
    std::mt19937 random(7);
    std::vector<measure::DoubtSink> serial(1, measure::DoubtSink(w.indicators, w.market_of, 1));
    std::vector<measure::DoubtSink> shared(3, measure::DoubtSink(w.indicators, w.market_of, 1));
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> bands(40);
    for (auto& band : bands)
        for (int i = 0; i < 500; ++i) band.emplace_back(random() % 3, random() % 32);
    const auto sweep = [&](measure::DoubtSink& sink, std::size_t band) {
        sink.begin_band(static_cast<core::Row>(band), w.lookup);
        for (const auto& [territory, signature] : bands[band])
            w.group(sink, territory, {signature, (signature * 7) % 32}, {signature + 1, 10, 2, 30});
        sink.end_band(static_cast<core::Row>(band));
    };
    for (std::size_t band = 0; band < bands.size(); ++band) sweep(serial[0], band);
    for (std::size_t band = bands.size(); band-- > 0;) sweep(shared[(band * 5) % 3], band);
    const auto expected = measure::DoubtSink::merge({&serial[0]});
    const auto found = measure::DoubtSink::merge({&shared[2], &shared[0], &shared[1]});
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        CHECK(found[i].territory == expected[i].territory);
        CHECK(found[i].all == expected[i].all);
        CHECK(found[i].any == expected[i].any);
        CHECK(found[i].values == expected[i].values);
        if (i > 0)
            CHECK(std::tie(found[i - 1].territory, found[i - 1].all, found[i - 1].any) <
                  std::tie(found[i].territory, found[i].all, found[i].any));
    }
}

TEST_CASE("many territories in one band are kept apart") {
    World w;
    const std::vector<std::uint32_t> market_of(5000, 0);
    measure::DoubtSink sink(w.indicators, market_of, 1);
    for (int band = 0; band < 2; ++band) {
        sink.begin_band(band, w.lookup);
        for (std::uint32_t turn = 0; turn < 3; ++turn)
            for (std::uint32_t t = 0; t < 5000; ++t) w.group(sink, t, {turn == 0 ? kNobody : kBoth}, {t, 1});
        sink.end_band(band);
    }
    const auto rows = measure::DoubtSink::merge({&sink});
    REQUIRE(rows.size() == 10000);
    CHECK(rows[2 * 4321].values == std::vector<std::int64_t>{2 * 4321, 2});
    CHECK(rows[2 * 4321 + 1].values == std::vector<std::int64_t>{4 * 4321, 4});
    CHECK(rows[2 * 4321 + 1].all == 1);
}

TEST_CASE("another table of signatures forgets the outcomes of the first") {
    World w;
    Lookup other(32);
    std::swap(other.words[kBoth], other.words[kNobody]);
    w.sink.begin_band(0, w.lookup);
    w.group(w.sink, 0, {kBoth}, {1, 1});
    w.sink.end_band(0);
    w.sink.begin_band(1, other);
    w.group(w.sink, 0, {kBoth}, {1, 1});
    w.sink.end_band(1);
    CHECK(measure::DoubtSink::merge({&w.sink}).size() == 2);
}

TEST_CASE("doubt that leaves 64 bits is an error") {
    World w;
    const std::int64_t most = std::numeric_limits<std::int64_t>::max();
    w.sink.begin_band(0, w.lookup);
    w.group(w.sink, 0, {kBoth}, {most, 1});
    try {
        w.group(w.sink, 0, {kBoth}, {1, 1});
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::check);
        CHECK(error.message().find("64 bits") != std::string::npos);
    }
}
