// Where the territories are, roughly: what is off the map, and what only its box holds.
#pragma once

#include <map>
#include <vector>

#include "core/chain_store.hpp"
#include "core/grid.hpp"

namespace covmap::read {

/// In each band of rows the stretches of columns that some territory spans. A map of a mainland and islands on the other side of
/// the Earth is those, and not the box of half the globe around them.
class Land {
public:
    Land() = default;
    explicit Land(const core::ChainStore& territories);

    [[nodiscard]] bool empty() const { return m_bands.empty(); }
    [[nodiscard]] bool holds(core::Point grid) const { return meets({grid.x, grid.x, grid.y, grid.y}); }
    /// False for bounds of nothing and for those that are not finite.
    [[nodiscard]] bool meets(const core::ChainStore::Bounds& box) const;

private:
    struct Stretch {
        double from, to;
    };
    std::map<core::Row, std::vector<Stretch>> m_bands;  ///< by band; apart, from west to east
};

}  // namespace covmap::read
