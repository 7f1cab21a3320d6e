#include "read/grid/cell_rings.hpp"

#include <array>

namespace covmap::read {

void CellRings::give(const Rectangle& r) const {
    const auto corner = [&](std::int64_t row, std::int64_t col) {
        return m_lattice.to_crs({static_cast<double>(col), static_cast<double>(row)});
    };
    const std::array<core::Point, 4> ring = {corner(r.row_begin, r.col_begin), corner(r.row_end, r.col_begin),
                                             corner(r.row_end, r.col_end), corner(r.row_begin, r.col_end)};
    m_give(ring);
}

void CellRings::next_row(std::int64_t row) {
    for (; m_next < m_above.size(); ++m_next) give(m_above[m_next]);
    m_above.clear();
    m_above.swap(m_here);
    m_next = 0;
    if (row != m_row + 1) {  // a row of nothing lies between
        for (const Rectangle& open : m_above) give(open);
        m_above.clear();
    }
    m_row = row;
}

void CellRings::run(std::int64_t row, std::int64_t begin, std::int64_t end) {
    if (row != m_row) next_row(row);
    for (; m_next < m_above.size() && m_above[m_next].col_begin < begin; ++m_next) give(m_above[m_next]);
    Rectangle rectangle{row, row + 1, begin, end};
    if (m_next < m_above.size() && m_above[m_next].col_begin == begin && m_above[m_next].col_end == end)
        rectangle.row_begin = m_above[m_next++].row_begin;
    m_here.push_back(rectangle);
}

void CellRings::finish() {
    for (; m_next < m_above.size(); ++m_next) give(m_above[m_next]);
    for (const Rectangle& open : m_here) give(open);
    m_above.clear();
    m_here.clear();
    m_next = 0;
}

}  // namespace covmap::read
