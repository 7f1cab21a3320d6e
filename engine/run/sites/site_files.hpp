// The folder that `covmap sites` writes.
#pragma once

#include <string>
#include <vector>

#include "run/sites/next_sites.hpp"

namespace covmap::run {

struct SiteFilesOptions {
    std::string folder;
    bool overwrite = false;
    std::string language;  ///< fr | en; empty: the run's
};

/// Errors of write_site_files() that can be told before the work. Errors: output.
void check_site_folder(const SiteFilesOptions& options);

/// sites.csv, sites.geojson, sites_<unit>.csv, columns.csv, sites.gpkg (points and discs, styled), sites.svg (the gain of each
/// site) and manifest.json: whole or not at all. The same bytes for the same run and question. Returns the names of the files.
/// Errors: output.
std::vector<std::string> write_site_files(const SitesFound& found, const SiteFilesOptions& options);

}  // namespace covmap::run
