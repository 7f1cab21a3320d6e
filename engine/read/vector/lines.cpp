#include "read/vector/lines.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "geodesy/geodesic.hpp"
#include "geodesy/grid_transform.hpp"
#include "geodesy/locator.hpp"
#include "geodesy/map_seam.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"
#include "read/vector/coordinate_check.hpp"
#include "read/vector/feature_handle.hpp"
#include "read/vector/grid_rings.hpp"
#include "read/vector/layer_choice.hpp"
#include "read/vector/ring_stream_paths.hpp"

namespace covmap::read {
namespace {

using core::Error;
using core::ErrorKind;
using core::Point;
using Path = std::vector<Point>;

constexpr double kArcDegrees = 1;
constexpr double kLongestEdge_m = 1000;  ///< edges get vertices until they are shorter
constexpr const char* kAllClasses = "all";

bool is_finite(Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }

/// Of the vertices in the smaller of both directions.
struct PathHash {
    std::uint64_t one = 0, other = 0;
    bool operator==(const PathHash&) const = default;
};

struct HashOfHash {
    std::size_t operator()(const PathHash& h) const { return h.one; }
};

PathHash hash_of(const Path& path) {
    const bool backwards = std::lexicographical_compare(path.rbegin(), path.rend(), path.begin(), path.end());
    PathHash hash{0x9e3779b97f4a7c15ULL, 0xc2b2ae3d27d4eb4fULL};
    const auto add = [&](double value) {
        const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);  // 0 and -0 are one
        hash.one = (std::rotl(hash.one, 5) ^ bits) * 0xbf58476d1ce4e5b9ULL;
        hash.one ^= hash.one >> 29;
        hash.other = (std::rotl(hash.other, 23) + bits) * 0x94d049bb133111ebULL;
        hash.other ^= hash.other >> 31;
    };
    for (std::size_t i = 0; i < path.size(); ++i) {
        const Point p = path[backwards ? path.size() - 1 - i : i];
        add(p.x);
        add(p.y);
    }
    return hash;
}

/// Turns paths of one CRS into measured lines.
class PathMeasure {
public:
    PathMeasure(const std::string& crs, const core::Lattice& lattice, const std::string& shown)
        : m_to_grid(made(crs, lattice, shown)),
          m_map_seam(crs, lattice),
          m_source_turn(m_map_seam.source_turn()),
          m_seam(geodesy::column_seam(lattice)),
          m_locator(lattice) {}

    Point grid(Point source) { return m_to_grid.point(source); }

    using Parts = std::vector<std::pair<Path, std::vector<std::int64_t>>>;

    /// The path as (vertices, their lengths so far); in several parts where the map is cut open across it. False where a vertex
    /// is nowhere on it.
    bool measure(const Path& source, Parts& parts) {
        m_parts = &parts;
        parts.assign(1, {});
        m_sum_m = 0;
        const bool near_edge = m_seam.turn == 0 && m_map_seam.near(source, geodesy::Jumps::cross);
        Point from = source.front();
        for (std::size_t i = 1; i < source.size(); ++i) {
            const Point to{m_source_turn > 0 ? geodesy::Seam{0, m_source_turn}.beside(source[i].x, from.x) : source[i].x,
                           source[i].y};
            if (!(near_edge ? measure_by_parts(from, to) : measure_edge(from, to))) return false;
            from = to;
        }
        std::erase_if(parts, [](const auto& part) { return part.first.size() < 2; });
        return true;
    }

private:
    static geodesy::GridTransform made(const std::string& crs, const core::Lattice& lattice, const std::string& shown) {
        try {
            return geodesy::GridTransform::exact(crs, lattice);
        } catch (const Error& error) {
            throw Error(error.kind(), shown, error.where().empty() ? error.message() : error.what());
        }
    }

    /// The vertices of one edge into m_edge. A ring of two vertices goes there and back the same way.
    bool densified(Point from, Point to) {
        const Point ends[] = {from, to};
        if (!m_to_grid.ring(ends, m_edge)) return false;
        m_edge.resize(m_edge.size() / 2 + 1);
        return true;
    }

    bool measure_edge(Point from, Point to) {
        if (!densified(from, to)) return false;
        for (std::size_t k = 1; k < m_edge.size(); ++k)
            if (!add_edge(m_edge[k - 1], m_edge[k])) return false;
        return true;
    }

