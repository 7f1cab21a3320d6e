#include "run/reuse/ask_again.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "core/error.hpp"
#include "measure/outcomes.hpp"
#include "model/job/each_share.hpp"
#include "run/base/versions.hpp"
#include "run/compute/fatal_defects.hpp"
#include "run/compute/index_tables.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/compute/read_lines.hpp"
#include "run/prepare/gather_inputs.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/partial_maps.hpp"
#include "run/prepare/read_places.hpp"
#include "run/prepare/territory_filter.hpp"
#include "run/prepare/unanswered.hpp"
#include "run/prepare/wanted_outputs.hpp"
#include "run/publish/context_maps.hpp"
#include "run/reuse/doubt_again.hpp"
#include "run/reuse/kept_outlines.hpp"
#include "run/reuse/rename.hpp"
#include "run/reuse/stored_cells.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

/// The cells of the run that answers: empty where it has none.
std::string cells_of(const std::string& from, const model::Job& job) {
    std::string path = from + "/cells.covc";
    if (std::filesystem::exists(path)) return path;
    if (asks_cells(job) || must_keep_cells(job))
        throw core::Error(
            core::ErrorKind::input, from,
            "has no cells.covc to take zones, places, lines, rasters or tiles from; add keep = \"cells\" to the [output] of "
            "its job and run that again");
    return "";
}

/// Refuses what the run does not have.
void check_asked(const model::Job& job, const model::RunModel& model, const std::string& from) {
    std::vector<model::AttributeSpec> asked = job.demand.attributes;
    for (const model::DemandSpec& other : job.other_demands)
        asked.insert(asked.end(), other.attributes.begin(), other.attributes.end());
    for (const model::AttributeSpec& wanted : asked) {
        const auto same = [&](const core::Attribute& attribute) { return attribute.name == wanted.name; };
        if (std::none_of(model.attributes.begin(), model.attributes.end(), same))
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(job.demand.source.line),
                              "the run " + from + " has no attribute «" + wanted.name + "»; run the job on its inputs");
    }
    model::each_share(job, [&](const model::ShareSpec& table, const model::ShareColumnSpec& column, std::size_t) {
        if (table.unit != model.territories.unit) return;
        const auto same = [&](const model::Share& share) { return share.attribute == column.name; };
        if (std::none_of(model.shares.begin(), model.shares.end(), same))
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(table.line),
                              "the run " + from + " has no share «" + column.name + "»; run the job on its inputs");
    });
    const auto& kinds = model.territories.parent_kinds;
    for (const model::ParentSpec& parent : job.territory.parents)
        if (std::find(kinds.begin(), kinds.end(), parent.kind) == kinds.end())
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(job.territory.source.line),
                              "the run " + from + " has no parent «" + parent.kind + "»; run the job on its inputs");
}

/// Of what the job does not name any more, nothing is told: «places[», «context[».
void forget_inputs(const std::string& role, model::RunModel& model) {
    std::erase_if(model.inputs, [&](const model::InputFile& input) {
        if (!input.role.starts_with(role)) return false;
        model.defects.forget(input.path);
        return true;
    });
}

bool same_places(const std::vector<model::PlacesSpec>& a, const std::vector<model::PlacesSpec>& b) {
    const auto same = [](const model::PlacesSpec& x, const model::PlacesSpec& y) {
        return x.source.given == y.source.given && x.source.layer == y.source.layer && x.source.crs == y.source.crs &&
               x.id_column == y.id_column && x.name_column == y.name_column && x.x_column == y.x_column &&
               x.y_column == y.y_column;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

/// The points that the job asks about: those that the run keeps where it asked about the same, else read anew.
std::vector<std::vector<model::Place>> places_asked(const model::Job& was, std::vector<std::vector<model::Place>>&& kept,
                                                    model::RunModel& model) {
    refuse_confidential_places(model.job);
    if (same_places(was.places, model.job.places) && kept.size() == was.places.size()) return std::move(kept);
    forget_inputs("places[", model);
    PlacesOfJob places = read_places(model.job, model.frame, nullptr);
    gather_places(places, model);
    return std::move(places.lists);
}

bool same_lines(const std::vector<model::LinesSpec>& a, const std::vector<model::LinesSpec>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const model::LinesSpec& x, const model::LinesSpec& y) {
        return x.source.given == y.source.given && x.source.layer == y.source.layer && x.source.crs == y.source.crs &&
               x.id_column == y.id_column && x.name_column == y.name_column && x.class_column == y.class_column &&
               x.where == y.where;
    });
}

