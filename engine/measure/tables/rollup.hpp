// The units that are published, and the row of each to which a territory adds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/run_model.hpp"

namespace covmap::measure {

inline constexpr std::uint32_t kUnpublished = 0xffffffffU;

enum class UnitRole { territory, parent, all };

/// A parent shown beside the rows of a unit: a position in TerritorySet::parent_kinds.
struct ShownParent {
    std::size_t kind = 0;
    bool has_name = false;  ///< the job names a column for it
};

struct UnitRow {
    std::string code;  ///< empty: the territories whose parent is blank; «all»
    std::string name;
    std::vector<std::string> parent_codes, parent_names;  ///< follow Unit::parents
};

struct Unit {
    std::string name;  ///< «commune», «departement», «all»
    UnitRole role = UnitRole::territory;
    std::vector<ShownParent> parents;
    std::vector<UnitRow> rows;          ///< by code, the blank parent last
    std::vector<std::uint32_t> row_of;  ///< per territory, or kUnpublished
};

/// Per territory: whether [only] publishes it. All kinds of [only] must hold the territory's code.
/// Throws Error job for a kind that is neither the unit nor a parent.
std::vector<bool> published_territories(const model::RunModel& model);

/// The territory unit, each parent kind in the job's order, then `all`; rows of published territories only.
/// The rows of a parent show those later parents to which each of its codes belongs as a whole (a département's region).
std::vector<Unit> make_units(const model::RunModel& model);

}  // namespace covmap::measure
