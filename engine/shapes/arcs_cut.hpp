// Rings cut at their junctions. Private to the room.
#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "shapes/arcs.hpp"

namespace covmap::shapes {

/// Numbers for points: equal coordinates, equal number, in order of first appearance.
class Places {
public:
    std::uint32_t number_of(core::Point point);
    [[nodiscard]] core::Point at(std::uint32_t place) const { return m_points[place]; }
    [[nodiscard]] std::size_t size() const { return m_points.size(); }

private:
    void grow();
    std::vector<std::uint32_t> m_slots;
    std::vector<core::Point> m_points;
};

/// First all rings are met, then each is cut.
class ArcCutter {
public:
    /// The ring's places, open, without repetitions; empty where fewer than three differ.
    std::vector<std::uint32_t> meet(const std::vector<core::Point>& ring);
    /// After all rings were met.
    std::vector<ArcUse> cut(const std::vector<std::uint32_t>& ring);
    [[nodiscard]] std::vector<Arc> take() { return std::move(m_arcs); }

private:
    void note(std::uint32_t place, std::uint32_t a, std::uint32_t b);
    ArcUse use_of(const std::vector<std::uint32_t>& places);
    ArcUse closed(const std::vector<std::uint32_t>& ring);

    struct Around {
        std::uint32_t low = UINT32_MAX, high = UINT32_MAX;  ///< its neighbours; none yet
        bool junction = false;
    };
    Places m_places;
    std::vector<Around> m_around;
    std::vector<Arc> m_arcs;
    std::unordered_map<std::uint64_t, ArcUse> m_by_edge;  ///< first directed edge -> the arc
};

}  // namespace covmap::shapes
