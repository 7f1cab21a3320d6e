// tables/*.json: the figures of the territories, in pieces that a browser asks for one by one.
#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "export/page/page_parts.hpp"

namespace covmap::exports {

namespace {

/// Rows of a table, by position.
struct Piece {
    std::vector<std::size_t> rows, operators;
};

void append_rows(store::OutputFile& out, const char* name, const model::Table* table, const std::vector<std::size_t>& rows) {
    out.append('"');
    out.append(name);
    out.append("\":[");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out.append(i == 0 ? "\n" : ",\n");
        append_json_row(out, *table, rows[i]);
    }
    out.append("]");
}

void write_piece(const PageUnit& unit, const Piece& piece, const std::string& path) {
    store::OutputFile out(path);
    out.append("{");
    append_rows(out, "rows", unit.table, piece.rows);
    out.append(",\n");
    append_rows(out, "operators", unit.operators, piece.operators);
    out.append("}\n");
    out.close();
}

Piece all_of(const PageUnit& unit) {
    Piece piece;
    for (std::size_t row = 0; row < unit.table->rows(); ++row) piece.rows.push_back(row);
    for (std::size_t row = 0; unit.operators != nullptr && row < unit.operators->rows(); ++row) piece.operators.push_back(row);
    return piece;
}

/// Rows of the finest unit by the code of their first parent; by an empty one where there are no parents.
std::map<std::string, Piece> by_parent(const model::TerritorySet& set, const PageUnit& unit) {
    const model::Column* parents = set.parent_kinds.empty() ? nullptr : unit.table->find(set.parent_kinds.front());
    const std::vector<std::string>& codes = unit.table->columns.front().texts;
    std::map<std::string, Piece> pieces;
    std::unordered_map<std::string, Piece*> of_code;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        Piece& piece = pieces[parents == nullptr ? std::string() : parents->texts[row]];
        piece.rows.push_back(row);
        of_code[codes[row]] = &piece;
    }
    if (unit.operators == nullptr) return pieces;
    const std::vector<std::string>& of_row = unit.operators->columns.front().texts;
    for (std::size_t row = 0; row < of_row.size(); ++row)
        if (const auto piece = of_code.find(of_row[row]); piece != of_code.end()) piece->second->operators.push_back(row);
    return pieces;
}

}  // namespace

void write_page_tables(const model::TerritorySet& set, const std::vector<PageUnit>& units, const std::string& folder) {
    std::filesystem::create_directories(folder + "/" + file_name_of(set.unit));
    for (std::size_t u = 1; u < units.size(); ++u)
        write_piece(units[u], all_of(units[u]), folder + "/" + file_name_of(units[u].table->unit) + ".json");
    for (const auto& [parent, piece] : by_parent(set, units.front()))
        write_piece(units.front(), piece, folder + "/" + file_name_of(set.unit) + "/" + file_name_of(parent) + ".json");
}

}  // namespace covmap::exports
