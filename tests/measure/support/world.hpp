// Small worlds for the tests of measure: territories, claims and tally rows said by name, tables read back by name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::test {

/// A tally in memory. Rows are told as (territory, set of bits, values); signatures are interned on reading.
class MemoryTally : public core::TallyReader {
public:
    MemoryTally(std::size_t territories, std::size_t stride, std::size_t bits);
    void add(std::size_t territory, const std::vector<std::size_t>& bits, const std::vector<std::int64_t>& values);
    /// Signatures in numerical order, rows sorted: as the sweep leaves them. Call once, after the last add().
    void finish();

    [[nodiscard]] const core::SignatureTable& signatures() const override { return m_signatures; }
    [[nodiscard]] std::size_t stride() const override { return m_stride; }
    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override;

private:
    using Words = std::vector<std::uint64_t>;  // most significant first, so that < is numerical
    std::size_t m_stride, m_words;
    std::vector<std::map<Words, std::vector<std::int64_t>>> m_rows;
    core::SignatureTable m_signatures;
    std::vector<std::vector<std::uint32_t>> m_numbers;
    std::vector<std::vector<std::int64_t>> m_values;
};

constexpr std::int64_t kPerson = 1'000'000;  ///< quanta
constexpr std::int64_t kKm2 = 100'000'000;

/// A claim with its layers; bits are numbered in the order of adding.
core::ClaimId add_claim(model::RunModel& model, const std::string& op, const std::string& technology,
                        const model::Scale& scale = {});
std::size_t add_layer(model::RunModel& model, core::ClaimId claim, const std::string& level = "");
/// After all layers.
std::size_t add_extent(model::RunModel& model, const std::vector<core::ClaimId>& claims);

model::IndicatorSpec indicator(const std::string& name, const std::string& technology_at_least);

/// Three communes (A1 and A2 in département A, X0 without), attribute population, operators O and P of one market.
model::RunModel three_communes();

/// The value as printed: text, decimal, «null», true/false.
std::string cell(const model::Table& table, const std::string& column, std::size_t row);
/// The row whose first columns hold these values; fails the test where there is none.
std::size_t row_of(const model::Table& table, const std::map<std::string, std::string>& where);
bool has_row(const model::Table& table, const std::map<std::string, std::string>& where);
/// In order.
std::vector<std::string> column_names(const model::Table& table);
const model::Table& table_named(const std::vector<model::Table>& tables, const std::string& name);

}  // namespace covmap::test
