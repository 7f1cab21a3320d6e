// Lists of places that people can reach: where each one speaks, and where its places are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/access.hpp"
#include "run/compute/row_edges.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

/// What the reading of the lists has told.
struct AccessTold {
    std::vector<std::string> warnings, notes;
    std::map<std::string, std::vector<model::UnplacedPlaces>> unplaced;  ///< by list; not those of confidential sources
};

/// Gives the supplies of [[access]] the extents in which they speak: without `extent` the first parents that hold a place of
/// theirs; never the territories that a place without coordinates names, for nobody knows where in them it is. Asks the
/// territories that were read; before find_partial_maps(). Cost: one look at each of their edges.
AccessTold settle_access(const model::Job& job, LoadedJob& loaded);

/// One [[access]] as its ways are measured.
struct AccessList {
    std::string name;
    std::vector<core::Point> places;  ///< grid coordinates
    std::vector<core::Point> edge;    ///< the same, of where land begins on which the list does not speak (site_edge())
    bool everywhere = false;          ///< it speaks of all land
    std::vector<bool> territories;    ///< those of which it speaks as a whole
    RowEdges polygons;                ///< and those areas

    /// Does it speak at a place of a territory?
    [[nodiscard]] bool speaks(std::uint32_t territory, core::Point at) const {
        return everywhere || territories[territory] || polygons.holds(at);
    }
};

/// In the order of the job. Before the sweep, which gives the borders of the territories back band by band.
std::vector<AccessList> access_lists(const model::Job& job, const LoadedJob& loaded);

}  // namespace covmap::run
