// The items of a row by their columns.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace covmap::sweep {

/// Positions of items in the order of their columns. Buffers are reused from row to row.
class RowOrder {
public:
    /// `columns` of the items, each at most `width`. O(items + width), where the items are few for the width O(n log n).
    void sort(std::span<const std::uint32_t> columns, std::uint32_t width);
    [[nodiscard]] std::span<const std::uint32_t> positions() const { return m_positions; }

private:
    void sort_few(std::span<const std::uint32_t> columns);

    std::vector<std::uint32_t> m_positions;
    std::vector<std::uint32_t> m_start;  ///< per column
    std::vector<std::uint64_t> m_keys;   ///< column << 32 | position
};

}  // namespace covmap::sweep
