// One cell of the lattice.
#pragma once

#include <compare>

#include "core/units.hpp"

namespace covmap::core {

struct CellAt {
    Row row = 0;
    Col col = 0;
    auto operator<=>(const CellAt&) const = default;
};

}  // namespace covmap::core
