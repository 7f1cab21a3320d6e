// Tables joined to territories by code. Private to the room.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/defect.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"
#include "read/territory/territory_codes.hpp"

namespace covmap::read {

/// One joined table in memory: code, mapped as those of the territories are -> values of its new columns.
class JoinTable {
public:
    /// Reads every file of the join. Defect `join-duplicate`: of rows with one code the smallest counts.
    JoinTable(const model::JoinSpec& spec, const TerritoryCodes& codes, core::Defects& defects,
              std::vector<model::InputFile>& inputs);

    /// Position of a new column, or -1.
    [[nodiscard]] int column(const std::string& name) const;
    using Values = std::vector<std::string>;
    /// The rows whose codes have become `code`: that of the same code first, then by code; empty when there is none.
    [[nodiscard]] std::vector<const Values*> rows(const std::string& code) const;
    /// Counts `join-unmatched` for rows whose code is not in `codes`, `join-missing` for codes without row. Warns of codes that
    /// differ from those of `territories`, a file, by zeros alone; Error(input) when these are why no territory has a row.
    void compare(const std::vector<std::string>& sorted_codes, const std::string& territories, core::Defects& defects,
                 std::vector<std::string>& warnings) const;
    /// What all rows say in that column, in no order.
    [[nodiscard]] std::vector<std::string_view> texts(std::size_t position) const;
    [[nodiscard]] bool semicolons() const { return m_semicolons; }
    /// Whether every file keeps that column as numbers.
    [[nodiscard]] bool keeps_numbers(std::size_t position) const { return !m_texts[position]; }

private:
    struct Row {
        Values values;
        std::string file, record;
        std::uint64_t rows = 1;
    };
    void read_file(const std::string& path, core::Defects& defects, std::vector<model::InputFile>& inputs);

    const model::JoinSpec& m_spec;
    const TerritoryCodes& m_codes;
    std::vector<bool> m_texts;                                           ///< by new column: some file keeps it as text
    bool m_semicolons = false;                                           ///< between the fields of a file
    std::unordered_map<std::string, Row> m_rows;                         ///< by the code of the file
    std::unordered_map<std::string, std::vector<std::string>> m_became;  ///< mapped code -> codes of the file, sorted
};

}  // namespace covmap::read
