#include "read/points/point_list.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "core/error.hpp"
#include "geodesy/grid_transform.hpp"
#include "read/files/field_text.hpp"
#include "read/files/guess_role.hpp"
#include "read/presets/look_into.hpp"
#include "read/table/point_rows.hpp"

namespace covmap::read {
namespace {

constexpr const char* kDegrees = "EPSG:4326";
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// Where everything stands, after the spec and the names of the columns.
struct Columns {
    std::string layer, id, name, x, y, crs;
};

bool has_geometry(const InspectedLayer& layer) { return layer.geometry.find("Point") != std::string::npos; }

const InspectedLayer& layer_of(const Inspection& file, const PointListSpec& spec) {
    if (file.layers.empty())
        throw core::Error(core::ErrorKind::input, spec.path,
                          "holds neither a table nor points; give a table or a layer of points");
    for (const InspectedLayer& layer : file.layers)
        if (spec.layer.empty() ? has_geometry(layer) : layer.name == spec.layer) return layer;
    return file.layers.front();  // a table; where another layer was asked for, opening it says what is there
}

Columns columns_of(const PointListSpec& spec) {
    const Inspection file = look_into(spec.path, Depth::glance);
    const InspectedLayer& layer = layer_of(file, spec);
    Columns found{spec.layer.empty() ? layer.name : spec.layer, "", "", "", "", ""};
    for (const auto& [key, column] : guess_points(layer)) {
        if (key == "id") found.id = column;
        if (key == "name") found.name = column;
        if (key == "x") found.x = column;
        if (key == "y") found.y = column;
        if (key == "crs") found.crs = column;
    }
    if (!spec.id_column.empty()) found.id = spec.id_column;
    if (found.name == found.id) found.name.clear();
    if (has_geometry(layer) && spec.x_column.empty()) found.x.clear(), found.y.clear();
    if (!spec.x_column.empty()) found.x = spec.x_column;
    if (!spec.y_column.empty()) found.y = spec.y_column;
    if (!has_geometry(layer) && (found.x.empty() || found.y.empty()))
        throw core::Error(
            core::ErrorKind::input, spec.path,
            "has no columns of coordinates that are known by their names; name them: --x COLUMN --y COLUMN (it has: " +
                columns_text(layer) + ")");
    return found;
}

/// From the coordinates of one file to degrees.
class ToDegrees {
public:
    ToDegrees(const std::string& crs, const std::string& path) : m_crs(crs) {
        if (crs == kDegrees) return;
        try {
            m_transform.emplace(geodesy::GridTransform::exact(crs, {kDegrees, 0, 0, 1, 1}));
        } catch (const core::Error& error) {
            throw core::Error(error.kind(), path, error.where().empty() ? error.message() : error.what());
        }
    }

    /// Empty, or the code of what is wrong.
    std::string turn(core::Point at, core::Point& wgs84) {
        wgs84 = at;
        if (m_transform) {
            wgs84 = m_transform->point(at);
            wgs84.y = -wgs84.y;  // on a lattice rows go south
            if (wgs84.x > 180) wgs84.x -= 360;
            if (wgs84.x < -180) wgs84.x += 360;
        }
        if (std::abs(wgs84.x) <= 180 && std::abs(wgs84.y) <= 90) return {};
        wgs84 = {kNone, kNone};
        return m_transform ? "transform-failed" : "coordinate-out-of-range";
    }

private:
    std::string m_crs;
    std::optional<geodesy::GridTransform> m_transform;
};

class ListReader {
public:
    ListReader(const PointListSpec& spec, const Columns& columns) : m_id(!columns.id.empty()), m_name(!columns.name.empty()) {
        std::vector<std::string> wanted;
        if (m_id) wanted.push_back(columns.id);
        if (m_name) wanted.push_back(columns.name);
        m_rows = open_points({columns.layer, columns.x, columns.y}, spec.path, spec.path, wanted);
    }

    [[nodiscard]] std::string own_crs() const { return m_rows->crs(); }

    std::vector<ListedPoint> read(ToDegrees to_degrees) {
        std::vector<ListedPoint> points;
        while (m_rows->next()) points.push_back(point(to_degrees));
        return points;
    }

private:
    ListedPoint point(ToDegrees& to_degrees) {
        ListedPoint out{m_id ? std::string(trimmed(m_rows->text(0))) : m_rows->record(), "", {kNone, kNone}, "", ""};
        if (!m_id && m_rows->parts() > 1) out.id += "." + std::to_string(m_rows->part() + 1);
        if (m_name) out.name = trimmed(m_rows->text(m_id ? 1 : 0));
        core::Point at;
        switch (m_rows->place(at, out.given)) {
            case PointRows::Where::empty:
                out.fault = "geometry-empty";
                break;
            case PointRows::Where::not_a_number:
                out.fault = "coordinate-not-a-number";
                break;
            case PointRows::Where::placed:
                out.fault = to_degrees.turn(at, out.wgs84);
                out.given = out.fault.empty() ? "" : real_text(at.x) + " " + real_text(at.y);
        }
        return out;
    }

    bool m_id, m_name;
    std::unique_ptr<PointRows> m_rows;
};

}  // namespace

PointList read_point_list(const PointListSpec& spec) {
    const Columns columns = columns_of(spec);
    ListReader reader(spec, columns);
    PointList list;
    const std::string own = reader.own_crs();
    list.crs = !spec.crs.empty() ? spec.crs : !own.empty() ? own : !columns.crs.empty() ? columns.crs : kDegrees;
    list.points = reader.read(ToDegrees(list.crs, spec.path));
    return list;
}

}  // namespace covmap::read
