// What is at each point of a list, from a run alone.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "model/table.hpp"
#include "read/points/point_list.hpp"
#include "run/base/progress.hpp"

namespace covmap::run {

struct BulkAsked {
    std::string run;  ///< the folder of a run that keeps its cells
    read::PointListSpec points;
    int threads = 0;  ///< 0: all
};

/// What became of the points of a list: points = inside + outside + the faults.
struct BulkCount {
    std::uint64_t points = 0, inside = 0, outside = 0;
    std::uint64_t swapped = 0;  ///< of those outside: on the map with longitude and latitude the other way round
    std::map<std::string, std::uint64_t> faults;        ///< by code
    std::map<std::string, std::string> first_of_fault;  ///< by code: «12: abc 46», the id and what stands there
    std::string crs;                                    ///< in which the points were read
};

/// Rows to text, in any thread; `is_first`: the first of all.
using RowsToText = std::function<std::string(const model::Table& rows, bool is_first)>;

/// One row a record of the list, in its order: the columns of a table of places, as PointQuery::at() answers for the point alone
/// to the last digit, then `state` («inside», «outside», «not_read») and `reason`, in words, empty of those inside. `write` gets
/// the texts one after the other. Errors, kind input: the run (kept_cells.hpp), the list (point_list.hpp), a list of which no
/// point can be read. Memory: 200 bytes a point, and what changes from served to not along the rows of the map. Cost:
/// benchmarks/points.sh.
BulkCount answer_points(const BulkAsked& asked, const RowsToText& to_text, const std::function<void(std::string_view)>& write,
                        Progress& progress);

}  // namespace covmap::run
