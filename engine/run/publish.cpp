#include "run/publish.hpp"

#include <sys/resource.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <unordered_map>

#include "core/error.hpp"
#include "export/csv.hpp"
#include "export/manifest.hpp"
#include "export/run_folder.hpp"
#include "export/tally_writer.hpp"
#include "export/timings.hpp"
#include "export/zone_file_writer.hpp"
#include "measure/tables.hpp"
#include "run/cancel.hpp"
#include "run/map_files.hpp"
#include "run/matching.hpp"
#include "run/rasters.hpp"
#include "run/run_tables.hpp"
#include "zones/dissolve.hpp"

namespace covmap::run {

namespace {

double now_s() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// Polygons of one unit, by code.
using ByCode = std::map<std::string, core::MultiPolygon>;

struct UnitGeometry {
    std::map<std::string, ByCode> units;
    std::string crs;
};

void dissolve_into(ByCode& target, const std::map<std::string, std::vector<const core::MultiPolygon*>>& members) {
    std::vector<std::pair<const std::vector<const core::MultiPolygon*>*, core::MultiPolygon*>> work;
    for (const auto& [code, polygons] : members) work.emplace_back(&polygons, &target[code]);
    tbb::parallel_for(std::size_t{0}, work.size(), [&](std::size_t i) { *work[i].second = zones::dissolve(*work[i].first); });
}

// The unit's own polygons, each parent's as the union of its published territories', and all of them.
UnitGeometry unit_geometry(const core::RunModel& model, Geometry&& source) {
    const core::TerritorySet& set = model.territories;
    tbb::parallel_for(std::size_t{0}, source.territories.size(), [&](std::size_t t) { source.territories[t] = zones::made_valid(source.territories[t]); });
    UnitGeometry geometry;
    geometry.crs = source.crs;
    std::vector<std::map<std::string, std::vector<const core::MultiPolygon*>>> members(set.parent_kinds.size());
    for (std::size_t t = 0; t < set.territories.size(); ++t) {
        const core::Territory& territory = set.territories[t];
        if (!is_meant(set, territory, model.job.only)) continue;
        const core::MultiPolygon& own = geometry.units[set.unit][territory.code] = std::move(source.territories[t]);
        for (std::size_t p = 0; p < members.size(); ++p) members[p][territory.parents[p]].push_back(&own);
    }
    for (std::size_t p = 0; p < members.size(); ++p) dissolve_into(geometry.units[set.parent_kinds[p]], members[p]);
    // The whole from the first parents: fewer and larger pieces.
    std::vector<const core::MultiPolygon*> pieces;
    for (const auto& [code, polygons] : geometry.units[set.parent_kinds.empty() ? set.unit : set.parent_kinds.front()]) pieces.push_back(&polygons);
    geometry.units["all"]["all"] = zones::dissolve(pieces);
    return geometry;
}

exports::MapLayer map_layer(const core::Table& table, const UnitGeometry& geometry) {
    exports::MapLayer layer{&table, {}, geometry.crs, {}};
    const auto unit = geometry.units.find(table.unit);
    for (const std::string& code : table.columns.front().texts) {
        const core::MultiPolygon* polygons = nullptr;
        if (unit != geometry.units.end())
            if (const auto found = unit->second.find(code); found != unit->second.end()) polygons = &found->second;
        layer.polygons.push_back(polygons);
    }
    return layer;
}

/// Polygons of the zones that have one.
exports::MapLayer zone_layer(const core::RunModel& model, const core::Table& table, const core::ZoneSet& set, std::vector<core::MultiPolygon>& kept) {
    exports::MapLayer layer{&table, {}, model.frame.lattice.crs, {}};
    kept.reserve(set.zones.size());
    for (const core::Zone& zone : set.zones) layer.polygons.push_back(&kept.emplace_back(core::MultiPolygon{zone.outline}));
    layer.polygons.resize(table.rows(), nullptr);
    return layer;
}

exports::MapLayer place_layer(const core::Table& table, const std::vector<core::Place>& places) {
    exports::MapLayer layer{&table, {}, "EPSG:4326", {}};
    for (const core::Place& place : places) layer.points.emplace_back(place.wgs84);
    return layer;
}

MapReport write_maps(const Publication& run, const std::vector<core::Table>& tables, const core::Table& columns) {
    const core::RunModel& model = run.model;
    const exports::RunFolder& folder = run.folder;
    const UnitGeometry geometry = unit_geometry(model, run.geometry());
    std::vector<std::vector<core::MultiPolygon>> outlines(run.findings.zones.size());
    std::size_t zones = 0, places = 0;
    throw_if_cancelled();
    MapContents contents;
    for (const core::Table& table : tables) {
        if (table.kind == core::TableKind::wide) {
            contents.layers.push_back(map_layer(table, geometry));
        } else if (table.kind == core::TableKind::zones) {
            contents.layers.push_back(zone_layer(model, table, run.findings.zones[zones], outlines[zones]));
            ++zones;
        } else if (table.kind == core::TableKind::places) {
            contents.layers.push_back(place_layer(table, run.findings.places[places++]));
        } else {
            contents.tables.push_back(&table);
        }
    }
    contents.tables.push_back(&columns);
    return write_map_files(model, contents, folder);
}

void write_csvs(const std::vector<core::Table>& tables, const exports::RunFolder& folder) {
    tbb::parallel_for(std::size_t{0}, tables.size(), [&](std::size_t i) { exports::write_csv(tables[i], folder.file(tables[i].name + ".csv")); });
}

exports::Timings timings_of(const Clock& clock, int threads) {
    exports::Timings timings;
    timings.phases_s = clock.phases();
    for (const auto& [name, seconds] : timings.phases_s) timings.total_s += seconds;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
    timings.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    timings.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
    timings.threads = threads;
    return timings;
}

std::vector<std::string> summary_lines(const core::RunModel& model) {
    std::vector<std::string> lines;
    lines.push_back(std::to_string(model.territories.territories.size()) + " territories, " + std::to_string(model.catalogue.layers.size()) + " layers, " +
                    std::to_string(model.job.indicator.size()) + " indicators");
    const auto text = [](std::int64_t quanta) { return core::decimal_text(quanta, core::kWeightScale); };
    for (const core::Balance& b : model.balance)
        lines.push_back(b.attribute + ": inside " + text(b.inside) + " + outside " + text(b.outside) + " = " + text(b.total) + ", the input's total");
    for (const core::ZoneAccount& account : model.zone_accounts) {
        std::string line = "zones " + account.name + ": " + std::to_string(account.count);
        for (std::size_t a = 0; a + 1 < account.zones.size(); ++a)
            line += "; " + model.attributes[a].name + " " + text(account.zones[a]) + " + scattered " + text(account.scattered[a]) + " = " +
                    text(account.failing[a]) + ", what fails by the tally";
        lines.push_back(line);
    }
    const core::Checks& c = model.checks;
    lines.push_back(c.mismatches.empty() ? "checks: cut cells sum to 1, windings close, areas equal their rings'"
                                         : "checks: the area of " + std::to_string(c.mismatches.size()) + " territories differs from their rings' (listed in manifest.json)");
    if (c.overlap_area > 0) lines.push_back("territories overlap by " + core::decimal_text(c.overlap_area, core::kAreaScale) + " km2: the smaller code has it");
    for (const auto& [key, entry] : model.defects.entries())
        lines.push_back("defect " + key.first + ": " + std::to_string(entry.count) + " in " + key.second);
    for (const std::string& warning : model.warnings) lines.push_back("warning: " + warning);
    return lines;
}

}  // namespace

void Clock::phase(const std::string& name) {
    stop();
    m_phases.emplace_back(name, 0);
    m_started_s = now_s();
    m_running = true;
    m_progress->phase(name);
}

void Clock::stop() {
    if (m_running) m_phases.back().second = now_s() - m_started_s;
    m_running = false;
}

bool keeps_cells(const core::Job& job) {
    const auto& formats = job.output.formats;
    return job.output.keep == "cells" || !job.zones.empty() || !job.places.empty() || std::find(formats.begin(), formats.end(), "tif") != formats.end();
}

RunSummary publish(const Publication& run, int threads, Clock& clock) {
    const core::RunModel& model = run.model;
    exports::RunFolder& folder = run.folder;
    RunSummary summary;
    summary.folder = model.job.output.folder;
    clock.phase("measure");
    const std::vector<core::Table> tables = make_run_tables(model, run.cells_model, run.tally, run.findings);
    const core::Table columns = measure::columns_table(tables);
    throw_if_cancelled();
    clock.phase("write");
    exports::write_tally(model, run.tally, folder.file("tally.covt"));
    if (!run.findings.zones.empty()) exports::write_zone_file(run.findings.index, folder.file("zones.covz"));
    exports::write_csv(columns, folder.file("columns.csv"));
    if (wants(model, "csv")) write_csvs(tables, folder);
    MapReport maps;
    if (wants_maps(model)) {
        clock.phase("maps");
        maps = write_maps(run, tables, columns);
    }
    if (wants(model, "tif")) {
        clock.phase("rasters");
        write_rasters(run.cells_model, folder, threads);
    }
    throw_if_cancelled();
    clock.stop();
    exports::write_timings(timings_of(clock, threads), folder.file("timings.json"));
    summary.files = folder.files();
    exports::write_manifest(model, {summary.files, maps.generalised, maps.warnings}, folder.file("manifest.json"));
    summary.files = folder.files();
    folder.commit();
    summary.lines = summary_lines(model);
    for (const std::string& warning : maps.warnings) summary.lines.push_back("warning: " + warning);
    return summary;
}

}  // namespace covmap::run
