// The sink that adds groups up to a tally.
#include <catch2/catch.hpp>
#include <limits>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "sweep/tally_sink.hpp"

using namespace covmap;
using core::Group;
using core::TerritoryId;
using sweep::BandTally;

namespace {

class NoLookup : public core::SignatureLookup {
public:
    [[nodiscard]] std::span<const std::uint64_t> bits(std::uint32_t /*provisional*/) const override { return m_words; }

private:
    std::vector<std::uint64_t> m_words{0};
};

Group group(std::uint32_t territory, const std::vector<std::uint32_t>& signatures, const std::vector<std::int64_t>& values) {
    return {TerritoryId(territory), 0, 0, 1, signatures, values};
}

}  // namespace

TEST_CASE("groups of one territory and signature are one row of the band, sorted") {
    std::vector<BandTally> bands;
    sweep::TallySink sink(2, [&](BandTally&& band, const core::SignatureLookup&) { bands.push_back(std::move(band)); });
    const NoLookup lookup;
    sink.begin_band(0, lookup);
    sink.group(group(7, {3, 1}, {10, 1, 20, 2}));
    sink.group(group(2, {3}, {5, 5}));
    sink.group(group(7, {1}, {100, 3}));
    sink.end_band(0);
    REQUIRE(bands.size() == 1);
    CHECK(bands[0].territory == std::vector<std::uint32_t>{2, 7, 7});
    CHECK(bands[0].signature == std::vector<std::uint32_t>{3, 1, 3});
    CHECK(bands[0].values == std::vector<std::int64_t>{5, 5, 120, 5, 10, 1});
}

TEST_CASE("each band begins anew") {
    std::vector<BandTally> bands;
    sweep::TallySink sink(1, [&](BandTally&& band, const core::SignatureLookup&) { bands.push_back(std::move(band)); });
    const NoLookup lookup;
    for (const std::int64_t value : {4, 9}) {
        sink.begin_band(0, lookup);
        sink.group(group(0, {0}, {value}));
        sink.end_band(0);
    }
    REQUIRE(bands.size() == 2);
    CHECK(bands[0].values == std::vector<std::int64_t>{4});
    CHECK(bands[1].values == std::vector<std::int64_t>{9});
}

TEST_CASE("a band without groups is not handed on") {
    int calls = 0;
    sweep::TallySink sink(1, [&](BandTally&&, const core::SignatureLookup&) { ++calls; });
    const NoLookup lookup;
    sink.begin_band(0, lookup);
    sink.end_band(0);
    CHECK(calls == 0);
}

TEST_CASE("a hundred thousand rows keep their sums") {
    std::vector<BandTally> bands;
    sweep::TallySink sink(1, [&](BandTally&& band, const core::SignatureLookup&) { bands.push_back(std::move(band)); });
    const NoLookup lookup;
    sink.begin_band(0, lookup);
    for (int round = 0; round < 2; ++round)
        for (std::uint32_t i = 0; i < 100'000; ++i) sink.group(group(i % 500, {i / 500}, {static_cast<std::int64_t>(i)}));
    sink.end_band(0);
    REQUIRE(bands.size() == 1);
    REQUIRE(bands[0].rows() == 100'000);
    for (std::size_t row = 0; row < 100'000; row += 997)
        CHECK(bands[0].values[row] == 2 * (static_cast<std::int64_t>(bands[0].signature[row]) * 500 + bands[0].territory[row]));
}

TEST_CASE("a sum that overflows is refused, not wrapped") {
    sweep::TallySink sink(1, [](BandTally&&, const core::SignatureLookup&) {});
    const NoLookup lookup;
    sink.begin_band(0, lookup);
    sink.group(group(0, {0}, {std::numeric_limits<std::int64_t>::max()}));
    try {
        sink.group(group(0, {0}, {1}));
        FAIL("not refused");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::check);
        CHECK(error.message().find("exceeds 63 bits") != std::string::npos);
    }
}
