// Where in its cell the demand lives.
#pragma once

namespace covmap::core {

/// cell: evenly over all of it; land: over its land; territory: over the parts of territories in it; points: at given places.
enum class Spread { cell, land, territory, points };

}  // namespace covmap::core
