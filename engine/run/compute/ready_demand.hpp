// One demand in one set of territories, read and ready to be swept.
#pragma once

#include <tbb/task_group.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "measure/outcomes.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"
#include "run/compute/access_places.hpp"
#include "run/compute/measurements.hpp"
#include "run/compute/one_demand.hpp"
#include "run/compute/read_lines.hpp"
#include "run/compute/sweep_job.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/layer_numbers.hpp"
#include "run/prepare/off_map.hpp"
#include "run/prepare/read_inputs.hpp"
#include "run/prepare/read_places.hpp"
#include "run/prepare/sweep_input.hpp"
#include "run/prepare/wanted_outputs.hpp"

namespace covmap::run {

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

}  // namespace covmap::run
