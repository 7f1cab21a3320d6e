// Which place is in which zone, and who lives where in it: what zones.covz keeps of a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "core/units.hpp"
#include "model/zone_set.hpp"

namespace covmap::model {

/// Sub-cells [row_begin, row_end) x [col_begin, col_end) of one zone; sub-cell = cell x detail + offset.
struct ZoneBox {
    std::uint32_t zone = 0;  ///< position in ZoneIndex::zones
    core::Row row_begin = 0, row_end = 0;
    core::Col col_begin = 0, col_end = 0;
    auto operator<=>(const ZoneBox&) const = default;
};

/// The zones of one [[zones]]: ids by rank, their boxes sorted by (row_begin, col_begin), and their squares.
struct ZoneIndex {
    std::string name;
    int detail = 1;
    std::string attribute;           ///< whose weights the squares hold
    std::vector<std::string> ids;    ///< by rank
    std::vector<std::string> names;  ///< for people, by rank; none in files of before
    std::vector<ZoneBox> boxes;
    std::vector<std::vector<ZoneSquare>> squares;  ///< per zone, sorted by (row, col)

    /// Of the zone at this rank; empty where it is not known.
    [[nodiscard]] std::string name_of(std::size_t zone) const { return zone < names.size() ? names[zone] : std::string(); }
};

/// The zone that holds a place (grid coordinates): its position. Boxes end with their band, so that few are looked at.
std::optional<std::uint32_t> zone_at(const ZoneIndex& index, core::Point grid);

/// All of a run, on its lattice.
struct ZoneFile {
    core::Lattice lattice;
    std::vector<ZoneIndex> zones;
};

}  // namespace covmap::model
