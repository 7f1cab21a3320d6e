// The layers of a run's maps, with the polygons that they point at.
#pragma once

#include <vector>

#include "core/polygon.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/publish/context_maps.hpp"
#include "run/publish/map_files.hpp"
#include "run/publish/unit_polygons.hpp"

namespace covmap::run {

/// Owns the polygons; the model, the tables, the findings and the background outlive it. Units come from the territories' own
/// polygons, each parent's as the union of its published territories', and all of them. Cost: that of shapes::dissolve().
class RunMaps {
public:
    RunMaps(const model::RunModel& model, const std::vector<model::Table>& tables, const CellFindings& findings,
            model::Geometry&& geometry, const std::vector<model::ContextShapes>& context);
    RunMaps(const RunMaps&) = delete;
    RunMaps& operator=(const RunMaps&) = delete;

    MapContents contents;

private:
    [[nodiscard]] model::MapLayer unit_layer(const model::Table& table) const;

    UnitPolygons m_units;
    std::vector<std::vector<core::MultiPolygon>> m_outlines;  ///< of zones
    std::vector<std::vector<core::MultiPolygon>> m_measured;  ///< of contradictions, one list each [[measurement]]
    ContextMaps m_context;
};

}  // namespace covmap::run
