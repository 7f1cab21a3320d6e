#include "read/vector/context.hpp"

#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"
#include "read/vector/crs_transform.hpp"
#include "read/vector/feature_handle.hpp"
#include "read/vector/grid_rings.hpp"
#include "read/vector/layer_choice.hpp"
#include "read/vector/ring_stream_paths.hpp"

namespace covmap::read {
namespace {

using core::Error;
using core::ErrorKind;

constexpr const char* kDegrees = "EPSG:4326";
constexpr double kThinned = 4e-5;  ///< degrees, 5 m
constexpr double kRounded = 1e6;   ///< steps of a degree
constexpr double kAround = 0.1;    ///< of the window's longer side
constexpr int kBoundaryPoints = 21;

struct Rectangle {
    double west, south, east, north;
};

/// Sides longer than that get vertices before they are transformed: 5 km bend by half a metre. In units of the CRS.
double longest_side(const std::string& crs_name, const std::string& shown) {
    constexpr double kSide_m = 5000, kSideDegrees = 0.05;
    const CrsHandle crs = crs_of(crs_name, shown);
    return OSRIsProjected(crs.get()) != 0 ? kSide_m / OSRGetLinearUnits(crs.get(), nullptr) : kSideDegrees;
}

/// The box of a box in another CRS, its sides followed; nothing where a part of them has no image, or it reaches across ±180°.
std::optional<Rectangle> box_in(const Rectangle& box, const std::string& from, const std::string& to, const std::string& shown) {
    if (from == to) return box;
    Rectangle image{};
    const TransformHandle transform = transform_of(from, to, shown);
    if (OCTTransformBounds(transform.get(), box.west, box.south, box.east, box.north, &image.west, &image.south, &image.east,
                           &image.north, kBoundaryPoints) == 0 ||
        !(image.west <= image.east && image.south <= image.north))
        return std::nullopt;
    return image;
}

Rectangle widened(const MapWindow& window) {
    const double by = kAround * std::max(window.high.x - window.low.x, window.high.y - window.low.y);
    return {window.low.x - by, window.low.y - by, window.high.x + by, window.high.y + by};
}

GeometryHandle area_of(const Rectangle& box) {
    GeometryHandle ring(OGR_G_CreateGeometry(wkbLinearRing));
    for (const auto& [x, y] : std::array<std::pair<double, double>, 5>{
             {{box.west, box.south}, {box.east, box.south}, {box.east, box.north}, {box.west, box.north}, {box.west, box.south}}})
        OGR_G_AddPoint_2D(ring.get(), x, y);
    GeometryHandle polygon(OGR_G_CreateGeometry(wkbPolygon));
    OGR_G_AddGeometryDirectly(polygon.get(), ring.release());
    return polygon;
}

std::vector<core::Point> points_of(OGRGeometryH path) {
    std::vector<core::Point> points;
    for (int i = 0; i < OGR_G_GetPointCount(path); ++i) {
        const core::Point p{std::round(OGR_G_GetX(path, i) * kRounded) / kRounded,
                            std::round(OGR_G_GetY(path, i) * kRounded) / kRounded};
        if (points.empty() || points.back() != p) points.push_back(p);
    }
    return points;
}

/// What of a feature is drawn.
struct Drawn {
    core::MultiPolygon areas, lines;
    bool has_points = false;
};

void add_area(OGRGeometryH polygon, Drawn& drawn) {
    core::Polygon rings;
    for (int r = 0; r < OGR_G_GetGeometryCount(polygon); ++r) {
        std::vector<core::Point> ring = points_of(OGR_G_GetGeometryRef(polygon, r));
        if (ring.size() >= 4) rings.push_back(std::move(ring));
        if (rings.empty()) return;  // a shell that is smaller than what is rounded away
    }
    if (!rings.empty()) drawn.areas.push_back(std::move(rings));
}

void add_parts(OGRGeometryH geometry, Drawn& drawn) {
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPoint) {
        drawn.has_points = true;
    } else if (type == wkbPolygon || type == wkbTriangle) {
        add_area(geometry, drawn);
    } else if (type == wkbLineString) {
        if (std::vector<core::Point> path = points_of(geometry); path.size() >= 2) drawn.lines.push_back({std::move(path)});
    } else {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) add_parts(OGR_G_GetGeometryRef(geometry, i), drawn);
    }
}

std::size_t vertices_of(const core::MultiPolygon& parts) {
    std::size_t count = 0;
    for (const core::Polygon& part : parts)
        for (const auto& path : part) count += path.size();
    return count;
}

class ContextReader {
public:
    ContextReader(const model::ContextSpec& spec, const MapWindow& window, ContextRead& out)
        : m_spec(spec), m_window(widened(window)), m_crs(window.crs), m_out(out) {
        m_lines.lines = true;
        m_around = box_in(m_window, m_crs, kDegrees, spec.source.given);
        if (m_around) m_frame = area_of(*m_around);
    }

    void read_file(const std::string& path) {
        m_file = shown_path(m_spec.source, path);
        for (const OpenLayer& open : open_layers(path, m_file, {m_spec.source.layer, LayerWant::drawn, {}, Several::alike}))
            read_layer(open);
    }

