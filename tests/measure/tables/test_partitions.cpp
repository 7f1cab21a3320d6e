// On random worlds: every question of every table is a partition of the whole, at every level.
#include <catch2/catch.hpp>
#include <random>

#include "measure/support/world.hpp"
#include "measure/tables/tables.hpp"

using namespace covmap;
using namespace covmap::test;

namespace {

using Random = std::mt19937;

std::size_t upto(Random& random, std::size_t n) { return static_cast<std::size_t>(random() % (n + 1)); }

model::RunModel random_model(Random& random) {
    model::RunModel model;
    model.attributes = {{"population", {}, "", "", ""}, {"seniors", {}, "", "", ""}};
    model.territories.unit = "commune";
    model.territories.parent_kinds = {"departement", "region"};
    for (int t = 0; t < 12; ++t) {
        model::Territory territory;
        territory.code = "C" + std::to_string(10 + t);
        territory.parents = {std::string(upto(random, 2), 'D'), std::string(upto(random, 1), 'R')};
        territory.parent_names = {"", ""};
        model.territories.territories.push_back(territory);
        model.has_demand.push_back(true);
        model.market_of.push_back(static_cast<std::uint32_t>(upto(random, 1)));
    }
    model.markets = {{{"O", "P", "Q"}}, {{"P", "S"}}};
    for (const char* op : {"O", "P", "S"})
        for (const char* technology : {"2G3G", "4G"})
            add_claim(model, op, technology,
                      {upto(random, 1) == 0 ? std::vector<std::string>{} : std::vector<std::string>{"BC", "CL"},
                       upto(random, 1) == 0 ? "" : "unknown"});
    for (std::uint32_t c = 0; c < 6; ++c)
        for (const char* level : {"", "BC", "CL"})
            if (upto(random, 2) > 0) add_layer(model, core::ClaimId(c), level);
    add_extent(model, {core::ClaimId(1), core::ClaimId(2)});
    for (const char* technology : {"2G", "4G"}) {
        model.job.indicator.push_back(indicator(std::string("i") + technology[0], technology));
        model.job.indicator.back().min = 1 + static_cast<int>(upto(random, 1));
    }
    model.job.indicator[1].level_at_least = "BC";
    return model;
}

MemoryTally random_tally(Random& random, const model::RunModel& model) {
    const std::size_t bits = model.catalogue.bits();
    MemoryTally tally(model.territories.territories.size(), 3, bits);
    for (std::size_t row = 0; row < 200; ++row) {
        std::vector<std::size_t> set;
        for (std::size_t bit = 0; bit < bits; ++bit)
            if (upto(random, 2) == 0) set.push_back(bit);
        tally.add(upto(random, model.territories.territories.size() - 1), set,
                  {static_cast<std::int64_t>(random() % 1000), static_cast<std::int64_t>(random() % 10),
                   static_cast<std::int64_t>(random() % 5000)});
    }
    tally.finish();
    return tally;
}

std::int64_t number(const model::Table& table, const std::string& column, std::size_t row) {
    return table.find(column)->numbers[row];
}

void check_wide(const model::Table& table) {
    for (std::size_t row = 0; row < table.rows(); ++row)
        for (const char* indicator_name : {"i2_", "i4_"})
            for (const char* attribute : {"population", "seniors", "area_km2"}) {
                const std::string name = std::string(indicator_name) + attribute;
                CHECK(number(table, name, row) + number(table, name + "_not", row) + number(table, name + "_unk", row) ==
                      number(table, attribute, row));
            }
}

/// The rows of one key (the text columns but the last ones, which say the case) add up to the territory's whole.
void check_long(const model::Table& table, const model::Table& wide, const std::vector<std::string>& key) {
    std::map<std::string, std::vector<std::int64_t>> sums;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::string text;
        for (const std::string& column : key) text += cell(table, column, row) + "|";
        auto& sum = sums[text];
        sum.resize(3, 0);
        sum[0] += number(table, "population", row);
        sum[1] += number(table, "seniors", row);
        sum[2] += number(table, "area_km2", row);
    }
    CHECK(sums.size() >= wide.rows());
    for (const auto& [text, sum] : sums) {
        const std::size_t row = row_of(wide, {{"code", text.substr(0, text.find('|'))}});
        INFO(table.name << " " << text);
        CHECK(sum == std::vector<std::int64_t>{number(wide, "population", row), number(wide, "seniors", row),
                                               number(wide, "area_km2", row)});
    }
}

}  // namespace

TEST_CASE("met + not + unknown, best levels and counts add up to the whole everywhere") {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
        Random random(seed);
        INFO("seed " << seed);
        const model::RunModel model = random_model(random);
        const MemoryTally tally = random_tally(random, model);
        const auto tables = measure::make_tables(model, tally);
        std::vector<std::int64_t> totals;
        for (const model::Table& wide : tables) {
            if (wide.kind != model::TableKind::wide) continue;
            check_wide(wide);
            check_long(table_named(tables, wide.name + "_operators"), wide, {"code", "technology", "service", "operator"});
            check_long(table_named(tables, wide.name + "_counts"), wide, {"code", "technology", "service", "level"});
            std::int64_t total = 0;
            for (std::size_t row = 0; row < wide.rows(); ++row)
                total += number(wide, "population", row) + number(wide, "area_km2", row);
            totals.push_back(total);
        }
        CHECK(totals == std::vector<std::int64_t>(4, totals[0]));
    }
}
