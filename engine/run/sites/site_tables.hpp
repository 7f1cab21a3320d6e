// The tables of sites that were found.
#pragma once

#include <vector>

#include "model/table.hpp"
#include "run/sites/next_sites.hpp"

namespace covmap::run {

struct SiteTables {
    model::Table sites;        ///< «sites»: one row a site, in the order of choice; of points
    model::Table reach;        ///< «sites_reach»: the same rows, for the discs on a map
    model::Table territories;  ///< «sites_<unit>»: one row a territory with somebody who fails
};

/// docs/columns.md lists their columns. People are exact; `_left` is what remains after each site, and with the gains adds up to
/// the run's own figure.
SiteTables site_tables(const SitesFound& found);

/// What all outputs say: flat discs of so many km, no relief.
core::Text flat_discs(const SitesFound& found);
/// «people»: who is counted by the attribute that is told first.
core::Text who(const SitesFound& found);
/// Whole people with separators; 1 where there is some of one.
core::Text people_text(std::int64_t quanta);

}  // namespace covmap::run
