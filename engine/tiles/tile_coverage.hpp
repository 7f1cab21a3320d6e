// Squares of the demand grid as a layer of map tiles.
#pragma once

#include <array>
#include <mutex>
#include <string>
#include <vector>

#include "geodesy/locator.hpp"
#include "measure/cells/cell_sums.hpp"
#include "model/run_model.hpp"
#include "tiles/tile_columns.hpp"
#include "tiles/tile_layer.hpp"

namespace covmap::tiles {

/// Squares of 8 pixels or more, summed 2 x 2 as often as needed at each zoom. A square counts in the tile of its centre, and is
/// drawn as a `copy` in others that it reaches.
class CoverageTiles final : public TileLayer {
public:
    /// The smallest zoom at which level 0 is drawn, for squares as large as those in the middle of the frame; at least 0.
    static int zoom_of_cells(const core::Frame& frame);

    /// The plan outlives it.
    CoverageTiles(const measure::CellSumsPlan& plan, measure::CellSums sums, int maxzoom);
    [[nodiscard]] const core::TileLayerInfo& info() const override { return m_info; }
    void to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) override;
    void draw(core::TileId tile, std::span<const TilePlacement> items, int steps, MvtLayer& out) const override;
    /// Level by zoom.
    [[nodiscard]] const std::vector<int>& levels() const { return m_levels; }

private:
    /// Of a block: north-west, north-east, south-west, south-east, as positions in m_corners.
    using Corners = std::array<std::uint32_t, 4>;
    /// What is drawn as one square: blocks from..to of one item or, in a coarsened tile, of some.
    struct Drawn {
        core::Row row_begin = 0, row_end = 0;
        core::Col col_begin = 0, col_end = 0;
        std::vector<std::int64_t> sums;
        std::size_t block = 0;
        bool copy = false;
    };
    void to_level(int level);
    [[nodiscard]] const measure::BlockSums& sums() const { return m_pyramid[static_cast<std::size_t>(m_level - m_plan.level)]; }
    [[nodiscard]] core::Point located(core::Row row, core::Col col) const;
    /// The corners of a square in the order of its outline.
    [[nodiscard]] std::array<core::Point, 4> outline(const Drawn& square, int steps) const;
    /// One block, as it is. `drawn`: its vector is used again.
    void take(const TilePlacement& item, Drawn& drawn) const;
    [[nodiscard]] std::vector<Drawn> grouped(std::span<const TilePlacement> items, int steps) const;
    void draw_one(core::TileId tile, const Drawn& square, int steps, TileProperties& properties, MvtLayer& out) const;
    void tell(const Drawn& square, int level, TileProperties& properties) const;
    [[nodiscard]] std::uint64_t id_of(const Drawn& square, int steps) const;

    const measure::CellSumsPlan& m_plan;
    core::TileLayerInfo m_info;
    geodesy::Locator m_locator;
    mutable std::mutex m_locating;
    std::vector<measure::BlockSums> m_pyramid;  ///< by level, from the plan's on
    std::vector<std::vector<std::string>> m_offers;
    std::vector<std::string> m_offer_names;
    /// Names of the properties of the sums.
    std::vector<std::string> m_names;
    std::vector<core::Point> m_corners;  ///< on the unit square of web maps; none lies outside the frame
    std::vector<Corners> m_corners_of;   ///< by block of the level at hand
    std::vector<int> m_levels;
    int m_zoom = 0, m_level = -1;
};

}  // namespace covmap::tiles
