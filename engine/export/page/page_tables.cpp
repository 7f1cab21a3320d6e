// tables/*.json: the figures of the territories, in pieces that a browser asks for one by one.
#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "export/page/page_parts.hpp"

namespace covmap::exports {

namespace {

using Rows = std::vector<std::size_t>;
using RowsOfCode = std::unordered_map<std::string, Rows>;

/// Rows of a table, by position.
struct Piece {
    Rows rows, operators;
};

/// A table of tests, and its rows of one unit by code.
struct UnitTests {
    const model::Table* table = nullptr;
    RowsOfCode rows;
};

std::vector<UnitTests> tests_of(const PageUnit& unit, const std::vector<const model::Table*>& tables) {
    std::vector<UnitTests> all;
    for (const model::Table* table : tables) {
        UnitTests& tests = all.emplace_back(UnitTests{table, {}});
        const model::TextColumn &units = table->find("unit")->texts, &codes = table->find("code")->texts;
        for (std::size_t row = 0; row < table->rows(); ++row)
            if (units[row] == unit.table->unit) tests.rows[codes[row]].push_back(row);
    }
    return all;
}

void append_rows(store::OutputFile& out, const std::string& name, const model::Table* table, const Rows& rows) {
    out.append('"');
    out.append(name);
    out.append("\":[");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out.append(i == 0 ? "\n" : ",\n");
        append_json_row(out, *table, rows[i]);
    }
    out.append("]");
}

/// The tests made in the territories of a piece, by the names of their tables.
void append_tests(store::OutputFile& out, const PageUnit& unit, const Piece& piece, const std::vector<UnitTests>& all) {
    out.append(",\n\"tests\":{");
    for (std::size_t t = 0; t < all.size(); ++t) {
        Rows rows;
        for (const std::size_t row : piece.rows)
            if (const auto found = all[t].rows.find(unit.table->columns.front().texts[row]); found != all[t].rows.end())
                rows.insert(rows.end(), found->second.begin(), found->second.end());
        out.append(t == 0 ? "\n" : ",\n");
        append_rows(out, all[t].table->name, all[t].table, rows);
    }
    out.append("}");
}

void write_piece(const PageUnit& unit, const Piece& piece, const std::vector<UnitTests>& tests, const std::string& path) {
    store::OutputFile out(path);
    out.append("{");
    append_rows(out, "rows", unit.table, piece.rows);
    out.append(",\n");
    append_rows(out, "operators", unit.operators, piece.operators);
    if (!tests.empty()) append_tests(out, unit, piece, tests);
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
    const model::TextColumn& codes = unit.table->columns.front().texts;
    std::map<std::string, Piece> pieces;
    std::unordered_map<std::string, Piece*> of_code;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        Piece& piece = pieces[parents == nullptr ? std::string() : parents->texts[row]];
        piece.rows.push_back(row);
        of_code[codes[row]] = &piece;
    }
    if (unit.operators == nullptr) return pieces;
    const model::TextColumn& of_row = unit.operators->columns.front().texts;
    for (std::size_t row = 0; row < of_row.size(); ++row)
        if (const auto piece = of_code.find(of_row[row]); piece != of_code.end()) piece->second->operators.push_back(row);
    return pieces;
}

}  // namespace

void write_page_tables(const model::TerritorySet& set, const std::vector<PageUnit>& units,
                       const std::vector<const model::Table*>& tests, const std::string& folder) {
    std::filesystem::create_directories(folder + "/" + file_name_of(set.unit));
    for (std::size_t u = 1; u < units.size(); ++u)
        write_piece(units[u], all_of(units[u]), tests_of(units[u], tests),
                    folder + "/" + file_name_of(units[u].table->unit) + ".json");
    const std::vector<UnitTests> of_finest = tests_of(units.front(), tests);
    for (const auto& [parent, piece] : by_parent(set, units.front()))
        write_piece(units.front(), piece, of_finest,
                    folder + "/" + file_name_of(set.unit) + "/" + file_name_of(parent) + ".json");
}

}  // namespace covmap::exports
