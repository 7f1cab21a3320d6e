// Opens and reads the inputs of a job, in parallel.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "core/disc.hpp"
#include "core/grid.hpp"
#include "model/job/job.hpp"
#include "read/demand/demand.hpp"
#include "read/supply/supply.hpp"
#include "read/territory/extent.hpp"
#include "read/territory/territories.hpp"
#include "read/vector/land.hpp"
#include "run/base/progress.hpp"

namespace covmap::run {

/// One extent of the job: a distinct set of places where some supplies speak.
struct ExtentPlan {
    model::ExtentSpec spec;
    std::vector<read::ExtentRead> polygons;  ///< none or one; one a file where the files themselves tell where they speak
    int records_of = -1;       ///< position of a supply of records: it speaks of the premises that it names; -1: of an area
    std::string told_by = {};  ///< the source whose files tell it
    /// The territories themselves, with `told` in words: of lists of places (run/compute/access_places.hpp); else empty.
    std::vector<bool> territories = {};
    std::string told = {};
};

/// Where some claims do not know what they lack, though they speak there (run/compute/doubts.hpp).
struct Doubt {
    std::string told;        ///< where that is
    std::string note;        ///< a line of the run
    core::DiscStore discs;   ///< owner 0
    core::ChainStore rings;  ///< owner 0
};

struct LoadedJob {
    std::unique_ptr<read::OpenDemand> demand;
    read::TerritoryRead territories;
    std::vector<read::SupplyRead> supplies;  ///< one a file, in the job's order; one a supply of records
    std::vector<std::size_t> supply_of;      ///< per entry of supplies: position in the job
    std::vector<ExtentPlan> extents;         ///< distinct extents of the supplies, in order of first use
    std::vector<int> extent_of;              ///< per supply of the job: position in extents, or -1: everywhere
    core::Frame frame;
    read::Land land;            ///< where the territories are
    std::vector<bool> silent;   ///< per entry of supplies: it holds nothing, and the job does not say where it speaks
    std::vector<bool> off_map;  ///< per entry of supplies: nothing of it lies there; empty: not looked at
    /// Per entry of supplies, once bound_by_outlines() was asked: the claims that speak inside the file's outline alone.
    struct Outline {
        std::set<model::Claim> claims;
        int extent = -1;  ///< position in extents; -1: the file holds nothing, and they speak nowhere
    };
    std::vector<Outline> outlines;
    std::vector<Doubt> doubts;
    std::map<model::Claim, std::set<int>> doubts_of;  ///< positions in doubts
    [[nodiscard]] bool is_silent(std::size_t file) const { return file < silent.size() && silent[file]; }
    /// Where a claim of a file speaks by its outline; null where other rules hold.
    [[nodiscard]] const Outline* outline_of(std::size_t file, const model::Claim& claim) const {
        return file < outlines.size() && outlines[file].claims.contains(claim) ? &outlines[file] : nullptr;
    }
};

/// Where geometry can matter: the cells of demand and territories.
core::ClipBox clip_of(const core::CellBox& box);

/// `memory_bytes` is shared by the stores of vertices; beyond, they go to scratch. Throws core::Error.
/// `records`: what supplies of records claim, filled by the first demand that has premises and read by those that have none.
/// `lost`: sites that serve nothing.
LoadedJob load_job(const model::Job& job, std::size_t memory_bytes, Progress& progress, std::vector<read::SupplyRead>& records,
                   const model::SiteQuestion& lost = {});
/// Of a job of one demand.
inline LoadedJob load_job(const model::Job& job, std::size_t memory_bytes, Progress& progress) {
    std::vector<read::SupplyRead> records;
    return load_job(job, memory_bytes, progress, records);
}

}  // namespace covmap::run
