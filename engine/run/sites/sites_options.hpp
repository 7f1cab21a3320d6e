// What `covmap sites` is asked.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace covmap::run {

inline constexpr const char* kSiteCrs = "EPSG:4326";  ///< in which candidates are placed
inline constexpr double kMetresOfKm = 1000;

struct SitesOptions {
    std::string run;         ///< a folder
    std::string standard;    ///< an indicator of it; empty: what its first [[zones]] ask, else its first indicator
    std::string candidates;  ///< a file of points, or «grid:2km»
    std::string x_column, y_column, id_column, name_column, cost_column, crs;  ///< of that file; empty: guessed, or none
    double radius_km = 5;
    std::vector<std::pair<std::string, std::int64_t>> gain;  ///< attribute = weight in thousandths; empty: the first attribute
    std::size_t k = 10;
    std::optional<std::int64_t> budget;    ///< millionths of the cost column's unit
    std::optional<double> existing_first;  ///< 0..1
    int serve = 1;
    std::optional<std::int64_t> capacity;  ///< quanta of the first attribute
    int threads = 0;                       ///< 0: all
};

}  // namespace covmap::run
