#include "tiles/tile_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "geodesy/web_mercator.hpp"
#include "tiles/tile_columns.hpp"

namespace covmap::tiles {

namespace {

constexpr int kLeastPixels = 8;
constexpr std::uint32_t kIsCopy = 1U << 31U;  // of an item: the block is drawn, and does not count

/// Whole per cent, 0 and 100 only where it is nothing and everything.
std::int64_t per_cent(std::int64_t part, std::int64_t whole) {
    const auto nearest = static_cast<std::int64_t>(std::llround(100.0 * static_cast<double>(part) / static_cast<double>(whole)));
    return part >= whole ? 100 : std::clamp<std::int64_t>(nearest, 1, 99);
}

/// p on the side of the antimeridian on which q is.
core::Point beside(core::Point p, core::Point q) { return {p.x - std::round(p.x - q.x), p.y}; }

/// Sides of a square of one cell in the middle of the frame, in units of the unit square.
double side_of_cell(const core::Frame& frame) {
    const geodesy::Locator locator(frame.lattice);
    const double u = (frame.cells.col_begin + frame.cells.col_end) / 2.0, v = (frame.cells.row_begin + frame.cells.row_end) / 2.0;
    const core::Point a = geodesy::web_mercator(locator.wgs84({u, v})), b = geodesy::web_mercator(locator.wgs84({u + 1, v}));
    return std::hypot(b.x - a.x, b.y - a.y);
}

double pixels_of_cell(const core::Frame& frame, int zoom) { return side_of_cell(frame) * std::ldexp(512.0, zoom); }

}  // namespace

int CoverageTiles::zoom_of_cells(const core::Frame& frame) {
    int zoom = 0;
    while (zoom < 24 && pixels_of_cell(frame, zoom) < kLeastPixels) ++zoom;
    return zoom;
}

CoverageTiles::CoverageTiles(const measure::CellSumsPlan& plan, measure::CellSums sums, int maxzoom)
    : m_plan(plan), m_locator(plan.model.frame.lattice), m_offers(std::move(sums.offers)) {
    const model::Job& job = plan.model.job;
    m_info = {"coverage",
              {},
              0,
              maxzoom,
              {{"level", "Number"}, {"area_km2", "Number"}, {"copy", "Boolean"}, {"secret", "Boolean"}, {"territory", "String"}}};
    const std::size_t people = plan.stride() - 1;
    const auto add_names = [&](const std::string& before, const std::string& after, const std::string& area) {
        for (std::size_t a = 0; a < people; ++a) m_names.push_back(before + plan.model.attributes[a].name + after);
        m_names.push_back(area);
    };
    add_names("", "", "area_km2");
    for (const model::IndicatorSpec& indicator : job.indicator) {
        add_names(indicator.name + "_", "", indicator.name + "_area_pct");
        add_names(indicator.name + "_", "_unk", indicator.name + "_area_unk_pct");
    }
    for (std::size_t n = 0; n < m_names.size(); ++n)
        if (n != people) m_info.fields.emplace_back(m_names[n], "Number");
    for (const std::string& code : plan.operators) {
        m_offer_names.push_back("op_" + code);
        m_info.fields.emplace_back(m_offer_names.back(), "String");
    }
    for (int zoom = 0; zoom <= maxzoom; ++zoom) {
        int level = plan.level;
        while (level < 30 && pixels_of_cell(plan.model.frame, zoom) * std::ldexp(1.0, level) < kLeastPixels) ++level;
        m_levels.push_back(level);
    }
    m_pyramid.push_back(std::move(sums.sums));
    while (m_pyramid.back().level() < m_levels.front()) m_pyramid.push_back(measure::coarser(m_pyramid.back()));
}

/// A projection may have no place for the corner of a large square that reaches beyond it: there its north-western neighbour
/// stands in.
core::Point CoverageTiles::located(core::Row row, core::Col col) const {
    const core::CellBox& cells = m_plan.model.frame.cells;
    double u = std::clamp<double>(std::ldexp(col, m_level), cells.col_begin, cells.col_end);
    double v = std::clamp<double>(std::ldexp(row, m_level), cells.row_begin, cells.row_end);
    core::Point at = geodesy::web_mercator(m_locator.wgs84({u, v}));
    for (double side = 1; !(std::isfinite(at.x) && std::isfinite(at.y)) && side < std::ldexp(2.0, m_level); side *= 2) {
        u = std::max<double>(u - side, cells.col_begin);
        v = std::max<double>(v - side, cells.row_begin);
        at = geodesy::web_mercator(m_locator.wgs84({u, v}));
    }
    return std::isfinite(at.x) && std::isfinite(at.y) ? at : core::Point{};
}

// Blocks are in order, so that corners are found row by row: those of the row of blocks north of them, and of that south.
void CoverageTiles::to_level(int level) {
    m_level = level;
    const std::vector<measure::CellBlock>& blocks = sums().blocks();
    m_corners.clear();
    m_corners_of.resize(blocks.size());
    std::vector<core::Col> columns;
    for (std::size_t north = 0, south = 0; north < blocks.size();) {
        const core::Row row = north < south ? blocks[north].row + 1 : blocks[south].row;
        std::size_t end = south;
        while (end < blocks.size() && blocks[end].row == row) ++end;
        columns.clear();
        for (std::size_t b = north; b < end; ++b)
            for (const core::Col right : {0, 1}) columns.push_back(blocks[b].col + right);
        std::sort(columns.begin(), columns.end());
        columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
        const std::size_t first = m_corners.size();
        for (const core::Col col : columns) m_corners.push_back(located(row, col));
        const auto number = [&](core::Col col) {
            return static_cast<std::uint32_t>(first) +
                   static_cast<std::uint32_t>(std::lower_bound(columns.begin(), columns.end(), col) - columns.begin());
        };
        for (std::size_t b = north; b < end; ++b)
            for (const std::size_t right : {0, 1})
                m_corners_of[b][(b < south ? 2U : 0U) + right] = number(blocks[b].col + static_cast<core::Col>(right));
        north = south;
        south = end;
    }
}

void CoverageTiles::to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) {
    m_zoom = zoom;
    const int level = m_levels[static_cast<std::size_t>(zoom)];
    if (m_level != level) to_level(level);
    const auto side = static_cast<std::int64_t>(1) << zoom;
    for (std::size_t b = 0; b < m_corners_of.size(); ++b) {
        core::Point low = m_corners[m_corners_of[b][0]], high = low, middle;
        for (const std::uint32_t corner : m_corners_of[b]) {
            const core::Point p = beside(m_corners[corner], m_corners[m_corners_of[b][0]]);
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
            middle = {middle.x + p.x / 4, middle.y + p.y / 4};
        }
        const core::TileId home = place_in_tile({middle.x - std::floor(middle.x), middle.y}, zoom).tile;
        const std::uint32_t north = place_in_tile(low, zoom).tile.y, south = place_in_tile(high, zoom).tile.y;
        const auto column = [&](double x) { return static_cast<std::int64_t>(std::floor(std::ldexp(x, zoom))); };
        for (std::int64_t x = column(low.x); x <= column(high.x); ++x)
            for (std::uint32_t y = north; y <= south; ++y) {
                const core::TileId tile{zoom, static_cast<std::uint32_t>((x + side) % side), y};
                placements.push_back(
                    {core::hilbert_id(tile), layer, static_cast<std::uint32_t>(b) | (tile == home ? 0 : kIsCopy)});
            }
    }
}