/// The lines that the job measures: those that the run keeps where it measured the same, else read anew.
std::vector<model::LineSet> lines_asked(const model::Job& was, std::vector<model::LineSet>&& kept, model::RunModel& model) {
    if (same_lines(was.lines, model.job.lines) && kept.size() == was.lines.size()) return std::move(kept);
    forget_inputs("lines[", model);
    LinesOfJob lines = read_lines(model.job, model.frame, nullptr);
    gather_lines(lines, model);
    return std::move(lines.sets);
}

bool same_context(const std::vector<model::ContextSpec>& a, const std::vector<model::ContextSpec>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const model::ContextSpec& x, const model::ContextSpec& y) {
        return x.source.given == y.source.given && x.source.layer == y.source.layer && x.source.crs == y.source.crs &&
               x.name_column == y.name_column;
    });
}

/// The background that the run keeps where the job names the same, else read anew.
void take_context(const model::Job& was, model::Outlines& outlines, model::RunModel& model) {
    if (same_context(was.context, model.job.context) && was.only == model.job.only) return;
    forget_inputs("context[", model);
    open_contexts(model.job);
    outlines.context = read_contexts(outlines.geometry, model);
}

/// The tables of indices that the run keeps where it has all that the job names, else read anew.
void take_index_tables(const model::TerritorySpec& territory, model::RunModel& model) {
    if (has_index_tables(model.job, model)) return;
    forget_inputs("index[", model);
    model.joined.clear();
    read_index_tables(territory, model);
}

/// Of parents, the ways to places were summed over what the run published: of another part they are not known.
void keep_ways_of_territories(model::RunModel& model) {
    for (model::AccessDistances& access : model.access)
        std::erase_if(access.rows, [&](const model::AccessRow& row) { return row.unit != model.territories.unit; });
}

/// Of parents and squares, tests were summed up over what the run published: of another part they are not known.
void keep_tests_of_territories(model::RunModel& model) {
    const std::vector<bool> published = meant(model.territories, model.job.only);
    std::set<std::string> codes;
    for (std::size_t t = 0; t < published.size(); ++t)
        if (published[t]) codes.insert(model.territories.territories[t].code);
    for (model::Measured& measured : model.measured)
        std::erase_if(measured.rows, [&](const model::MeasuredRow& row) {
            return row.unit != model.territories.unit || !codes.contains(row.code);
        });
}

/// Tests are those of the run; what they are called and the rate that is required may change.
void take_measurements(const model::Job& job, const model::Job& was, model::RunModel& model) {
    model.job.measurement = was.measurement;
    for (const model::MeasurementSpec& asked : job.measurement) {
        const auto known = std::find_if(model.job.measurement.begin(), model.job.measurement.end(),
                                        [&](const model::MeasurementSpec& spec) { return spec.name == asked.name; });
        if (known == model.job.measurement.end())
            throw core::Error(core::ErrorKind::job, job.path + ":" + std::to_string(asked.line),
                              "the run has no measurement «" + asked.name + "»; run the job on its inputs");
        known->label = asked.label;
        known->reliability = asked.reliability;
    }
}

