// What is at a place, from a run alone.
#pragma once

#include <memory>
#include <string>

#include "core/grid.hpp"
#include "model/table.hpp"

namespace covmap::run {

/// One row, the columns of a table of places: territory, indicators, operators, zones, distances
/// (measure/tables/place_table.hpp). Reads the run's tally.covt, cells.covc (the band of the place and as many around it as the
/// nearest served square asks for) and, where there are zones, zones.covz. `lon_lat` in degrees, WGS 84. Errors: input (not a
/// run, or one without cells), usage (no such place on Earth). A place outside every territory has an empty territory. Cost: a
/// tenth of a second.
model::Table what_is_at(const std::string& run_folder, core::Point lon_lat);

/// Whether a run keeps the cells that questions about places need; false where there is no run.
bool keeps_cells(const std::string& run_folder);

/// The same for one place after the other of one run, which is opened once. Not thread-safe.
class PointQuery {
public:
    explicit PointQuery(const std::string& run_folder);
    ~PointQuery();
    [[nodiscard]] model::Table at(core::Point lon_lat) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Whether the table of a place says that it lies outside every territory.
bool is_outside(const model::Table& at);

}  // namespace covmap::run
