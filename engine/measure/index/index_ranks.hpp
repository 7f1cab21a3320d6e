// Ranks, and where they lie in most of many draws. Private to the sub-room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace covmap::measure {

/// The rank of each key: 1 for the largest, equal keys share the smaller number. O(n log n).
std::vector<std::uint32_t> ranks_of(std::span<const std::int64_t> keys);

/// Remembers, of each item, as many of its smallest and largest ranks as two percentiles of `draws` need.
class RankSpread {
public:
    /// `low` and `high` count the sorted ranks from 1.
    RankSpread(std::size_t items, int draws, int low, int high);
    /// The ranks of one draw. At most `draws` times.
    void add(const std::vector<std::uint32_t>& ranks);
    /// After all draws.
    [[nodiscard]] std::uint32_t low(std::size_t item) const { return m_smallest[item].front(); }
    [[nodiscard]] std::uint32_t high(std::size_t item) const { return m_largest[item].front(); }

private:
    std::size_t m_low, m_from_top;
    std::vector<std::vector<std::uint32_t>> m_smallest;  ///< heaps: their largest first
    std::vector<std::vector<std::uint32_t>> m_largest;   ///< heaps: their smallest first
};

}  // namespace covmap::measure
