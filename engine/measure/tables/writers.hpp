// The three tables of a unit, filled row by row from accounts.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "measure/tables/account.hpp"
#include "measure/tables/bounds.hpp"
#include "measure/tables/columns.hpp"
#include "measure/tables/questions.hpp"
#include "measure/tables/rollup.hpp"
#include "measure/tables/table_writer.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// What all writers of a run look at; outlives them.
struct Scene {
    const model::RunModel& model;
    const Questions& questions;
    const ColumnMaker& columns;
    bool tells_kind = false;     ///< some block is not mobile: the long tables end with `kind`
    bool tells_vintage = false;  ///< some block has one: they end with `vintage`

    Scene(const model::RunModel& the_model, const Questions& the_questions, const ColumnMaker& the_columns);
    [[nodiscard]] std::size_t attributes() const { return model.attributes.size(); }
    /// The source of the people says whom it estimated.
    [[nodiscard]] bool tells_imputed() const { return !model.imputed.empty() && attributes() > 0; }
    /// Columns of an account, as attributes of ColumnMaker: the last is the area.
    [[nodiscard]] std::size_t attribute_of(std::size_t column) const {
        return column == attributes() ? ColumnMaker::kArea : column;
    }
};

/// Who is left without the first indicator, for the title.
struct Left {
    std::int64_t quantity = 0;  ///< of the first attribute, or the area where there is none
    std::int64_t rows = 0;      ///< rows with some
    std::int64_t unknown = 0;
};

/// `<unit>`: one row each. `territory` gives the reference figures, for the territory unit.
class WideWriter {
public:
    WideWriter(const Scene& scene, const Unit& unit);
    void add(const UnitRow& row, const Account& account, const model::Territory* territory);
    [[nodiscard]] model::Table& table() { return m_writer.table(); }
    [[nodiscard]] const Left& left() const { return m_left; }

private:
    void add_reference(const Account& account, const model::Territory* territory);
    void add_figures(const Account& account, std::size_t indicator, std::size_t column);
    void add_changes(const Account& account, std::size_t indicator, std::size_t column);
    void add_ways(const UnitRow& row);
    void count_left(const Account& account);

    const Scene& m_scene;
    const Unit& m_unit;
    TableWriter m_writer;
    std::vector<std::size_t> m_reference_columns;  ///< attribute of each reference figure; empty but for the territory unit
    BoundsFinder m_bounds;
    Left m_left;
};

/// `<unit>_operators`: for each block and operator of the markets, a row for each best level offered. The rows of one code and
/// block and operator add up to the whole; territories where the operator is not in the market count as `none`.
class OperatorsWriter {
public:
    OperatorsWriter(const Scene& scene, const Unit& unit);
    void add(const UnitRow& row, const Account& account);
    [[nodiscard]] model::Table& table() { return m_writer.table(); }

private:
    void add_operator(const UnitRow& row, const Account& account, std::size_t block, std::size_t op);
    [[nodiscard]] std::vector<std::uint32_t> operators_of(const Account& account, std::size_t block) const;
    [[nodiscard]] bool serves(const Account& account, std::size_t block, std::size_t op) const;

    const Scene& m_scene;
    TableWriter m_writer;
    std::vector<std::string> m_names;  ///< of the operators
    std::vector<std::int64_t> m_values;
};

/// `<unit>_counts`: for each block and level, a row for each number of operators, and `unknown`; a partition too.
class CountsWriter {
public:
    CountsWriter(const Scene& scene, const Unit& unit);
    void add(const UnitRow& row, const Account& account);
    [[nodiscard]] model::Table& table() { return m_writer.table(); }

private:
    const Scene& m_scene;
    TableWriter m_writer;
    std::vector<std::string> m_numbers;  ///< text of each state
    std::vector<std::int64_t> m_values;
};

/// What the column `level` says of an answer: a level, «covered», «none», «unknown».
const std::string& offer_level(const OperatorOffer& offer, std::uint16_t state);

// Shared by the two long tables.
void add_row_columns(const Scene& scene, TableWriter& writer);
void add_kind_columns(const Scene& scene, TableWriter& writer);
/// One row's figures; `values` has one entry an attribute, then the area. Weights are null where nobody was counted.
void push_row_values(const Scene& scene, const Account& account, const std::vector<std::int64_t>& values, TableWriter& writer);
void push_kind(const Scene& scene, const Block& block, TableWriter& writer);

}  // namespace covmap::measure
