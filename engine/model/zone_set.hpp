// Zones as found: contiguous areas that fail an indicator, with all that is told of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "core/polygon.hpp"
#include "core/units.hpp"
#include "model/territory.hpp"

namespace covmap::model {

/// What fails in one territory: `values` has the white and then the grey integers, one each attribute and the area last
/// (2 x stride). White: no operator of the market meets the indicator; grey: some, not enough.
struct ZonePart {
    core::TerritoryId territory;
    std::vector<std::int64_t> values;
};

/// Failing weight of the ranking attribute in one square (cell of the lattice) of a zone.
struct ZoneSquare {
    core::Row row = 0;
    core::Col col = 0;
    std::int64_t weight = 0;
    auto operator<=>(const ZoneSquare&) const = default;
};

/// How far, and where to: geodesic metres and degrees clockwise from north.
struct Away {
    double distance_m = 0;
    double bearing_deg = 0;
};

struct Zone {
    std::string id;          ///< stable from run to run: standard, code of the `within` unit, id of the most populated square
    std::string name;        ///< main commune, number
    std::uint32_t unit = 0;  ///< position in ZoneSet::units
    std::vector<ZonePart> parts;         ///< sorted by territory
    std::vector<std::uint64_t> present;  ///< bits of all layers found in its failing parts
    core::Polygon outline;               ///< on the sub-cell grid, CRS of the lattice
    std::int64_t outline_area = 0;       ///< dm2
    std::vector<std::int64_t> outside;   ///< of its parts what lies outside the outline, white and grey: stride
    core::Row row = 0;                   ///< of its most populated square
    core::Col col = 0;
    core::Point lon_lat;                     ///< of a point inside the outline, WGS 84
    std::vector<ZoneSquare> squares;         ///< sorted by (row, col)
    std::optional<Away> served;              ///< from the square's centre to that of the nearest served cell
    std::vector<std::optional<Away>> sites;  ///< to the nearest site of each of ZoneSet::site_operators
};

/// Where some zones of one [[zones]] never cross.
struct ZoneUnit {
    std::string code, name;
};

/// The unit of a territory: `within` is a kind of parent, the territories' own unit, or «all».
ZoneUnit zone_unit(const TerritorySet& set, const Territory& territory, const std::string& within);

/// The account of one [[zones]], in quanta; one entry each attribute, the area last.
/// zones + scattered + empty = failing, the tally's own figure; empty is 0 but for the area.
struct ZoneAccount {
    std::string name, fails;
    std::size_t count = 0;
    std::vector<std::int64_t> failing, zones, scattered, empty;
    std::vector<std::int64_t> unknown;  ///< of the tally: neither fails nor meets
};

/// All zones of one [[zones]], by rank (most of the ranking attribute first, then by id). Accounts in quanta:
/// parts of the zones + scattered = what fails by the tally, per territory; `empty` is the failing area without inhabitants.
struct ZoneSet {
    std::string name;
    std::vector<ZoneUnit> units;  ///< sorted by code
    std::vector<Zone> zones;
    std::vector<ZonePart> scattered;  ///< per territory: zones below the minimum and people without an adjacent member
    std::vector<ZonePart> empty;      ///< per territory: only the area is not 0; none with cells = "all"
    std::vector<std::string> site_operators;
};

}  // namespace covmap::model
