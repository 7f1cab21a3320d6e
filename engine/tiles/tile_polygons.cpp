#include "tiles/tile_polygons.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

namespace covmap::tiles {

PlaceInTile place_in_tile(core::Point square, int zoom) {
    const double units = std::ldexp(static_cast<double>(core::kTileExtent), zoom);
    const auto last = static_cast<std::int64_t>(units) - 1;
    const auto unit = [&](double v) {
        return std::clamp(static_cast<std::int64_t>(std::floor(v * units)), std::int64_t{0}, last);
    };
    const std::int64_t x = unit(square.x), y = unit(square.y);
    return {{zoom, static_cast<std::uint32_t>(x / core::kTileExtent), static_cast<std::uint32_t>(y / core::kTileExtent)},
            {static_cast<std::int32_t>(x % core::kTileExtent), static_cast<std::int32_t>(y % core::kTileExtent)}};
}

namespace {

TileDetail detail_of(TileDetail at_best, int steps) {
    return static_cast<TileDetail>(std::max(0, static_cast<int>(at_best) - steps));
}

/// Points of one layer of a tile: each for itself or, in a coarsened tile, those of one square of pixels as one.
class MergedPoints {
public:
    MergedPoints(const TileColumns& columns, TileDetail detail, int steps, MvtLayer& out)
        : m_columns(columns), m_detail(detail), m_steps(steps), m_out(out) {}

    void add(std::size_t row, core::TilePoint at) {
        if (m_steps == 0) {
            m_out.add(row + 1, core::TileGeometry::point, {{at}}, m_columns.properties(row, m_detail));
            return;
        }
        const int side = kPixel << m_steps;
        Group& group = m_groups[{at.y / side, at.x / side}];
        if (group.rows.empty()) group.at = at;
        group.rows.push_back(row);
    }