    /// Two lines where a projected map is cut open between the two, on each side up to 10^-9 of the edge.
    bool measure_by_parts(Point from, Point to) {
        const auto along = [&](double share) {
            return Point{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
        };
        const auto apart = [&](double a, double b) {
            const Point p = m_to_grid.point(along(a)), q = m_to_grid.point(along(b));
            return std::hypot(p.x - q.x, p.y - q.y);
        };
        constexpr double kWidest = 1e-9;
        double low = 0, high = 1;
        const double whole = apart(low, high);
        while (high - low > kWidest) {
            const double middle = (low + high) / 2;
            (apart(low, middle) > apart(middle, high) ? high : low) = middle;
        }
        if (!(apart(low, high) > whole / 4)) return measure_edge(from, to);
        if (low > 0 && !measure_edge(from, along(low))) return false;
        m_parts->emplace_back();
        m_sum_m = 0;
        return high >= 1 || measure_edge(along(high), to);
    }

    /// False: one of them is nowhere on Earth.
    bool add_edge(Point a, Point b) {
        if (m_seam.turn > 0) {
            const Path& last = m_parts->back().first;
            if (!last.empty()) a.x = m_seam.beside(a.x, last.back().x);
            b.x = m_seam.beside(b.x, a.x);
        }
        const Point here = m_locator.wgs84(a), there = m_locator.wgs84(b);
        if (!on_earth(here) || !on_earth(there)) return false;
        const double length_m = geodesy::geodesic_distance_m(here, there);
        if (m_parts->back().first.empty()) add_vertex(a);
        const double steps = std::max(1.0, std::ceil(length_m / kLongestEdge_m));
        Point before = here;
        for (double step = 1; step <= steps; ++step) {
            const Point at = step < steps ? Point{a.x + (b.x - a.x) * step / steps, a.y + (b.y - a.y) * step / steps} : b;
            const Point place = step < steps ? m_locator.wgs84(at) : there;
            if (!on_earth(place)) return false;
            m_sum_m += geodesy::geodesic_distance_m(before, place);
            add_vertex(at);
            before = place;
        }
        return true;
    }

    static bool on_earth(Point wgs84) { return is_finite(wgs84) && std::abs(wgs84.y) <= 90; }

    /// A vertex where nothing has been added to the length says nothing.
    void add_vertex(Point grid) {
        auto& [path, at_mm] = m_parts->back();
        const std::int64_t mm = std::llround(m_sum_m * 1000);
        if (!path.empty() && core::snap(grid) == path.back()) {
            at_mm.back() = path.size() > 1 ? mm : at_mm.back();
            return;
        }
        path.push_back(core::snap(grid));
        at_mm.push_back(mm);
    }

    geodesy::GridTransform m_to_grid;
    geodesy::MapSeam m_map_seam;
    double m_source_turn;
    geodesy::Seam m_seam;  ///< of the columns of a grid in degrees
    geodesy::Locator m_locator;
    Path m_edge;
    double m_sum_m = 0;
    Parts* m_parts = nullptr;
};

class LineReader {
public:
    LineReader(const model::LinesSpec& spec, const core::Lattice& lattice, const core::ClipBox& map, const Land* land,
               LinesRead& out)
        : m_spec(spec), m_lattice(lattice), m_map(map), m_land(land), m_out(out) {}

    void read_file(const std::string& path) {
        m_file = shown_path(m_spec.source, path);
        for (const OpenLayer& open : open_layers(path, m_file, {m_spec.source.layer, LayerWant::lines, {}, Several::alike}))
            read_layer(open);
    }

    /// Classes in their order.
    void finish() {
        std::vector<std::uint32_t> number_of(m_classes.size());
        for (const auto& [text, number] : m_classes) {
            number_of[number] = static_cast<std::uint32_t>(m_out.set.classes.size());
            m_out.set.classes.push_back(text);
        }
        for (model::Line& line : m_out.set.lines) line.class_number = number_of[line.class_number];
        if (m_out.set.classes.empty()) m_out.set.classes.emplace_back();
    }

private:
    void read_layer(const OpenLayer& open) {
        OGRLayerH layer = open.layer;
        const std::string crs = layer_crs(layer, m_spec.source.crs, m_file);
        const StreamFile file{m_file, OGR_L_GetName(layer), crs};
        m_layer = file.layer;
        m_definition = OGR_L_GetLayerDefn(layer);
        m_id = wanted(layer, m_spec.id_column);
        m_name = wanted(layer, m_spec.name_column);
        m_class = wanted(layer, m_spec.class_column);
        m_where.clear();
        for (const auto& [column, values] : m_spec.where) m_where.emplace_back(find_column(layer, column, m_file), &values);
        m_measure.emplace(crs, m_lattice, m_file);
        m_check.emplace(
            crs, m_map, [&](Point at) { return m_measure->grid(at); }, m_land);
        m_out.inputs.push_back(input_file(m_spec.source, "lines", m_file, crs));
        OGR_L_ResetReading(layer);
        while (true) {
            core::stop_check();
            forget_gdal_message();
            const FeatureHandle feature(OGR_L_GetNextFeature(layer));
            if (!feature) break;
            if (gdal_failed_to_read()) throw_damaged(file, last_gdal_message());
            ++m_out.inputs.back().records;
            read_feature(feature.get());
        }
        if (gdal_failed()) throw_damaged(file, last_gdal_message());
        if (is_cut_short(open.dataset.get(), layer, m_out.inputs.back().records)) throw_damaged(file, kCutShort);
        m_check->finish(m_file);
    }

    std::optional<int> wanted(OGRLayerH layer, const std::string& column) const {
        return column.empty() ? std::nullopt : std::optional(find_column(layer, column, m_file));
    }

    [[nodiscard]] std::string text(int column) const {
        return std::string(trimmed(feature_text(m_feature, m_definition, column)));
    }

