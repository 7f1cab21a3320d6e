// One demand asked of all supplies, in one set of territories.
#pragma once

#include <tbb/task_group.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "measure/outcomes.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"
#include "read/supply/supply.hpp"
#include "run/base/clock.hpp"
#include "run/base/options.hpp"
#include "run/base/progress.hpp"
#include "run/compute/access_places.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/compute/measurements.hpp"
#include "run/compute/read_lines.hpp"
#include "run/compute/sweep_job.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/layer_numbers.hpp"
#include "run/prepare/off_map.hpp"
#include "run/prepare/partial_maps.hpp"
#include "run/prepare/read_inputs.hpp"
#include "run/prepare/read_places.hpp"
#include "run/prepare/sweep_input.hpp"
#include "run/prepare/wanted_outputs.hpp"

namespace covmap::run {

struct DemandAnswer {
    model::RunModel model;
    std::unique_ptr<core::TallyReader> tally;
    CellFindings findings;
};

struct DemandQuestion;
struct ReadyDemand;

/// Bands that were swept elsewhere: by the parts of a run (run/parts).
class SweptBands {
public:
    virtual ~SweptBands() = default;
    /// What a sweep of all bands would have found, tests, people and findings included; cells.covc is written where the question
    /// says, if the job keeps it. Errors: input, check, cancelled.
    virtual SweepResult take(const DemandQuestion& question, ReadyDemand& ready) const = 0;
};

struct DemandQuestion {
    model::Job job;          ///< with this demand alone
    std::size_t number = 0;  ///< of the demand in the whole job
    bool alone = true;       ///< the job has no other demand
    const RunOptions& options;
    std::string cells;  ///< path of cells.covc, where the job keeps cells
    int threads = 1;
    Clock& clock;
    Progress& progress;
    std::optional<PartialMaps>& partial;     ///< found at the first demand that is asked, and the same for all
    std::vector<read::SupplyRead>& records;  ///< what supplies of records claim, as found at the first demand that has premises
    const SweptBands* swept = nullptr;       ///< what others swept; null: it is swept here
};

/// Hashes the inputs of a job beside the sweep: the files are in the page cache by then.
class InputHashing {
public:
    /// The job outlives it.
    explicit InputHashing(const model::Job& job) {
        m_tasks.run([this, &job] { m_hashes = hash_inputs(job); });
    }
    ~InputHashing() {
        if (m_waited) return;
        try {
            m_tasks.wait();
        } catch (...) {  // what ended the run before is told, not this
        }
    }
    InputHashing(const InputHashing&) = delete;
    InputHashing& operator=(const InputHashing&) = delete;
    /// Errors: input.
    const std::map<std::string, FileHash>& wait() {
        m_waited = true;
        m_tasks.wait();
        return m_hashes;
    }

private:
    tbb::task_group m_tasks;
    std::map<std::string, FileHash> m_hashes;
    bool m_waited = false;
};

/// What the sweep reads, and what is told of it afterwards. Its parts point to one another: it stays where it was made.
struct ReadyDemand {
    ReadyDemand() = default;
    ReadyDemand(const ReadyDemand&) = delete;
    ReadyDemand& operator=(const ReadyDemand&) = delete;

    model::Job job;
    LoadedJob loaded;
    PlacesOfJob places;
    LinesOfJob lines;
    std::vector<TestsOfJob> tests;
    OffMap off;
    AccessTold access;
    std::unique_ptr<InputHashing> hashing;
    CatalogueMap map;
    model::RunModel model;
    Feeds feeds;
    std::unique_ptr<measure::CompiledIndicators> indicators;  ///< of lo and hi,
    std::unique_ptr<measure::CompiledIndicators>
        in_sweep;  ///< and those of them that the sweep asks: none where polygons hold the demand
    std::vector<model::Site> sites;
    CellsKept kept = CellsKept::no;
    bool people = false;  ///< asked where they are
    [[nodiscard]] const read::DemandPolygons* polygons() const { return loaded.demand->polygons(); }
};

/// The tally's companions: lo and hi, estimated squares.
SweepListeners listeners_of(const ReadyDemand& ready);

/// Reads all that the question's job names. Errors: those of the readers.
std::unique_ptr<ReadyDemand> ready_demand(const DemandQuestion& question);

/// Reads the inputs, sweeps, settles. Inputs and defects of territories and supplies are told by the first demand. Throws
/// core::Error.
DemandAnswer ask_demand(const DemandQuestion& question);

/// Maps are judged by the people of the first demand, also where another one has to be asked before: nothing where it is not.
/// Errors: those of the readers.
std::optional<PartialMaps> partial_maps_before(const model::Job& job, const RunOptions& options, int threads, Progress& progress);

/// Tells that cells.covc is beyond its limit.
void note_large_cells(const model::Job& job, model::RunModel& model);

}  // namespace covmap::run
