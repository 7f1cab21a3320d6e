// Sinks fed from cells.covc instead of the sweep.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "measure/outcomes.hpp"
#include "model/run_model.hpp"
#include "run/base/progress.hpp"
#include "run/compute/cell_analysis.hpp"
#include "store/cells_file.hpp"

namespace covmap::run {

/// Feeds the cells of one file to sinks, band by band. Not thread-safe: one a thread. The model outlives it.
class CellReplay {
public:
    CellReplay(const store::CellsFile& file, const model::RunModel& model, const core::CellAreas& areas);
    ~CellReplay();
    void replay(core::Row band, std::span<core::Sink* const> sinks);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Feeds all cells to the sinks of so many workers, band by band, each band to one of them; `sinks_of` makes a worker's, on its
/// own thread, and they outlive the call. Errors: input (the file), cancelled, what the sinks throw.
void replay_all(const store::CellsFile& file, const model::RunModel& model, const core::CellAreas& areas, std::size_t workers,
                const std::function<std::vector<core::Sink*>(std::size_t worker)>& sinks_of, Progress& progress);

/// What the cells of a run are asked.
struct CellQuestion {
    CellAnalysis& analysis;                                   ///< zones, places; may ask nothing
    const measure::CompiledIndicators* indicators = nullptr;  ///< lo and hi of these; null: not asked
};

struct CellReply {
    CellFindings findings;
    std::vector<core::DoubtRow> doubt;  ///< as the sweep of the run would have found it
};

/// Asks the cells of a run, band by band on all threads. Errors: input (the file), check, cancelled.
CellReply replay_cells(const store::CellsFile& file, const model::RunModel& model, const core::CellAreas& areas,
                       const CellQuestion& question, int threads, Progress& progress);

}  // namespace covmap::run
