#include "run/publish/tile_set.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <set>

#include "core/error.hpp"
#include "core/interner.hpp"
#include "export/credits.hpp"
#include "geodesy/cell_area.hpp"
#include "geodesy/web_mercator.hpp"
#include "measure/measurement/contradictions.hpp"
#include "run/compute/replay.hpp"
#include "run/prepare/territory_filter.hpp"
#include "run/publish/thread_reprojection.hpp"
#include "shapes/point_inside.hpp"
#include "store/cells_file.hpp"
#include "tiles/tile_lines.hpp"

namespace covmap::run {

namespace {

constexpr int kLeastMaxzoom = 12, kMostMaxzoom = 14;
constexpr double kLeastPixelsOfTerritory = 12;     ///< of the mean territory: below it the parents stand in
constexpr std::uint64_t kMostSquares = 8'000'000;  ///< of the smallest level: above it they are summed at once
constexpr int kDeepestLevel = 5;                   ///< a band is 2^5 rows
constexpr std::size_t kMostSitesOfTile = 2000;
/// Farther away the largest alone: a country has thousands, smaller than a pixel.
constexpr std::size_t kLargestZones = 100;
constexpr int kZoomOfAllZones = 9;

/// What lies a world's width aside of its place is brought back.
core::Point on_the_map(core::Point square) { return {square.x - std::floor(square.x), square.y}; }

std::vector<tiles::TileShape> shapes_in_degrees(const model::MapLayer& layer) {
    ThreadReprojection to_degrees(layer.crs, "EPSG:4326", layer.table->name);
    return tiles::shapes_of(layer,
                            [&](core::Polygon& polygon, const std::string& what) { to_degrees.local().apply(polygon, what); });
}

/// The first zoom at which the mean territory is wide enough.
int zoom_of_territories(const std::vector<tiles::TileShape>& shapes, int maxzoom) {
    double area = 0;
    for (const tiles::TileShape& shape : shapes) area += tiles::area_of(shape.polygons);
    const double side = std::sqrt(area / static_cast<double>(std::max<std::size_t>(1, shapes.size())));
    int zoom = 0;
    while (zoom < maxzoom && side * std::ldexp(512.0, zoom) < kLeastPixelsOfTerritory) ++zoom;
    return zoom;
}

/// Cells that some territory reaches.
std::uint64_t cells_in(const store::CellsFile& from, const model::RunModel& model, const core::CellAreas& areas) {
    std::atomic<std::uint64_t> cells{0};
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, from.bands().size(), 8), [&](const auto& range) {
        store::CellsFile file = from.again();
        core::Interner signatures(core::words_for(model.catalogue.bits()));
        std::uint64_t mine = 0;
        for (std::size_t i = range.begin(); i != range.end(); ++i)
            file.visit(from.bands()[i], signatures, areas,
                       {[&](const core::Group& group) { mine += static_cast<std::uint64_t>(group.cells); },
                        [&](const store::StoredCut&) { ++mine; }});
        cells += mine;
    });
    return cells;
}

std::size_t most_in_a_tile(const std::vector<tiles::PointTiles::Point>& points, int zoom) {
    std::map<std::uint64_t, std::size_t> counts;
    std::size_t most = 0;
    for (const tiles::PointTiles::Point& point : points)
        most = std::max(most, ++counts[core::hilbert_id(tiles::place_in_tile(point.square, zoom).tile)]);
    return most;
}

model::Column text_column(const std::string& name, const core::Text& label) {
    model::Column column;
    column.name = name;
    column.label = label;
    return column;
}

}  // namespace

TileSet::TileSet(const TileSource& run, const std::vector<model::MapLayer>& layers, int threads)
    : m_run(run), m_maxzoom(std::clamp(tiles::CoverageTiles::zoom_of_cells(run.cells_model.frame), kLeastMaxzoom, kMostMaxzoom)) {
    const std::vector<model::Site> sites = add_cells(threads);
    add_units(layers);
    add_zones(layers);
    add_contradictions(layers);
    add_stretches(layers);
    add_places(layers);
    add_sites(sites);
    add_backgrounds(layers);
    check_names();
}