    void finish() {
        if (!m_areas.shapes.empty()) m_out.shapes.push_back(std::move(m_areas));
        if (!m_lines.shapes.empty()) m_out.shapes.push_back(std::move(m_lines));
    }

private:
    void read_layer(const OpenLayer& open) {
        OGRLayerH layer = open.layer;
        const std::string crs = layer_crs(layer, m_spec.source.crs, m_file);
        const StreamFile file{m_file, OGR_L_GetName(layer), crs};
        const int name = m_spec.name_column.empty() ? -1 : find_column(layer, m_spec.name_column, m_file);
        const TransformHandle to_degrees = transform_of(crs, kDegrees, m_file);
        // Where there is no index a filter saves nothing.
        if (const auto box = box_in(m_window, m_crs, crs, m_file); box && OGR_L_TestCapability(layer, OLCFastSpatialFilter) != 0)
            OGR_L_SetSpatialFilterRect(layer, box->west, box->south, box->east, box->north);
        m_longest = crs == kDegrees ? 0 : longest_side(crs, m_file);
        m_out.inputs.push_back(input_file(m_spec.source, "context", m_file, crs));
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
        OGR_L_ResetReading(layer);
        while (true) {
            core::stop_check();
            forget_gdal_message();
            const FeatureHandle feature(OGR_L_GetNextFeature(layer));
            if (!feature) break;
            if (gdal_failed_to_read()) throw_damaged(file, last_gdal_message());
            ++m_out.inputs.back().records;
            add(feature.get(), m_spec.name_column.empty() ? std::string() : feature_text(feature.get(), definition, name),
                to_degrees.get(), file.layer);
        }
        if (gdal_failed()) throw_damaged(file, last_gdal_message());
        if (is_cut_short(open.dataset.get(), layer, m_out.inputs.back().records)) throw_damaged(file, kCutShort);
    }

    void add(OGRFeatureH feature, const std::string& name, OGRCoordinateTransformationH to_degrees, const std::string& layer) {
        const auto defect = [&](const char* code) {
            m_out.defects.add(code, {m_file, layer, std::to_string(OGR_F_GetFID(feature)), ""});
        };
        OGRGeometryH given = OGR_F_GetGeometryRef(feature);
        if (given == nullptr || OGR_G_IsEmpty(given) != 0) return defect("geometry-empty");
        GeometryHandle geometry(OGR_G_GetLinearGeometry(given, 0, nullptr));
        OGR_G_FlattenTo2D(geometry.get());
        if (m_longest > 0) OGR_G_Segmentize(geometry.get(), m_longest);
        if (OGR_G_Transform(geometry.get(), to_degrees) != OGRERR_NONE) return defect("transform-failed");
        if (!cut(geometry)) return;
        Drawn drawn;
        add_parts(thinned(std::move(geometry)).get(), drawn);
        if (drawn.has_points) defect("geometry-not-drawn");
        keep(std::move(drawn.areas), name, m_areas);
        keep(std::move(drawn.lines), name, m_lines);
    }

    /// False: nothing of it lies in the window.
    bool cut(GeometryHandle& geometry) const {
        if (!m_around) return true;
        OGREnvelope box{};
        OGR_G_GetEnvelope(geometry.get(), &box);
        if (box.MaxX < m_around->west || box.MinX > m_around->east || box.MaxY < m_around->south || box.MinY > m_around->north)
            return false;
        if (box.MinX >= m_around->west && box.MaxX <= m_around->east && box.MinY >= m_around->south &&
            box.MaxY <= m_around->north)
            return true;
        GeometryHandle inside(OGR_G_Intersection(geometry.get(), m_frame.get()));
        if (!inside) {
            const GeometryHandle valid(OGR_G_MakeValid(geometry.get()));
            if (valid) inside.reset(OGR_G_Intersection(valid.get(), m_frame.get()));
        }
        if (inside) geometry = std::move(inside);
        return OGR_G_IsEmpty(geometry.get()) == 0;
    }

    static GeometryHandle thinned(GeometryHandle geometry) {
        GeometryHandle thin(OGR_G_GetDimension(geometry.get()) == 1 ? OGR_G_Simplify(geometry.get(), kThinned)
                                                                    : OGR_G_SimplifyPreserveTopology(geometry.get(), kThinned));
        return thin ? std::move(thin) : std::move(geometry);
    }

    void keep(core::MultiPolygon&& parts, const std::string& name, model::ContextShapes& shapes) {
        if (parts.empty()) return;
        const std::size_t vertices = vertices_of(parts);
        m_out.inputs.back().vertices += vertices;
        m_vertices += vertices;
        if (m_vertices > kMostContextVertices)
            throw Error(ErrorKind::input, m_file,
                        "holds over 5 million vertices around the territories: too much for the background of a map; give the "
                        "main rivers or roads alone, or generalise it");
        shapes.names.push_back(name);
        shapes.shapes.push_back(std::move(parts));
    }

    const model::ContextSpec& m_spec;
    Rectangle m_window;
    std::string m_crs, m_file;
    std::optional<Rectangle> m_around;  ///< the window in degrees
    GeometryHandle m_frame;             ///< the same as a polygon
    double m_longest = 0;               ///< side of the layer at hand; 0: however long
    std::size_t m_vertices = 0;
    model::ContextShapes m_areas, m_lines;
    ContextRead& m_out;
};

}  // namespace

ContextRead read_context(const model::ContextSpec& spec, const MapWindow& window) {
    if (spec.source.files.empty()) throw Error(ErrorKind::input, spec.source.given, "no such file");
    ContextRead out;
    ContextReader reader(spec, window, out);
    for (const std::string& file : spec.source.files) reader.read_file(file);
    reader.finish();
    return out;
}

void open_context(const model::ContextSpec& spec) {
    if (spec.source.files.empty()) throw Error(ErrorKind::input, spec.source.given, "no such file");
    for (const std::string& file : spec.source.files) {
        const std::string shown = shown_path(spec.source, file);
        for (const OpenLayer& open : open_layers(file, shown, {spec.source.layer, LayerWant::drawn, {}, Several::alike})) {
            transform_of(layer_crs(open.layer, spec.source.crs, shown), kDegrees, shown);
            if (!spec.name_column.empty()) find_column(open.layer, spec.name_column, shown);
        }
    }
}

}  // namespace covmap::read
