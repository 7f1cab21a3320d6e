// Which columns of a table its features carry in map tiles.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tile.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::tiles {

using TileProperties = std::vector<std::pair<std::string_view, core::TileValue>>;

/// How much a feature says.
enum class TileDetail {
    bare,  ///< its code and what is counted or coloured
    main,  ///< that and its name
    all    ///< every published column
};

/// `number / 10^scale`: an integer where it is whole.
core::TileValue decimal_tile_value(std::int64_t number, int scale);

/// Points at the table. Nulls are left out; whole numbers are integers.
class TileColumns {
public:
    /// `areas`: of units, are they drawn as areas, which are coloured, or as labels, which count?
    TileColumns(const model::Table& table, const model::RunModel& model, bool areas = false);
    [[nodiscard]] TileProperties properties(std::size_t row, TileDetail detail) const;
    /// Several rows as one: how many («merged»), and the sums of what is counted; nulls count as 0.
    [[nodiscard]] TileProperties merged(const std::vector<std::size_t>& rows) const;
    /// Names and types of all columns, for the metadata of the tiles.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> fields() const;

private:
    const model::Table* m_table;
    std::vector<TileDetail> m_from;  ///< per column: the least detail that holds it
    std::vector<bool> m_counted;     ///< per column: people
};

}  // namespace covmap::tiles
