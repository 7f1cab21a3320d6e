#include "core/cut_cell.hpp"

namespace covmap::core {

namespace {

std::uint32_t share_of_part(std::span<const Quarters::PartShare> node, std::uint32_t part) {
    for (const Quarters::PartShare& s : node)
        if (s.part == part) return s.share;
    return 0;
}

/// round(value * part / whole), exact.
std::int64_t portion(std::int64_t value, std::uint32_t part, std::uint32_t whole) {
    return static_cast<std::int64_t>((static_cast<Int128>(value) * part * 2 + whole) / (2 * static_cast<Int128>(whole)));
}

}  // namespace

SubCell sub_cell(std::uint32_t leaf, int depth) {
    SubCell at;
    for (int level = depth - 1; level >= 0; --level) {
        const std::uint32_t quadrant = leaf >> (2 * level) & 3U;
        at.row = 2 * at.row + static_cast<Row>(quadrant >> 1U);
        at.col = 2 * at.col + static_cast<Col>(quadrant & 1U);
    }
    return at;
}

void divide_over_leaves(const Quarters& quarters, int depth, std::uint32_t part, std::span<const std::int64_t> values,
                        std::vector<std::int64_t>& leaves, std::vector<std::int64_t>& next) {
    const std::size_t stride = values.size();
    leaves.assign(values.begin(), values.end());
    for (int level = 1; level <= depth; ++level) {
        const std::size_t parents = leaves.size() / stride;
        next.assign(leaves.size() * 4, 0);
        for (std::size_t p = 0; p < parents; ++p) {
            std::array<std::uint32_t, 5> upto{};
            for (std::uint32_t q = 0; q < 4; ++q)
                upto[q + 1] = upto[q] + share_of_part(quarters.node(level, static_cast<std::uint32_t>(4 * p + q)), part);
            for (std::size_t a = 0; a < stride; ++a) {
                const std::int64_t value = leaves[p * stride + a];
                if (value == 0) continue;
                if (upto[4] == 0) {
                    next[4 * p * stride + a] = value;
                    continue;
                }
                std::int64_t given = 0;
                for (std::size_t q = 0; q < 4; ++q) {
                    const std::int64_t sum = portion(value, upto[q + 1], upto[4]);
                    next[(4 * p + q) * stride + a] = sum - given;
                    given = sum;
                }
            }
        }
        leaves.swap(next);
    }
}

std::uint32_t leaf_of(const CellPoint& point, int depth) {
    constexpr int kBits = 15;
    std::uint32_t leaf = 0;
    for (int level = 1; level <= depth; ++level)
        leaf = 4 * leaf + 2 * (static_cast<std::uint32_t>(point.y) >> (kBits - level) & 1U) +
               (static_cast<std::uint32_t>(point.x) >> (kBits - level) & 1U);
    return leaf;
}

}  // namespace covmap::core
