#include "model/zone_index.hpp"

#include <algorithm>
#include <cmath>

namespace covmap::model {

std::optional<std::uint32_t> zone_at(const ZoneIndex& index, core::Point grid) {
    const auto row = static_cast<core::Row>(std::floor(grid.y * index.detail));
    const auto col = static_cast<core::Col>(std::floor(grid.x * index.detail));
    const core::Row rows = core::kBandRows * index.detail;
    const auto first = std::lower_bound(index.boxes.begin(), index.boxes.end(), row - rows + 1,
                                        [](const ZoneBox& b, core::Row r) { return b.row_begin < r; });
    for (auto box = first; box != index.boxes.end() && box->row_begin <= row; ++box)
        if (row < box->row_end && box->col_begin <= col && col < box->col_end) return box->zone;
    return std::nullopt;
}

}  // namespace covmap::model