/// Jobs that ask for no tiles may call their places as they like, until tiles are made of their runs.
void TileSet::check_names() const {
    std::set<std::string> names;
    for (const auto& layer : m_layers)
        if (!names.insert(layer->info().name).second)
            throw core::Error(core::ErrorKind::job, "[[places]] " + layer->info().name,
                              "is the name of another layer of the tiles; give the places another name and run the job again");
}

void TileSet::reach(core::Point square) {
    const double x = std::clamp(square.x, 0.0, 1.0);
    m_low = {std::min(m_low.x, x), std::min(m_low.y, square.y)};
    m_high = {std::max(m_high.x, x), std::max(m_high.y, square.y)};
}

const std::vector<tiles::TileShape>& TileSet::keep(std::vector<tiles::TileShape>&& shapes) {
    for (const tiles::TileShape& shape : shapes)
        for (const core::Polygon& polygon : shape.polygons)
            for (const core::Point& p : polygon.front()) reach(p);
    return *m_shapes.emplace_back(std::make_unique<std::vector<tiles::TileShape>>(std::move(shapes)));
}

void TileSet::add_units(const std::vector<model::MapLayer>& layers) {
    struct Unit {
        const model::MapLayer* layer;
        const std::vector<tiles::TileShape>* shapes;
        int minzoom;
    };
    std::vector<Unit> units;
    for (const model::MapLayer& layer : layers) {
        if (layer.table->kind != model::TableKind::wide || layer.table->unit == "all") continue;
        std::vector<tiles::TileShape> shapes = shapes_in_degrees(layer);
        tbb::parallel_for(std::size_t{0}, shapes.size(),
                          [&](std::size_t s) { shapes[s].anchor = on_the_map(shapes::point_inside(shapes[s].polygons)); });
        const int minzoom = zoom_of_territories(shapes, m_maxzoom);
        units.push_back({&layer, &keep(std::move(shapes)), minzoom});
    }
    const auto fewest = std::min_element(units.begin(), units.end(),
                                         [](const Unit& a, const Unit& b) { return a.shapes->size() < b.shapes->size(); });
    if (fewest != units.end()) fewest->minzoom = 0;
    for (const Unit& unit : units) {
        const std::string& name = unit.layer->table->unit;
        const tiles::TileColumns areas(*unit.layer->table, m_run.model, true), columns(*unit.layer->table, m_run.model);
        m_layers.push_back(std::make_unique<tiles::PolygonTiles>(
            core::TileLayerInfo{name, "", unit.minzoom, m_maxzoom, areas.fields()}, *unit.shapes, areas));
        std::vector<tiles::PointTiles::Point> labels;
        for (const tiles::TileShape& shape : *unit.shapes) labels.push_back({shape.row, shape.anchor});
        m_layers.push_back(std::make_unique<tiles::PointTiles>(
            core::TileLayerInfo{name + "_label", "", unit.minzoom, m_maxzoom, columns.fields()}, std::move(labels), columns,
            tiles::TileDetail::main));
    }
}

void TileSet::add_zones(const std::vector<model::MapLayer>& layers) {
    std::size_t z = 0;
    for (const model::MapLayer& layer : layers) {
        if (layer.table->kind != model::TableKind::zones || layer.table->unit == measure::kMeasuredUnit) continue;
        const std::vector<model::Zone>& zones = m_run.findings.zones[z++].zones;
        std::vector<tiles::TileShape> shapes = shapes_in_degrees(layer);
        for (tiles::TileShape& shape : shapes) {
            shape.anchor = geodesy::web_mercator(zones[shape.row].lon_lat);
            if (shape.row >= kLargestZones) shape.from_zoom = kZoomOfAllZones;
        }
        const tiles::TileColumns columns(*layer.table, m_run.cells_model);
        m_layers.push_back(std::make_unique<tiles::PolygonTiles>(
            core::TileLayerInfo{layer.table->name, "", 0, m_maxzoom, columns.fields()}, keep(std::move(shapes)), columns));
    }
}

