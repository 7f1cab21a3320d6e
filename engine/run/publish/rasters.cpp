#include "run/publish/rasters.hpp"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "core/interner.hpp"
#include "export/credits.hpp"
#include "export/raster/raster_writer.hpp"
#include "geodesy/cell_area.hpp"
#include "measure/cells/raster_rows.hpp"
#include "read/files/gdal_init.hpp"
#include "run/base/stop.hpp"
#include "run/prepare/territory_filter.hpp"
#include "store/cells_file.hpp"

namespace covmap::run {

namespace {

constexpr std::size_t kBandsAtOnce = 8;

/// Decodes and paints one band at a time.
struct RasterLane {
    RasterLane(const store::CellsFile& from, const measure::RasterPlan& plan)
        : file(from.again()), areas(plan.areas), signatures(core::words_for(plan.model.catalogue.bits())), painter(plan) {}
    store::CellsFile file;
    const core::CellAreas& areas;
    core::Interner signatures;
    measure::RasterPainter painter;
    model::RasterRows rows;

    void paint(core::Row band) {
        painter.begin_band(band, signatures, rows);
        file.visit(
            band, signatures, areas,
            {[this](const core::Group& group) { painter.run(group); },
             [this](const store::StoredCut& cell) { painter.cut(cell.row, cell.col, cell.area, cell.parts, cell.values); }});
    }
};

/// The cells in which something is published; one cell of the frame where nothing is.
core::CellBox published_cells(const store::CellsFile& from, const model::RunModel& model, const core::CellAreas& areas,
                              const std::vector<bool>& published) {
    tbb::enumerable_thread_specific<core::CellBox> boxes;
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, from.bands().size(), kBandsAtOnce), [&](const auto& range) {
        store::CellsFile file = from.again();
        core::Interner signatures(core::words_for(model.catalogue.bits()));
        core::CellBox& box = boxes.local();
        const auto mark = [&box](core::Row row, core::Col col, core::Col cells) {
            box = box.united({row, row + 1, col, col + cells});
        };
        const auto mark_cut = [&](const store::StoredCut& cell) {
            const auto is_published = [&](const core::CellPart& part) { return published[part.territory.value]; };
            if (std::any_of(cell.parts.begin(), cell.parts.end(), is_published)) mark(cell.row, cell.col, 1);
        };
        for (std::size_t i = range.begin(); i != range.end(); ++i)
            file.visit(from.bands()[i], signatures, areas,
                       {[&](const core::Group& group) {
                            if (published[group.territory.value]) mark(group.row, group.col, group.cells);
                        },
                        mark_cut});
    });
    core::CellBox all;
    for (const core::CellBox& box : boxes) all = all.united(box);
    const core::CellBox& frame = model.frame.cells;
    return all.empty() ? core::CellBox{frame.row_begin, frame.row_begin + 1, frame.col_begin, frame.col_begin + 1} : all;
}

using Writers = std::vector<std::unique_ptr<exports::RasterWriter>>;

/// Bands are painted side by side and written in order.
void write_bands(const store::CellsFile& file, const measure::RasterPlan& plan, const Writers& writers, int threads) {
    std::vector<std::unique_ptr<RasterLane>> lanes;
    for (int l = 0; l <= std::max(1, threads); ++l) lanes.push_back(std::make_unique<RasterLane>(file, plan));
    const std::vector<core::Row>& bands = file.bands();
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
        const model::RasterRows& rows = task.lane->rows;
        if (rows.painted.empty()) return;
        for (std::size_t t = 0; t < writers.size(); ++t) writers[t]->write(rows, t);
    };
    tbb::parallel_pipeline(lanes.size(), tbb::make_filter<void, Task>(tbb::filter_mode::serial_in_order, give) &
                                             tbb::make_filter<Task, Task>(tbb::filter_mode::parallel, paint) &
                                             tbb::make_filter<Task, void>(tbb::filter_mode::serial_in_order, write));
}

}  // namespace

void write_rasters(const model::RunModel& model, const store::RunFolder& folder, int threads) {
    read::init_gdal();
    const store::CellsFile file(folder.file("cells.covc"), model);
    const auto areas = geodesy::make_cell_areas(model.frame.lattice, model.frame.cells);
    const std::vector<bool> published = meant(model.territories, model.job.only);
    const measure::RasterPlan plan(model, *areas, published, published_cells(file, model, *areas, published));
    const exports::Credits credits = exports::credits_of(model);
    Writers writers;
    for (const model::RasterTheme& theme : plan.themes)
        writers.push_back(std::make_unique<exports::RasterWriter>(theme, core::Frame{model.frame.lattice, plan.cells}, credits,
                                                                  folder.file(theme.name + ".tif")));
    write_bands(file, plan, writers, threads);
    tbb::parallel_for(std::size_t{0}, writers.size(), [&](std::size_t t) {
        throw_if_cancelled();
        writers[t]->finish();
        writers[t].reset();
    });
}

}  // namespace covmap::run