void CoverageTiles::take(const TilePlacement& item, Drawn& drawn) const {
    drawn.block = item.item & ~kIsCopy;
    drawn.copy = (item.item & kIsCopy) != 0;
    const measure::CellBlock& block = sums().blocks()[drawn.block];
    drawn.row_begin = block.row, drawn.row_end = block.row + 1;
    drawn.col_begin = block.col, drawn.col_end = block.col + 1;
    drawn.sums.resize(sums().columns());
    sums().values(drawn.block, drawn.sums);
}

std::vector<CoverageTiles::Drawn> CoverageTiles::grouped(std::span<const TilePlacement> items, int steps) const {
    std::map<std::tuple<core::Row, core::Col, bool>, Drawn> groups;
    Drawn one;
    for (const TilePlacement& item : items) {
        take(item, one);
        const auto [known, is_new] = groups.try_emplace({one.row_begin >> steps, one.col_begin >> steps, one.copy}, one);
        if (is_new) continue;
        Drawn& drawn = known->second;
        drawn.row_begin = std::min(drawn.row_begin, one.row_begin);
        drawn.row_end = std::max(drawn.row_end, one.row_end);
        drawn.col_begin = std::min(drawn.col_begin, one.col_begin);
        drawn.col_end = std::max(drawn.col_end, one.col_end);
        for (std::size_t v = 0; v < one.sums.size(); ++v) drawn.sums[v] += one.sums[v];
    }
    std::vector<Drawn> all;
    for (auto& [key, drawn] : groups) all.push_back(std::move(drawn));
    return all;
}

void CoverageTiles::draw(core::TileId tile, std::span<const TilePlacement> items, int steps, MvtLayer& out) const {
    TileProperties properties;
    if (steps > 0) {
        for (const Drawn& square : grouped(items, steps)) draw_one(tile, square, steps, properties, out);
        return;
    }
    Drawn square;
    for (const TilePlacement& item : items) {
        take(item, square);
        draw_one(tile, square, 0, properties, out);
    }
}

