#include "read/vector/coordinate_check.hpp"

#include <ogr_srs_api.h>

#include <cmath>
#include <utility>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"

namespace covmap::read {
namespace {

constexpr double kLongitude_deg = 360, kLatitude_deg = 90;

/// Where the numbers of a projected CRS lie (EPSG registry, areas of use, rounded outwards).
struct NumberBox {
    double x_min, x_max, y_min, y_max;
    const char* crs;
};
constexpr NumberBox kNumberBoxes[] = {
    {0, 1.3e6, 6.0e6, 7.2e6, "EPSG:2154"},         // Lambert-93
    {0, 1.3e6, 1.55e6, 2.75e6, "EPSG:27572"},      // Lambert II étendu
    {2.48e6, 2.84e6, 1.07e6, 1.3e6, "EPSG:2056"},  // Swiss LV95
};

bool is_degrees(core::Point p) { return std::abs(p.x) <= kLongitude_deg && std::abs(p.y) <= kLatitude_deg; }

}  // namespace

CoordinateCheck::CoordinateCheck(const std::string& crs, const core::ClipBox& map,
                                 std::function<core::Point(core::Point)> to_grid, const Land* land)
    : m_degrees(is_geographic(crs)),
      m_bounded(std::isfinite(map.u_min) && std::isfinite(map.u_max) && std::isfinite(map.v_min) && std::isfinite(map.v_max)),
      m_map(map),
      m_to_grid(std::move(to_grid)),
      m_land(land) {}

bool CoordinateCheck::on_map(core::Point given) const {
    if (m_degrees && !is_degrees(given)) return false;
    const core::Point at = m_to_grid(given);
    if (!(at.x >= m_map.u_min && at.x <= m_map.u_max && at.y >= m_map.v_min && at.y <= m_map.v_max)) return false;
    return m_land == nullptr || m_land->holds(at);
}

CoordinateCheck::Verdict CoordinateCheck::look(core::Point given) {
    ++m_points;
    const bool out_of_range = m_degrees && !is_degrees(given);
    if (m_bounded && !on_map(given) && on_map({given.y, given.x})) {
        if (m_swapped++ == 0) m_first_swapped = given;
        return Verdict::swapped;
    }
    if (!out_of_range) return Verdict::plausible;
    if (m_out_of_range++ == 0) m_first_out = given;
    return Verdict::out_of_range;
}

void CoordinateCheck::finish(const std::string& shown) const {
    if (2 * m_swapped > m_points)
        throw core::Error(
            core::ErrorKind::input, shown,
            std::to_string(m_swapped) + " of " + std::to_string(m_points) +
                " records lie off the map, and on it with x and y exchanged (the first: " + real_text(m_first_swapped.x) + " " +
                real_text(m_first_swapped.y) + "): exchange the columns x and y in the job, or mend the points of the file");
    if (2 * m_out_of_range <= m_points) return;
    const std::string looks = crs_of_numbers(m_first_out);
    throw core::Error(core::ErrorKind::input, shown,
                      std::to_string(m_out_of_range) + " of " + std::to_string(m_points) +
                          " records have no degrees in x and y (the first: " + real_text(m_first_out.x) + " " +
                          real_text(m_first_out.y) + "): they look like metres; state their CRS: crs = \"" +
                          (looks.empty() ? "EPSG:…" : looks) + "\"");
}

std::string defect_of(CoordinateCheck::Verdict verdict) {
    if (verdict == CoordinateCheck::Verdict::plausible) return {};
    return verdict == CoordinateCheck::Verdict::swapped ? "coordinates-swapped" : "coordinate-out-of-range";
}

bool is_geographic(const std::string& crs) {
    init_gdal();
    forget_gdal_message();
    OGRSpatialReferenceH reference = OSRNewSpatialReference(nullptr);
    const bool known = OSRSetFromUserInput(reference, crs.c_str()) == OGRERR_NONE;
    const bool geographic = known && OSRIsGeographic(reference) != 0;
    OSRDestroySpatialReference(reference);
    return geographic;
}

std::string crs_of_numbers(core::Point given) {
    for (const NumberBox& box : kNumberBoxes)
        if (given.x > box.x_min && given.x < box.x_max && given.y > box.y_min && given.y < box.y_max) return box.crs;
    return std::abs(given.x) <= kLongitude_deg / 2 && std::abs(given.y) <= kLatitude_deg ? "EPSG:4326" : "";
}

}  // namespace covmap::read
