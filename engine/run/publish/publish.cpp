#include "run/publish/publish.hpp"

#include <sys/resource.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "core/error.hpp"
#include "export/formats/csv.hpp"
#include "export/formats/data_package.hpp"
#include "export/formats/run_crate.hpp"
#include "export/formats/workbook.hpp"
#include "measure/sheet/digest.hpp"
#include "measure/tables/tables.hpp"
#include "run/base/stop.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/territory_filter.hpp"
#include "run/prepare/wanted_outputs.hpp"
#include "run/publish/map_files.hpp"
#include "run/publish/page_folder.hpp"
#include "run/publish/rasters.hpp"
#include "run/publish/run_maps.hpp"
#include "run/publish/run_tables.hpp"
#include "run/publish/tiles.hpp"
#include "store/folder_files.hpp"
#include "store/manifest.hpp"
#include "store/outlines/outlines_format.hpp"
#include "store/outlines/outlines_writer.hpp"
#include "store/run_folder.hpp"
#include "store/tally_writer.hpp"
#include "store/timings.hpp"
#include "store/zones_writer.hpp"

namespace covmap::run {

namespace {

/// The tiles, and the page that shows them.
std::vector<std::string> write_tiles_and_page(const Publication& run, const std::vector<model::Table>& tables,
                                              const MapContents& contents, const Geometry& geometry, int threads) {
    const model::RunModel& model = run.model;
    const store::RunFolder& folder = run.folder;
    const std::string page = folder.file("html");
    if (wants(model, "html")) std::filesystem::create_directory(page);
    TileFiles files;
    if (wants(model, "pmtiles") || wants(model, "html"))
        files.pmtiles = wants(model, "pmtiles") ? folder.file("tiles.pmtiles") : page + "/tiles.pmtiles";
    if (wants(model, "mbtiles")) files.mbtiles = folder.file("tiles.mbtiles");
    const TilesReport report =
        write_tiles({model, run.cells_model, run.findings, folder.file("cells.covc")}, contents.layers, files, threads);
    if (wants(model, "html"))
        write_page_folder({model, tables, run.findings, geometry, report.sites}, nullptr, files.pmtiles, page);
    return report.warnings;
}

MapReport write_maps(const Publication& run, const std::vector<model::Table>& tables, const model::Table& columns,
                     const model::Outlines& outlines, int threads, Clock& clock) {
    const model::RunModel& model = run.model;
    const Geometry& geometry = outlines.geometry;
    RunMaps maps(model, tables, run.findings, Geometry(geometry), outlines.context);
    throw_if_cancelled();
    maps.contents.tables.push_back(&columns);
    MapReport report = write_map_files(model, maps.contents, run.folder);
    if (!wants_tiles(model.job)) return report;
    clock.phase("tiles");
    const std::vector<std::string> warnings = write_tiles_and_page(run, tables, maps.contents, geometry, threads);
    report.warnings.insert(report.warnings.end(), warnings.begin(), warnings.end());
    return report;
}

/// All of them where the job asks for CSV, else the last: the quality of a run goes with it.
void write_csvs(const model::RunModel& model, const std::vector<model::Table>& tables, const store::RunFolder& folder) {
    tbb::parallel_for(wants(model, "csv") ? std::size_t{0} : tables.size() - 1, tables.size(),
                      [&](std::size_t i) { exports::write_csv(tables[i], folder.file(tables[i].name + ".csv")); });
}

std::vector<const model::Table*> pointers_to(const std::vector<model::Table>& tables) {
    std::vector<const model::Table*> pointers;
    for (const model::Table& table : tables) pointers.push_back(&table);
    return pointers;
}

/// Of all that was written, but for the timings, which tell of this one time, and the file that says whose the folder is until it
/// is whole.
std::vector<store::HashedFile> hashes_of(const store::RunFolder& folder) {
    std::vector<store::HashedFile> files;
    for (const std::string& name : store::files_below(folder.partial()))
        if (name != store::kOwnerFile && std::filesystem::path(name).filename() != "timings.json") files.push_back({name, 0, ""});
    tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) {
        const FileHash hash = hash_file(folder.file(files[i].name));
        files[i].bytes = hash.bytes;
        files[i].sha256 = hash.sha256;
    });
    return files;
}

