// The layers of a run's maps, with the polygons that they point at.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/polygon.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/publish/map_files.hpp"
#include "run/publish/publish.hpp"

namespace covmap::run {

/// Owns the polygons; the model, the tables and the findings outlive it. Units come from the territories' own polygons, each
/// parent's as the union of its published territories', and all of them. Cost: that of shapes::dissolve().
class RunMaps {
public:
    RunMaps(const model::RunModel& model, const std::vector<model::Table>& tables, const CellFindings& findings,
            Geometry&& geometry);
    RunMaps(const RunMaps&) = delete;
    RunMaps& operator=(const RunMaps&) = delete;

    MapContents contents;

private:
    /// Polygons of one unit, by code.
    using ByCode = std::map<std::string, core::MultiPolygon>;
    void take(const model::RunModel& model, Geometry&& source);
    [[nodiscard]] model::MapLayer unit_layer(const model::Table& table) const;

    std::map<std::string, ByCode> m_units;
    std::string m_crs;
    std::vector<std::vector<core::MultiPolygon>> m_outlines;  ///< of zones
};

}  // namespace covmap::run
