// Where the map of a lattice is cut open, and the rings of a source that cross there.
//
// A lattice in degrees is cut at its column line nearest to 180° W; its columns come round after 360°. A projected one is cut
// 180° from its middle meridian, unless the projection goes on there (azimuthal, transverse Mercator). Rings of degrees that pass
// 180° step by more than half a turn, or go on beyond 180; both are made continuous, and cut at the seam into parts.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/grid.hpp"
#include "geodesy/grid_transform.hpp"
#include "geodesy/seam.hpp"

namespace covmap::geodesy {

/// The columns' own turn of a lattice in degrees; `degrees` in one unit of its CRS.
Seam column_seam(const core::Lattice& lattice, double degrees);
/// The same, of any lattice; turn = 0 for a projected one. Errors: core::Error(input) when the CRS is unknown.
Seam column_seam(const core::Lattice& lattice);
/// The column in the lattice's own turn; as it is where a turn is not whole columns.
core::Col column_inside(const Seam& seam, core::Col col);

/// Of one source CRS on one lattice. Not thread-safe: one a thread; all instances with the same arguments give the same bits.
/// Errors: as GridTransform.
class MapSeam {
public:
    MapSeam(const std::string& source_crs, const core::Lattice& lattice);
    ~MapSeam();
    MapSeam(MapSeam&&) noexcept;

    /// May the ring need parts()? A test of its box; false for nearly all rings. Those go to GridTransform::ring() as they are.
    [[nodiscard]] bool near(std::span<const core::Point> ring, Jumps jumps) const;
    /// The same for a disc around a longitude and latitude of the source, in degrees.
    [[nodiscard]] bool near_disc(double longitude, double latitude, double radius_m) const;

    /// The columns from seam to seam: of a map in degrees its turn, of a projected one those of its widest parallel. Both
    /// infinite, east - west too, where there is no seam.
    struct Columns {
        double west, east;
    };
    [[nodiscard]] Columns columns() const;

    /// 360 degrees in the unit of the source; 0 of a projected one.
    [[nodiscard]] double source_turn() const;

    struct Parts {
        std::vector<std::vector<core::Point>> rings;  ///< grid coordinates, not snapped, densified
        bool doubtful = false;                        ///< RolledRing::doubtful
    };
    /// The parts of a ring (finite vertices) on the map; `transform` is that of the same source and lattice. False when some
    /// vertex cannot be transformed.
    bool parts(std::span<const core::Point> ring, Jumps jumps, GridTransform& transform, Parts& parts);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::geodesy