/// Tests of operators that are one now were summed up apart.
void rename_tests(const std::function<std::string(const std::string&)>& canonical, model::RunModel& model) {
    std::set<std::string> merged;
    for (model::Measured& measured : model.measured) {
        std::map<std::string, std::set<std::string>> had;
        for (const model::MeasuredRow& row : measured.rows) had[canonical(row.operator_code)].insert(row.operator_code);
        std::erase_if(measured.rows, [&](const model::MeasuredRow& row) { return had[canonical(row.operator_code)].size() > 1; });
        for (model::MeasuredRow& row : measured.rows) row.operator_code = canonical(row.operator_code);
        for (const auto& [code, names] : had)
            if (names.size() > 1) merged.insert(code);
    }
    for (const std::string& code : merged)
        model.warnings.push_back("the run summed up the tests of operators apart that are " + code +
                                 " now: they are left out; run the job on its inputs");
}

/// Names that the run took for one operator cannot be told apart again.
void warn_of_lost_names(const model::Job& was, const model::Job& job, model::RunModel& model) {
    const auto before = canonical_operators(was), now = canonical_operators(job);
    std::set<std::string> names;
    for (const model::MarketSpec& market : was.market) {
        for (const auto& [code, others] : market.aliases) names.insert(others.begin(), others.end());
        for (const auto& [old_code, new_code] : market.merged) names.insert(old_code);
    }
    std::map<std::string, std::string> taken;  // operator -> names
    for (const std::string& name : names)
        if (now(name) != now(before(name))) taken[before(name)] += (taken[before(name)].empty() ? "«" : ", «") + name + "»";
    std::string text;
    for (const auto& [code, lost] : taken) text += (text.empty() ? "the run took " : ", ") + lost + " for " + code;
    if (!text.empty()) model.warnings.push_back(text + ", and its tally cannot tell them apart: run the job on its inputs");
}

/// Names that the run had from its records, not from its markets, hold on.
void keep_names_of_records(const model::Job& was, const std::function<std::string(const std::string&)>& canonical,
                           const std::map<std::string, std::string>& had, std::map<std::string, std::string>& names) {
    std::set<std::string> by_market;
    for (const model::MarketSpec& market : was.market)
        for (const auto& [code, name] : market.names) by_market.insert(code);
    for (const auto& [code, name] : had)
        if (!by_market.contains(code)) names.try_emplace(canonical(code), name);
}

/// What the run said of its markets, partial maps, lo and hi: said anew of the job's.
std::vector<std::string> said_of_question(const model::RunModel& was) {
    std::vector<std::string> lines = make_markets(was.job, was.territories, was.catalogue.claims).warnings;
    PartialMaps partial{was.partial_maps, {}, {}, {}};
    tell_partial_maps(partial, was.operator_names, was.job);
    lines.insert(lines.end(), partial.warnings.begin(), partial.warnings.end());
    return lines;
}

/// What the run said of its inputs and its sweep holds on.
void keep_warnings_of_inputs(model::RunModel& model) {
    const std::vector<std::string> anew = said_of_question(model);
    std::erase_if(model.warnings, [&](const std::string& line) {
        return line.starts_with("lo and hi") || std::find(anew.begin(), anew.end(), line) != anew.end();
    });
}

/// Makes the model of the run that of the job: its own markets, indicators and outputs on the run's inputs.
void take_job(const model::Job& job, model::RunModel& model) {
    const model::Job was = model.job;
    keep_warnings_of_inputs(model);
    const auto canonical = canonical_operators(job);
    model.job = job;
    model.job.demand = was.demand;
    model.job.other_demands = was.other_demands;
    model.job.territory = was.territory;
    model.job.supply = was.supply;
    model.job.access = was.access;
    take_measurements(job, was, model);
    rename_tests(canonical, model);
    if (job.context.empty()) model.job.context = was.context;
    std::erase_if(model.inputs, [](const model::InputFile& input) { return input.role == "job"; });
    if (!job.path.empty()) model.inputs.insert(model.inputs.begin(), job_input(job, hash_file(job.path)));
    model.catalogue = renamed(model.catalogue, canonical);
    model.notes = leave_out_unanswered(model.job, model.catalogue);
    for (const model::ExtentInfo& extent : model.catalogue.extents)
        if (extent.doubt)
            model.notes.push_back(extent.source + ": who is not served there counts as unknown, and not as uncovered");
    Markets markets = make_markets(job, model.territories, model.catalogue.claims);
    model.markets = std::move(markets.markets);
    model.market_of = std::move(markets.market_of);
    keep_names_of_records(was, canonical, model.operator_names, markets.names);
    model.operator_names = std::move(markets.names);
    model.warnings.insert(model.warnings.end(), markets.warnings.begin(), markets.warnings.end());
    warn_of_lost_names(was, job, model);
    model.versions = versions();
    model.date = output_date(model.job);
}

