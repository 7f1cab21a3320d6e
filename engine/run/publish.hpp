// From the model and its tally to the files of a run.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/polygon.hpp"
#include "core/run_model.hpp"
#include "core/tally.hpp"
#include "run/run.hpp"

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

/// Writes everything into the run folder and publishes it whole.
RunSummary publish(const core::RunModel& model, const core::TallyReader& tally, const GeometrySource& geometry, const RunOptions& options, int threads,
                   Clock& clock);

}  // namespace covmap::run
