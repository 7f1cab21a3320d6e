// From the model and its tally to the files of a run.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/polygon.hpp"
#include "core/tally.hpp"
#include "model/run_model.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/run.hpp"
#include "store/run_folder.hpp"

namespace covmap::run {

/// Wall-clock seconds of the phases, in order.
class Clock {
public:
    explicit Clock(Progress& progress) : m_progress(&progress) {}
    void phase(const std::string& name);
    void stop();
    [[nodiscard]] const std::vector<std::pair<std::string, double>>& phases() const { return m_phases; }

private:
    Progress* m_progress;
    std::vector<std::pair<std::string, double>> m_phases;
    double m_started_s = 0;
    bool m_running = false;
};

/// Polygons of the territories by TerritoryId, and their CRS; asked only when a format needs them.
struct Geometry {
    std::vector<core::MultiPolygon> territories;
    std::string crs;
};
using GeometrySource = std::function<Geometry()>;

/// What is published.
struct Publication {
    const model::RunModel& model;
    const model::RunModel& cells_model;  ///< as the first demand alone has it: of zones, places and rasters
    const core::TallyReader& tally;
    const CellFindings& findings;
    GeometrySource geometry;
    store::RunFolder& folder;
};

/// Does the job keep cells.covc: where it says so, or zones, places or rasters ask for it?
bool keeps_cells(const model::Job& job);

/// Writes everything into the run folder, beside what is in it, and publishes it whole.
RunSummary publish(const Publication& run, int threads, Clock& clock);

}  // namespace covmap::run