/// The new run keeps the cells too, so that it can be asked again.
void keep_cells(const std::string& path, const model::Job& job, const store::RunFolder& folder) {
    const CellsKept kept = cells_kept(job, false);
    if (kept == CellsKept::no || (kept == CellsKept::limited && std::filesystem::file_size(path) > bytes_of_limit(job))) return;
    std::filesystem::copy_file(path, folder.file("cells.covc"));
}

void judge_maps_again(const core::TallyReader& tally, model::RunModel& model) {
    const auto canonical = canonical_operators(model.job);
    for (model::PartialMap& map : model.partial_maps) map.claim.operator_code = canonical(map.claim.operator_code);
    judge_again(model, tally);
    PartialMaps partial{model.partial_maps, {}, {}, {}};
    tell_partial_maps(partial, model.operator_names, model.job);
    model.warnings.insert(model.warnings.end(), partial.warnings.begin(), partial.warnings.end());
    model.notes.insert(model.notes.end(), partial.notes.begin(), partial.notes.end());
}

}  // namespace

RunSummary answer_from_run(const model::Job& job, const RunOptions& options, store::RunFolder& folder, int threads, Clock& clock,
                           Progress& progress) {
    clock.phase("read");
    const std::string from = store::standing_run(options.from);
    store::TallyFile file = store::open_tally(from + "/tally.covt");
    model::RunModel& model = file.model;
    check_asked(job, model, options.from);
    const model::Job was = model.job;
    const DoubtQuestion doubted = DoubtQuestion::of(model);
    take_job(job, model);
    judge_maps_again(*file.reader, model);
    model::Outlines outlines = kept_outlines(from, model);
    if (wants_maps(model) && outlines.geometry.territories.empty()) throw no_outlines(options.from, model);
    take_context(was, outlines, model);
    take_index_tables(job.territory, model);
    if (was.only != model.job.only) keep_ways_of_territories(model);
    if (was.only != model.job.only) keep_tests_of_territories(model);
    const bool same = model.has_doubt && doubted.same_as(DoubtQuestion::of(model));
    const std::string path = cells_of(from, job);
    StoredCells cells;
    if (!path.empty()) {
        clock.phase("cells");
        std::vector<std::vector<model::Place>> places = places_asked(was, std::move(outlines.places), model);
        std::vector<model::LineSet> lines = lines_asked(was, std::move(outlines.lines), model);
        const FirstDemand first(model);
        const measure::CompiledIndicators indicators(model.job.indicator, model.catalogue, model.markets);
        cells = ask_stored_cells(path, first.model(), std::move(places), std::move(lines), same ? nullptr : &indicators, threads,
                                 progress);
        model.zone_accounts =
            settle_zones(first.model(), *first_demand(*file.reader, first.model().attributes.size()), cells.findings.zones);
        model.line_accounts = settle_lines(first.model(), cells.findings);
        keep_cells(path, model.job, folder);
    }
    refuse_defects(model.defects, options);
    if (!same) answer_doubt(path.empty() ? nullptr : &cells.doubt, !file.keeps_doubt, model);
    const FirstDemand first(model);
    return publish({model, first.model(), *file.reader, cells.findings,
                    [&] {
                        return model::Outlines{outlines.geometry, cells.findings.places, outlines.context, cells.findings.lines};
                    },
                    folder},
                   threads, clock);
}

}  // namespace covmap::run
