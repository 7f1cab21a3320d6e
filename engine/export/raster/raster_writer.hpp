// One raster as Cloud Optimized GeoTIFF, written band by band.
#pragma once

#include <memory>
#include <string>

#include "export/credits.hpp"
#include "model/raster.hpp"

namespace covmap::exports {

/// Gathers rows in a sparse scratch file beside `path`, then writes `path`: one band on the lattice, north up, tiles of 512 x 512
/// (those without any value left out), DEFLATE, overviews by mode (operators) or average (the others), NoData, title, unit,
/// sources, licences and date as metadata, operators with a colour table; and beside it the same name with .qml and .qmd. The
/// same rows give the same bytes. Memory: GDAL's cache and 8 MB. Cost: some 50 ns a cell that holds something, 1 ns another.
/// Errors: output, where = path. One call at a time; writers of distinct paths are independent.
class RasterWriter {
public:
    /// The raster covers frame.cells.
    RasterWriter(const model::RasterTheme& theme, const core::Frame& frame, const Credits& credits, std::string path);
    /// Removes the scratch file.
    ~RasterWriter();
    RasterWriter(const RasterWriter&) = delete;
    RasterWriter& operator=(const RasterWriter&) = delete;

    /// The pixels of `rows.themes[theme]`: whole rows of the raster, each once, in any order.
    void write(const model::RasterRows& rows, std::size_t theme);
    /// Writes the files; once.
    void finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::exports
