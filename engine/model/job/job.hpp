// A job as its TOML file says it, with defaults filled in. Names of fields are those of the file; see docs/job.md.
// Every part remembers its line, so that later errors can point at it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/spread.hpp"
#include "core/text.hpp"
#include "core/units.hpp"
#include "model/job/measurement.hpp"
#include "model/job/share.hpp"
#include "model/job/source.hpp"

namespace covmap::model {

/// Values of a raster that mean «no data», beside those that its file declares; as stored, before scale and offset.
struct RasterNoData {
    std::vector<double> values;
    bool none = false;  ///< nodata = "none": no other value is one, however it looks
    [[nodiscard]] bool stated() const { return none || !values.empty(); }
    bool operator==(const RasterNoData&) const = default;
};

struct AttributeSpec {
    std::string name;    ///< [a-z][a-z0-9_]{0,19}
    std::string column;  ///< a column, or a band number of a raster («1»)
    core::Text label;
    std::string unit;
    std::vector<std::string> plus = {};  ///< more columns, added to the first
    bool operator==(const AttributeSpec&) const = default;
};

/// Points with a weight: buildings, addresses, premises.
struct PremisesSpec {
    Source source;
    std::string id_column;           ///< what records of fixed networks name them by; empty: none can
    std::string place_column;        ///< the area that records may name instead (a census block); empty: none
    std::string x_column, y_column;  ///< of a table; empty for a layer of points
    std::string weight_column;       ///< how much of a square each one gets; empty: 1 each
    bool operator==(const PremisesSpec&) const = default;
};

struct DemandSpec {
    Source source;
    std::string format;  ///< «raster» | «grid-squares» | «points» | «polygons»; empty: guessed on opening
    std::string id_column, x_column, y_column;
    std::optional<double> size;  ///< side of a square, CRS unit (with x, y; of points: of the grid that they are counted on)
    std::string grid_crs;        ///< points: the CRS of that grid; empty: EPSG:3035 in Europe, else EPSG:6933
    std::string anchor = "lower-left";      ///< «centre» | «lower-left»
    std::vector<AttributeSpec> attributes;  ///< in the job's order
    std::optional<core::Spread> spread;     ///< absent: land where `land` is given, else cell
    std::string land;                       ///< a column of shares, or empty
    std::optional<Source> land_polygons;    ///< `land` given as a file
    RasterNoData nodata;                    ///< raster
    std::string imputed_column;             ///< a flag: the source did not count this square but estimated it; or empty
    /// spread = points: who shares the people of a square. format = points: the demand itself, its attributes columns of it.
    std::optional<PremisesSpec> points;
    std::vector<ShareSpec> share = {};  ///< attributes that tables by territory give, after its own
    bool operator==(const DemandSpec&) const = default;
};

struct ParentSpec {
    std::string kind;  ///< «departement»
    std::string code;  ///< column of the territories (or of a join's result)
    std::string name;  ///< optional column
    bool operator==(const ParentSpec&) const = default;
};

struct JoinSpec {
    Source source;
    std::string on;                                            ///< column of the joined file that holds the territory's code
    std::vector<std::pair<std::string, std::string>> columns;  ///< new column = column of the joined file
    bool operator==(const JoinSpec&) const = default;
};

struct TerritorySpec {
    std::string unit = "commune";
    Source source;
    std::string code_column, name_column;
    std::vector<ParentSpec> parents;
    std::vector<JoinSpec> joins;
    std::vector<std::pair<std::string, std::string>> reference;  ///< attribute = column
    std::map<std::string, std::string> fold;  ///< code -> code of the territory it is a part of: arrondissements of Paris
    std::optional<Source> passage;            ///< a table of old and new codes: communes that have merged since
    std::string passage_old, passage_new;     ///< its columns
    bool operator==(const TerritorySpec&) const = default;
};

/// Where a supply speaks: everywhere, in the territories of some parents, inside the polygons of a file, or inside the outline of
/// what its own files hold.
struct ExtentSpec {
    std::map<std::string, std::vector<std::string>> parents;  ///< kind -> codes (the unit itself is a kind too)
    std::optional<Source> polygons;
    /// «everywhere», «box», «hull»; «held»: the first parents that hold a place of it; empty where the job does not say it
    std::string word = {};
    [[nodiscard]] bool names_places() const { return !parents.empty() || polygons; }
    /// Told by the outline of each file.
    [[nodiscard]] bool by_outline() const { return word == "box" || word == "hull"; }
    bool operator==(const ExtentSpec&) const = default;
};

/// records: a table by premises, without geometry. raster: classes or signal strength. counts: squares that say how many
/// operators there are, not which.
enum class SupplyFormat { polygons, sites, records, raster, counts };

/// A level and the values of a raster that mean it: «>=-85», or the classes «1», «2».
struct RasterLevel {
    std::string level;
    std::optional<double> at_least;
    std::vector<double> values;
    bool operator==(const RasterLevel&) const = default;
};

struct SupplySpec {
    Source source;
    SupplyFormat format = SupplyFormat::polygons;
    Field operator_field, technology, service, level;  ///< columns or constants
    Field operator_name;                               ///< what to call the operator where the market does not say; or empty
    std::vector<std::string> levels;                   ///< best first
    std::string no_level;                              ///< a level or «unknown»; absent: the worst of the scale
    std::string nature = "claimed";
    std::string kind = "mobile";  ///< «mobile», «fixed», or a kind of places of its own: «mediation»
    std::string vintage;
    std::string date;
    ExtentSpec extent;
    // sites
    std::string x_column, y_column;
    std::vector<std::pair<std::string, std::string>> technologies;  ///< technology = flag column
    std::map<std::string, double> radius_km;  ///< technology -> km; «»: of every technology that is not named
    // what publishers write: field («operator», «technology», «service», «level», «nature», «down», «up») -> their word -> ours
    std::map<std::string, std::map<std::string, std::string>> values;
    /// column -> values: such a record claims nothing; the premises that it names is known all the same
    std::map<std::string, std::vector<std::string>> skip;
    /// column -> values: only records that have one of them, alone or in a list joined by «|», are read
    std::map<std::string, std::vector<std::string>> where = {};
    bool bands = false;               ///< sites: each one serves every technology of `radius_km`: those of an [[access]]
    std::string commune_column = {};  ///< sites: the code or name of the territory that a place without coordinates lies in
    Field down, up, latency;          ///< Mbit/s that is offered; latency: 1 where it is low
    // records
    std::string id_column;     ///< names the premises; of sites: the site
    std::string place_column;  ///< instead: names the area that the premises are in (a census block)
    // raster
    int band = 1;
    RasterNoData nodata;
    std::vector<RasterLevel> raster_levels;  ///< best first; empty: every value but 0 is covered
    // counts: `id_column` names the square; technologies = its columns of numbers
    int networks = 0;    ///< how many operators there are in all; 0: the largest number found
    std::string absent;  ///< counts, raster: what a place that the file leaves out means: «none» | «unknown»; empty: unknown
    int entry = 0;       ///< position of its [[supply]] in the job: a preset may make several of one
    bool operator==(const SupplySpec&) const = default;
};

struct MarketSpec {
    std::string kind = "mobile";
    std::map<std::string, std::vector<std::string>> where;  ///< kind -> codes; empty: everywhere
    std::vector<std::string> operators;
    std::map<std::string, std::vector<std::string>> aliases;  ///< canonical -> others
    std::map<std::string, std::string> names;
    std::map<std::string, std::string> merged;  ///< old -> new
    /// «arcep-mobile»: made by a preset where the job has no market. Then territories that `where` names may be absent, and
    /// without `operators` every operator of the supplies is licensed.
    std::string preset;
    std::vector<std::string> if_present;  ///< licensed only where some supply of the job claims them: networks that may be gone
    int line = 0;
    bool operator==(const MarketSpec&) const = default;
};

struct IndicatorSpec {
    std::string name;
    core::Text label;
    core::Text
        label_not;  ///< what those who fail it have, after «have» («n'ont»): «no 4G at all»; empty: made from what is asked
    std::vector<std::string> technologies;  ///< the explicit list; empty with `technology_at_least` empty: any
    std::string technology_at_least;        ///< «4G» for «>=4G»
    std::string level_at_least;             ///< «BC» for «>=BC»; a bare «BC» is the same as exactly that level
    std::string level_exact;
    std::string service;
    std::string kind = "mobile";
    std::string vintage;
    std::vector<std::string> nature = {"claimed"};
    std::vector<std::string> of;  ///< operators that may count; empty: the market
    std::optional<int> min, max;
    bool all = false;
    bool low_is_good = false;
    std::int64_t down_kbps = 0, up_kbps = 0;  ///< at least so much is offered; 0: not asked
    std::string medium = "any";               ///< «wired» | «terrestrial» | «any»
    bool low_latency = false;                 ///< only offers of low latency
    std::vector<std::string> all_of, any_of,
        none_of;                          ///< other indicators, asked at the same place; a combination asks nothing else
    std::vector<IndicatorSpec> operands;  ///< those, in that order; filled in by settle_combinations()
    [[nodiscard]] bool combines() const { return !all_of.empty() || !any_of.empty() || !none_of.empty(); }
    bool allow_unknown = false;  ///< no supply has to answer it
    bool from_set = false;       ///< of a ready set (`use`)
    std::string since;           ///< an earlier indicator of the job: gross gains and losses from it to this one; empty: none
    int line = 0;
    bool operator==(const IndicatorSpec&) const = default;
};

/// Contiguous areas that fail an indicator.
struct ZonesSpec {
    std::string name;  ///< [a-z][a-z0-9_]{0,19}: files zones_<name>.*
    core::Text label;
    std::string fails;                                       ///< the standard: an indicator
    std::string attribute;                                   ///< ranks the zones; filled in with the first attribute
    std::int64_t minimum = 10 * core::kWeightQuantaPerUnit;  ///< quanta of the attribute: a smaller zone is scattered
    std::string within = "all";                              ///< a kind of parent, the unit itself, or «all»: never crossed
    std::int64_t max_area = 50 * core::kAreaQuantaPerKm2;    ///< dm2: a larger component is cut along its communes; 0: never
    bool all_cells = false;                                  ///< uninhabited cells too
    int detail = 4;                                          ///< sub-cells a side: 1, 2, 4, 8
    int line = 0;
    bool operator==(const ZonesSpec&) const = default;
};

/// Points that are asked «what is here?»: schools, town halls.
struct PlacesSpec {
    Source source;                ///< a table with columns x and y, or a layer of points
    std::string name = "places";  ///< files <name>.csv, <name>.geojson
    core::Text label;
    std::string id_column, name_column;  ///< optional
    std::string x_column, y_column;      ///< of a table; empty for a layer of points
    int line = 0;
    bool operator==(const PlacesSpec&) const = default;
};

/// A list of places that people can reach: town halls, schools, places of mediation. Its bands are a supply of the job, of kind
/// `name`, that [[access]] makes: sites, whose technologies are access_band() of each distance (model/access.hpp).
struct AccessSpec {
    std::string name;  ///< [a-z][a-z0-9_]{0,19}
    core::Text label;
    std::vector<double> within_km;  ///< ascending
    int line = 0;
    bool operator==(const AccessSpec&) const = default;
};

/// Lines or areas that maps show as a quiet background.
struct ContextSpec {
    Source source;
    std::string name;  ///< [a-z][a-z0-9_]{0,19}: layers context_<name>
    core::Text label;
    std::string kind = "other";  ///< «water» | «road» | «railway» | «built» | «other»: how it is drawn
    std::string name_column;     ///< optional
    int line = 0;
    bool operator==(const ContextSpec&) const = default;
};

/// Lines that are measured: roads, railways, power lines.
struct LinesSpec {
    Source source;
    std::string name;  ///< [a-z][a-z0-9_]{0,19}: files lines_<name>.*
    core::Text label;
    std::string id_column, name_column, class_column;  ///< optional; a stretch runs on from line to line of one id or name
    /// column -> values: only features that have one of them are read
    std::map<std::string, std::vector<std::string>> where;
    std::vector<std::string> fails;     ///< the indicators whose uncovered stretches are ranked; filled in with all of them
    std::int64_t join_mm = 50'000;      ///< a shorter covered gap within a stretch belongs to it
    std::int64_t minimum_mm = 250'000;  ///< a shorter stretch is counted and not ranked
    int line = 0;
    bool operator==(const LinesSpec&) const = default;
};

/// How the values of a criterion are made comparable among the reference set of an index. docs/methods/index.md.
enum class IndexScale { none, rank, decile, zscore, minmax, bounds };

/// One criterion of an index: a column of the wide table, a column of a joined table, or a group of criteria that is averaged.
struct CriterionSpec {
    std::string key;               ///< what messages and definitions call it: of a ready set «seniors», else the column
    std::string column;            ///< of the wide table, or of `source`; empty of a group
    std::optional<Source> source;  ///< a table joined by the territory's code
    std::string on;                ///< of `source`: its column with the codes
    std::string of;      ///< of a count: the column it is divided by; of a rate of `source`: what weights its mean in parents
    bool count = false;  ///< divided by `of`, in %; else a figure as it stands
    IndexScale scale = IndexScale::rank;  ///< of a group `none`: its mean as it is
    double least = 0, most = 0;           ///< of `bounds`
    double weight = 1;                    ///< above 0
    bool low = false;                     ///< lower is more fragile
    std::vector<CriterionSpec> criteria;  ///< of a group, which has no column; groups hold no groups
    int line = 0;
    bool operator==(const CriterionSpec&) const = default;
};

/// A composite index of territories.
struct IndexSpec {
    std::string name;  ///< [a-z][a-z0-9_]{0,19}: columns <name>, <name>_rank, …
    core::Text label;
    std::string use;                              ///< the ready set that its criteria come from; or empty
    std::optional<std::pair<double, double>> to;  ///< the range of its scores
    std::int64_t minimum = 0;                     ///< quanta of the first attribute: smaller territories are no reference
    std::vector<CriterionSpec> criteria;          ///< at least one
    std::vector<std::string> unfilled;            ///< criteria of the ready set that the job gives no data for
    int line = 0;
    bool operator==(const IndexSpec&) const = default;
};

struct OutputSpec {
    std::string folder = "out";
    std::vector<std::string> formats = {"csv"};  ///< csv | geojson | gpkg | fgb | tif | pmtiles | mbtiles | html
    std::string crs;                             ///< of the GeoPackage; empty: that of the territories
    std::string language = "en";                 ///< fr | en
    std::string keep = "auto";                   ///< auto | cells | none: whether cells.covc stays in the run
    std::int64_t keep_limit_mb = 500;            ///< with «auto»: a larger cells.covc does not stay, where nothing asks for it
    std::uint64_t memory_bytes = 0;              ///< to stay within; 0: not said. No output depends on it
    bool operator==(const OutputSpec&) const = default;
};

struct Job {
    std::string path;    ///< of the job file, as given
    std::string folder;  ///< its folder: sources are relative to it; so is output.folder
    int version = 1;
    std::string name;
    std::map<std::string, std::vector<std::string>> only;  ///< kind -> codes
    DemandSpec demand;
    TerritorySpec territory;
    std::vector<DemandSpec> other_demands;         ///< each on its own frame; areas are those of the first
    std::vector<TerritorySpec> other_territories;  ///< each with tables of its own; parents, zones and places are the first's
    std::vector<SupplySpec> supply;
    std::vector<MarketSpec> market;
    std::vector<IndicatorSpec> indicator;
    std::vector<ZonesSpec> zones;
    std::vector<PlacesSpec> places;
    std::vector<ContextSpec> context;
    std::vector<IndexSpec> index;
    std::vector<AccessSpec> access;
    std::vector<LinesSpec> lines;
    std::vector<MeasurementSpec> measurement;
    std::map<std::string, std::int64_t>
        publish_min;  ///< attribute -> quanta: smaller values of zones and squares are not published
    OutputSpec output;
    bool operator==(const Job&) const = default;
};

/// Every criterion of an index that has a figure of its own, groups taken apart, in the job's order.
inline std::vector<const CriterionSpec*> leaves_of(const IndexSpec& index) {
    std::vector<const CriterionSpec*> leaves;
    for (const CriterionSpec& one : index.criteria) {
        if (one.criteria.empty()) leaves.push_back(&one);
        for (const CriterionSpec& inner : one.criteria) leaves.push_back(&inner);
    }
    return leaves;
}

/// Do its people come from a source that must not be shown place by place?
inline bool has_confidential_people(const Job& job) {
    return job.demand.source.info.confidential || (job.demand.points && job.demand.points->source.info.confidential);
}

/// Or does what is offered there?
inline bool has_confidential_supply(const Job& job) {
    return std::any_of(job.supply.begin(), job.supply.end(),
                       [](const SupplySpec& supply) { return supply.source.info.confidential; });
}

/// One of the two: what lies at a place, a square or a site must not be shown.
inline bool has_confidential_cells(const Job& job) { return has_confidential_people(job) || has_confidential_supply(job); }

}  // namespace covmap::model
