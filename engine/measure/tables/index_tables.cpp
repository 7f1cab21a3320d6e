#include "measure/tables/index_tables.hpp"

#include <unordered_map>

#include "measure/index/index_columns.hpp"
#include "measure/index/index_values.hpp"

namespace covmap::measure {

std::vector<IndexedUnit> indexed_units(const model::RunModel& model, const std::vector<WholeUnit>& units,
                                       std::vector<std::string>* warnings) {
    std::vector<IndexedUnit> out;
    for (const WholeUnit& whole : units) {
        IndexedUnit& made = out.emplace_back();
        if (whole.unit.role == UnitRole::all) continue;
        made.codes = whole.table.columns.front().texts;
        for (const model::IndexSpec& index : model.job.index) {
            const IndexFigures figures = index_figures(model, index, {whole.table, units.front().table, whole.unit.row_of});
            const IndexResult result = score_index(index, figures);
            for (model::Column& column : index_columns(model, index, result, whole.table))
                made.columns.push_back(std::move(column));
            if (warnings == nullptr || whole.unit.role != UnitRole::territory) continue;
            for (std::string& line : index_warnings(index, figures, result)) warnings->push_back(std::move(line));
        }
    }
    return out;
}

void append_indices(const IndexedUnit& indexed, model::Table& table) {
    std::unordered_map<std::string, std::size_t> row_of;
    for (std::size_t row = 0; row < indexed.codes.size(); ++row) row_of.emplace(indexed.codes[row], row);
    const model::TextColumn codes = table.columns.front().texts;
    for (const model::Column& whole : indexed.columns) {
        model::Column column = whole;
        column.numbers.clear();
        column.nulls.clear();
        for (const std::string& code : codes) {
            const auto row = row_of.find(code);
            const bool known = row != row_of.end() && !whole.nulls[row->second];
            column.push(known ? std::optional(whole.numbers[row->second]) : std::nullopt);
        }
        table.columns.push_back(std::move(column));
    }
}

}  // namespace covmap::measure
