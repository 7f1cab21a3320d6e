// How many people of each territory live inside some outlines.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "core/chain_store.hpp"
#include "model/job/job.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

struct OutlineSums {
    struct OfTerritory {
        std::vector<std::int64_t> weights;                     ///< of each attribute of the demand
        std::int64_t area = 0;                                 ///< dm2
        std::vector<std::int64_t> people_inside, area_inside;  ///< by outline; people of the first attribute
        [[nodiscard]] std::int64_t people() const { return weights.empty() ? 0 : weights.front(); }
    };
    std::vector<OfTerritory> territories;
    bool has_people = false;  ///< else the demand has no weights of its own (polygons hold it)
};

/// Some of the territories, for a sweep of outlines.
struct OutlinePart {
    std::vector<bool> summed;      ///< by territory; the sums of the others are 0
    std::vector<bool> swept;       ///< these and their neighbours, who take their part of shared cells
    std::set<core::Row> in_bands;  ///< those that hold a cell of the summed ones

    /// Of `territories` (positions), given the boxes of all in grid coordinates. Cost: each box of theirs
    /// against all.
    static OutlinePart around(const std::vector<std::size_t>& territories, const std::vector<core::ChainStore::Bounds>& boxes);
    /// Takes in, from the middle rows of the frame, some `share` of all territories.
    void add_middle(double share, const std::vector<core::ChainStore::Bounds>& boxes);

private:
    void add_bands(const core::ChainStore::Bounds& box);
};

/// Sweeps territories and outlines (owner 0 of each store), without coverage; only those of a part where one is given, whose sums
/// are the same as with all. The demand is opened once more, for it is read while it is swept. Throws core::Error as
/// open_demand(), Error(cancelled).
OutlineSums sweep_outlines(const model::Job& job, const LoadedJob& loaded, const std::vector<core::ChainStore>& outlines,
                           int threads, const OutlinePart* part = nullptr);

}  // namespace covmap::run
