#include "measure/support/world.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

namespace covmap::test {

MemoryTally::MemoryTally(std::size_t territories, std::size_t stride, std::size_t bits)
    : m_stride(stride), m_words(core::words_for(bits)), m_rows(territories), m_numbers(territories), m_values(territories) {
    m_signatures.words = m_words;
}

void MemoryTally::add(std::size_t territory, const std::vector<std::size_t>& bits, const std::vector<std::int64_t>& values) {
    REQUIRE(values.size() == m_stride);
    Words words(m_words, 0);
    for (const std::size_t bit : bits) words[m_words - 1 - bit / 64] |= std::uint64_t{1} << (bit % 64);
    auto& sums = m_rows[territory][words];
    sums.resize(m_stride, 0);
    for (std::size_t a = 0; a < m_stride; ++a) sums[a] += values[a];
}

void MemoryTally::finish() {
    std::set<Words> distinct;
    for (const auto& rows : m_rows)
        for (const auto& [words, values] : rows) distinct.insert(words);
    std::map<Words, std::uint32_t> number;
    for (const Words& words : distinct) {
        number.emplace(words, static_cast<std::uint32_t>(number.size()));
        m_signatures.data.insert(m_signatures.data.end(), words.rbegin(), words.rend());
    }
    for (std::size_t t = 0; t < m_rows.size(); ++t) {
        for (const auto& [words, values] : m_rows[t]) {
            m_numbers[t].push_back(number.at(words));
            m_values[t].insert(m_values[t].end(), values.begin(), values.end());
        }
    }
}

void MemoryTally::for_each(const std::function<void(const core::TerritoryTally&)>& visit) const {
    for (std::size_t t = 0; t < m_rows.size(); ++t)
        if (!m_numbers[t].empty()) visit({core::TerritoryId(static_cast<std::uint32_t>(t)), m_numbers[t], m_values[t]});
}

core::ClaimId add_claim(model::RunModel& model, const std::string& op, const std::string& technology, const model::Scale& scale) {
    model::ClaimInfo info;
    info.key.operator_code = op;
    info.key.technology = technology;
    info.key.service = "data";
    info.scale = scale;
    info.date = "2018-01-01";
    model.catalogue.claims.push_back(info);
    return core::ClaimId(static_cast<std::uint32_t>(model.catalogue.claims.size() - 1));
}

std::size_t add_layer(model::RunModel& model, core::ClaimId claim, const std::string& level) {
    REQUIRE(model.catalogue.extents.empty());
    model.catalogue.layers.push_back({claim, level});
    return model.catalogue.layers.size() - 1;
}

std::size_t add_extent(model::RunModel& model, const std::vector<core::ClaimId>& claims) {
    model.catalogue.extents.push_back({"a file"});
    const auto position = static_cast<int>(model.catalogue.extents.size() - 1);
    for (const core::ClaimId claim : claims) model.catalogue.claims[claim.value].extent = position;
    return model.catalogue.extent_bit(position);
}

model::IndicatorSpec indicator(const std::string& name, const std::string& technology_at_least) {
    model::IndicatorSpec spec;
    spec.name = name;
    spec.technology_at_least = technology_at_least;
    return spec;
}

model::RunModel three_communes() {
    model::RunModel model;
    model.attributes.push_back({"population", {"population", "population"}, "personnes", "census", "2021-01-01"});
    model.territories.unit = "commune";
    model.territories.parent_kinds = {"departement"};
    const char* const told[][3] = {{"A1", "Aix", "A"}, {"A2", "Bex", "A"}, {"X0", "Cys", ""}};
    for (const auto& [code, name, parent] : told) {
        model::Territory territory;
        territory.code = code;
        territory.name = name;
        territory.parents.emplace_back(parent);
        territory.parent_names.emplace_back(*parent == 'A' ? "Alpha" : "");
        model.territories.territories.push_back(territory);
    }
    model::ParentSpec parent;
    parent.kind = "departement";
    parent.name = "nom_dep";
    model.job.territory.parents.push_back(parent);
    model.has_demand = {true, true, true};
    model.market_of = {0, 0, 0};
    model.markets = {{{"O", "P"}}};
    model.operator_names = {{"O", "Orion"}};
    return model;
}

std::string cell(const model::Table& table, const std::string& column, std::size_t row) {
    const model::Column* found = table.find(column);
    INFO("column " << column << " of " << table.name);
    REQUIRE(found != nullptr);
    REQUIRE(row < found->nulls.size());
    if (found->nulls[row]) return "null";
    switch (found->type) {
        case model::ColumnType::text:
            return found->texts[row];
        case model::ColumnType::share:
            return model::fixed_text(found->numbers[row], found->scale);
        case model::ColumnType::flag:
            return found->numbers[row] != 0 ? "true" : "false";
        default:
            return model::decimal_text(found->numbers[row], found->scale);
    }
}

namespace {

std::size_t find_row(const model::Table& table, const std::map<std::string, std::string>& where) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const bool same = std::all_of(where.begin(), where.end(), [&](const auto& condition) {
            return cell(table, condition.first, row) == condition.second;
        });
        if (same) return row;
    }
    return table.rows();
}

}  // namespace

std::size_t row_of(const model::Table& table, const std::map<std::string, std::string>& where) {
    const std::size_t row = find_row(table, where);
    std::string told;
    for (const auto& [column, value] : where) told.append(column).append("=").append(value).append(" ");
    INFO("no row " << told << "in " << table.name);
    REQUIRE(row < table.rows());
    return row;
}

bool has_row(const model::Table& table, const std::map<std::string, std::string>& where) {
    return find_row(table, where) < table.rows();
}

std::vector<std::string> column_names(const model::Table& table) {
    std::vector<std::string> names;
    for (const model::Column& column : table.columns) names.push_back(column.name);
    return names;
}

const model::Table& table_named(const std::vector<model::Table>& tables, const std::string& name) {
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const model::Table& t) { return t.name == name; });
    INFO("table " << name);
    REQUIRE(found != tables.end());
    return *found;
}

}  // namespace covmap::test
