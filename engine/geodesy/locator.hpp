// Places of a lattice as longitude and latitude.
#pragma once

#include <memory>

#include "core/grid.hpp"

namespace covmap::geodesy {

/// From grid coordinates to WGS 84 and back, by PROJ, point by point. Not thread-safe: one a thread. Errors: core::Error(input)
/// when the lattice's CRS is unknown. About 1 microsecond a point.
class Locator {
public:
    explicit Locator(const core::Lattice& lattice);
    ~Locator();
    Locator(Locator&&) noexcept;

    /// (longitude, latitude) in degrees; not finite where PROJ has none.
    [[nodiscard]] core::Point wgs84(core::Point grid) const;
    [[nodiscard]] core::Point grid(core::Point wgs84) const;
    /// Of the centre of a cell.
    [[nodiscard]] core::Point centre(core::Row row, core::Col col) const { return wgs84({col + 0.5, row + 0.5}); }

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::geodesy
