#include "run/reuse/explain_run.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "geodesy/cell_area.hpp"
#include "measure/cells/doubt_sink.hpp"
#include "measure/explain/explain.hpp"
#include "measure/sheet/sheet.hpp"
#include "read/table/table_reader.hpp"
#include "run/base/texts.hpp"
#include "run/compute/replay.hpp"
#include "run/reuse/open_run.hpp"
#include "store/cells_file.hpp"

namespace covmap::run {

namespace {

constexpr std::size_t kMostNearNames = 5;

[[noreturn]] void refuse(const std::string& folder, const std::string& what) {
    throw core::Error(core::ErrorKind::input, folder, what);
}

/// Names that hold what was asked for, then the nearest.
std::string near_names(const std::string& wanted, std::vector<std::string> names) {
    std::vector<std::string> found;
    for (const std::string& name : names)
        if (found.size() < kMostNearNames && !wanted.empty() && name.find(wanted) != std::string::npos)
            found.push_back("«" + name + "»");
    while (found.size() < kMostNearNames) {
        const std::string nearest = read::nearest_name(wanted, names);
        if (nearest.empty()) break;
        if (std::find(found.begin(), found.end(), "«" + nearest + "»") == found.end()) found.push_back("«" + nearest + "»");
        std::erase(names, nearest);
    }
    return found.empty() ? std::string() : "; the nearest are " + list_text(found);
}

/// Each once, in the order of the tables.
std::vector<std::string> all_columns(const std::vector<model::Table>& tables) {
    std::vector<std::string> names;
    for (const model::Table& table : tables)
        for (const model::Column& column : table.columns)
            if (std::find(names.begin(), names.end(), column.name) == names.end()) names.push_back(column.name);
    return names;
}

const model::Column& codes_of(const model::Table& table) {
    for (const char* name : {"zone", "code", "id"})
        if (const model::Column* column = table.find(name)) return *column;
    return table.columns.front();
}

bool has_text(const model::Table& table, const std::string& column, const std::string& text, std::size_t row) {
    const model::Column* found = table.find(column);
    return found != nullptr && found->type == model::ColumnType::text && found->texts[row] == text;
}

/// Rows of a code: a zone's communes answer to the zone and to the commune.
std::vector<std::size_t> rows_of(const model::Table& table, const std::string& code) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (has_text(table, "code", code, row) || has_text(table, "zone", code, row) || has_text(table, "id", code, row))
            rows.push_back(row);
    return rows;
}

class Finder {
public:
    Finder(const std::string& folder, const std::vector<model::Table>& tables, const ExplainAsked& asked)
        : m_folder(folder), m_tables(tables), m_asked(asked), m_column(asked.column) {
        const std::size_t dot = m_column.find('.');
        if (dot == std::string::npos) return;
        m_table = m_column.substr(0, dot);
        m_column = m_column.substr(dot + 1);
    }

    [[nodiscard]] const std::string& column() const { return m_column; }

    [[nodiscard]] const model::Table& table() const {
        std::vector<const model::Table*> holding;
        std::vector<std::string> names;
        for (const model::Table& table : m_tables) {
            names.push_back(table.name);
            if ((m_table.empty() || table.name == m_table) && table.find(m_column) != nullptr) holding.push_back(&table);
        }
        if (!m_table.empty() && std::find(names.begin(), names.end(), m_table) == names.end())
            refuse(m_folder, "has no table «" + m_table + "»" + near_names(m_table, names));
        if (holding.empty())
            refuse(m_folder, "has no column «" + m_asked.column + "»" + near_names(m_column, all_columns(m_tables)));
        if (m_asked.code.empty()) return *holding.front();
        std::vector<std::string> codes;
        for (const model::Table* table : holding) {
            if (!rows_of(*table, m_asked.code).empty()) return *table;
            const model::Column& own = codes_of(*table);
            codes.insert(codes.end(), own.texts.begin(), own.texts.end());
        }
        refuse(m_folder,
               "has no «" + m_asked.code + "» in a table with the column " + m_column + near_names(m_asked.code, codes));
    }

