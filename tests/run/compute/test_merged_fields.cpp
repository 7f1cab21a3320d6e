// What a second demand adds to the answer of the first: nothing that it found is forgotten.
#include <catch2/catch.hpp>
#include <set>

#include "run/compute/merge_demands.hpp"

using namespace covmap;

namespace {

/// A tally of one territory and one signature.
class OneRow final : public core::TallyReader {
public:
    explicit OneRow(std::vector<std::int64_t> values) : m_values(std::move(values)) { m_table.data = {1}; }
    [[nodiscard]] const core::SignatureTable& signatures() const override { return m_table; }
    [[nodiscard]] std::size_t stride() const override { return m_values.size(); }
    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override {
        visit({core::TerritoryId(0), m_signatures, m_values});
    }

private:
    core::SignatureTable m_table;
    std::vector<std::uint32_t> m_signatures{0};
    std::vector<std::int64_t> m_values;
};

/// Every account of the answer is `n` times something.
run::DemandAnswer answer_of(const std::string& name, std::int64_t n) {
    run::DemandAnswer answer;
    model::RunModel& m = answer.model;
    m.attributes = {{name, {name, name}, "", name + ".csv", ""}};
    m.territories.territories.resize(1);
    m.has_demand = {n == 2};
    m.catalogue.layers.resize(1);
    m.has_doubt = true;
    m.doubt = {{core::TerritoryId(0), 1, 1, {n, 70}}};
    m.balance = {{name, 10 * n, 9 * n, n}};
    const auto u = static_cast<std::uint64_t>(n);
    m.checks = {0.5 * static_cast<double>(n),
                u,
                {{"c" + name, 1, 2, 3}},
                0.25 * static_cast<double>(n),
                2 * u,
                3 * n,
                {{name, 4 * n}},
                5 * n,
                6 * n,
                7 * n};
    m.counts = {u, u, u, u, u, u, u, u, u, u};
    m.inputs.emplace_back().path = name + ".csv";
    m.defects.add("ring-open", {name + ".csv", "", "1", ""}, u);
    m.warnings = {"both", "warning of " + name};
    m.notes = {"both", "note of " + name};
    m.operator_names = {{"X", "Operator"}, {name, "of " + name}};
    answer.tally = std::make_unique<OneRow>(std::vector<std::int64_t>{9 * n, 100});
    return answer;
}

}  // namespace

TEST_CASE("each field of a second demand's answer is in the whole, or is the first one's by intent") {
    std::vector<run::DemandAnswer> answers;
    answers.push_back(answer_of("people", 1));
    answers.push_back(answer_of("homes", 2));
    model::Job job;
    job.other_demands.emplace_back();
    std::unique_ptr<core::TallyReader> merged;
    const model::RunModel m = run::merge_demands(job, answers, merged, std::size_t{1} << 20);

    CHECK(m.cell_attributes == 1);
    CHECK(m.attributes.size() == 2);
    CHECK(m.balance.size() == 2);
    CHECK(m.balance[1].total == 20);
    CHECK(m.has_demand == std::vector<bool>{true});
    CHECK(m.inputs.size() == 2);
    CHECK(m.defects.count("ring-open") == 3);
    CHECK(m.warnings == std::vector<std::string>{"both", "warning of people", "warning of homes"});
    CHECK(m.notes == std::vector<std::string>{"both", "note of people", "note of homes"});
    CHECK(m.operator_names.size() == 3);
    // Checks are kept by demand, all ten of them.
    const model::Checks &first = m.checks, &second = m.other_checks.at(0);
    CHECK(m.other_checks.size() == 1);
    CHECK((first.worst_cell_sum_error == 0.5 && second.worst_cell_sum_error == 1.0));
    CHECK((first.open_windings == 1 && second.open_windings == 2));
    CHECK((first.mismatches.at(0).code == "cpeople" && second.mismatches.at(0).code == "chomes"));
    CHECK((first.worst_area_error == 0.25 && second.worst_area_error == 0.5));
    CHECK((first.negative_windings == 2 && second.negative_windings == 4));
    CHECK((first.overlap_area == 3 && second.overlap_area == 6));
    CHECK((first.overlaps.at(0).code == "people" && second.overlaps.at(0).code == "homes"));
    CHECK((first.gap_area == 5 && second.gap_area == 10));
    CHECK((first.land_unknown_cells == 6 && second.land_unknown_cells == 12));
    CHECK((first.moved_inside == 7 && second.moved_inside == 14));
    for (const std::uint64_t count :
         {m.counts.rows, m.counts.bands, m.counts.edges, m.counts.pieces, m.counts.cut_cells, m.counts.closed_cells,
          m.counts.slab_cells, m.counts.halved_cells, m.counts.groups, m.counts.discs})
        CHECK(count == 3);
    // Rows hold all attributes, and the area of the first demand.
    REQUIRE(merged != nullptr);
    merged->for_each([](const core::TerritoryTally& rows) {
        CHECK(std::vector<std::int64_t>(rows.values.begin(), rows.values.end()) == std::vector<std::int64_t>{9, 18, 100});
    });
    CHECK(m.has_doubt);
    REQUIRE(m.doubt.size() == 1);
    CHECK(m.doubt.front().values == std::vector<std::int64_t>{1, 2, 70});
}
