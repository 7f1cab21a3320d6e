// What a finished run keeps for questions about points: its tally's model, its cells, its zones.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "geodesy/cell_area.hpp"
#include "model/run_model.hpp"
#include "run/compute/merge_demands.hpp"
#include "store/cells_file.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

/// Opened once, asked many times. Its parts point at each other: it stays where it was made. Errors, kind input: not a run, one
/// without cells, a damaged file.
class KeptCells {
public:
    explicit KeptCells(const std::string& run_folder);
    KeptCells(const KeptCells&) = delete;
    KeptCells& operator=(const KeptCells&) = delete;

    [[nodiscard]] const model::RunModel& model() const { return m_first.model(); }
    [[nodiscard]] const store::CellsFile& file() const { return m_file; }
    [[nodiscard]] const core::CellAreas& areas() const { return *m_areas; }
    /// Whether the map reaches a place, in grid coordinates.
    [[nodiscard]] bool is_on_map(core::Point grid) const;
    /// The zones that hold a place, one each [[zones]]; empty: none.
    [[nodiscard]] std::vector<std::string> zones_at(core::Point grid) const;
    /// The indicators of the job, in its order.
    [[nodiscard]] std::vector<const model::IndicatorSpec*> standards() const;

private:
    std::string m_folder;
    store::TallyFile m_tally;
    FirstDemand m_first;
    store::CellsFile m_file;
    std::unique_ptr<core::CellAreas> m_areas;
    model::ZoneFile m_zones;  ///< empty where the run has none
};

}  // namespace covmap::run
