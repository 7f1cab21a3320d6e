// Polygons of parents from those of their communes, and valid ones from invalid ones.
#pragma once

#include <vector>

#include "core/polygon.hpp"

namespace covmap::shapes {

/// The union of all members, holes kept; empty members are left out, an empty list gives an empty result.
/// Neighbours that share their borders vertex for vertex are joined as a coverage: no vertex moves. Where that result is not
/// valid, or its area differs from the members' by more than 10^-9 (they overlap, or are invalid themselves), each member is made
/// valid and their general union is taken. Deterministic: the result does not depend on the order of members, parts or rings, nor
/// on starting vertices. Rings come closed, in a fixed order; their orientation is that of GEOS (shells clockwise). Cost: a
/// coverage takes one to two seconds for two million vertices. Errors: check, where GEOS fails.
/// Thread-safe: each call has its own GEOS context.
core::MultiPolygon dissolve(const std::vector<const core::MultiPolygon*>& members);

/// `polygons` itself where valid, else the area its shells enclose less its holes (the structure method: overlapping parts
/// are united, no hole appears where shells overlap). Lines and points that remain are dropped. Errors and threads as dissolve().
core::MultiPolygon made_valid(const core::MultiPolygon& polygons);

}  // namespace covmap::shapes
