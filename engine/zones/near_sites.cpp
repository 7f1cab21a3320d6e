#include "zones/near_sites.hpp"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <map>
#include <numbers>

#include "geodesy/geodesic.hpp"

namespace covmap::zones {

namespace {

namespace bg = boost::geometry;
using Vector = bg::model::point<double, 3, bg::cs::cartesian>;
using Entry = std::pair<Vector, core::Point>;
using Tree = bg::index::rtree<Entry, bg::index::quadratic<16>>;

constexpr unsigned kMost = 64;  ///< sites looked at
constexpr double kLeastMetresARadian =
    6335439.0;  ///< a (1 - e^2), WGS 84: no geodesic is shorter for its angle of geodetic directions

double angle(const Vector& a, const Vector& b) {
    const double dx = a.get<0>() - b.get<0>(), dy = a.get<1>() - b.get<1>(), dz = a.get<2>() - b.get<2>();
    return 2 * std::asin(std::min(1.0, std::sqrt(dx * dx + dy * dy + dz * dz) / 2));
}

Vector on_sphere(core::Point lon_lat) {
    const double lon = lon_lat.x * std::numbers::pi / 180, lat = lon_lat.y * std::numbers::pi / 180;
    return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

}  // namespace

struct NearSites::Trees {
    std::vector<Tree> of_operator;
};

NearSites::NearSites(const std::vector<model::Site>& sites) : m_trees(std::make_unique<Trees>()) {
    std::map<std::string, std::vector<Entry>> by_operator;
    for (const model::Site& site : sites) by_operator[site.operator_code].emplace_back(on_sphere(site.at), site.at);
    for (auto& [code, entries] : by_operator) {
        m_operators.push_back(code);
        m_trees->of_operator.emplace_back(entries.begin(), entries.end());
    }
}

NearSites::~NearSites() = default;
NearSites::NearSites(NearSites&&) noexcept = default;

std::vector<std::optional<model::Away>> NearSites::nearest(core::Point from) const {
    std::vector<std::optional<model::Away>> found;
    const Vector at = on_sphere(from);
    for (const Tree& tree : m_trees->of_operator) {
        std::optional<model::Away>& best = found.emplace_back();
        for (auto it = tree.qbegin(bg::index::nearest(at, kMost)); it != tree.qend(); ++it) {
            if (best && angle(at, it->first) * kLeastMetresARadian > best->distance_m) break;
            const auto path = geodesy::geodesic_path(from, it->second);
            if (!best || path.distance_m < best->distance_m) best = model::Away{path.distance_m, path.bearing_deg};
        }
    }
    return found;
}

}  // namespace covmap::zones
