#include "run/prepare/frame.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "core/error.hpp"

namespace covmap::run {

void refuse_huge_frame(const core::Frame& frame, const model::Job& job) {
    constexpr std::int64_t kMostCells = 1'000'000'000'000, kFarthest = std::int64_t{1} << 26;
    const core::CellBox& box = frame.cells;
    if (box.empty()) return;
    const std::int64_t rows = std::int64_t{box.row_end} - box.row_begin, columns = std::int64_t{box.col_end} - box.col_begin;
    const std::int64_t farthest =
        std::max<std::int64_t>({-std::int64_t{box.row_begin}, -std::int64_t{box.col_begin}, box.row_end, box.col_end});
    if (rows < (kMostCells + columns - 1) / columns && farthest <= kFarthest) return;
    throw core::Error(
        core::ErrorKind::input, job.demand.source.given,
        "its cells, taken over all of the demand and the territories of " + job.territory.source.given + ", make a map of " +
            std::to_string(rows) + " rows x " + std::to_string(columns) +
            " columns, more than can be swept (a million million cells, 2^26 a side). Are the size of the squares and "
            "both `crs` right? Else make them larger (columns.size, or gdalwarp -tr), or take a part of both");
}

}  // namespace covmap::run