/// Areas of squares whose tests contradict the map.
void TileSet::add_contradictions(const std::vector<model::MapLayer>& layers) {
    for (const model::MapLayer& layer : layers) {
        if (layer.table->kind != model::TableKind::zones || layer.table->unit != measure::kMeasuredUnit) continue;
        std::vector<tiles::TileShape> shapes = shapes_in_degrees(layer);
        for (tiles::TileShape& shape : shapes) shape.anchor = on_the_map(shapes::point_inside(shape.polygons));
        const tiles::TileColumns columns(*layer.table, m_run.model);
        m_layers.push_back(std::make_unique<tiles::PolygonTiles>(
            core::TileLayerInfo{layer.table->name, "", 0, m_maxzoom, columns.fields()}, keep(std::move(shapes)), columns));
    }
}

/// Uncovered stretches of lines; as of zones, from afar the longest of each indicator alone.
void TileSet::add_stretches(const std::vector<model::MapLayer>& layers) {
    for (const model::MapLayer& layer : layers) {
        if (layer.table->kind != model::TableKind::stretches) continue;
        const model::Column &rank = *layer.table->find("rank"), &lon = *layer.table->find("lon"),
                            &lat = *layer.table->find("lat");
        std::vector<tiles::TileShape> shapes = shapes_in_degrees(layer);
        for (tiles::TileShape& shape : shapes) {
            shape.anchor = on_the_map(geodesy::web_mercator({model::decimal_value(lon.numbers[shape.row], lon.scale),
                                                             model::decimal_value(lat.numbers[shape.row], lat.scale)}));
            if (rank.numbers[shape.row] > static_cast<std::int64_t>(kLargestZones)) shape.from_zoom = kZoomOfAllZones;
        }
        const tiles::TileColumns columns(*layer.table, m_run.cells_model);
        m_layers.push_back(std::make_unique<tiles::LineTiles>(
            core::TileLayerInfo{layer.table->name, "", 0, m_maxzoom, columns.fields()}, keep(std::move(shapes)), columns));
    }
}

void TileSet::add_points(core::TileLayerInfo info, std::vector<tiles::PointTiles::Point>&& points,
                         const tiles::TileColumns& columns) {
    info.maxzoom = m_maxzoom;
    info.fields = columns.fields();
    m_layers.push_back(std::make_unique<tiles::PointTiles>(std::move(info), std::move(points), columns));
}

/// Places tell what each source says there, as squares do.
void TileSet::add_places(const std::vector<model::MapLayer>& layers) {
    if (model::has_confidential_cells(m_run.cells_model.job)) return;
    for (const model::MapLayer& layer : layers) {
        if (!model::is_of_points(layer)) continue;
        std::vector<tiles::PointTiles::Point> points;
        for (std::size_t row = 0; row < layer.points.size(); ++row)
            if (const auto point = model::point_of(layer, row)) points.push_back({row, geodesy::web_mercator(*point)});
        add_points({layer.table->name, "", 0, 0, {}}, std::move(points), tiles::TileColumns(*layer.table, m_run.cells_model));
    }
}

