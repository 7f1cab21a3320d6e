// The folder of the map page: what `covmap view` serves, and html/ of a run.
#pragma once

#include <string>
#include <vector>

#include "measure/compare/comparison_context.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"
#include "run/compute/cell_analysis.hpp"
#include "run/publish/publish.hpp"

namespace covmap::run {

/// What a page shows. Points at what the caller keeps alive.
struct PageSource {
    const model::RunModel& model;
    const std::vector<model::Table>& tables;  ///< of make_run_tables()
    const CellFindings& findings;
    const Geometry& geometry;
    bool sites = false;  ///< the tiles have a layer of sites
};

/// Another run beside it.
struct PageOther {
    const model::RunModel& model;
    const std::vector<model::Table>& tables;
    bool same_people = false;      ///< demand and territories are the same files
    bool same_scope = true;        ///< both publish the same territories
    measure::MarketChange market;  ///< a: the other run, b: this one
};

/// Writes the page into `folder`, which exists: the program's own assets, the figures, and tiles.pmtiles as a hard link to
/// `tiles`, a copy where no link can be, unless the folder has tiles.pmtiles already. `other`: null without comparison; of it
/// come the tables, by the columns of this run. Errors: output; input, where the other run has other units.
void write_page_folder(const PageSource& source, const PageOther* other, const std::string& tiles, const std::string& folder);

}  // namespace covmap::run
