#include <catch2/catch.hpp>

#include "core/error.hpp"
#include "core/interner.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/compute/tally_store.hpp"
#include "run/support/folders.hpp"

using namespace covmap;

namespace {

struct MergedRow {
    std::uint32_t territory;
    std::uint64_t bits;
    std::vector<std::int64_t> values;
    bool operator==(const MergedRow&) const = default;
};

std::vector<MergedRow> merged_rows(const core::TallyReader& tally) {
    std::vector<MergedRow> rows;
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

/// The answer of one demand with one attribute, on two territories and two layers; its rows sorted by (territory, bits).
run::DemandAnswer answer_of(const std::string& attribute, const std::vector<MergedRow>& rows) {
    run::DemandAnswer answer;
    model::RunModel& model = answer.model;
    model.attributes.push_back({attribute, {}, {}, {}, {}});
    model.balance.push_back({attribute, 100, 90, 10});
    model.has_demand = {attribute == "homes", attribute != "homes"};
    model.catalogue.layers.resize(2);
    model.warnings = {"common", "of " + attribute};
    model.defects.add("bad-row", {attribute + ".csv", "", "7", ""});
    model.inputs.resize(1);
    auto store = std::make_unique<run::TallyStore>(2, 2, std::size_t{1} << 20);
    core::Interner signatures(1);
    std::vector<std::uint32_t> known;
    sweep::BandTally band;
    for (const MergedRow& row : rows) {
        band.territory.push_back(row.territory);
        band.signature.push_back(signatures.intern(&row.bits));
        band.values.insert(band.values.end(), row.values.begin(), row.values.end());
    }
    store->add(std::move(band), signatures, known);
    store->finish();
    answer.tally = std::move(store);
    return answer;
}

std::vector<run::DemandAnswer> two_answers() {
    std::vector<run::DemandAnswer> answers;
    answers.push_back(answer_of("people", {{0, 0b01, {5, 500}}, {1, 0b10, {7, 700}}}));
    answers.push_back(answer_of("homes", {{0, 0b01, {2, 499}}, {1, 0b11, {3, 701}}}));
    return answers;
}

}  // namespace

TEST_CASE("several demands are one tally: all attributes side by side, the area of the first alone") {
    std::vector<run::DemandAnswer> answers = two_answers();
    std::unique_ptr<core::TallyReader> merged;
    const model::RunModel model = run::merge_demands({}, answers, merged, std::size_t{1} << 20);
    REQUIRE(merged);
    CHECK(merged->stride() == 3);
    CHECK(merged_rows(*merged) == std::vector<MergedRow>{{0, 0b01, {5, 2, 500}}, {1, 0b10, {7, 0, 700}}, {1, 0b11, {0, 3, 0}}});
    REQUIRE(model.attributes.size() == 2);
    CHECK(model.attributes[1].name == "homes");
    CHECK(model.cell_attributes == 1);
}

TEST_CASE("the common model keeps what each demand told") {
    std::vector<run::DemandAnswer> answers = two_answers();
    std::unique_ptr<core::TallyReader> merged;
    const model::RunModel model = run::merge_demands({}, answers, merged, std::size_t{1} << 20);
    REQUIRE(model.balance.size() == 2);
    CHECK(model.balance[1].attribute == "homes");
    CHECK(model.warnings == std::vector<std::string>{"common", "of people", "of homes"});
    CHECK(model.defects.count("bad-row") == 2);
    CHECK(model.inputs.size() == 2);
    CHECK(model.has_demand == std::vector<bool>{true, true});
}

TEST_CASE("doubt of several demands adds up where it is of the same territory and indicators") {
    std::vector<run::DemandAnswer> answers = two_answers();
    answers[0].model.doubt = {{core::TerritoryId(1), 0b1, 0b1, {5, 500}}, {core::TerritoryId(0), 0b0, 0b1, {4, 400}}};
    answers[1].model.doubt = {{core::TerritoryId(1), 0b1, 0b1, {2, 222}}};
    std::unique_ptr<core::TallyReader> merged;
    const model::RunModel model = run::merge_demands({}, answers, merged, std::size_t{1} << 20);
    REQUIRE(model.doubt.size() == 2);
    CHECK(model.doubt[0].values == std::vector<std::int64_t>{4, 0, 400});
    CHECK(model.doubt[1].values == std::vector<std::int64_t>{5, 2, 500});
}

TEST_CASE("one demand is its own answer, without another tally") {
    std::vector<run::DemandAnswer> answers;
    answers.push_back(answer_of("people", {{0, 0b01, {5, 500}}}));
    std::unique_ptr<core::TallyReader> merged;
    const model::RunModel model = run::merge_demands({}, answers, merged, std::size_t{1} << 20);
    CHECK_FALSE(merged);
    CHECK(model.attributes.size() == 1);
    CHECK(run::FirstDemand(model).model().attributes.size() == 1);
}

TEST_CASE("demands that met other layers are no common answer") {
    std::vector<run::DemandAnswer> answers = two_answers();
    answers[1].model.catalogue.layers[1].level = "BC";
    std::unique_ptr<core::TallyReader> merged;
    const auto error = test::error_of([&] { run::merge_demands({}, answers, merged, std::size_t{1} << 20); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::check);
    CHECK(error->where() == "demand[1]");
}

TEST_CASE("the first demand can be had alone again") {
    std::vector<run::DemandAnswer> answers = two_answers();
    std::unique_ptr<core::TallyReader> merged;
    const model::RunModel model = run::merge_demands({}, answers, merged, std::size_t{1} << 20);
    const run::FirstDemand first(model);
    REQUIRE(first.model().attributes.size() == 1);
    CHECK(first.model().balance.size() == 1);
    const auto tally = run::first_demand(*merged, 1);
    CHECK(tally->stride() == 2);
    CHECK(merged_rows(*tally) == std::vector<MergedRow>{{0, 0b01, {5, 500}}, {1, 0b10, {7, 700}}, {1, 0b11, {0, 0}}});
}
