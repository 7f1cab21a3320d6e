// tables.xlsx: the tables of a run as one workbook, for Excel and LibreOffice. docs/formats/xlsx.md.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::exports {

inline constexpr std::size_t kSheetRows = 1048576;  ///< of Excel, with the heads
inline constexpr std::size_t kSheetColumns = 16384;
inline constexpr std::size_t kCellText = 32767;  ///< characters

/// One sheet: columns of a table.
struct WorkbookSheet {
    std::string name;  ///< at most 31 characters, unique in the workbook whatever the case
    const model::Table* table = nullptr;
    std::vector<const model::Column*> columns;
};

/// Of each unit first a narrow sheet (code, name and parents, the first attribute, and for each indicator its share, lo and hi,
/// without, unknown), then all its columns as «<unit> +»; the other tables in their order. A unit without indicators has its one
/// sheet. What is larger than a sheet is left out and told in `warnings`, with the remedy.
std::vector<WorkbookSheet> sheets_of(const model::RunModel& model, const std::vector<const model::Table*>& tables,
                                     std::vector<std::string>& warnings);

/// Writes the workbook at `path`: a first sheet that says what it is and whose (title, date, sources, licences), then `sheets`,
/// then `columns` (measure::columns_table). Heads are labels in the job's language, the first row and the code stay in sight,
/// codes are texts, numbers are numbers (of 15 digits, as Excel has them); nulls are empty. Same model, same bytes. Texts beyond
/// a cell are cut, with «…». Errors: output. One row is in memory at a time.
void write_workbook(const model::RunModel& model, const std::vector<WorkbookSheet>& sheets, const model::Table& columns,
                    const std::string& path);

}  // namespace covmap::exports
