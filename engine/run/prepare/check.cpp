#include "run/prepare/check.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <thread>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "model/indicator.hpp"
#include "model/job/each_share.hpp"
#include "model/licence.hpp"
#include "model/reference_gap.hpp"
#include "model/table.hpp"
#include "read/files/source_path.hpp"
#include "read/inspect/inspect.hpp"
#include "read/measurement/test_records.hpp"
#include "read/territory/joined_column.hpp"
#include "read/territory/places.hpp"
#include "read/territory/share_table.hpp"
#include "read/vector/context.hpp"
#include "read/vector/lines.hpp"
#include "run/base/progress.hpp"
#include "run/prepare/check_sources.hpp"
#include "run/prepare/gather_inputs.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/layer_numbers.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/off_map.hpp"
#include "run/prepare/partial_maps.hpp"
#include "run/prepare/read_inputs.hpp"
#include "run/prepare/reference_gaps.hpp"
#include "run/prepare/silent_operators.hpp"
#include "run/prepare/split_job.hpp"
#include "run/prepare/unanswered.hpp"
#include "store/standing_run.hpp"

namespace covmap::run {

namespace {

/// check has nothing to draw.
class Silent final : public Progress {
public:
    void phase(const std::string&) override {}
    void advance(double) override {}
    void note(const std::string&) override {}
    void done() override {}
};

class Findings {
public:
    explicit Findings(const model::Job& job) : m_job(job) {}
    void error(int line, const std::string& what) { add("error", line, what); }
    void warning(int line, const std::string& what) { add("warning", line, what); }
    void info(const std::string& what) { m_found.push_back({"info", m_job.path, what}); }
    void add_at(const std::string& severity, const std::string& where, const std::string& what) {
        m_found.push_back({severity, where, what});
    }
    std::vector<CheckFinding> take() { return std::move(m_found); }

private:
    void add(const std::string& severity, int line, const std::string& what) {
        m_found.push_back({severity, line > 0 ? m_job.path + ":" + std::to_string(line) : m_job.path, what});
    }
    const model::Job& m_job;
    std::vector<CheckFinding> m_found;
};

void find_defects(const core::Defects& defects, Findings& findings) {
    for (const auto& [key, entry] : defects.entries()) {
        const core::DefectPlace& first = entry.examples.front();
        std::string where = first.file;
        if (!first.layer.empty()) where += ":" + first.layer;
        if (!first.feature.empty()) where += ":" + first.feature;
        findings.add_at("warning", where,
                        key.first + ": " + core::counted(entry.count, "record") +
                            (first.detail.empty() ? "" : ", the first «" + first.detail + "»"));
    }
}

/// An indicator without vintage looks at supplies without one: where all that answer have one, it does not say which.
bool lacks_vintage(const model::IndicatorSpec& indicator, const model::Catalogue& catalogue, Findings& findings) {
    std::set<std::string> vintages;
    model::IndicatorSpec any = indicator;
    for (const model::ClaimInfo& claim : catalogue.claims) {
        any.vintage = claim.key.vintage;
        if (model::matches(any, claim.key)) vintages.insert(claim.key.vintage);
    }
    if (!indicator.vintage.empty() || vintages.empty() || vintages.contains("")) return false;
    std::string list;
    for (const std::string& vintage : vintages) list += (list.empty() ? "" : ", ") + vintage;
    findings.error(indicator.line, "indicator " + indicator.name + " names no vintage, and the supplies that answer it have " +
                                       list + "; say which: vintage = \"" + *vintages.rbegin() + "\"");
    return true;
}

void check_indicator(const model::IndicatorSpec& indicator, const model::Catalogue& catalogue, Findings& findings) {
    std::set<std::string> services;
    bool unlevelled = false;
    for (const model::ClaimInfo& claim : catalogue.claims) {
        if (!model::matches(indicator, claim.key)) continue;
        services.insert(claim.key.service);
    }
    for (const model::LayerInfo& layer : catalogue.layers) {
        const model::ClaimInfo& claim = catalogue.claims[layer.claim.value];
        unlevelled = unlevelled || (layer.level.empty() && model::matches(indicator, claim.key));
    }
    if (indicator.service.empty() && services.contains("voice") && services.contains("data"))
        findings.error(indicator.line, "indicator " + indicator.name +
                                           ": the supplies hold voice and data; say which: service = \"data\" or \"voice\"");
    const bool met = is_answered(indicator, catalogue);
    if (!met && !indicator.from_set && !indicator.allow_unknown && !lacks_vintage(indicator, catalogue, findings))
        findings.error(indicator.line, unanswered_text(indicator, catalogue));
    if (!met && indicator.from_set) findings.info("indicator " + indicator.name + ": no supply answers it; run leaves it out");
    if (unlevelled && (!indicator.level_at_least.empty() || !indicator.level_exact.empty()))
        findings.warning(indicator.line, "indicator " + indicator.name +
                                             " asks for a level and meets layers without one: they count as `no_level` says");
}

std::string column_text(const char* what, const model::Field& field) {
    if (!field.column.empty()) return std::string(", ") + what + " from «" + field.column + "»";
    return field.constant.empty() ? std::string() : std::string(", ") + what + " " + field.constant;
}

/// How a publisher's format was understood: what is alike for files of one shape.
std::string reading_of(const model::SupplySpec& spec) {
    std::string text = column_text("operator", spec.operator_field) + column_text("technology", spec.technology) +
                       column_text("service", spec.service) + column_text("level", spec.level);
    if (!spec.technologies.empty()) text += ", technologies";
    for (const auto& [technology, column] : spec.technologies) text += " " + technology;
    if (!spec.source.crs.empty()) text += ", " + spec.source.crs;
    return text + (spec.date.empty() ? "" : ", " + spec.date);
}

/// A source that looks like a publisher's format, and is read by columns: told, for files that are quickly looked at.
void suggest_preset(const model::Source& source, Findings& findings) {
    constexpr std::uintmax_t kQuick = std::uintmax_t{64} << 20;
    if (!source.preset.empty() || source.files.empty()) return;
    std::error_code ignored;
    const std::string disk = read::file_on_disk(source.files.front());
    if (const auto bytes = std::filesystem::file_size(disk, ignored); ignored || bytes > kQuick) return;
    try {
        const std::string preset = read::inspect_file(source.files.front()).preset;
        if (!preset.empty())
            findings.info(source.given + ": looks like " + preset + "; format = \"" + preset + "\" reads it without columns");
    } catch (const core::Error&) {
        return;  // reading it has already told
    }
}

void tell_presets(const model::Job& job, Findings& findings) {
    for (const model::Source* source : {&job.demand.source, &job.territory.source})
        if (!source->preset.empty()) findings.info(source->given + ": " + source->preset);
    std::map<std::pair<std::string, std::string>, std::size_t> files;  // by source and how it is read
    for (const model::SupplySpec& spec : job.supply)
        if (!spec.source.preset.empty())
            files[{spec.source.given + ": " + spec.source.preset, reading_of(spec)}] += spec.source.files.size();
    for (const auto& [read, count] : files) findings.info(read.first + ", " + core::counted(count, "file") + read.second);
    suggest_preset(job.demand.source, findings);
    suggest_preset(job.territory.source, findings);
    for (const model::SupplySpec& spec : job.supply) suggest_preset(spec.source, findings);
}

/// Maps that end before what is published does.
void check_partial_maps(const PartialMaps& partial, Findings& findings) {
    for (const std::string& line : partial.warnings) findings.warning(0, line);
    for (const std::string& line : partial.notes) findings.info(line);
}

void check_absent(const model::Job& job, const LoadedJob& loaded, const Markets& markets, Findings& findings) {
    constexpr std::size_t kNamed = 5;
    for (const Absent& absent : absent_operators(job, loaded, markets)) {
        std::string list;
        for (std::size_t i = 0; i < std::min(kNamed, absent.parents.size()); ++i)
            list += (i == 0 ? " " : ", ") + absent.parents[i];
        if (absent.parents.size() > kNamed) list += " and " + std::to_string(absent.parents.size() - kNamed) + " more";
        findings.warning(0, "operator " + absent.operator_code + " has nothing in " +
                                loaded.territories.set.parent_kinds.front() + list +
                                ": it counts as absent there; if its maps do not speak of it, say so with `extent`");
    }
}

void name_strictest_licence(const model::Job& job, Findings& findings) {
    std::vector<std::string> licences;
    for (const model::Source* source : sources_of(job)) licences.push_back(source->info.licence);
    const model::StrictestLicence strictest = model::strictest_licence(licences);
    if (!strictest.licence.empty())
        findings.info("the strictest licence of the sources is «" + strictest.licence + "» (" +
                      model::terms_text(strictest.terms).en + ")");
    for (const std::string& licence : std::set<std::string>(licences.begin(), licences.end()))
        if (model::terms_of(licence) == model::LicenceTerms::unrecognised && licence != strictest.licence && !licence.empty())
            findings.info("the licence «" + licence + "» is not one that covmap knows: read its terms");
}

/// Rasters of people whose grid is most likely half a cell off.
void check_lattice(const model::Job& job, const LoadedJob& loaded, Findings& findings) {
    if (loaded.demand->report().format != "raster") return;
    const std::string shift = half_cell_shift(loaded.demand->lattice());
    if (!shift.empty()) findings.warning(0, job.demand.source.given + ": " + shift);
}

/// Where single territories are off, squares may be coarse; where all of them together are, the figures are of other people.
void check_reference_gaps(const model::Job& job, const LoadedJob& loaded, int threads, Findings& findings) {
    for (const ReferenceGap& gap : reference_gaps(job, loaded, threads)) {
        if (gap.beyond == 0) continue;
        const std::string text = text_of(gap, loaded.territories.set.unit);
        if (model::is_beyond_reference(gap.counted, gap.official))
            findings.warning(0, text + ". Are demand and reference of one year and of the same places?");
        else
            findings.info(text);
    }
}

/// Places are opened and counted; those off the map are told.
void check_places(const model::PlacesSpec& spec, const LoadedJob& loaded, Findings& findings) {
    try {
        const core::Frame& frame = loaded.frame;
        const read::PlaceRead read = read::read_places(spec, frame.lattice, clip_of(frame.cells), &loaded.land);
        find_defects(read.defects, findings);
        const core::CellBox& box = frame.cells;
        const auto off = std::count_if(read.places.begin(), read.places.end(), [&](const model::Place& place) {
            return place.grid.x < box.col_begin || place.grid.x > box.col_end || place.grid.y < box.row_begin ||
                   place.grid.y > box.row_end;
        });
        const std::string count = std::to_string(read.places.size());
        findings.info(count + " places «" + spec.name + "»");
        if (off > 0)
            findings.warning(
                spec.line,
                spec.source.given + ": " + std::to_string(off) + " of " + count +
                    " places lie outside the box of demand and territories; is `crs` right, and x the longitude or easting?");
    } catch (const core::Error& error) {
        findings.add_at("error", error.where(), error.message());
    }
}

void check_lines(const model::LinesSpec& spec, const LoadedJob& loaded, Findings& findings) {
    try {
        const read::LinesRead read = read::read_lines(spec, loaded.frame.lattice, clip_of(loaded.frame.cells), &loaded.land);
        find_defects(read.defects, findings);
        std::int64_t mm = 0;
        for (const model::Line& line : read.set.lines) mm += read.set.length_mm(line);
        findings.info(core::counted(read.set.lines.size(), "line") + " «" + spec.name + "», " +
                      model::decimal_text(mm, model::kLengthScale) + " km");
        if (read.set.lines.empty())
            findings.warning(spec.line, spec.source.given + ": holds no line that can be measured; are file and `where` right?");
    } catch (const core::Error& error) {
        findings.add_at("error", error.where(), error.message());
    }
}

/// Tests are opened and counted, with what is wrong with their records.
void check_measurement(const model::MeasurementSpec& spec, const model::Job& job, const LoadedJob& loaded, Findings& findings) {
    try {
        const core::Frame& frame = loaded.frame;
        const read::TestRead read =
            read::read_tests(spec, canonical_operators(job), frame.lattice, clip_of(frame.cells), &loaded.land);
        find_defects(read.defects, findings);
        findings.info(core::counted(read.tests.size(), "test") + " «" + spec.name + "»");
    } catch (const core::Error& error) {
        findings.add_at("error", error.where(), error.message());
    }
}

void check_context(const model::ContextSpec& spec, Findings& findings) {
    try {
        read::open_context(spec);
    } catch (const core::Error& error) {
        findings.add_at("error", error.where(), error.message());
    }
}

/// The table of a criterion is read: its codes may not be those of the territories.
void check_joined(const model::CriterionSpec& spec, const model::Job& job, const LoadedJob& loaded, Findings& findings) {
    try {
        const read::JoinedRead read = read::read_joined_column(spec, job.territory, loaded.territories.set);
        find_defects(read.figures, findings);
        find_defects(read.defects, findings);
        for (const auto* warnings : {&read.warnings, &read.table_warnings})
            for (const std::string& warning : *warnings) findings.warning(spec.line, warning);
    } catch (const core::Error& error) {
        findings.add_at("error", error.where(), error.message());
    }
}

/// So is that of a share; of other sets of territories it is opened.
void check_share(const model::ShareSpec& spec, const model::Job& job, const LoadedJob& loaded, Findings& findings) {
    try {
        if (spec.unit != job.territory.unit) return read::open_share_table(spec);
        const read::ShareTableRead read = read::read_share_table(spec, job.territory, loaded.territories.set);
        find_defects(read.defects, findings);
        for (const std::string& warning : read.warnings) findings.warning(spec.line, warning);
    } catch (const core::Error& error) {
        findings.add_at("error", error.where(), error.message());
    }
}

void check_indices(const model::Job& job, const LoadedJob& loaded, Findings& findings) {
    std::set<std::vector<std::string>> seen;
    for (const model::IndexSpec& index : job.index) {
        for (const model::CriterionSpec* spec : model::leaves_of(index))
            if (spec->source && seen.insert({spec->source->given, spec->source->layer, spec->on, spec->column}).second)
                check_joined(*spec, job, loaded, findings);
        if (!index.unfilled.empty())
            findings.info("index " + index.name + ": nothing fills " +
                          core::counted(index.unfilled.size(), "criterion", "criteria") + " of \"" + index.use +
                          "\": it is made of the others");
    }
}

/// Zones do not cross `within`: territories without such a parent share a blank one.
void check_zones(const model::ZonesSpec& zones, const model::TerritorySet& set, Findings& findings) {
    const auto kind = std::find(set.parent_kinds.begin(), set.parent_kinds.end(), zones.within);
    if (kind == set.parent_kinds.end()) return;
    const auto position = static_cast<std::size_t>(kind - set.parent_kinds.begin());
    const auto blank = std::count_if(set.territories.begin(), set.territories.end(),
                                     [&](const model::Territory& t) { return t.parents[position].empty(); });
    if (blank > 0)
        findings.warning(zones.line,
                         "zones " + zones.name + ": " + core::counted(blank, "territory has", "territories have") + " no " +
                             zones.within +
                             "; those without count as one, whose zones may reach from one end of the map to the other");
}

/// What lies in the wrong place altogether.
void check_off_map(const OffMap& off, Findings& findings) {
    for (const std::string& line : off.operators) findings.error(0, line);
    for (const std::string& line : off.claims) findings.warning(0, line);
    for (const std::string& line : off.notes) findings.info(line);
}

/// The people of the demand and the territories may not meet at all.
void check_demand_place(const model::Job& job, const LoadedJob& loaded, Findings& findings) {
    const core::CellBox box = loaded.demand->cells();
    if (box.empty() || loaded.land.empty()) return;
    if (!loaded.land.meets({static_cast<double>(box.col_begin), static_cast<double>(box.col_end),
                            static_cast<double>(box.row_begin), static_cast<double>(box.row_end)}))
        findings.error(0, "nothing of " + job.demand.source.given + " lies where the territories of " +
                              job.territory.source.given + " are: is the `crs` of both right, and x the longitude or easting?");
}

void check_loaded(const model::Job& job, const LoadedJob& loaded, Findings& findings) {
    model::RunModel model;
    gather_inputs(job, loaded, {}, model);
    find_defects(model.defects, findings);
    const CatalogueMap map = make_catalogue(loaded);
    const Markets markets = make_markets(job, loaded.territories.set, map.catalogue.claims);
    for (const std::vector<std::string>* warnings :
         std::initializer_list<const std::vector<std::string>*>{&model.warnings, &map.warnings, &markets.warnings})
        for (const std::string& warning : *warnings) findings.warning(0, warning);
    for (const model::IndicatorSpec& indicator : job.indicator) check_indicator(indicator, map.catalogue, findings);
    for (const model::ZonesSpec& zones : job.zones) check_zones(zones, loaded.territories.set, findings);
    for (const model::PlacesSpec& places : job.places) check_places(places, loaded, findings);
    for (const model::MeasurementSpec& tests : job.measurement) check_measurement(tests, job, loaded, findings);
    for (const model::ContextSpec& context : job.context) check_context(context, findings);
    for (const model::LinesSpec& lines : job.lines) check_lines(lines, loaded, findings);
    for (const model::DemandSpec* demand : model::demands_of(job))
        for (const model::ShareSpec& share : demand->share) check_share(share, job, loaded, findings);
    check_indices(job, loaded, findings);
    check_demand_place(job, loaded, findings);
    check_absent(job, loaded, markets, findings);
    findings.info(core::counted(loaded.territories.set.territories.size(), "territory", "territories") + ", " +
                  core::counted(map.catalogue.layers.size(), "layer") + " of " +
                  core::counted(map.catalogue.claims.size(), "claim"));
}

void tell_standing_run(const model::Job& job, Findings& findings) {
    if (job.output.folder.empty()) return;
    const std::string folder = (std::filesystem::path(job.folder) / job.output.folder).string();
    const std::string standing = store::standing_run(folder);
    if (standing != folder)
        findings.info("a run was killed while it was put at " + folder + ": until the next one puts it there, it is read at " +
                      standing);
}

}  // namespace

std::vector<CheckFinding> check_job(const model::Job& given) {
    model::Job job = given;
    model::settle_combinations(job.indicator);
    Findings findings(job);
    Silent silent;
    constexpr std::size_t kMemory = std::size_t{1} << 30;
    const auto threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    try {
        std::vector<read::SupplyRead> records;
        core::Lattice lattice;
        for (const std::size_t d : order_of_demands(job)) {
            const model::Job one = of_demand(job, d);
            LoadedJob loaded = load_job(one, kMemory, silent, records);
            if (job.other_demands.empty()) {
                const OffMap off = off_map(one, loaded);
                loaded.off_map = off.file;
                check_off_map(off, findings);
            }
            if (d == 0) {
                const PartialMaps partial = find_partial_maps(one, loaded, threads);
                bound_by_outlines(one, partial, loaded);
                check_partial_maps(partial, findings);
                lattice = loaded.frame.lattice;
                check_loaded(one, loaded, findings);
            } else {
                find_defects(loaded.demand->report().defects, findings);
            }
            check_lattice(one, loaded, findings);
            check_reference_gaps(one, loaded, threads, findings);
        }
        for (const model::TerritorySpec& territory : job.other_territories) {
            const read::TerritoryRead read = read::read_territories(territory, lattice, {});
            find_defects(read.defects, findings);
            findings.info(core::counted(read.set.territories.size(), "territory", "territories") + " of unit \"" +
                          territory.unit + "\"");
        }
    } catch (const core::Error& error) {
        findings.add_at("error", error.where(), error.message());
    }
    tell_presets(job, findings);
    tell_standing_run(job, findings);
    name_strictest_licence(job, findings);
    if (const std::string missing = missing_credits(job); !missing.empty()) findings.info(missing);
    return findings.take();
}

}  // namespace covmap::run
