#include "measure/tables/tables.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "core/error.hpp"
#include "measure/checked.hpp"
#include "measure/tables/account.hpp"
#include "measure/tables/answers.hpp"
#include "measure/tables/index_tables.hpp"
#include "measure/tables/operators_wide.hpp"
#include "measure/tables/rollup.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/titles.hpp"
#include "measure/tables/writers.hpp"

namespace covmap::measure {
namespace {

[[noreturn]] void bad_tally(const std::string& what) { throw core::Error(core::ErrorKind::check, "tally", what); }

/// One unit's tables while they fill.
struct UnitTables {
    UnitTables(const Scene& scene, const Unit& the_unit)
        : unit(the_unit), wide(scene, unit), operators(scene, unit), counts(scene, unit) {}
    const Unit& unit;
    WideWriter wide;
    OperatorsWriter operators;
    CountsWriter counts;

    void add(const UnitRow& row, const Account& account, const model::Territory* territory) {
        wide.add(row, account, territory);
        operators.add(row, account);
        counts.add(row, account);
    }
};

/// Streams the territories in order: each is accounted, written and added to its parents.
class Roller {
public:
    Roller(const Scene& scene, const std::vector<Unit>& units, const core::TallyReader& tally)
        : m_scene(scene), m_units(units), m_answers(scene.questions, tally.signatures()), m_one(scene.questions, tally.stride()) {
        for (const Unit& unit : units) m_tables.push_back(std::make_unique<UnitTables>(scene, unit));
        for (const Unit& unit : units)
            m_accounts.emplace_back(unit.role == UnitRole::territory ? 0 : unit.rows.size(),
                                    Account(scene.questions, tally.stride()));
    }

    void run(const core::TallyReader& tally) {
        std::uint32_t next = 0;
        tally.for_each([&](const core::TerritoryTally& rows) {
            if (rows.territory.value < next || rows.territory.value >= m_scene.model.territories.territories.size())
                bad_tally("territory number " + std::to_string(rows.territory.value) + " is out of order or range");
            for (; next < rows.territory.value; ++next) territory(next, nullptr);
            territory(next++, &rows);
        });
        for (; next < m_scene.model.territories.territories.size(); ++next) territory(next, nullptr);
        for (std::size_t u = 0; u < m_units.size(); ++u)
            for (std::size_t r = 0; r < m_accounts[u].size(); ++r)
                m_tables[u]->add(m_units[u].rows[r], m_accounts[u][r], nullptr);
    }

    [[nodiscard]] UnitTables& tables(std::size_t unit) { return *m_tables[unit]; }

private:
    void territory(std::uint32_t t, const core::TerritoryTally* rows) {
        if (m_units.front().row_of[t] == kUnpublished) return;
        const model::RunModel& model = m_scene.model;
        const std::uint32_t market = t < model.market_of.size() ? model.market_of[t] : 0;
        m_one.clear();
        m_one.begin(model, t, market);
        if (rows != nullptr) m_one.add_tally(*rows, market, m_answers);
        add_doubt(t);
        m_tables.front()->add(m_units.front().rows[m_units.front().row_of[t]], m_one, &model.territories.territories[t]);
        for (std::size_t u = 1; u < m_units.size(); ++u) m_accounts[u][m_units[u].row_of[t]].add_territory(m_one);
    }

    void add_doubt(std::uint32_t t) {
        const auto& doubt = m_scene.model.doubt;
        while (m_doubt < doubt.size() && doubt[m_doubt].territory.value < t) ++m_doubt;
        for (; m_doubt < doubt.size() && doubt[m_doubt].territory.value == t; ++m_doubt) m_one.add_doubt(doubt[m_doubt]);
    }

