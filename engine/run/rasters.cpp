#include "run/rasters.hpp"

#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "core/interner.hpp"
#include "export/credits.hpp"
#include "export/raster_writer.hpp"
#include "geodesy/cell_area.hpp"
#include "measure/raster_rows.hpp"
#include "read/cells_file.hpp"
#include "run/cancel.hpp"
#include "run/matching.hpp"

namespace covmap::run {

namespace {

/// Decodes and paints one band at a time.
struct RasterLane {
    RasterLane(const read::CellsFile& from, const measure::RasterPlan& plan)
        : file(from.again()), areas(plan.areas), signatures(core::words_for(plan.model.catalogue.bits())), painter(plan) {}
    read::CellsFile file;
    const core::CellAreas& areas;
    core::Interner signatures;
    measure::RasterPainter painter;
    core::RasterRows rows;

    void paint(core::Row band) {
        painter.begin_band(band, signatures, rows);
        file.visit(band, signatures, areas,
                   {[this](const core::Group& group) { painter.run(group); },
                    [this](const read::StoredCut& cell) { painter.cut(cell.row, cell.col, cell.area, cell.parts, cell.values); }});
    }
};

using Writers = std::vector<std::unique_ptr<exports::RasterWriter>>;

/// Bands are painted side by side and written in order. Returns the box of the cells that hold something.
core::CellBox write_bands(const read::CellsFile& file, const measure::RasterPlan& plan, const Writers& writers, int threads) {
    std::vector<std::unique_ptr<RasterLane>> lanes;
    for (int l = 0; l <= std::max(1, threads); ++l) lanes.push_back(std::make_unique<RasterLane>(file, plan));
    const std::vector<core::Row>& bands = file.bands();
    core::CellBox box;
    std::size_t next = 0;
    struct Task {
        RasterLane* lane = nullptr;
        core::Row band = 0;
    };
    const auto give = [&](tbb::flow_control& control) {
        if (next == bands.size()) {
            control.stop();
            return Task{};
        }
        throw_if_cancelled();
        // As many tasks as lanes live at a time, and they end in order: this one's lane is free.
        const Task task{lanes[next % lanes.size()].get(), bands[next]};
        ++next;
        return task;
    };
    const auto paint = [](Task task) {
        task.lane->paint(task.band);
        return task;
    };
    const auto write = [&](Task task) {
        const core::RasterRows& rows = task.lane->rows;
        if (rows.painted.empty()) return;
        box = box.united(rows.painted);
        for (std::size_t t = 0; t < writers.size(); ++t) writers[t]->write(rows.cells, rows.themes[t]);
    };
    tbb::parallel_pipeline(lanes.size(), tbb::make_filter<void, Task>(tbb::filter_mode::serial_in_order, give) &
                                             tbb::make_filter<Task, Task>(tbb::filter_mode::parallel, paint) &
                                             tbb::make_filter<Task, void>(tbb::filter_mode::serial_in_order, write));
    return box;
}

}  // namespace

void write_rasters(const core::RunModel& model, const exports::RunFolder& folder, int threads) {
    const read::CellsFile file(folder.file("cells.covc"), model);
    const auto areas = geodesy::make_cell_areas(model.frame.lattice, model.frame.cells);
    const measure::RasterPlan plan(model, *areas, meant(model.territories, model.job.only));
    Writers writers;
    for (const core::RasterTheme& theme : plan.themes)
        writers.push_back(std::make_unique<exports::RasterWriter>(theme, model.frame, folder.file(theme.name + ".tif")));
    const core::CellBox box = write_bands(file, plan, writers, threads);
    const exports::Credits credits = exports::credits_of(model);
    tbb::parallel_for(std::size_t{0}, writers.size(), [&](std::size_t t) {
        throw_if_cancelled();
        writers[t]->finish(box, credits);
        writers[t].reset();
    });
}

}  // namespace covmap::run
