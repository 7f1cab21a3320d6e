// Do the coordinates of a table mean what its CRS says? Degrees that are none, x and y the wrong way round. Private to the room.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/chain_store.hpp"
#include "core/grid.hpp"
#include "read/vector/land.hpp"

namespace covmap::read {

/// Looks at the points of one file as given, x or longitude first. Not thread-safe.
class CoordinateCheck {
public:
    enum class Verdict {
        plausible,
        out_of_range,  ///< no longitude and latitude, in a CRS of degrees: `coordinate-out-of-range`
        swapped,       ///< off the map, and on it with x and y swapped: `coordinates-swapped`
    };

    /// `to_grid` gives grid coordinates, not finite where there are none; `map` is what the job looks at, `land` where its
    /// territories are, if known: what lies in the box of half the globe around them is not yet on the map. An unbounded map: no
    /// point counts as swapped.
    CoordinateCheck(const std::string& crs, const core::ClipBox& map, std::function<core::Point(core::Point)> to_grid,
                    const Land* land = nullptr);

    Verdict look(core::Point given);
    /// Throws core::Error(input) with the remedy when most points were out of range (the CRS is another one) or swapped.
    void finish(const std::string& shown) const;

private:
    [[nodiscard]] bool on_map(core::Point given) const;

    bool m_degrees;
    bool m_bounded;
    core::ClipBox m_map;
    std::function<core::Point(core::Point)> m_to_grid;
    const Land* m_land;
    std::uint64_t m_points = 0, m_out_of_range = 0, m_swapped = 0;
    core::Point m_first_out, m_first_swapped;
};

/// The code of a verdict's defect; empty of a plausible point.
std::string defect_of(CoordinateCheck::Verdict verdict);

/// Is this a CRS of longitude and latitude? False for one that is unknown.
bool is_geographic(const std::string& crs);

/// The national CRS whose metres these look like: «EPSG:2154», «EPSG:27572», «EPSG:2056»; «EPSG:4326» for degrees; or empty.
std::string crs_of_numbers(core::Point given);

}  // namespace covmap::read