    /// Those of the code that `where` lets through.
    [[nodiscard]] std::vector<std::size_t> rows(const model::Table& table) const {
        std::vector<std::size_t> rows = rows_of(table, m_asked.code);
        for (const std::string& condition : m_asked.where) {
            const std::size_t equals = condition.find('=');
            const std::string name = condition.substr(0, equals);
            const model::Column* column = table.find(name);
            if (equals == std::string::npos || column == nullptr || column->type != model::ColumnType::text)
                throw core::Error(core::ErrorKind::usage, "--where " + condition,
                                  "is no COLUMN=TEXT with a text column of " + table.name);
            std::erase_if(rows, [&](std::size_t row) { return column->texts[row] != condition.substr(equals + 1); });
        }
        if (rows.empty()) refuse(m_folder, table.name + " has no row of «" + m_asked.code + "» with " + list_text(m_asked.where));
        return rows;
    }

private:
    const std::string& m_folder;
    const std::vector<model::Table>& m_tables;
    const ExplainAsked& m_asked;
    std::string m_table, m_column;
};

/// Of a run of before, which does not keep lo and hi: as the sweep found them, from the cells of its one demand.
void find_doubt(ReopenedRun& run) {
    const measure::CompiledIndicators indicators(run.model.job.indicator, run.model.catalogue, run.model.markets);
    const store::CellsFile file(run.folder() + "/cells.covc", run.model);
    const auto areas = geodesy::make_cell_areas(run.model.frame.lattice, run.model.frame.cells);
    measure::DoubtSink doubt(indicators, run.model.market_of, run.model.attributes.size());
    core::Sink* const sinks[] = {&doubt};
    CellReplay replay(file, run.model, *areas);
    for (const core::Row band : file.bands()) replay.replay(band, sinks);
    run.model.doubt = measure::DoubtSink::merge({&doubt});
    run.model.has_doubt = true;
}

bool names_bound(const std::string& column) { return column.ends_with("_lo") || column.ends_with("_hi"); }

/// Inputs by role: texts come from the territories, what is claimed from the supplies too.
std::vector<model::SheetSource> sources_of(const model::RunModel& model, const model::Table& table, const model::Column& column) {
    const bool of_lines = table.unit == "lines", is_wide = table.kind == model::TableKind::wide;
    const bool tells_people = column.type != model::ColumnType::text, tells_supply = !is_wide || !column.indicator.empty();
    std::vector<model::SheetSource> sources = measure::sheet_sources(model);
    std::erase_if(sources, [&](const model::SheetSource& source) {
        const std::string role = source.role.substr(0, source.role.find('['));
        if (role == "demand" || role == "land")
            return !tells_people || of_lines || column.name.find("area_km2") != std::string::npos;
        if (role == "supply" || role == "extent") return !tells_supply;
        if (role == "lines") return !of_lines;
        return role == "context" || (role == "places" && table.kind != model::TableKind::places);
    });
    return sources;
}

}  // namespace

struct ExplainedRun::State {
    std::string given;
    std::unique_ptr<ReopenedRun> run;
};

ExplainedRun::ExplainedRun(const std::string& run_folder, int threads, Progress& progress)
    : m_state(std::make_unique<State>(State{run_folder, reopen(run_folder, threads, progress)})) {}
ExplainedRun::~ExplainedRun() = default;

const std::vector<model::Table>& ExplainedRun::tables() const { return m_state->run->tables; }

ExplainAnswer ExplainedRun::explain(const ExplainAsked& asked) {
    ReopenedRun& run = *m_state->run;
    const Finder finder(m_state->given, run.tables, asked);
    const model::Table& table = finder.table();
    const model::Column& column = *table.find(finder.column());
    ExplainAnswer answer;
    answer.sources = sources_of(run.model, table, column);
    const bool from_cells = run.has_cells && run.model.job.other_demands.empty() && !run.model.has_doubt;
    if (!asked.code.empty() && from_cells && !column.indicator.empty() && names_bound(column.name)) find_doubt(run);
    const measure::Explainer explainer(run.model, run.tally(), run.tables);
    if (asked.code.empty())
        answer.rows.push_back(explainer.explain(table, column, std::nullopt));
    else
        for (const std::size_t row : finder.rows(table)) answer.rows.push_back(explainer.explain(table, column, row));
    return answer;
}

}  // namespace covmap::run