/// Squares tell what their sources say there, so that one confidential source keeps all of them out, and the sites too.
std::vector<model::Site> TileSet::add_cells(int threads) {
    const model::RunModel& model = m_run.cells_model;
    if (model::has_confidential_cells(model.job)) {
        m_warnings.emplace_back("tiles: no squares, places and sites, for a source of the job is confidential");
        return {};
    }
    const store::CellsFile file(m_run.cells, model);
    m_areas = geodesy::make_cell_areas(model.frame.lattice, model.frame.cells);
    const std::uint64_t cells = cells_in(file, model, *m_areas);
    int level = 0;
    while (level < kDeepestLevel && cells >> (2 * level) > kMostSquares) ++level;
    if (level > 0)
        m_warnings.push_back("tiles: the squares are summed " + std::to_string(1 << level) + " x " + std::to_string(1 << level) +
                             ", for the territories reach " + std::to_string(cells) + " cells");
    m_plan = std::make_unique<measure::CellSumsPlan>(model, *m_areas, meant(model.territories, model.job.only), level);
    const auto lanes = static_cast<std::size_t>(std::max(1, threads));
    std::vector<std::unique_ptr<measure::CellSumsSink>> sinks(lanes);
    std::atomic<std::size_t> next{0};
    tbb::parallel_for(std::size_t{0}, lanes, [&](std::size_t l) {
        sinks[l] = std::make_unique<measure::CellSumsSink>(*m_plan);
        core::Sink* const one[] = {sinks[l].get()};
        CellReplay replay(file, model, *m_areas);
        for (std::size_t i = next++; i < file.bands().size(); i = next++) replay.replay(file.bands()[i], one);
    });
    std::vector<measure::CellSumsSink*> found;
    for (const auto& sink : sinks) found.push_back(sink.get());
    measure::CellSums sums = measure::gathered(*m_plan, found);
    std::vector<std::int64_t> values(m_plan->columns());
    m_totals.assign(m_plan->stride() - 1, 0);
    for (std::size_t b = 0; b < sums.sums.blocks().size(); ++b) {
        sums.sums.values(b, values);
        for (std::size_t a = 0; a < m_totals.size(); ++a) m_totals[a] += values[a];
    }
    auto coverage = std::make_unique<tiles::CoverageTiles>(*m_plan, std::move(sums), m_maxzoom);
    m_coverage = coverage.get();
    m_layers.push_back(std::move(coverage));
    return file.sites();
}

/// With [only], those in the box of what is published.
void TileSet::add_sites(const std::vector<model::Site>& sites) {
    const model::RunModel& model = m_run.cells_model;
    m_sites.name = "sites";
    m_sites.kind = model::TableKind::places;
    m_sites.columns = {text_column("operator", {"opérateur", "operator"}),
                       text_column("operator_name", {"nom de l'opérateur", "name of the operator"})};
    std::vector<tiles::PointTiles::Point> points;
    const auto is_near = [&](core::Point at) {
        return at.x >= m_low.x && at.x <= m_high.x && at.y >= m_low.y && at.y <= m_high.y;
    };
    for (const model::Site& site : sites) {
        const core::Point at = geodesy::web_mercator(site.at);
        if (!model.job.only.empty() && !is_near(at)) continue;
        points.push_back({m_sites.rows(), at});
        m_sites.columns[0].push(site.operator_code);
        m_sites.columns[1].push(model.operator_name(site.operator_code));
    }
    if (points.empty()) return;
    int minzoom = 0;
    while (minzoom < m_maxzoom && most_in_a_tile(points, minzoom) > kMostSitesOfTile) ++minzoom;
    add_points({"sites", "", minzoom, 0, {}}, std::move(points), tiles::TileColumns(m_sites, model));
}

/// They do not widen what the map is of.
void TileSet::add_backgrounds(const std::vector<model::MapLayer>& layers) {
    for (const model::MapLayer& layer : layers) {
        if (!model::is_background(layer)) continue;
        const model::Table& table = *layer.table;
        const model::TextColumn& kinds = table.columns.front().texts;
        m_layers.push_back(std::make_unique<tiles::ContextTiles>(
            core::TileLayerInfo{table.name, "", 0, m_maxzoom, {{"name", "String"}}}, shapes_in_degrees(layer),
            std::vector<std::string>(kinds.begin(), kinds.end()), model::is_of_lines(layer)));
    }
}

core::TilesetInfo TileSet::info() const {
    const exports::Credits credits = exports::credits_of(m_run.model);
    const bool is_empty = m_low.x > m_high.x;
    const core::Point north_west = geodesy::from_web_mercator(is_empty ? m_high : m_low),
                      south_east = geodesy::from_web_mercator(is_empty ? m_low : m_high);
    core::TilesetInfo info{m_run.model.job.name,
                           credits.note,
                           exports::attribution(credits),
                           0,
                           m_maxzoom,
                           north_west.x,
                           south_east.y,
                           south_east.x,
                           north_west.y,
                           {},
                           {}};
    for (const auto& layer : m_layers) info.layers.push_back(layer->info());
    return info;
}

}  // namespace covmap::run
