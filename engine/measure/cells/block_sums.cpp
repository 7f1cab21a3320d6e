#include <algorithm>

#include "measure/cells/cell_sums.hpp"

namespace covmap::measure {

void BlockSums::values(std::size_t block, std::span<std::int64_t> out) const {
    std::size_t at = m_at[block];
    for (std::int64_t& value : out) {
        std::uint64_t number = 0;
        int shift = 0;
        std::uint8_t byte = 0;
        do {
            byte = static_cast<std::uint8_t>(m_bytes[at++]);
            number |= static_cast<std::uint64_t>(byte & 127U) << shift;
            shift += 7;
        } while (byte > 127);
        value = static_cast<std::int64_t>(number);
    }
}

void BlockSums::reserve(std::size_t blocks, std::size_t packed_bytes) {
    m_blocks.reserve(blocks);
    m_at.reserve(blocks);
    m_bytes.reserve(packed_bytes);
}

void BlockSums::shrink_to_fit() {
    m_blocks.shrink_to_fit();
    m_at.shrink_to_fit();
    m_bytes.shrink_to_fit();
}

void BlockSums::append(const CellBlock& block, std::span<const std::int64_t> values) {
    m_blocks.push_back(block);
    m_at.push_back(m_bytes.size());
    for (const std::int64_t value : values) {
        auto number = static_cast<std::uint64_t>(value);
        for (; number > 127; number >>= 7U) m_bytes.push_back(static_cast<char>((number & 127U) | 128U));
        m_bytes.push_back(static_cast<char>(number));
    }
}

namespace {

/// The blocks of one row of `sums`: [first, last).
struct RowOfBlocks {
    std::size_t first = 0, last = 0;
};

RowOfBlocks row_from(const std::vector<CellBlock>& blocks, std::size_t first) {
    std::size_t last = first;
    while (last < blocks.size() && blocks[last].row == blocks[first].row) ++last;
    return {first, last};
}

void merge_rows(const BlockSums& sums, RowOfBlocks north, RowOfBlocks south, BlockSums& out) {
    const std::vector<CellBlock>& blocks = sums.blocks();
    std::vector<std::int64_t> total(sums.columns()), one(sums.columns());
    const core::Row row = blocks[north.first < north.last ? north.first : south.first].row >> 1;
    while (north.first < north.last || south.first < south.last) {
        core::Col col = INT32_MAX;
        if (north.first < north.last) col = std::min(col, blocks[north.first].col >> 1);
        if (south.first < south.last) col = std::min(col, blocks[south.first].col >> 1);
        std::fill(total.begin(), total.end(), 0);
        for (RowOfBlocks* from : {&north, &south}) {
            for (; from->first < from->last && blocks[from->first].col >> 1 == col; ++from->first) {
                sums.values(from->first, one);
                for (std::size_t c = 0; c < total.size(); ++c) total[c] += one[c];
            }
        }
        out.append(CellBlock{row, col, {}, UINT32_MAX}, total);
    }
}

}  // namespace

BlockSums coarser(const BlockSums& sums) {
    BlockSums out(sums.level() + 1, sums.columns());
    const std::vector<CellBlock>& blocks = sums.blocks();
    for (std::size_t at = 0; at < blocks.size();) {
        const RowOfBlocks first = row_from(blocks, at);
        RowOfBlocks second{first.last, first.last};
        if (first.last < blocks.size() && blocks[first.last].row >> 1 == blocks[at].row >> 1)
            second = row_from(blocks, first.last);
        merge_rows(sums, first, second, out);
        at = second.last;
    }
    return out;
}

}  // namespace covmap::measure
