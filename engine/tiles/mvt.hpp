// Mapbox Vector Tiles, version 2.1: one layer of one tile.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tile.hpp"
#include "tiles/text_numbers.hpp"

namespace covmap::tiles {

using TileParts = std::vector<std::vector<core::TilePoint>>;
using TileProperty = std::pair<std::string_view, core::TileValue>;

/// Collects features, then appends itself to a tile. Not thread-safe; different layers may fill at the same time.
class MvtLayer {
public:
    explicit MvtLayer(std::string name);

    /// Points: one part with all of them. Lines: a part each. Polygons: rings without the closing vertex, each outline (positive
    /// core::ring_area2()) before its holes (negative). Repeated points of lines and rings, rings without area, holes before any
    /// outline and lines of one point are dropped. False: nothing was left, so that there is no feature.
    /// Keys and values are stored once, in the order of their first use; whole numbers in the shortest form, 3.0 stays a double.
    bool add(std::uint64_t id, core::TileGeometry type, const TileParts& parts, std::span<const TileProperty> properties);

    [[nodiscard]] bool empty() const { return m_count == 0; }
    [[nodiscard]] std::size_t features() const { return m_count; }

    /// Nothing where the layer is empty: a tile has no empty layers.
    void append_to(std::string& tile) const;

private:
    /// `position`: among the properties of its feature. Features of a layer mostly have the same keys in the same order.
    std::uint32_t key_number(std::string_view key, std::size_t position);
    std::uint32_t value_number(const core::TileValue& value);

    std::string m_name;
    std::size_t m_count = 0;
    TextNumbers m_keys, m_values;            ///< of a value: its message
    std::vector<std::uint32_t> m_last_keys;  ///< by position
    std::string m_features;                  ///< fields of the layer's message, encoded
    // Memory that each feature uses again.
    std::vector<std::uint32_t> m_tags, m_commands;
    std::string m_message;
};

}  // namespace covmap::tiles
