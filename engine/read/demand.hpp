// Opens the demand of a job: a population raster or a table of grid squares, as sparse rows of integer weights.
//
// Weights are rounded to the nearest quantum (10^-6 of the attribute's unit), each cell by itself.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/cell_at.hpp"
#include "core/defect.hpp"
#include "core/demand.hpp"
#include "core/job.hpp"
#include "core/run_model.hpp"

namespace covmap::read {

struct DemandReport {
    std::string format;  ///< «raster» | «grid-squares»
    std::vector<core::InputFile> inputs;
    core::Defects defects;
    std::vector<std::int64_t> input_totals;  ///< per attribute: sum of the weights read, in quanta; the total of the balance
};

/// The name of a premises, as two hashes of its text: equal names have equal keys, different ones differ but once in 10^20.
struct PremisesKey {
    std::uint64_t high = 0, low = 0;
    auto operator<=>(const PremisesKey&) const = default;
};
PremisesKey premises_key(std::string_view name);

class OpenDemand : public core::Demand {
public:
    /// Keys of the premises by their number (core::DemandPoints::premises), for records to be joined; empty where there are none.
    [[nodiscard]] virtual std::span<const PremisesKey> premises() const { return {}; }
    /// Squares that hold estimated people, by row and column; empty where the source does not say.
    [[nodiscard]] virtual std::span<const core::CellAt> imputed() const { return {}; }
    /// Complete after every row of cells() was loaded. Thread-safe.
    [[nodiscard]] virtual DemandReport report() const = 0;
};

/// The format is guessed when the job does not say it: a raster if GDAL opens one, else grid squares.
///
/// raster: attribute columns are band numbers («1»; empty: 1). NoData, scale and offset of the band are applied. Cells of 0
/// are left out; negative and NaN counts are the defects `negative-weight`, `not-a-number`, placed as «row/column» of the file.
/// North-up and south-up grids; a rotated grid is an error, and so is a raster without CRS unless the job states one. The
/// lattice begins at the raster's north-west corner. load() decodes each block once: memory is the strips in flight.
///
/// grid-squares: by INSPIRE id (CRS3035RES1000mN2776000E3326000, 1kmN2776E3326; lower-left corner) or by x, y, size. All of
/// it is read on opening, from any table (table_reader.hpp) and any number of files. Squares given twice add up.
/// Defects: `square-id`, `square-size`, `square-duplicate`, `square-coordinates`, `square-off-grid`, `weight-missing`,
/// `not-a-number`, `negative-weight`, `weight-rounds-to-zero`, `weight-too-large`, `land-unknown`, `land-over-one`,
/// `ragged-record`, `flag-unknown` (of the column of imputed squares). Several columns of an attribute are added up.
///
/// Errors: core::Error(input) for a file, core::Error(job) for a specification that cannot be read.
std::unique_ptr<OpenDemand> open_demand(const core::DemandSpec& spec);

}  // namespace covmap::read