/// Adds a file that was written after the others were hashed.
void hash_late(const store::RunFolder& folder, const std::string& name, std::vector<store::HashedFile>& hashes) {
    const FileHash hash = hash_file(folder.file(name));
    const auto by_name = [](const store::HashedFile& a, const store::HashedFile& b) { return a.name < b.name; };
    const store::HashedFile own{name, hash.bytes, hash.sha256};
    hashes.insert(std::lower_bound(hashes.begin(), hashes.end(), own, by_name), own);
}

/// What the CSVs hold, and what the run is as a research object, with the hashes of what they tell of; each has one of its own.
void describe_files(const model::RunModel& model, const std::vector<model::Table>& tables, const model::Table& columns,
                    const store::RunFolder& folder, std::vector<store::HashedFile>& hashes) {
    std::vector<const model::Table*> described = pointers_to(tables);
    described.push_back(&columns);
    if (wants(model, "csv")) {
        const std::string name = "datapackage.json";
        exports::write_data_package(model, described, hashes, folder.file(name));
        hash_late(folder, name, hashes);
    }
    exports::write_run_crate(model, described, hashes, folder.file(exports::kCrateFile));
    hash_late(folder, exports::kCrateFile, hashes);
}

/// Warnings of what a workbook cannot hold.
std::vector<std::string> write_tables_as_workbook(const model::RunModel& model, const std::vector<model::Table>& tables,
                                                  const model::Table& columns, const store::RunFolder& folder) {
    std::vector<std::string> warnings;
    exports::write_workbook(model, exports::sheets_of(model, pointers_to(tables), warnings), columns, folder.file("tables.xlsx"));
    return warnings;
}

store::Timings timings_of(const Clock& clock, int threads) {
    store::Timings timings;
    timings.phases = clock.phases();
    for (const store::PhaseTime& phase : timings.phases) timings.total_s += phase.wall_s;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
    timings.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    timings.peak_memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
    timings.threads = threads;
    return timings;
}

/// What later commands draw, where it may be kept.
void keep_outlines(const model::RunModel& model, const model::Outlines& outlines, const store::RunFolder& folder) {
    const bool secret = model.job.territory.source.info.confidential;
    store::write_outlines(secret ? model::Outlines{{}, outlines.places, outlines.context, outlines.lines} : outlines,
                          folder.file(store::kOutlinesFile));
}

/// What balances, and what was checked.
std::vector<core::Text> account_lines(const model::RunModel& model) {
    const auto text = [](std::int64_t quanta) { return model::decimal_text(quanta, core::kWeightScale); };
    std::vector<core::Text> lines;
    for (const model::Balance& b : model.balance) {
        const std::string inside = text(b.inside), outside = text(b.outside), total = text(b.total);
        lines.push_back({b.attribute + " : dedans " + inside + " + dehors " + outside + " = " + total + ", le total de la source",
                         b.attribute + ": inside " + inside + " + outside " + outside + " = " + total + ", the input's total"});
    }
    for (const model::ZoneAccount& account : model.zone_accounts) {
        const std::string count = std::to_string(account.count);
        core::Text line{"zones " + account.name + " : " + count, "zones " + account.name + ": " + count};
        for (std::size_t a = 0; a + 1 < account.zones.size(); ++a) {
            const std::string name = "; " + model.attributes[a].name + " ", in_zones = text(account.zones[a]);
            const std::string sum = text(account.scattered[a]) + " = " + text(account.failing[a]);
            line.fr += " " + name + in_zones + " + dispersés " + sum + ", ce qui manque d'après les comptes";
            line.en += name + in_zones + " + scattered " + sum + ", what fails by the tally";
        }
        lines.push_back(std::move(line));
    }
    for (const model::LineAccount& account : model.line_accounts) {
        const auto km = [](std::int64_t mm) { return model::decimal_text(mm, model::kLengthScale) + " km"; };
        const std::string inside = km(account.inside_mm), outside = km(account.outside_mm), read = km(account.read_mm);
        lines.push_back(
            {"lignes " + account.name + " : dedans " + inside + " + dehors " + outside + " = " + read + ", la longueur lue",
             "lines " + account.name + ": inside " + inside + " + outside " + outside + " = " + read + ", the length read"});
    }
    std::size_t mismatches = model.checks.mismatches.size();
    for (const model::Checks& other : model.other_checks) mismatches += other.mismatches.size();
    const std::string off = std::to_string(mismatches);
    if (mismatches == 0)
        lines.push_back({"contrôles : les carrés coupés font 1, les contours se ferment, les surfaces sont celles des anneaux",
                         "checks: cut cells sum to 1, windings close, areas equal their rings'"});
    else
        lines.push_back(
            {"contrôles : la surface de " + off + " territoires diffère de celle des anneaux (manifest.json les nomme)",
             "checks: the area of " + off + " territories differs from their rings' (listed in manifest.json)"});
    if (const std::int64_t overlap = model.checks.overlap_area; overlap > 0) {
        const std::string area = model::decimal_text(overlap, core::kAreaScale) + " km2";
        lines.push_back({"les territoires se recouvrent sur " + area + " : le plus petit code les a",
                         "territories overlap by " + area + ": the smaller code has it"});
    }
    return lines;
}

