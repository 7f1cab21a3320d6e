// Polygons cut into the arcs that they share, to be simplified without slivers or gaps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/polygon.hpp"

namespace covmap::shapes {

/// A line between two junctions, once for all the rings that run along it; or a whole ring that meets no other (first vertex
/// repeated at its end). `weights` go with the vertices: a vertex is kept at tolerances below its weight, ends at all.
struct Arc {
    std::vector<core::Point> points;
    std::vector<double> weights;
    std::vector<std::uint32_t> places;  ///< equal numbers: the same point, whatever the arc
};

/// An arc as a ring runs along it.
struct ArcUse {
    std::uint32_t arc = 0;
    bool reversed = false;
};

/// The borders of all polygons of a layer. Vertices are shared where their coordinates are equal to the bit; a junction is a
/// vertex with more than two different neighbours, or where a border stops being shared. Built once, simplified at as many
/// tolerances as needed (Douglas and Peucker 1973; each vertex's weight is the distance at which it was split, at most that of
/// its parent). A plane: distances are in units of the coordinates. Immutable and thread-safe after construction; depends on
/// neither the order of polygons nor the orientation of rings. Cost: n log n in vertices for natural
/// lines; memory for each shared vertex once.
class Arcs {
public:
    /// Null: a row without polygons. Rings with fewer than three different vertices are left out, with their holes if a shell.
    explicit Arcs(const std::vector<const core::MultiPolygon*>& rows);

    [[nodiscard]] const std::vector<Arc>& arcs() const { return m_arcs; }
    /// Vertices of all rings, closing ones included, at a tolerance before anything is refined.
    [[nodiscard]] std::size_t ring_vertices(double tolerance) const;

    /// The rows with their borders simplified: no vertex that was dropped lies farther than `tolerance` from what replaces it.
    /// Arcs that would cross, touch or run over each other, or change sides with a vertex of another, get vertices back until
    /// none does (those that did so in the input stay as they were). Every ring keeps at least three vertices. Tolerance 0 gives
    /// the input, less repeated vertices.
    [[nodiscard]] std::vector<core::MultiPolygon> simplified(double tolerance) const;

private:
    using Ring = std::vector<ArcUse>;
    using Shape = std::vector<Ring>;

    std::vector<Arc> m_arcs;
    std::vector<std::vector<Shape>> m_rows;
};

}  // namespace covmap::shapes
