// Which tiles are stored already. Private to the room.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace covmap::tiles {

/// Finds tiles by their bytes without keeping these: about 50 bytes of memory a tile.
/// `Place` says where a tile is stored.
template <class Place>
class StoredTiles {
public:
    /// `is_same(place)` compares with what is stored there, for hashes may meet.
    template <class IsSame>
    std::optional<Place> find(std::string_view tile, const IsSame& is_same) const {
        const auto [first, last] = m_places.equal_range(std::hash<std::string_view>{}(tile));
        for (auto at = first; at != last; ++at)
            if (is_same(at->second)) return at->second;
        return std::nullopt;
    }
    void add(std::string_view tile, Place place) { m_places.emplace(std::hash<std::string_view>{}(tile), place); }
    [[nodiscard]] std::size_t size() const { return m_places.size(); }

private:
    std::unordered_multimap<std::size_t, Place> m_places;
};

}  // namespace covmap::tiles