std::vector<std::string> remark_lines(const model::RunModel& model) {
    std::vector<std::string> lines;
    for (const auto& [key, entry] : model.defects.entries())
        lines.push_back("defect " + key.first + ": " + std::to_string(entry.count) + " in " + key.second);
    for (const std::string& note : model.notes) lines.push_back("note: " + note);
    for (const std::string& warning : model.warnings) lines.push_back("warning: " + warning);
    return lines;
}

}  // namespace

RunSummary publish(const Publication& run, int threads, Clock& clock) {
    const model::RunModel& model = run.model;
    store::RunFolder& folder = run.folder;
    RunSummary summary;
    summary.folder = model.job.output.folder;
    clock.phase("measure");
    std::vector<std::string> warnings;
    const std::vector<model::Table> tables = make_run_tables(model, run.cells_model, run.tally, run.findings, &warnings);
    const model::Table columns = measure::columns_table(tables);
    throw_if_cancelled();
    clock.phase("write");
    store::write_tally(model, run.tally, folder.file("tally.covt"));
    const model::Outlines outlines = run.outlines();
    keep_outlines(model, outlines, folder);
    if (!run.findings.zones.empty()) store::write_zone_file(run.findings.index, folder.file("zones.covz"));
    exports::write_csv(columns, folder.file("columns.csv"));
    write_csvs(model, tables, folder);
    if (wants(model, "xlsx"))
        for (std::string& warning : write_tables_as_workbook(model, tables, columns, folder))
            warnings.push_back(std::move(warning));
    MapReport maps;
    if (wants_maps(model)) {
        clock.phase("maps");
        maps = write_maps(run, tables, columns, outlines, threads, clock);
    }
    maps.warnings.insert(maps.warnings.begin(), warnings.begin(), warnings.end());
    if (wants(model, "tif")) {
        clock.phase("rasters");
        write_rasters(run.cells_model, folder, threads);
    }
    if (cells_kept(model.job, false) == CellsKept::meanwhile) std::filesystem::remove(folder.file("cells.covc"));
    throw_if_cancelled();
    clock.phase("hash");
    std::vector<store::HashedFile> hashes = hashes_of(folder);
    describe_files(model, tables, columns, folder, hashes);
    clock.stop();
    store::write_timings(timings_of(clock, threads), folder.file("timings.json"));
    summary.files = folder.files();
    store::write_manifest(model, {summary.files, maps.generalised, maps.warnings, std::move(hashes)},
                          folder.file("manifest.json"));
    summary.files = folder.files();
    folder.commit();
    summary.accounts = account_lines(model);
    summary.lines = remark_lines(model);
    summary.digest = measure::make_digest(model, tables);
    for (const std::string& warning : maps.warnings) summary.lines.push_back("warning: " + warning);
    return summary;
}

}  // namespace covmap::run
