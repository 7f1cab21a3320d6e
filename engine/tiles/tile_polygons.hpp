// Territories and zones as layers of map tiles.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/polygon.hpp"
#include "shapes/arcs.hpp"
#include "tiles/tile_columns.hpp"
#include "tiles/tile_layer.hpp"
#include "tiles/tile_rings.hpp"
#include "tiles/tile_shapes.hpp"

namespace covmap::tiles {

/// Outlines are simplified as a whole, each shared border once, by at most kTolerance units of the tile, then snapped. An area
/// without a pixel of its own is drawn as its point. In tiles other than that of its anchor a feature says `copy`, and no more
/// than its figures.
class PolygonTiles final : public TileLayer {
public:
    static constexpr double kTolerance = 3;  ///< units of kTileExtent: 0.4 pixels

    /// The shapes and the table outlive it. All columns are written at the last zoom of `info`.
    PolygonTiles(core::TileLayerInfo info, const std::vector<TileShape>& shapes, TileColumns columns);
    [[nodiscard]] const core::TileLayerInfo& info() const override { return m_info; }
    void to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) override;
    [[nodiscard]] int most_steps() const override { return m_has_points ? kMostSteps : static_cast<int>(m_detail); }
    void draw(core::TileId tile, std::span<const TilePlacement> items, int steps, MvtLayer& out) const override;

private:
    /// What one tile shows of one shape; without rings: its point.
    struct Piece {
        std::uint32_t shape = 0;
        std::uint64_t tile = 0;
        bool copy = false;
        TileParts rings;
        core::TilePoint point;
    };
    void cut(std::uint32_t shape, const core::MultiPolygon& simpler, int zoom, std::vector<Piece>& pieces) const;

    core::TileLayerInfo m_info;
    const std::vector<TileShape>& m_shapes;
    TileColumns m_columns;
    [[nodiscard]] std::vector<core::MultiPolygon> simplified(int zoom, const std::vector<bool>& drawn);

    std::unique_ptr<shapes::Arcs> m_arcs;  ///< of all shapes, when first needed
    std::vector<double> m_areas;           ///< of the shapes, in the unit square
    bool m_has_points = false;             ///< at the zoom at hand
    std::vector<Piece> m_pieces;
    TileDetail m_detail = TileDetail::main;
};

/// Rows as points: labels of territories, places.
class PointTiles final : public TileLayer {
public:
    struct Point {
        std::size_t row = 0;
        core::Point square;  ///< on the unit square of web maps
    };
    /// `best`: what is said at the last zoom.
    PointTiles(core::TileLayerInfo info, std::vector<Point> points, TileColumns columns, TileDetail best = TileDetail::all)
        : m_info(std::move(info)), m_points(std::move(points)), m_columns(std::move(columns)), m_best(best) {}
    [[nodiscard]] const core::TileLayerInfo& info() const override { return m_info; }
    void to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) override;
    void draw(core::TileId tile, std::span<const TilePlacement> items, int steps, MvtLayer& out) const override;

private:
    core::TileLayerInfo m_info;
    std::vector<Point> m_points;
    TileColumns m_columns;
    TileDetail m_best;
    int m_zoom = 0;
};

}  // namespace covmap::tiles
