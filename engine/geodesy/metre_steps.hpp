// How many cells a number of metres is, by the CRS's own unit.
#pragma once

#include "core/grid.hpp"

namespace covmap::geodesy {

/// Of a projected lattice the same everywhere: metres of its axes, not on the ground. Of one in degrees by the length of a degree
/// of latitude, and of longitude on the row (on a sphere of WGS 84's authalic radius, 6,371,007.2 m). Immutable, thread-safe.
/// Errors: core::Error(input) when the lattice's CRS is unknown.
class MetreSteps {
public:
    explicit MetreSteps(const core::Lattice& lattice);
    [[nodiscard]] double rows(double metres) const;
    /// On the row at `v`, grid coordinates; near a pole never more than a whole turn.
    [[nodiscard]] double columns(double metres, double v) const;

private:
    core::Lattice m_lattice;
    bool m_geographic = false;
    double m_unit = 1;  ///< metres (projected) or degrees in one unit of the axes
};

}  // namespace covmap::geodesy
