// Where tests contradict the map: contiguous squares.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/measurement.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"

namespace covmap::measure {

/// Squares that share sides, in each of which fewer tests succeed than is required.
struct Contradiction {
    std::string operator_code, technology, service, level;
    std::string id;           ///< operator, technology, level and the square in the south-west, the most southern first
    std::string crs;          ///< «EPSG:3035»
    std::int64_t side_m = 0;  ///< of a square
    std::vector<std::pair<std::int64_t, std::int64_t>> squares;  ///< lower-left corners (north, east), ascending
    std::int64_t tests = 0, successes = 0;
};

/// Of the published squares with tests of the claim's own situation where it claims, at least kFewClusters clusters, and
/// success_hi below the lowest rate that the job requires: those that are discoveries (reliability.hpp) among all such squares of
/// their operator, technology, service and level. Of squares that are hidden nothing is told. Sorted by operator, technology,
/// service, level from the best, then by tests that failed, the most first. None without squares or without `reliability`. Pure.
std::vector<Contradiction> contradictions(const model::Measured& measured, const model::MeasurementSpec& spec);

/// Does the measurement have a table of contradictions?
inline bool tells_contradictions(const model::MeasurementSpec& spec) {
    return spec.square_m > 0 && !spec.reliability.empty() && !spec.beside;
}

inline constexpr const char* kMeasuredUnit = "measurement";  ///< Table::unit of what is measured, and not claimed

/// `measurement_<name>_zones`: one row each contradiction, in that order.
model::Table contradiction_table(const model::RunModel& model, const model::MeasurementSpec& spec,
                                 const std::vector<Contradiction>& found);

}  // namespace covmap::measure
