// One raster as Cloud Optimized GeoTIFF, written band by band.
#pragma once

#include <memory>
#include <string>

#include "core/raster.hpp"
#include "export/credits.hpp"

namespace covmap::exports {

/// Gathers rows in a sparse scratch file beside `path`, then writes `path`: one band on the lattice north up, tiles of 512 x 512,
/// DEFLATE, overviews by MODE (operators) or AVERAGE (the others), NoData, title, unit, sources, licences and date as metadata,
/// operators with a colour table; and beside it the same name with .qml and .qmd. The same rows give the same bytes. Memory: a band
/// of rows and GDAL's cache. Cost: some 10 ns a cell of the box. Errors: output, where = path. One writer a thread at a time.
class RasterWriter {
public:
    RasterWriter(const core::RasterTheme& theme, const core::Frame& frame, std::string path);
    /// Removes the scratch file.
    ~RasterWriter();
    RasterWriter(const RasterWriter&) = delete;
    RasterWriter& operator=(const RasterWriter&) = delete;

    /// Rows of one band: all columns of the frame, each band once, in any order.
    void write(const core::CellBox& cells, const core::RasterPixels& pixels);
    /// Writes the files of the cells in `box`, which lies in the frame; where it is empty, of one cell of the frame.
    void finish(const core::CellBox& box, const Credits& credits);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::exports
