// Which columns of a table its features carry in map tiles.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/run_model.hpp"
#include "core/table.hpp"
#include "core/tile.hpp"

namespace covmap::run {

using TileProperties = std::vector<std::pair<std::string_view, core::TileValue>>;

/// How much a feature says.
enum class TileDetail {
    bare,  ///< its code and what is counted
    main,  ///< that, its name, and the figures that maps show
    all    ///< every published column
};

/// Points at the table. Nulls are left out; whole numbers are integers.
class TileColumns {
public:
    TileColumns(const core::Table& table, const core::RunModel& model);
    [[nodiscard]] TileProperties properties(std::size_t row, TileDetail detail) const;
    /// Names and types of all columns, for the metadata of the tiles.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> fields() const;

private:
    const core::Table* m_table;
    std::vector<TileDetail> m_from;  ///< per column: the least detail that holds it
};

}  // namespace covmap::run
