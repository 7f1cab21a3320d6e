// Tables joined to territories by code. Private to the room.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/defect.hpp"
#include "core/job.hpp"
#include "core/run_model.hpp"

namespace covmap::read {

/// One joined table in memory: code -> values of its new columns.
class JoinTable {
public:
    /// Reads every file of the join. Defect `join-duplicate`: of rows with one code the smallest counts.
    JoinTable(const core::JoinSpec& spec, core::Defects& defects, std::vector<core::InputFile>& inputs);

    /// Position of a new column, or -1.
    [[nodiscard]] int column(const std::string& name) const;
    /// Null when no row has the code.
    [[nodiscard]] const std::vector<std::string>* row(const std::string& code) const;
    /// Counts `join-unmatched` for rows whose code is not in `codes`, `join-missing` for codes without row.
    void compare(const std::vector<std::string>& sorted_codes, core::Defects& defects) const;

private:
    struct Row {
        std::vector<std::string> values;
        std::string file, record;
        std::uint64_t rows = 1;
    };
    void read_file(const std::string& path, core::Defects& defects, std::vector<core::InputFile>& inputs);

    const core::JoinSpec& m_spec;
    std::unordered_map<std::string, Row> m_rows;
};

}  // namespace covmap::read