    const Scene& m_scene;
    const std::vector<Unit>& m_units;
    AnswerTable m_answers;
    Account m_one;
    std::vector<std::vector<Account>> m_accounts;  ///< per unit and row; none for the territory unit
    std::vector<std::unique_ptr<UnitTables>> m_tables;
    std::size_t m_doubt = 0;
};

model::Table finished(model::Table table, Text title) {
    table.title = std::move(title);
    std::set<std::string> names;
    for (const model::Column& column : table.columns)
        if (!names.insert(column.name).second)
            throw core::Error(core::ErrorKind::job, table.name,
                              "two columns would be named «" + column.name + "»: rename an attribute, a parent or an indicator");
    fill_short_names(table);
    return table;
}

/// The indices of all units. Their reference is never narrowed by [only]: with one, the whole tables are made beside.
std::vector<IndexedUnit> make_indices(const model::RunModel& model, const core::TallyReader& tally,
                                      const std::vector<Unit>& units, Roller& roller, std::vector<std::string>* warnings) {
    if (model.job.index.empty()) return std::vector<IndexedUnit>(units.size());
    if (!model.job.only.empty()) {
        model::RunModel whole = model;
        whole.job.only.clear();
        const Questions questions(whole);
        const ColumnMaker columns(whole);
        const Scene scene(whole, questions, columns);
        const std::vector<Unit> whole_units = make_units(whole);
        Roller all(scene, whole_units, tally);
        all.run(tally);
        return make_indices(whole, tally, whole_units, all, warnings);
    }
    std::vector<WholeUnit> wholes;
    for (std::size_t u = 0; u < units.size(); ++u) wholes.push_back({units[u], roller.tables(u).wide.table()});
    return indexed_units(model, wholes, warnings);
}

}  // namespace

Scene::Scene(const model::RunModel& the_model, const Questions& the_questions, const ColumnMaker& the_columns)
    : model(the_model), questions(the_questions), columns(the_columns) {
    for (const Block& block : questions.blocks()) {
        tells_kind = tells_kind || block.kind != "mobile";
        tells_vintage = tells_vintage || !block.vintage.empty();
    }
}

std::vector<model::Table> make_tables(const model::RunModel& model, const core::TallyReader& tally,
                                      std::vector<std::string>* warnings) {
    if (tally.stride() != model.attributes.size() + 1)
        bad_tally("it holds " + std::to_string(tally.stride()) + " values a row where the run has " +
                  std::to_string(model.attributes.size()) + " attributes and the area");
    const Questions questions(model);
    const ColumnMaker columns(model);
    const Scene scene(model, questions, columns);
    const std::vector<Unit> units = make_units(model);
    Roller roller(scene, units, tally);
    roller.run(tally);
    const std::vector<IndexedUnit> indices = make_indices(model, tally, units, roller, warnings);

    std::vector<model::Table> tables;
    for (std::size_t u = 0; u < units.size(); ++u) {
        UnitTables& filled = roller.tables(u);
        append_indices(indices[u], filled.wide.table());
        const Left& left = filled.wide.left();
        const std::int64_t places = units[u].role == UnitRole::all ? roller.tables(0).wide.left().rows : left.rows;
        tables.push_back(finished(std::move(filled.wide.table()), wide_title(model, units[u], left, places)));
        if (questions.blocks().empty()) continue;
        tables.push_back(finished(std::move(filled.operators.table()), operators_title(units[u])));
        if (units[u].role == UnitRole::territory) {
            const model::Table &longer = tables.back(), &wide = tables[tables.size() - 2];
            model::Table one_row = operators_wide(longer, wide, columns, model.attributes.empty() ? ColumnMaker::kArea : 0);
            if (!one_row.columns.empty()) tables.push_back(finished(std::move(one_row), operators_wide_title(units[u])));
        }
        tables.push_back(finished(std::move(filled.counts.table()), counts_title(units[u])));
    }
    return tables;
}

model::Table columns_table(const std::vector<model::Table>& tables) {
    TableWriter writer("columns", "", model::TableKind::longer);
    const char* const names[] = {"table",    "column",        "short_name",    "unit",   "label_fr",
                                 "label_en", "definition_fr", "definition_en", "source", "date"};
    for (const char* name : names) {
        model::Column column;
        column.name = name;
        column.label = same(name);
        writer.add(std::move(column));
    }
    for (const model::Table& table : tables)
        for (const model::Column& c : table.columns)
            for (const std::string* text : {&table.name, &c.name, &c.short_name, &c.unit, &c.label.fr, &c.label.en,
                                            &c.definition.fr, &c.definition.en, &c.source, &c.date})
                writer.push(*text);
    model::Table table = std::move(writer.table());
    table.title = {"colonnes publiées", "published columns"};
    fill_short_names(table);
    return table;
}

}  // namespace covmap::measure
