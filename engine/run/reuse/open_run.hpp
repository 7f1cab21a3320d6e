// A finished run opened again, for what is made of it later: its page, its tiles, a sheet of one territory.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"
#include "model/site.hpp"
#include "model/table.hpp"
#include "run/base/progress.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/publish/publish.hpp"

namespace covmap::run {

/// What a run folder still tells. Its parts point at each other: it stays where reopen() made it.
class ReopenedRun {
public:
    ReopenedRun(const ReopenedRun&) = delete;
    ReopenedRun& operator=(const ReopenedRun&) = delete;
    ~ReopenedRun();

    model::RunModel model;             ///< as the run knew it
    CellFindings findings;             ///< zones and places, asked of cells.covc again; empty without it
    std::vector<model::Site> sites;    ///< of cells.covc, with canonical operators
    bool has_cells = false;            ///< is cells.covc there?
    std::vector<model::Table> tables;  ///< as make_run_tables() makes them
    std::vector<std::string> missing;  ///< what the folder no longer has, for people: «cells.covc: no zones and no squares»

    std::vector<model::ContextShapes> context;  ///< the background of its maps

    [[nodiscard]] const std::string& folder() const { return m_folder; }
    /// As the first demand alone has it: of cells, zones, places and rasters.
    [[nodiscard]] const model::RunModel& cells_model() const { return m_first->model(); }
    [[nodiscard]] const core::TallyReader& tally() const { return *m_tally; }
    [[nodiscard]] bool has_geometry() const { return !m_geometry.territories.empty(); }
    /// Polygons of the territories. Errors: input, where the run keeps none.
    [[nodiscard]] const Geometry& geometry() const;

private:
    friend std::unique_ptr<ReopenedRun> reopen(const std::string& folder, int threads, Progress& progress);
    ReopenedRun() = default;

    std::string m_folder;
    Geometry m_geometry;
    std::unique_ptr<core::TallyReader> m_tally;
    std::unique_ptr<FirstDemand> m_first;
};

/// Opens the folder of a run by what it keeps for itself, whatever formats its job chose; threads 0: all processors. Errors, kind
/// input: not a run, no tally.covt, a damaged file. Cost: the tally's and, where there are zones or places, the cells'.
std::unique_ptr<ReopenedRun> reopen(const std::string& folder, int threads, Progress& progress);

}  // namespace covmap::run
