// A job while its sections are read: shared by job_demand.cpp, job_territory.cpp and job_supply.cpp (what goes in), job.cpp (what
// is asked, and what comes out), job_zones.cpp (zones and places) and job_collisions.cpp (what must not have one name).
#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "model/job/job.hpp"
#include "read/job/job_node.hpp"

namespace covmap::read {

using Names = std::vector<std::string>;

inline bool holds(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What the sections read so far have told.
struct Reading {
    model::Job job;
    JobFaults& faults;
    std::vector<std::string> kinds = {};            ///< the unit and its parents; empty without territories
    std::map<std::string, std::string> canon = {};  ///< operator or alias -> operator
    std::set<std::string> attributes = {};          ///< of all demands
    int demands = 0;                                ///< [[demand]] read so far
    int supplies = 0;                               ///< [[supply]] read so far
    bool own_market = false;                        ///< the job says who is licensed; else any operator may be asked for
};

inline const std::vector<std::string> kNatures = {"claimed", "modelled", "planned", "measured"};
inline const std::vector<std::string> kNetworkKinds = {"mobile", "fixed"};

/// What the columns of the wide tables end with: of an indicator and a measure; with `since`, of what changed; of a list of
/// places.
inline const Names kFigureEndings = {"", "_not", "_unk", "_pct", "_lo", "_hi", "_known_pct"};
inline const Names kChangeEndings = {"_gained", "_lost", "_newly_known", "_no_longer_known"};
inline const Names kWayEndings = {"_mean_km", "_median_km", "_p90_km", "_km_unk"};

/// A kind of points that are no network: places with a radius. Empty is none.
inline bool is_own_kind(const std::string& kind) { return !kind.empty() && kind != "mobile" && kind != "fixed"; }

inline std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// `format`: a plain word into `plain`, a publisher's into `preset`.
void read_format(JobTable& table, const std::vector<std::string>& presets, const std::vector<std::string>& plain_words,
                 std::string& plain, std::string& preset);

/// Runs `fill`; an error of the job or of an input becomes a fault of `node`. False where it did.
template <class Fill>
bool fill_or_report(const JobNode& node, JobFaults& faults, const Fill& fill) {
    try {
        fill();
        return true;
    } catch (const core::Error& error) {
        faults.add(node, error.what());
        return false;
    }
}

/// The tables of `[[key]]`; anything else under that key is reported with `example`.
std::vector<const JobNode*> tables_of(JobTable& parent, const std::string& key, const std::string& example);
/// The table `columns` of a section; an empty one where it has none.
const JobNode& columns_node(JobTable& table);
/// Does the text end with one of `endings`?
bool ends_with_one(const std::string& text, const std::vector<std::string>& endings);
/// Reports keys of `lists` (the table `at`) that are neither the unit nor a parent.
void check_territory_kinds(const JobNode& at, const std::map<std::string, std::vector<std::string>>& lists,
                           const std::string& what, const Reading& reading);
/// «voice» or «data», whatever the language it was written in; empty after a fault.
std::string service_of(const JobNode& node, const std::string& given, JobFaults& faults);

void read_demand(const JobNode& node, Reading& reading);
/// Does the demand consist of points, by its format or its preset?
bool is_point_demand(const model::DemandSpec& spec);
/// Columns and grid of such a demand, after its source and attributes.
void read_point_demand(JobTable& demand, model::DemandSpec& spec);
/// `points` of a demand, after `spread`.
void read_points(JobTable& demand, model::DemandSpec& spec, const Reading& reading);
/// [[demand.share]] of a demand, after the territories.
void read_shares(JobTable& demand, model::DemandSpec& spec, const Reading& reading);
/// Its attributes among the others, once all of the demand's own are known: `demand` is the whole section.
void check_shares(const JobNode& demand, model::DemandSpec& spec, Reading& reading);
/// Reports `name` where a table gives it by territory: `what` needs people in squares.
bool refuse_share(const JobNode& at, const std::string& name, const std::string& what, const Reading& reading);
void read_territory(const JobNode& node, Reading& reading);
/// `reference` of territories speaks of attributes of the demand: after both were read.
void check_reference(const JobNode& territory, const Reading& reading);
void read_supply(const JobNode& node, Reading& reading);
/// `extent` of a supply or a list of places.
void read_extent(JobTable& table, model::ExtentSpec& extent, const Reading& reading);
/// A list of places with its bands: a supply of its own kind. After the supplies and [[places]].
void read_access(const JobNode& node, Reading& reading);
/// `access = { help = 5 }` of an indicator, into its kind, technology and nature.
void read_access_asked(JobTable& indicator, model::IndicatorSpec& spec, const Reading& reading);
/// Tests of the networks. After the territories.
void read_measurement(const JobNode& node, Reading& reading);
/// `values`, `skip`, and the columns `operator_name`, `down` and `up` of a supply.
void read_words(JobTable& supply, JobTable& columns, model::SupplySpec& spec);
/// A column, or a constant that may be a number: down = 30.
model::Field number_field(JobTable& supply, JobTable& columns, const std::string& key);
/// The markets that come with presets of the supplies, after [[market]] was read.
void add_preset_markets(Reading& reading);
void read_indicator(const JobNode& node, Reading& reading);
/// The ready sets that `use` names, before the job's own indicators.
void read_sets(const JobNode& node, Reading& reading);
/// The ready set «inclusion»: after the job's own indicators, for it asks the first of them together with the first [[access]].
inline constexpr const char* kInclusionSet = "inclusion";
void add_inclusion(JobTable& root, Reading& reading);
/// Its zones, where the job has none of them: after [[zones]].
void add_inclusion_zones(JobTable& root, Reading& reading);
/// Combinations name indicators that may come later: after all were read.
void check_combinations(const std::vector<const JobNode*>& nodes, const Reading& reading);
/// Names and latency of records, in columns or as constants.
void read_offer_columns(JobTable& supply, JobTable& columns, model::SupplySpec& spec);
/// After all other keys of a supply of format «records».
void check_records(JobTable& supply, model::SupplySpec& spec);
/// After the indicators and the territories.
void read_zones(const JobNode& node, Reading& reading);
void read_places(const JobNode& node, Reading& reading);
void read_context(const JobNode& node, Reading& reading);
/// After the indicators, of which it ranks the uncovered stretches.
void read_lines(const JobNode& node, Reading& reading);
/// After the indicators, whose figures its criteria name.
void read_index(const JobNode& node, Reading& reading);
void read_publish_min(const JobNode& node, Reading& reading);
/// `since` speaks of an indicator that may come later: after all were read, `nodes` in their order.
void check_since(const std::vector<const JobNode*>& nodes, const Reading& reading);
/// Reports two parts of the job that would make one column or one file: after all were read.
void check_collisions(const Reading& reading);

}  // namespace covmap::read
