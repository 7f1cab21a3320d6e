// From a source CRS to grid coordinates, as a pure function of the point.
//
// Tensor cubic (Lagrange) interpolation on a fixed lattice of the source CRS (8 km for projected sources, 0.1 degree for
// geographic ones); nodes by PROJ. A patch whose centre is worse than 10^-5 m against PROJ uses PROJ for every vertex in it.
// Edges are densified in the source CRS until the sagitta is under 10^-6 of a cell; the points added to an edge do not depend
// on its direction. Same CRS on both sides: no transform, no densification.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/grid.hpp"

namespace covmap::geodesy {

struct TransformReport {
    std::string method;               ///< «none», «lattice», «proj»
    std::uint64_t sampled = 0;        ///< own vertices compared with PROJ: the min(n, 1000) with the smallest hash
    double worst_error_m = 0;         ///< largest difference on them, metres on the ground
    std::uint64_t exact_patches = 0;  ///< patches that use PROJ for every vertex
};

/// Not thread-safe: one a thread; all instances with the same arguments give the same bits.
/// Errors: core::Error(input) when a CRS is unknown or PROJ has no operation better than ballpark; the caller adds the file.
class GridTransform {
public:
    GridTransform(const std::string& source_crs, const core::Lattice& lattice);
    /// Every vertex by PROJ, for a source whose report is worse than 10^-5 m.
    static GridTransform exact(const std::string& source_crs, const core::Lattice& lattice);
    ~GridTransform();
    GridTransform(GridTransform&&) noexcept;

    /// A ring of source vertices (x/longitude first; closing vertex repeated or not) to grid coordinates, not snapped, densified,
    /// closing vertex not repeated. False when some vertex is not finite or cannot be transformed: `grid` is then empty.
    /// `closing`: how far east of the first vertex the ring comes back to it, in units of a geographic source: a whole turn for
    /// a ring around a pole, else 0. On a grid in degrees the columns may jump by a whole turn from vertex to vertex.
    bool ring(std::span<const core::Point> source, std::vector<core::Point>& grid, double closing = 0);
    /// One point, on a grid in degrees in the grid's own turn (map_seam.hpp); not finite when it cannot be transformed.
    core::Point point(core::Point source);
    [[nodiscard]] TransformReport report();
    /// Takes over the samples and patches of another instance with the same arguments, so that the report of a source read by
    /// several threads does not depend on who read what.
    void absorb(const GridTransform& other);

private:
    struct State;
    explicit GridTransform(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::geodesy
