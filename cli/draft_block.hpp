// Blocks of a job that read inspected files, ready to paste: for `covmap inspect` and `covmap init`.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "read/inspect/inspect.hpp"

namespace covmap::cli {

/// Files that one block reads: one, or several alike under a glob.
struct DraftSource {
    std::string source;                         ///< as the job will say it
    std::vector<read::Inspection> inspections;  ///< at least one, all of one role

    [[nodiscard]] const read::Inspection& first() const { return inspections.front(); }
    [[nodiscard]] const std::string& role() const { return first().guess_role; }
    /// The publisher's format that all files look like, or empty.
    [[nodiscard]] std::string preset() const;
    /// What the inspection guessed for a key of the job, or empty.
    [[nodiscard]] std::string guess(const std::string& key) const;
    /// The guessed layer; null for rasters.
    [[nodiscard]] const read::InspectedLayer* layer() const;
    /// Examples of the column guessed for `key`, of all files, without repeats.
    [[nodiscard]] std::vector<std::string> examples(const std::string& key) const;
};

std::string toml_string(const std::string& text);
std::string toml_key(const std::string& key);
std::string toml_list(const std::vector<std::string>& texts);

/// «2G», «4G», … that the source offers: of its flags, examples or file names. `any` of nothing known: empty.
std::set<std::string> technologies_of(const DraftSource& source);
/// «voice», «data» of its examples or file names.
std::set<std::string> services_of(const DraftSource& source);
/// Levels, best first; empty without.
std::vector<std::string> levels_of(const DraftSource& source);

std::string demand_block(const DraftSource& source);
/// `joins` add parents and reference figures; `attributes` are those of the demand.
std::string territory_block(const DraftSource& source, const std::vector<DraftSource>& joins,
                            const std::set<std::string>& attributes);
std::string supply_block(const DraftSource& source);
/// Names of the attributes that demand_block() writes.
std::set<std::string> attributes_of(const DraftSource& demand);

/// The block for a source of any role; a comment where the role is unknown.
std::string draft_block(const DraftSource& source);

}  // namespace covmap::cli