    void draw_groups() const {
        for (const auto& [key, group] : m_groups)
            m_out.add(group.rows.front() + 1, core::TileGeometry::point, {{group.at}}, m_columns.merged(group.rows));
    }

private:
    struct Group {
        core::TilePoint at;  ///< of its first
        std::vector<std::size_t> rows;
    };
    const TileColumns& m_columns;
    TileDetail m_detail;
    int m_steps;
    MvtLayer& m_out;
    std::map<std::pair<std::int32_t, std::int32_t>, Group> m_groups;
};

/// More than a pixel of area.
bool is_drawn(const std::vector<TileRings>& polygons) {
    std::int64_t area2 = 0;
    for (const TileRings& rings : polygons)
        for (const auto& ring : rings) area2 += core::ring_area2(ring);
    return area2 >= std::int64_t{2} * kPixel * kPixel;
}

}  // namespace

PolygonTiles::PolygonTiles(core::TileLayerInfo info, const std::vector<TileShape>& shapes, TileColumns columns)
    : m_info(std::move(info)), m_shapes(shapes), m_columns(std::move(columns)) {
    m_info.fields.emplace_back("copy", "Boolean");  // readers that go by the metadata can skip copies too
    for (const TileShape& shape : shapes) m_areas.push_back(area_of(shape.polygons));
}

std::vector<core::MultiPolygon> PolygonTiles::simplified(int zoom, const std::vector<bool>& drawn) {
    const double tolerance = kTolerance / std::ldexp(static_cast<double>(core::kTileExtent), zoom);
    std::vector<const core::MultiPolygon*> outlines;
    for (std::size_t s = 0; s < m_shapes.size(); ++s) outlines.push_back(drawn[s] || !m_arcs ? &m_shapes[s].polygons : nullptr);
    // As long as most are points the others alone are cut into arcs.
    if (2 * static_cast<std::size_t>(std::count(drawn.begin(), drawn.end(), true)) < drawn.size()) {
        for (std::size_t s = 0; s < m_shapes.size(); ++s)
            if (!drawn[s]) outlines[s] = nullptr;
        return shapes::Arcs(outlines).simplified(tolerance);
    }
    if (!m_arcs) m_arcs = std::make_unique<shapes::Arcs>(outlines);
    return m_arcs->simplified(tolerance);
}

void PolygonTiles::cut(std::uint32_t shape, const core::MultiPolygon& simpler, int zoom, std::vector<Piece>& pieces) const {
    const PlaceInTile anchor = place_in_tile(m_shapes[shape].anchor, zoom);
    const std::vector<TileRings> snapped = snapped_to_tiles(simpler, zoom);
    bool at_home = false;
    if (is_drawn(snapped)) {
        cut_along_tiles(snapped, zoom, kTileBuffer, [&](core::TileId tile, std::vector<TileRings>&& rings) {
            const bool home = tile == anchor.tile;
            at_home = at_home || home;
            Piece& piece = pieces.emplace_back(Piece{shape, core::hilbert_id(tile), !home, {}, {}});
            for (TileRings& polygon : rings) std::move(polygon.begin(), polygon.end(), std::back_inserter(piece.rings));
        });
    }
    // Too small to be drawn, or its anchor's corner of a tile was simplified away.
    if (!at_home) pieces.push_back({shape, core::hilbert_id(anchor.tile), false, {}, anchor.at});
}

void PolygonTiles::to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) {
    m_detail = zoom == m_info.maxzoom ? TileDetail::all : TileDetail::main;
    const double pixel = std::ldexp(static_cast<double>(kPixel) / core::kTileExtent, -zoom);
    std::vector<bool> drawn;
    m_has_points = false;
    for (std::size_t s = 0; s < m_shapes.size(); ++s) {
        const bool shown = m_shapes[s].from_zoom <= zoom;
        drawn.push_back(shown && m_areas[s] >= pixel * pixel);
        m_has_points = m_has_points || (shown && !drawn.back());
    }
    const std::vector<core::MultiPolygon> simpler = simplified(zoom, drawn);
    std::vector<std::vector<Piece>> by_shape(m_shapes.size());
    tbb::parallel_for(std::size_t{0}, m_shapes.size(), [&](std::size_t s) {
        if (m_shapes[s].from_zoom <= zoom)
            cut(static_cast<std::uint32_t>(s), drawn[s] ? simpler[s] : core::MultiPolygon{}, zoom, by_shape[s]);
    });
    m_pieces.clear();
    for (std::vector<Piece>& pieces : by_shape)
        for (Piece& piece : pieces) {
            placements.push_back({piece.tile, layer, static_cast<std::uint32_t>(m_pieces.size())});
            m_pieces.push_back(std::move(piece));
        }
}

void PolygonTiles::draw(core::TileId, std::span<const TilePlacement> items, int steps, MvtLayer& out) const {
    MergedPoints points(m_columns, detail_of(m_detail, steps), steps, out);
    for (const TilePlacement& item : items) {
        const Piece& piece = m_pieces[item.item];
        const std::size_t row = m_shapes[piece.shape].row;
        if (piece.rings.empty()) {
            points.add(row, piece.point);
            continue;
        }
        TileProperties properties = m_columns.properties(row, detail_of(piece.copy ? TileDetail::main : m_detail, steps));
        if (piece.copy) properties.emplace_back("copy", true);
        out.add(row + 1, core::TileGeometry::polygon, piece.rings, properties);
    }
    points.draw_groups();
}

void PointTiles::to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) {
    m_zoom = zoom;
    for (std::size_t p = 0; p < m_points.size(); ++p)
        placements.push_back(
            {core::hilbert_id(place_in_tile(m_points[p].square, zoom).tile), layer, static_cast<std::uint32_t>(p)});
}

void PointTiles::draw(core::TileId, std::span<const TilePlacement> items, int steps, MvtLayer& out) const {
    MergedPoints points(m_columns, detail_of(m_zoom == m_info.maxzoom ? m_best : TileDetail::main, steps), steps, out);
    for (const TilePlacement& item : items)
        points.add(m_points[item.item].row, place_in_tile(m_points[item.item].square, m_zoom).at);
    points.draw_groups();
}

}  // namespace covmap::tiles
