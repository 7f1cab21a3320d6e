#include "run/points/kept_cells.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "store/standing_run.hpp"
#include "store/zones_file.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;

/// The cells of a run, by its standing folder.
std::string path_of_cells(const std::string& given, const std::string& folder) {
    std::string path = folder + "/cells.covc";
    if (!fs::exists(path))
        throw core::Error(core::ErrorKind::input, given,
                          "has no cells.covc; add keep = \"cells\" to the [output] of its job and run that again");
    return path;
}

}  // namespace

KeptCells::KeptCells(const std::string& run_folder)
    : m_folder(store::standing_run(run_folder)),
      m_tally(store::open_tally(m_folder + "/tally.covt")),
      m_first(m_tally.model),
      m_file(path_of_cells(run_folder, m_folder), m_first.model()),
      m_areas(geodesy::make_cell_areas(model().frame.lattice, model().frame.cells)) {
    const std::string path = m_folder + "/zones.covz";
    if (!model().job.zones.empty() && fs::exists(path)) m_zones = store::open_zone_file(path);
}

bool KeptCells::is_on_map(core::Point grid) const {
    const core::CellBox& box = model().frame.cells;
    return grid.x >= box.col_begin && grid.x < box.col_end && grid.y >= box.row_begin && grid.y < box.row_end;
}

std::vector<std::string> KeptCells::zones_at(core::Point grid) const {
    std::vector<std::string> ids(model().job.zones.size());
    for (std::size_t z = 0; z < ids.size(); ++z)
        for (const model::ZoneIndex& index : m_zones.zones)
            if (index.name == model().job.zones[z].name)
                if (const auto zone = model::zone_at(index, grid)) ids[z] = index.ids[*zone];
    return ids;
}

std::vector<const model::IndicatorSpec*> KeptCells::standards() const {
    std::vector<const model::IndicatorSpec*> specs;
    for (const model::IndicatorSpec& indicator : model().job.indicator) specs.push_back(&indicator);
    return specs;
}

}  // namespace covmap::run
