#include "run/tile_coverage.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "geodesy/web_mercator.hpp"
#include "run/tile_columns.hpp"

namespace covmap::run {

namespace {

constexpr int kLeastPixels = 8;
constexpr std::uint32_t kIsCopy = 1U << 31U;  // of an item: the block is drawn, and does not count

/// Whole per cent, 0 and 100 only where it is nothing and everything.
std::int64_t per_cent(std::int64_t part, std::int64_t whole) {
    const auto nearest = static_cast<std::int64_t>(std::llround(100.0 * static_cast<double>(part) / static_cast<double>(whole)));
    return part >= whole ? 100 : std::clamp<std::int64_t>(nearest, 1, 99);
}

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
    : m_plan(plan), m_locator(plan.model.frame.lattice), m_finest(std::move(sums.sums)), m_offers(std::move(sums.offers)) {
    const core::Job& job = plan.model.job;
    m_info = {"coverage", {}, 0, maxzoom, {{"level", "Number"}, {"area_km2", "Number"}, {"copy", "Boolean"}, {"secret", "Boolean"}, {"territory", "String"}}};
    const std::size_t people = plan.stride() - 1;
    const auto add_names = [&](const std::string& before, const std::string& after, const std::string& area) {
        for (std::size_t a = 0; a < people; ++a) m_names.push_back(before + plan.model.attributes[a].name + after);
        m_names.push_back(area);
    };
    add_names("", "", "area_km2");
    for (const core::IndicatorSpec& indicator : job.indicator) {
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
}

core::Point CoverageTiles::located(core::Row row, core::Col col) const {
    const core::CellBox& cells = m_plan.model.frame.cells;
    const double u = std::clamp<double>(std::ldexp(col, m_sums.level()), cells.col_begin, cells.col_end);
    const double v = std::clamp<double>(std::ldexp(row, m_sums.level()), cells.row_begin, cells.row_end);
    return geodesy::web_mercator(m_locator.wgs84({u, v}));
}

core::Point CoverageTiles::corner(core::Row row, core::Col col) const {
    const auto found = std::lower_bound(m_corners.begin(), m_corners.end(), row, [](const CornerRow& corners, core::Row wanted) { return corners.row < wanted; });
    if (found != m_corners.end() && found->row == row) {
        const auto at = std::lower_bound(found->cols.begin(), found->cols.end(), col);
        if (at != found->cols.end() && *at == col) return found->at[static_cast<std::size_t>(at - found->cols.begin())];
    }
    const std::lock_guard lock(m_locating);  // of a coarsened square whose corner no block has
    return located(row, col);
}

void CoverageTiles::to_level(int level) {
    if (m_sums.level() != level || m_corners.empty()) {
        m_sums = m_finest;
        while (m_sums.level() < level) m_sums = measure::coarser(m_sums);
    }
    std::map<core::Row, std::vector<core::Col>> wanted;
    for (const measure::Block& block : m_sums.blocks())
        for (const core::Row row : {block.row, block.row + 1}) {
            std::vector<core::Col>& cols = wanted[row];
            cols.push_back(block.col);
            cols.push_back(block.col + 1);
        }
    m_corners.clear();
    for (auto& [row, cols] : wanted) {
        std::sort(cols.begin(), cols.end());
        cols.erase(std::unique(cols.begin(), cols.end()), cols.end());
        CornerRow& corners = m_corners.emplace_back(CornerRow{row, std::move(cols), {}});
        for (const core::Col col : corners.cols) corners.at.push_back(located(row, col));
    }
}

void CoverageTiles::to_zoom(int zoom, std::uint32_t layer, std::vector<TilePlacement>& placements) {
    m_zoom = zoom;
    const int level = m_levels[static_cast<std::size_t>(zoom)];
    if (m_sums.level() != level || m_corners.empty()) to_level(level);
    const std::vector<measure::Block>& blocks = m_sums.blocks();
    for (std::size_t b = 0; b < blocks.size(); ++b) {
        const measure::Block& block = blocks[b];
        const auto at = [&](core::Row down, core::Col right) { return corner(block.row + down, block.col + right); };
        const core::Point corners[] = {at(0, 0), at(0, 1), at(1, 0), at(1, 1)};
        core::Point low = corners[0], high = corners[0], middle;
        for (const core::Point& p : corners) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
            middle = {middle.x + p.x / 4, middle.y + p.y / 4};
        }
        const core::TileId home = place_in_tile(middle, zoom).tile, first = place_in_tile(low, zoom).tile, last = place_in_tile(high, zoom).tile;
        for (std::uint32_t x = first.x; x <= last.x; ++x)
            for (std::uint32_t y = first.y; y <= last.y; ++y) {
                const core::TileId tile{zoom, x, y};
                placements.push_back({core::hilbert_id(tile), layer, static_cast<std::uint32_t>(b) | (tile == home ? 0 : kIsCopy)});
            }
    }
}

std::vector<CoverageTiles::Drawn> CoverageTiles::grouped(std::span<const TilePlacement> items, int steps) const {
    std::map<std::tuple<core::Row, core::Col, bool>, Drawn> groups;
    std::vector<std::int64_t> values(m_sums.columns());
    for (const TilePlacement& item : items) {
        const std::size_t b = item.item & ~kIsCopy;
        const bool copy = (item.item & kIsCopy) != 0;
        const measure::Block& block = m_sums.blocks()[b];
        const auto [known, is_new] = groups.try_emplace({block.row >> steps, block.col >> steps, copy});
        Drawn& drawn = known->second;
        if (is_new) drawn = {block.row, block.row, block.col, block.col, std::vector<std::int64_t>(values.size(), 0), b, copy};
        drawn.row_begin = std::min(drawn.row_begin, block.row);
        drawn.row_end = std::max(drawn.row_end, block.row + 1);
        drawn.col_begin = std::min(drawn.col_begin, block.col);
        drawn.col_end = std::max(drawn.col_end, block.col + 1);
        m_sums.values(b, values);
        for (std::size_t v = 0; v < values.size(); ++v) drawn.sums[v] += values[v];
    }
    std::vector<Drawn> all;
    for (auto& [key, drawn] : groups) all.push_back(std::move(drawn));
    return all;
}

void CoverageTiles::draw(core::TileId tile, std::span<const TilePlacement> items, int steps, exports::MvtLayer& out) const {
    for (const Drawn& square : grouped(items, steps)) draw_one(tile, square, steps, out);
}

void CoverageTiles::draw_one(core::TileId tile, const Drawn& square, int steps, exports::MvtLayer& out) const {
    const std::size_t stride = m_plan.stride();
    const int level = m_sums.level() + steps;
    TileProperties properties = {{"level", static_cast<std::int64_t>(level)}};
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
    const measure::Block& block = m_sums.blocks()[square.block];
    if (level == 0 && m_zoom == m_info.maxzoom) {
        properties.emplace_back("territory", m_plan.model.territories.territories[block.territory.value].code);
        for (std::size_t o = 0; o < m_offer_names.size(); ++o) properties.emplace_back(m_offer_names[o], m_offers[block.offers][o]);
    }
    const double units = std::ldexp(static_cast<double>(core::kTileExtent), m_zoom);
    std::vector<core::TilePoint> ring;
    for (const auto& [row, col] : {std::pair(square.row_begin, square.col_begin), std::pair(square.row_begin, square.col_end), std::pair(square.row_end, square.col_end),
                                   std::pair(square.row_end, square.col_begin)}) {
        const core::Point p = corner(row, col);
        ring.push_back({static_cast<std::int32_t>(std::lround(p.x * units) - static_cast<std::int64_t>(tile.x) * core::kTileExtent),
                        static_cast<std::int32_t>(std::lround(p.y * units) - static_cast<std::int64_t>(tile.y) * core::kTileExtent)});
    }
    const core::CellBox& cells = m_plan.model.frame.cells;
    const auto width = static_cast<std::uint64_t>(((cells.col_end - 1) >> level) - (cells.col_begin >> level) + 1);
    const auto id = static_cast<std::uint64_t>((square.row_begin >> steps) - (cells.row_begin >> level)) * width +
                    static_cast<std::uint64_t>((square.col_begin >> steps) - (cells.col_begin >> level)) + 1;
    const auto height = static_cast<std::uint64_t>(((cells.row_end - 1) >> level) - (cells.row_begin >> level) + 1);
    if (core::ring_area2(ring) < 0) std::reverse(ring.begin() + 1, ring.end());
    // A coarsened square can be partly home, partly a copy: two features.
    out.add(square.copy ? id + width * height : id, core::TileGeometry::polygon, {ring}, properties);
}

}  // namespace covmap::run
