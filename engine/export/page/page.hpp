// The files of the map page: what a browser reads beside the tiles. docs/formats/page.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "export/extent.hpp"
#include "export/page/page_assets.hpp"
#include "model/run_model.hpp"
#include "model/table.hpp"
#include "model/zone_set.hpp"

namespace covmap::exports {

/// One unit of territories: «commune», «departement», «all».
struct PageUnit {
    const model::Table* table = nullptr;      ///< wide
    const model::Table* operators = nullptr;  ///< `<unit>_operators`, or null
    core::Text label, plural;
    std::vector<std::optional<Spot>> spots;  ///< one a row of the table; none where the map does not hold it
};

/// The same tables of another run, column for column.
struct PageComparison {
    std::string name, date;
    bool same_people = false;     ///< people may be compared, not shares alone
    std::vector<PageUnit> units;  ///< the finest first
    bool same_scope = true;       ///< parents add up the same territories
    /// Operators licensed in one of the runs alone, where their markets differ: then nothing counts as gained or lost.
    struct Market {
        std::vector<std::string> here, there;  ///< names
    };
    std::optional<Market> market = std::nullopt;  ///< none: the same markets
};

/// Labels and what they mean, in both languages.
struct PageWords {
    std::vector<core::Text> indicators, definitions;  ///< one each [[indicator]]
    std::vector<core::Text> lacks;    ///< one each [[indicator]]: what those who are left have, «no 4G at all»; or empty
    std::vector<core::Text> natures;  ///< one each [[indicator]]: «modelled, radius 4 km»; empty: as claimed
    std::vector<core::Text> zones;    ///< one each [[zones]]
    std::vector<core::Text> places;   ///< one each [[places]]
    std::vector<core::Text> access = {}, lines = {}, measurements = {};  ///< one each [[access]], [[lines]], [[measurement]]
};

/// What a page is made of. Points at what the caller keeps alive.
struct PageContents {
    const model::RunModel& model;
    const std::vector<model::Table>& tables;
    std::vector<PageUnit> units;  ///< the finest first, parents in the job's order, «all» last
    PageWords words;
    const std::vector<model::ZoneSet>& zones;
    bool sites = false;  ///< the tiles have a layer of sites
    double square_m =
        0;  ///< side of a cell of the demand's grid; of a grid in degrees: from west to east in the middle of its frame
    std::optional<PageComparison> compare = std::nullopt;
};

/// Writes `assets`, page.json, tables/, search.json, zones/ and, where there is a comparison, compare/tables/ into `folder`,
/// which exists. Numbers are those of the CSVs, digit for digit. Of sources nothing but title, publisher, date, licence and
/// address is told. Byte-identical for equal contents. Errors: output.
void write_page(const PageContents& page, std::span<const PageAsset> assets, const std::string& folder);

/// The name of a file for a territory's code: as encodeURIComponent of ECMAScript encodes it; «_» for an empty code.
std::string file_name_of(const std::string& code);

}  // namespace covmap::exports
