// Mapbox Vector Tiles, version 2.1: one layer of one tile.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tile.hpp"

namespace covmap::exports {

using TileParts = std::vector<std::vector<core::TilePoint>>;
using TileProperty = std::pair<std::string_view, core::TileValue>;

/// Collects features, then appends itself to a tile. Not thread-safe; layers of their own are.
class MvtLayer {
public:
    explicit MvtLayer(std::string name);

    /// Points: one part with all of them. Lines: a part each. Polygons: rings without the closing vertex, each outline (positive
    /// ring_area2()) before its holes (negative). Repeated points of lines and rings, rings without area and lines of one point are
    /// dropped, and with an outline its holes. False: nothing was left, so that there is no feature.
    /// Keys and values are stored once, in the order of their first use.
    bool add(std::uint64_t id, core::TileGeometry type, const TileParts& parts, std::span<const TileProperty> properties);

    [[nodiscard]] bool empty() const { return m_features == 0; }
    [[nodiscard]] std::size_t features() const { return m_features; }

    /// Nothing where the layer is empty: a tile has no empty layers.
    void append_to(std::string& tile) const;

private:
    std::uint32_t key_index(std::string_view key);
    std::uint32_t value_index(const core::TileValue& value);

    std::string m_name;
    std::size_t m_features = 0;
    std::string m_messages;  ///< the features, encoded
    std::map<std::string, std::uint32_t, std::less<>> m_keys, m_values;  ///< of a value: its encoded message
    std::vector<const std::string*> m_keys_in_order, m_values_in_order;
};

}  // namespace covmap::exports
