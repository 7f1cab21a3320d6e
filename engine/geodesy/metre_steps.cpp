#include "geodesy/metre_steps.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geodesy/proj_handle.hpp"

namespace covmap::geodesy {

namespace {
constexpr double kMetresADegree = 6371007.2 * std::numbers::pi / 180;
constexpr double kTurn_deg = 360;
}  // namespace

MetreSteps::MetreSteps(const core::Lattice& lattice) : m_lattice(lattice) {
    const Context context = make_context();
    const Crs crs = open_crs(context.get(), lattice.crs);
    m_geographic = crs.geographic;
    m_unit = crs.geographic ? crs.degrees : crs.unit;
}

double MetreSteps::rows(double metres) const {
    return metres / ((m_geographic ? kMetresADegree : 1) * m_unit * m_lattice.cell_height);
}

double MetreSteps::columns(double metres, double v) const {
    if (!m_geographic) return metres / (m_unit * m_lattice.cell_width);
    const double latitude = m_lattice.to_crs({0, v}).y * m_unit * std::numbers::pi / 180;
    const double degrees = metres / (kMetresADegree * std::max(1e-9, std::cos(latitude)));
    return std::min(kTurn_deg, degrees) / (m_unit * m_lattice.cell_width);
}

}  // namespace covmap::geodesy
