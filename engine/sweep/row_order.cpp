#include "sweep/row_order.hpp"

#include <algorithm>

namespace covmap::sweep {

namespace {

constexpr std::size_t kFew = 16;  ///< columns for each item from which counting them all costs more than sorting

}  // namespace

void RowOrder::sort(std::span<const std::uint32_t> columns, std::uint32_t width) {
    m_positions.resize(columns.size());
    if (columns.size() * kFew < width) {
        sort_few(columns);
        return;
    }
    m_start.assign(std::size_t{width} + 2, 0);
    for (const std::uint32_t column : columns) ++m_start[column + 1];
    for (std::size_t column = 0; column <= width; ++column) m_start[column + 1] += m_start[column];
    for (std::uint32_t i = 0; i < columns.size(); ++i) m_positions[m_start[columns[i]]++] = i;
}

void RowOrder::sort_few(std::span<const std::uint32_t> columns) {
    m_keys.resize(columns.size());
    for (std::uint32_t i = 0; i < columns.size(); ++i) m_keys[i] = (std::uint64_t{columns[i]} << 32) | i;
    std::sort(m_keys.begin(), m_keys.end());
    std::transform(m_keys.begin(), m_keys.end(), m_positions.begin(),
                   [](std::uint64_t key) { return static_cast<std::uint32_t>(key); });
}

}  // namespace covmap::sweep