    [[nodiscard]] bool is_meant() const {
        return std::all_of(m_where.begin(), m_where.end(), [&](const auto& asked) {
            return std::find(asked.second->begin(), asked.second->end(), text(asked.first)) != asked.second->end();
        });
    }

    void defect(const char* code, const std::string& detail = {}) {
        m_out.defects.add(code, {m_file, m_layer, std::to_string(OGR_F_GetFID(m_feature)), detail});
    }

    void read_feature(OGRFeatureH feature) {
        m_feature = feature;
        if (!is_meant()) return;
        ++m_out.features;
        OGRGeometryH given = OGR_F_GetGeometryRef(feature);
        if (given == nullptr || OGR_G_IsEmpty(given) != 0) return defect("geometry-empty");
        const GeometryHandle geometry(OGR_G_GetLinearGeometry(given, kArcDegrees, nullptr));
        m_other = false;
        m_line = {m_id ? text(*m_id) : std::to_string(OGR_F_GetFID(feature)), m_name ? text(*m_name) : std::string(), 0, 0, 0};
        const std::string of_class = m_class ? text(*m_class) : std::string();
        if (of_class == kAllClasses)
            throw Error(ErrorKind::input, m_file + ":" + m_layer,
                        "has a class «all», which is what the sum of the classes is called; name it otherwise");
        m_line.class_number = m_classes.try_emplace(of_class, static_cast<std::uint32_t>(m_classes.size())).first->second;
        read_paths(geometry.get());
        if (m_other) defect("geometry-not-line");
    }

    void read_paths(OGRGeometryH geometry) {
        const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
        if (type == wkbLineString) return read_path(geometry);
        if (type != wkbMultiLineString && type != wkbGeometryCollection) {
            m_other = true;
            return;
        }
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) read_paths(OGR_G_GetGeometryRef(geometry, i));
    }

    void read_path(OGRGeometryH given) {
        Path path;
        for (int i = 0; i < OGR_G_GetPointCount(given); ++i) {
            const Point p{OGR_G_GetX(given, i), OGR_G_GetY(given, i)};
            if (!is_finite(p)) return defect("coordinate-not-finite");
            if (path.empty() || path.back() != p) path.push_back(p);
        }
        m_out.inputs.back().vertices += static_cast<std::uint64_t>(OGR_G_GetPointCount(given));
        if (path.size() < 2) return defect("line-degenerate");
        const CoordinateCheck::Verdict verdict = m_check->look(path.front());
        if (verdict != CoordinateCheck::Verdict::plausible)
            return defect(defect_of(verdict).c_str(), real_text(path.front().x) + " " + real_text(path.front().y));
        if (!m_seen.insert(hash_of(path)).second) {
            ++m_out.set.duplicates;
            return defect("line-duplicate", m_line.name);
        }
        if (!m_measure->measure(path, m_parts)) return defect("transform-failed");
        const bool none = std::none_of(m_parts.begin(), m_parts.end(), [](const auto& part) { return part.second.back() > 0; });
        if (none) return defect("line-degenerate");
        for (const auto& [vertices, at_mm] : m_parts)
            if (at_mm.back() > 0) keep(vertices, at_mm);
    }

    void keep(const Path& vertices, const std::vector<std::int64_t>& at_mm) {
        model::LineSet& set = m_out.set;
        m_line.first = set.vertices.size();
        set.vertices.insert(set.vertices.end(), vertices.begin(), vertices.end());
        set.at_mm.insert(set.at_mm.end(), at_mm.begin(), at_mm.end());
        m_line.last = set.vertices.size();
        set.lines.push_back(m_line);
    }

    const model::LinesSpec& m_spec;
    const core::Lattice& m_lattice;
    core::ClipBox m_map;
    const Land* m_land;
    LinesRead& m_out;
    std::unordered_set<PathHash, HashOfHash> m_seen;
    std::map<std::string, std::uint32_t> m_classes;  ///< numbered as they come
    // The layer at hand.
    std::string m_file, m_layer;
    OGRFeatureDefnH m_definition = nullptr;
    std::optional<int> m_id, m_name, m_class;
    std::vector<std::pair<int, const std::vector<std::string>*>> m_where;
    std::optional<PathMeasure> m_measure;
    std::optional<CoordinateCheck> m_check;
    // The feature at hand.
    OGRFeatureH m_feature = nullptr;
    model::Line m_line;
    bool m_other = false;  ///< it holds points or areas
    PathMeasure::Parts m_parts;
};

}  // namespace

LinesRead read_lines(const model::LinesSpec& spec, const core::Lattice& lattice, const core::ClipBox& map, const Land* land) {
    if (spec.source.files.empty()) throw Error(ErrorKind::input, spec.source.given, "no such file");
    LinesRead out;
    LineReader reader(spec, lattice, map, land, out);
    for (const std::string& path : spec.source.files) reader.read_file(path);
    reader.finish();
    if (out.set.lines.empty() && out.defects.count("geometry-not-line") > 0)
        throw Error(ErrorKind::input, spec.source.given, "holds no line, but points or areas; give a layer of lines");
    return out;
}

}  // namespace covmap::read
