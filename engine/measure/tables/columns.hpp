// The published columns: names, units, labels, definitions, sources. docs/columns.md lists them.
#pragma once

#include <cstddef>
#include <string>

#include "measure/basis.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// What stands beside a value of an indicator.
enum class Figure { met, not_met, unknown, share, lo, hi, known, gained, lost, newly_known, no_longer_known };
inline constexpr Figure kFigures[] = {Figure::met, Figure::not_met, Figure::unknown, Figure::share,
                                      Figure::lo,  Figure::hi,      Figure::known};
/// After those, where the indicator has `since`.
inline constexpr Figure kChanges[] = {Figure::gained, Figure::lost, Figure::newly_known, Figure::no_longer_known};

/// Makes the columns of a run, empty of rows. `attribute` is a position in RunModel::attributes, or kArea.
class ColumnMaker {
public:
    static constexpr std::size_t kArea = static_cast<std::size_t>(-1);

    explicit ColumnMaker(const model::RunModel& model);

    // Who is spoken of
    [[nodiscard]] model::Column code(const std::string& unit) const;
    [[nodiscard]] model::Column name(const std::string& unit) const;
    [[nodiscard]] model::Column parent_code(const std::string& kind) const;
    [[nodiscard]] model::Column parent_name(const std::string& kind) const;
    // What is counted
    [[nodiscard]] model::Column quantity(std::size_t attribute) const;
    [[nodiscard]] model::Column reference(std::size_t attribute) const;
    [[nodiscard]] model::Column gap_share(std::size_t attribute) const;
    [[nodiscard]] model::Column gap_flag(std::size_t attribute) const;
    [[nodiscard]] model::Column imputed_share() const;  ///< of the first attribute
    /// How far the people are from the nearest place of a list (a position in Job::access): «mean», «median», «p90», or the people
    /// of whom it is not known, «unk».
    [[nodiscard]] model::Column way(std::size_t access, const std::string& figure) const;
    [[nodiscard]] model::Column figure(std::size_t indicator, std::size_t attribute, Figure figure) const;
    // Long tables
    [[nodiscard]] model::Column technology() const;
    [[nodiscard]] model::Column service() const;
    [[nodiscard]] model::Column operator_code() const;
    [[nodiscard]] model::Column operator_name() const;
    [[nodiscard]] model::Column best_level() const;
    [[nodiscard]] model::Column least_level() const;
    [[nodiscard]] model::Column operators() const;
    [[nodiscard]] model::Column nature() const;
    [[nodiscard]] model::Column kind() const;
    [[nodiscard]] model::Column vintage() const;
    [[nodiscard]] model::Column row_quantity(std::size_t attribute) const;
    [[nodiscard]] model::Column row_total(std::size_t attribute) const;
    [[nodiscard]] model::Column row_share(std::size_t attribute) const;

private:
    [[nodiscard]] model::Column claim_text(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] model::Column territory_text(const std::string& name, const Text& label, const Text& definition) const;
    [[nodiscard]] model::Column number(std::size_t attribute, const std::string& name, model::ColumnType type) const;
    [[nodiscard]] Text indicator_label(const std::string& name) const;
    [[nodiscard]] std::string attribute_name(std::size_t attribute) const;
    [[nodiscard]] Text attribute_label(std::size_t attribute) const;
    [[nodiscard]] std::string with_supply(const std::string& source) const;

    const model::RunModel* m_model;
    std::string m_supply_titles;
    Basis m_basis;  ///< of the long tables
    std::vector<Basis> m_indicator_basis;
};

}  // namespace covmap::measure
