// Opens the demand of a job: a population raster or a table of grid squares, as sparse rows of integer weights.
//
// Weights are rounded to the nearest quantum (10^-6 of the attribute's unit), each cell by itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/cell_at.hpp"
#include "core/defect.hpp"
#include "core/demand.hpp"
#include "model/job/job.hpp"
#include "model/run_model.hpp"
#include "read/demand/demand_polygons.hpp"
#include "read/files/left_out.hpp"
#include "read/premises/premises_index.hpp"

namespace covmap::read {

struct DemandReport {
    std::string format;  ///< «raster» | «grid-squares» | «points»
    std::vector<model::InputFile> inputs;
    core::Defects defects;
    std::vector<std::int64_t> input_totals;  ///< per attribute: sum of the weights read, in quanta; the total of the balance
    LeftOutRecords left_out;
    /// spread = points: how the squares and their points met.
    struct Sharing {
        std::uint64_t squares_with_points = 0, squares_without_points = 0;
        std::int64_t quanta_without_points = 0;  ///< of the first attribute: spread over the area of those squares
        std::uint64_t points_outside = 0;        ///< in no inhabited square: they serve nobody
    };
    std::optional<Sharing> sharing;
};

class OpenDemand : public core::Demand {
public:
    /// The premises that its points are, for records to be joined by name; its count is 0 where it has none.
    [[nodiscard]] virtual PremisesNames premises() const { return {}; }
    /// Squares that hold estimated people, by row and column; empty where the source does not say.
    [[nodiscard]] virtual std::span<const core::CellAt> imputed() const { return {}; }
    /// The polygons that hold the demand, whose cells then have no weight of their own; null where it is held by cells.
    [[nodiscard]] virtual DemandPolygons* polygons() { return nullptr; }
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
/// it is read on opening, from any table (table_reader.hpp) and any number of files. Squares given twice add up. Where the anchor
/// is empty, x and y of the first that lie half a square off the multiples of the size are centres (`square-centres`).
/// Defects: `square-id`, `square-size`, `square-duplicate`, `square-coordinates`, `square-off-grid`, `weight-missing`,
/// `not-a-number`, `negative-weight`, `weight-rounds-to-zero`, `weight-too-large`, `land-unknown`, `land-over-one`,
/// `ragged-record`, `flag-unknown` (of the column of imputed squares). Several columns of an attribute are added up.
///
/// points: any table with x and y columns, or a layer of points, counted on a grid of equal area (premises.hpp); each point keeps
/// its place, its weights and its number. An attribute's column «1» is 1 for each point.
///
/// spread = points shares the weights of each square or pixel among the points in it, in proportion to their weight, by
/// cumulative rounding in the order of (name, place, weight): they add up to the square's, and do not depend on the order of the
/// file. Points of weight 0 get nothing, unless all in the square are 0. A square without points keeps its weights for itself.
///
/// polygons: any vector file; attributes are columns. attributes() is 0: run divides the weights over what the sweep finds in
/// each polygon. The lattice is as for points. Defects: those of the rings and of weights.
///
/// Errors: core::Error(input) for a file, core::Error(job) for a specification that cannot be read.
std::unique_ptr<OpenDemand> open_demand(const model::DemandSpec& spec);

/// The map is drawn in the CRS of the demand: one without a place on Earth (LOCAL_CS, an unknown code) is the fault of `given`,
/// and not of the first file that would be transformed to it. Throws core::Error(input).
void refuse_local(const core::Lattice& lattice, const std::string& given);

}  // namespace covmap::read
