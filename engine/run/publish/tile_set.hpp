// All layers of a run's map tiles, with what they point at.
#pragma once

#include <memory>
#include <vector>

#include "model/map_layer.hpp"
#include "run/compute/cell_analysis.hpp"
#include "tiles/context_tiles.hpp"
#include "tiles/tile_coverage.hpp"
#include "tiles/tile_polygons.hpp"

namespace covmap::run {

/// What tiles show of a run. Points at what the caller keeps alive.
struct TileSource {
    const model::RunModel& model;
    const model::RunModel& cells_model;  ///< as the first demand alone has it
    const CellFindings& findings;
    std::string cells;  ///< path of its cells.covc
};

/// Owns shapes, tables and layers. Built once a run.
class TileSet {
public:
    TileSet(const TileSource& run, const std::vector<model::MapLayer>& layers, int threads);
    [[nodiscard]] const std::vector<std::unique_ptr<tiles::TileLayer>>& layers() const { return m_layers; }
    /// Levels of the squares by zoom; empty where the tiles hold none.
    [[nodiscard]] std::vector<int> coverage_levels() const {
        return m_coverage == nullptr ? std::vector<int>{} : m_coverage->levels();
    }
    [[nodiscard]] int maxzoom() const { return m_maxzoom; }
    [[nodiscard]] core::TilesetInfo info() const;
    /// Sums of all squares, by attribute of the cells; empty where the tiles hold none.
    [[nodiscard]] const std::vector<std::int64_t>& totals() const { return m_totals; }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    void add_units(const std::vector<model::MapLayer>& layers);
    void add_zones(const std::vector<model::MapLayer>& layers);
    void add_contradictions(const std::vector<model::MapLayer>& layers);
    void add_stretches(const std::vector<model::MapLayer>& layers);
    void add_places(const std::vector<model::MapLayer>& layers);
    void add_backgrounds(const std::vector<model::MapLayer>& layers);
    /// The sites that stand beside the cells.
    [[nodiscard]] std::vector<model::Site> add_cells(int threads);
    void add_sites(const std::vector<model::Site>& sites);
    void add_points(core::TileLayerInfo info, std::vector<tiles::PointTiles::Point>&& points, const tiles::TileColumns& columns);
    const std::vector<tiles::TileShape>& keep(std::vector<tiles::TileShape>&& shapes);
    void reach(core::Point square);
    void check_names() const;

    const TileSource& m_run;
    int m_maxzoom = 0;
    std::vector<std::unique_ptr<std::vector<tiles::TileShape>>> m_shapes;
    model::Table m_sites;
    std::unique_ptr<core::CellAreas> m_areas;
    std::unique_ptr<measure::CellSumsPlan> m_plan;
    const tiles::CoverageTiles* m_coverage = nullptr;
    std::vector<std::unique_ptr<tiles::TileLayer>> m_layers;
    std::vector<std::int64_t> m_totals;
    std::vector<std::string> m_warnings;
    core::Point m_low{1, 1}, m_high{0, 0};  ///< of all shapes, on the unit square
};

}  // namespace covmap::run
