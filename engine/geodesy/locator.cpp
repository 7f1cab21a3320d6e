#include "geodesy/locator.hpp"

#include "geodesy/map_seam.hpp"
#include "geodesy/proj_handle.hpp"

namespace covmap::geodesy {

struct Locator::State {
    explicit State(const core::Lattice& the_lattice)
        : lattice(the_lattice),
          context(make_context()),
          source(open_crs(context.get(), lattice.crs)),
          target(open_crs(context.get(), "EPSG:4326")),
          same(same_crs(context.get(), source, target)) {
        if (source.geographic) seam = column_seam(lattice, source.degrees);
        if (!same) operation = make_operation(context.get(), source, target);
    }
    core::Lattice lattice;
    Context context;
    Crs source, target;
    bool same;
    Seam seam;  ///< of the columns of a lattice in degrees
    Handle operation;
};

Locator::Locator(const core::Lattice& lattice) : m_state(std::make_unique<State>(lattice)) {}
Locator::~Locator() = default;
Locator::Locator(Locator&&) noexcept = default;

core::Point Locator::wgs84(core::Point grid) const {
    const core::Point p = m_state->lattice.to_crs(grid);
    return m_state->same ? p : transformed(m_state->operation.get(), p);
}

core::Point Locator::grid(core::Point wgs84) const {
    const core::Point at = m_state->lattice.to_grid(m_state->same ? wgs84 : transformed(m_state->operation.get(), wgs84, PJ_INV));
    return {m_state->seam.inside(at.x), at.y};
}

}  // namespace covmap::geodesy
