#include <catch2/catch.hpp>

#include "run/compute/tally_store.hpp"
#include "run/support/folders.hpp"

using namespace covmap;

namespace {

struct Row {
    std::uint32_t territory;
    std::uint64_t bits;
    std::vector<std::int64_t> values;
    bool operator==(const Row&) const = default;
};

/// One worker with its own numbers for signatures.
struct Lane {
    explicit Lane(run::TallyStore& s) : store(s) {}
    /// Rows of a band, which come sorted by (territory, the lane's number of the signature).
    void add(const std::vector<Row>& rows) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::int64_t>> sorted;
        for (const Row& row : rows) sorted[{row.territory, signatures.intern(&row.bits)}] = row.values;
        sweep::BandTally band;
        for (const auto& [key, values] : sorted) {
            band.territory.push_back(key.first);
            band.signature.push_back(key.second);
            band.values.insert(band.values.end(), values.begin(), values.end());
        }
        store.add(std::move(band), signatures, known);
    }
    run::TallyStore& store;
    core::Interner signatures{1};
    std::vector<std::uint32_t> known;
};

std::vector<Row> rows_of(const core::TallyReader& tally) {
    std::vector<Row> rows;
    tally.for_each([&](const core::TerritoryTally& t) {
        for (std::size_t i = 0; i < t.signatures.size(); ++i) {
            const auto* values = t.values.data() + i * tally.stride();
            rows.push_back({t.territory.value,
                            tally.signatures()[core::SignatureId(t.signatures[i])][0],
                            {values, values + tally.stride()}});
        }
    });
    return rows;
}

/// Bands of a small country, the same for each store.
std::vector<std::vector<Row>> bands() {
    std::vector<std::vector<Row>> result;
    for (std::int64_t band = 0; band < 40; ++band) {
        auto& rows = result.emplace_back();
        for (std::uint32_t territory = 0; territory < 7; ++territory)
            for (std::uint64_t bits = 0; bits < 5; ++bits)
                rows.push_back(
                    {territory, (bits * 37 + territory) % 11, {band + static_cast<std::int64_t>(bits), 100 * territory + band}});
    }
    return result;
}

constexpr std::size_t kPlenty = std::size_t{1} << 20;

}  // namespace

TEST_CASE("rows of one territory and signature add up, signatures come in the order of their bits") {
    run::TallyStore store(4, 2, kPlenty);
    Lane first(store), second(store);
    first.add({{3, 0b1000, {1, 10}}, {3, 0b0001, {2, 20}}});
    second.add({{1, 0b0001, {5, 50}}, {3, 0b1000, {7, 70}}});
    store.finish();
    CHECK(store.stride() == 2);
    REQUIRE(store.signatures().size() == 2);
    CHECK(store.signatures()[core::SignatureId(0)][0] == 0b0001);
    CHECK(store.signatures()[core::SignatureId(1)][0] == 0b1000);
    CHECK(rows_of(store) == std::vector<Row>{{1, 0b0001, {5, 50}}, {3, 0b0001, {2, 20}}, {3, 0b1000, {8, 80}}});
    CHECK(rows_of(store) == rows_of(store));
}

TEST_CASE("an empty tally has no rows and no signatures") {
    run::TallyStore store(0, 1, kPlenty);
    store.finish();
    CHECK(store.signatures().size() == 0);
    CHECK(rows_of(store).empty());
}

TEST_CASE("a store that spills to scratch gives the rows of one that does not, however its bands were dealt out") {
    run::TallyStore roomy(4, 2, kPlenty);
    Lane one(roomy);
    for (const auto& band : bands()) one.add(band);
    roomy.finish();
    REQUIRE(roomy.spilled_runs() == 0);
    const std::vector<Row> expected = rows_of(roomy);
    REQUIRE(expected.size() > 30);

    const std::size_t memory_bytes = GENERATE(std::size_t{1}, std::size_t{500}, std::size_t{1300}, std::size_t{3000});
    run::TallyStore tight(4, 2, memory_bytes);
    Lane odd(tight), even(tight);
    auto dealt = bands();
    for (std::size_t b = dealt.size(); b-- > 0;) (b % 2 == 1 ? odd : even).add(dealt[b]);
    tight.finish();
    if (memory_bytes < 1000) CHECK(tight.spilled_runs() > 0);
    CHECK(rows_of(tight) == expected);
    CHECK(rows_of(tight) == expected);
    CHECK(tight.signatures().data == roomy.signatures().data);
}

TEST_CASE("a sum beyond 63 bits is an Error, in memory and across scratch files") {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    const std::size_t memory_bytes = GENERATE(kPlenty, std::size_t{1});
    run::TallyStore store(1, 1, memory_bytes);
    Lane lane(store);
    const auto error = test::error_of([&] {
        lane.add({{0, 1, {kMost}}});
        lane.add({{0, 1, {1}}});
        store.finish();
        rows_of(store);
    });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::check);
    CHECK(error->message().find("63 bits") != std::string::npos);
}

TEST_CASE("scratch goes where TMPDIR says, and a folder that cannot be written is an Error with its remedy") {
    const test::TempFolder folder;
    const char* before = std::getenv("TMPDIR");
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("TMPDIR", folder.path("missing").c_str(), 1);
    run::TallyStore store(1, 1, 1);
    Lane lane(store);
    const auto error = test::error_of([&] { lane.add({{0, 1, {1}}}); });
    if (before == nullptr)
        ::unsetenv("TMPDIR");
    else
        ::setenv("TMPDIR", kept.c_str(), 1);
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->message().find("TMPDIR") != std::string::npos);
}