void CoverageTiles::tell(const Drawn& square, int level, TileProperties& properties) const {
    const std::size_t stride = m_plan.stride();
    properties.clear();
    properties.emplace_back("level", static_cast<std::int64_t>(level));
    if (square.copy) properties.emplace_back("copy", true);
    bool secret = false;
    for (std::size_t a = 0; a + 1 < stride; ++a) {
        const auto least = m_plan.model.job.publish_min.find(m_plan.model.attributes[a].name);
        secret = secret || (least != m_plan.model.job.publish_min.end() && square.sums[a] > 0 && square.sums[a] < least->second);
    }
    if (secret) properties.emplace_back("secret", true);
    const std::int64_t area = square.sums[stride - 1];
    for (std::size_t n = 0; n < square.sums.size(); ++n) {
        const std::int64_t sum = square.sums[n];
        const bool is_area = n % stride == stride - 1;
        if (sum == 0 || (secret && !is_area)) continue;
        if (!is_area)
            properties.emplace_back(m_names[n], decimal_tile_value(sum, core::kWeightScale));
        else if (n == stride - 1)
            properties.emplace_back(m_names[n], decimal_tile_value(sum, core::kAreaScale));
        else
            properties.emplace_back(m_names[n], per_cent(sum, area));
    }
    const measure::CellBlock& block = sums().blocks()[square.block];
    if (level > 0 || m_zoom < m_info.maxzoom) return;
    properties.emplace_back("territory", m_plan.model.territories.territories[block.territory.value].code);
    for (std::size_t o = 0; o < m_offer_names.size(); ++o) properties.emplace_back(m_offer_names[o], m_offers[block.offers][o]);
}

std::array<core::Point, 4> CoverageTiles::outline(const Drawn& square, int steps) const {
    if (steps == 0) {
        const Corners& c = m_corners_of[square.block];
        return {m_corners[c[0]], m_corners[c[1]], m_corners[c[3]], m_corners[c[2]]};
    }
    const std::lock_guard lock(m_locating);
    return {located(square.row_begin, square.col_begin), located(square.row_begin, square.col_end),
            located(square.row_end, square.col_end), located(square.row_end, square.col_begin)};
}

/// A coarsened square can be partly home, partly a copy: two features.
std::uint64_t CoverageTiles::id_of(const Drawn& square, int steps) const {
    const core::CellBox& cells = m_plan.model.frame.cells;
    const int level = m_level + steps;
    const auto width = static_cast<std::uint64_t>(((cells.col_end - 1) >> level) - (cells.col_begin >> level) + 1);
    const auto height = static_cast<std::uint64_t>(((cells.row_end - 1) >> level) - (cells.row_begin >> level) + 1);
    const auto id = static_cast<std::uint64_t>((square.row_begin >> steps) - (cells.row_begin >> level)) * width +
                    static_cast<std::uint64_t>((square.col_begin >> steps) - (cells.col_begin >> level)) + 1;
    return square.copy ? id + width * height : id;
}

void CoverageTiles::draw_one(core::TileId tile, const Drawn& square, int steps, TileProperties& properties, MvtLayer& out) const {
    tell(square, m_level + steps, properties);
    std::array<core::Point, 4> corners = outline(square, steps);
    for (core::Point& p : corners) p = beside(p, corners.front());
    const double turns = std::round((corners[0].x + corners[2].x) / 2 - std::ldexp(tile.x + 0.5, -m_zoom));  // around the world
    const double units = std::ldexp(static_cast<double>(core::kTileExtent), m_zoom);
    std::vector<core::TilePoint> ring;
    for (const core::Point& p : corners)
        ring.push_back({static_cast<std::int32_t>(std::lround((p.x - turns) * units) - std::int64_t{tile.x} * core::kTileExtent),
                        static_cast<std::int32_t>(std::lround(p.y * units) - std::int64_t{tile.y} * core::kTileExtent)});
    if (core::ring_area2(ring) < 0) std::reverse(ring.begin() + 1, ring.end());
    const std::uint64_t id = id_of(square, steps);
    if (out.add(id, core::TileGeometry::polygon, {ring}, properties) || square.copy) return;
    // Nothing of it is on the map, beyond its last parallel for one: its people still are.
    const auto inside = [](std::int32_t v) { return std::clamp(v, 0, core::kTileExtent - 1); };
    out.add(id, core::TileGeometry::point, {{{inside(ring.front().x), inside(ring.front().y)}}}, properties);
}

}  // namespace covmap::tiles
