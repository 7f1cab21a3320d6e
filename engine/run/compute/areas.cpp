#include "run/compute/areas.hpp"

#include <algorithm>
#include <cmath>

namespace covmap::run {

namespace {

constexpr double kTolerance = 1e-9;
constexpr double kFractionsPerCell = 1099511627776.0;  // 2^40
constexpr std::size_t kListed = 20;

double cells(std::int64_t whole, std::int64_t fraction) {
    return static_cast<double>(whole) + static_cast<double>(fraction) / kFractionsPerCell;
}

}  // namespace

void check_areas(const model::TerritorySet& set, const sweep::SweepReport& report, model::Checks& checks) {
    for (std::size_t t = 0; t < set.territories.size(); ++t) {
        const auto& account = report.areas[t];
        const double swept = cells(account.swept_cells, account.swept_fraction),
                     taken = cells(account.taken_cells, account.taken_fraction);
        const double ring = set.territories[t].ring_area;
        const double error = std::abs(swept + taken - ring) / std::max(1.0, std::abs(ring));
        checks.worst_area_error = std::max(checks.worst_area_error, error);
        if (error > kTolerance) checks.mismatches.push_back({set.territories[t].code, swept, taken, ring});
        if (report.overlap_area[t] > 0) {
            checks.overlap_area += report.overlap_area[t];
            checks.overlaps.push_back({set.territories[t].code, report.overlap_area[t]});
        }
    }
    std::sort(checks.overlaps.begin(), checks.overlaps.end(), [](const model::Overlap& a, const model::Overlap& b) {
        return a.area != b.area ? a.area > b.area : a.code < b.code;
    });
    if (checks.overlaps.size() > kListed) checks.overlaps.resize(kListed);
}

}  // namespace covmap::run
