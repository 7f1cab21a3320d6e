// What a run knows at its end: everything that measure turns into tables and export into files.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/defect.hpp"
#include "core/demand.hpp"
#include "core/grid.hpp"
#include "core/sweep_counts.hpp"
#include "core/tally.hpp"
#include "model/access.hpp"
#include "model/job/job.hpp"
#include "model/layer.hpp"
#include "model/lines.hpp"
#include "model/measurement.hpp"
#include "model/partial_map.hpp"
#include "model/territory.hpp"
#include "model/zone_set.hpp"

namespace covmap::model {

/// One input file, for the manifest.
struct InputFile {
    std::string role;  ///< «demand», «territory», «supply[0]», «join», «extent», «job»
    std::string path;  ///< as given in the job
    std::string sha256;
    std::uint64_t bytes = 0;
    std::uint64_t records = 0;   ///< features or rows read
    std::uint64_t vertices = 0;  ///< 0 where it has no geometry
    std::string crs;
    std::string transform;         ///< «lattice», «proj» or empty
    double transform_error_m = 0;  ///< largest difference from PROJ on up to 1,000 of its own vertices
    SourceInfo info;
};

/// The account of one attribute: inside + outside = total, in quanta.
struct Balance {
    std::string attribute;
    std::int64_t total = 0;
    std::int64_t inside = 0;
    std::int64_t outside = 0;
};

/// A territory whose swept area differs from the area of its rings by more than the tolerance.
struct AreaMismatch {
    std::string code;
    double swept_cells = 0;
    double taken_cells = 0;  ///< what overlaps took from it
    double ring_cells = 0;
};

struct Overlap {
    std::string code;
    std::int64_t area = 0;  ///< dm2 lost to territories of smaller code
};

/// The three checks of every run, and what else the sweep noticed.
struct Checks {
    double worst_cell_sum_error = 0;       ///< (a) |sum of a cut cell's parts - 1|
    std::uint64_t open_windings = 0;       ///< (b) rows whose windings were not all 0 at the east end
    std::vector<AreaMismatch> mismatches;  ///< (c)
    double worst_area_error = 0;           ///< (c) relative
    std::uint64_t negative_windings = 0;   ///< cut cells in which some layer's winding fell below 0 (see docs/methods/sweep.md)
    std::int64_t overlap_area = 0;         ///< dm2 claimed by more than one territory
    std::vector<Overlap> overlaps;         ///< the largest
    std::int64_t gap_area = 0;  ///< dm2 outside every territory in cells where two or more territories meet and fill over 99 %
    std::int64_t land_unknown_cells = 0;
    std::int64_t moved_inside = 0;  ///< quanta of the first attribute that `spread` kept inside, beside an even spread
};

/// A market as resolved for this job: which operators are licensed where.
struct Market {
    std::vector<std::string> operators;                            ///< canonical codes, sorted as in the job
    std::map<std::string, std::vector<std::string>> of_kind = {};  ///< those of a kind of networks that has its own («fixed»)
    /// The operators of a kind: its own, else those of the market.
    [[nodiscard]] const std::vector<std::string>& operators_of(const std::string& kind) const {
        const auto own = of_kind.find(kind);
        return own == of_kind.end() ? operators : own->second;
    }
};

/// A column of a table that was joined to the territories for an index. Kept in the run, so that it can be asked again.
struct JoinedColumn {
    std::string source, layer, on, column;      ///< as the job gives them
    bool count = false;                         ///< of rows that became one territory the sum, else that of its own code
    std::vector<std::optional<double>> values;  ///< per territory
    [[nodiscard]] bool is_of(const CriterionSpec& spec) const {
        return spec.source && source == spec.source->given && layer == spec.source->layer && on == spec.on &&
               column == spec.column && count == spec.count;
    }
    bool operator==(const JoinedColumn&) const = default;
};

/// An attribute that a table gave by territory (model/job/share.hpp), spread over the people in proportion to another one.
struct Share {
    std::string attribute;
    std::size_t of = 0;                               ///< position of that one among RunModel::attributes
    std::vector<std::optional<std::int64_t>> values;  ///< per territory, quanta; none where it is not known
    bool operator==(const Share&) const = default;
};

/// Everything. Territories, catalogue and tally follow the same numbering.
struct RunModel {
    Job job;
    core::Frame frame;
    std::vector<core::Attribute> attributes;  ///< of all demands, the first one's first
    std::size_t cell_attributes = 0;  ///< how many are the first demand's: cells, zones, places and rasters have those; 0: all
    TerritorySet territories;
    std::vector<bool> has_demand;          ///< per territory: some demand cell touches it
    std::vector<std::uint32_t> market_of;  ///< per territory: position in markets
    std::vector<Market> markets;
    std::map<std::string, std::string> operator_names;  ///< canonical code -> name
    /// The name of an operator, or its code where it has none.
    [[nodiscard]] const std::string& operator_name(const std::string& code) const {
        const auto known = operator_names.find(code);
        return known == operator_names.end() || known->second.empty() ? code : known->second;
    }
    Catalogue catalogue;
    std::vector<core::DoubtRow> doubt;  ///< sorted by (territory, all, any); empty where lo and hi are not known
    bool has_doubt = false;
    std::size_t doubt_attributes = SIZE_MAX;  ///< with doubt: lo and hi are known of so many attributes, from the first on
    /// Are lo and hi known of this attribute?
    [[nodiscard]] bool has_doubt_of(std::size_t attribute) const { return has_doubt && attribute < doubt_attributes; }
    /// Per territory: quanta of the first attribute that its source estimated, not counted; empty where it does not say.
    std::vector<std::int64_t> imputed;
    std::vector<JoinedColumn> joined;  ///< of indices, each column once
    std::vector<Share> shares;         ///< the last attributes, in their order
    /// Is this attribute known of this territory? Those of the demand are wherever it has some.
    [[nodiscard]] bool knows(std::size_t attribute, std::size_t territory) const {
        const std::size_t own = attributes.size() - shares.size();
        return attribute < own || shares[attribute - own].values[territory].has_value();
    }
    std::vector<AccessDistances> access;  ///< one each [[access]]; empty of rows where it is not known where people live
    std::vector<Measured> measured;       ///< one each [[measurement]]
    std::vector<Balance> balance;         ///< attributes, in order
    std::int64_t outside_area = 0;
    Checks checks;                           ///< of the first demand's sweep
    std::vector<Checks> other_checks;        ///< of the others', in the order of the job
    core::SweepCounts counts;                ///< of all sweeps
    std::vector<ZoneAccount> zone_accounts;  ///< one each [[zones]] of the job
    std::vector<LineAccount> line_accounts;  ///< one each [[lines]] of the job
    std::vector<InputFile> inputs;
    core::Defects defects;
    std::vector<std::string> warnings;
    std::vector<std::string> notes;               ///< what a reader should know and need not act on
    std::vector<PartialMap> partial_maps;         ///< maps of coverage that end before what is published does
    std::map<std::string, std::string> versions;  ///< «covmap», «gdal», «geos», «proj», «epsg», «compiler»
    std::string date;                             ///< of the outputs: SOURCE_DATE_EPOCH or newest date of the sources, ISO
    /// Of the coverage: the newest date of claims that are not planned; of the outputs where no claim is dated.
    [[nodiscard]] std::string coverage_date() const {
        std::string newest;
        for (const ClaimInfo& claim : catalogue.claims)
            if (claim.key.nature != "planned") newest = std::max(newest, claim.date);
        return newest.empty() ? date : newest;
    }
};

}  // namespace covmap::model
