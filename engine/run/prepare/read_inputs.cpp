#include "run/prepare/read_inputs.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <atomic>
#include <cmath>

#include "core/error.hpp"
#include "read/premises/record_join.hpp"
#include "run/base/stop.hpp"
#include "run/prepare/empty_supplies.hpp"
#include "run/prepare/frame.hpp"
#include "run/prepare/markets.hpp"

namespace covmap::run {

namespace {

core::CellBox cells_of(const core::ChainStore::Bounds& b) {
    if (b.u_min > b.u_max) return {};
    const auto floor = [](double x) { return static_cast<core::Col>(std::floor(x)); };
    const auto ceil = [](double x) { return static_cast<core::Col>(std::ceil(x)); };
    return {floor(b.v_min), ceil(b.v_max), floor(b.u_min), ceil(b.u_max)};
}

/// Do both mean the same places? Lines of the job and metadata do not matter.
bool same_places(const model::ExtentSpec& a, const model::ExtentSpec& b) {
    if (a.parents != b.parents || a.polygons.has_value() != b.polygons.has_value()) return false;
    return !a.polygons || (a.polygons->files == b.polygons->files && a.polygons->layer == b.polygons->layer &&
                           a.polygons->crs == b.polygons->crs);
}

/// A supply whose files are read side by side and then joined with the premises of the demand.
struct RecordSupply {
    std::size_t position;  ///< in LoadedJob::supplies
    std::unique_ptr<read::RecordJoin> join;
};

read::SupplyRead joined(read::RecordJoin& join) {
    tbb::parallel_for(std::uint32_t{0}, join.begin_join(), [&](std::uint32_t part) {
        throw_if_cancelled();
        join.join(part);
    });
    return join.finish();
}

/// What records claim is known from the first demand that has premises; at the others nothing is on offer.
void remember(const std::vector<RecordSupply>& records, LoadedJob& loaded, std::vector<read::SupplyRead>& known) {
    const auto claims_of = [](const read::SupplyRead& supply) {
        read::SupplyRead claims;
        claims.claims = supply.claims;
        claims.scales = supply.scales;
        claims.radius_km = supply.radius_km;
        claims.dates = supply.dates;
        claims.layers = supply.layers;
        claims.names = supply.names;
        claims.inputs = supply.inputs;
        claims.defects = supply.defects;
        claims.warnings = supply.warnings;
        return claims;
    };
    for (std::size_t r = 0; r < records.size(); ++r) {
        read::SupplyRead& supply = loaded.supplies[records[r].position];
        if (!records[r].join)
            supply = claims_of(known[r]);
        else if (known.size() <= r)
            known.push_back(claims_of(supply));
    }
}

void plan_extents(const model::Job& job, LoadedJob& loaded) {
    for (std::size_t s = 0; s < job.supply.size(); ++s) {
        const model::SupplySpec& supply = job.supply[s];
        if (supply.format == model::SupplyFormat::records) {
            loaded.extent_of.push_back(static_cast<int>(loaded.extents.size()));
            loaded.extents.push_back({{}, {}, static_cast<int>(s)});
            continue;
        }
        if (!supply.extent.names_places()) {
            loaded.extent_of.push_back(-1);
            continue;
        }
        const auto same = std::find_if(loaded.extents.begin(), loaded.extents.end(), [&](const ExtentPlan& e) {
            return e.records_of < 0 && same_places(e.spec, supply.extent);
        });
        loaded.extent_of.push_back(static_cast<int>(same - loaded.extents.begin()));
        if (same == loaded.extents.end()) loaded.extents.push_back({supply.extent, {}, -1});
    }
}

/// Files that tell where they speak give their supply an extent of its own, where the job gives it none.
void take_known(const model::Job& job, LoadedJob& loaded) {
    std::vector<int> plan_of(job.supply.size(), -1);
    for (std::size_t file = 0; file < loaded.supplies.size(); ++file) {
        const std::size_t s = loaded.supply_of[file];
        read::SupplyRead& supply = loaded.supplies[file];
        const model::ExtentSpec& said = job.supply[s].extent;
        if (!supply.tells_known || loaded.is_silent(file) || said.names_places() || !said.word.empty()) continue;
        if (plan_of[s] < 0) {
            plan_of[s] = static_cast<int>(loaded.extents.size());
            loaded.extents.push_back({{}, {}, -1, job.supply[s].source.given});
        }
        loaded.extent_of[s] = plan_of[s];
        read::ExtentRead known;
        known.store = std::move(supply.known);
        loaded.extents[static_cast<std::size_t>(plan_of[s])].polygons.push_back(std::move(known));
    }
}

/// Territories none of whose rings has a place: another file would be blamed for it later.
void refuse_nowhere(const model::TerritorySpec& spec, const read::TerritoryRead& territories) {
    const auto& box = territories.store.bounds();
    const bool vertices =
        std::any_of(territories.inputs.begin(), territories.inputs.end(), [](const auto& input) { return input.vertices > 0; });
    if (!vertices)
        throw core::Error(core::ErrorKind::input, spec.source.given,
                          "holds no polygon: none of its features has one, so that nobody would live in any territory");
    if (box.u_min <= box.u_max) return;
    const std::string& crs = territories.inputs.front().crs;
    throw core::Error(core::ErrorKind::input, spec.source.given,
                      "none of its polygons has a place on the map: its coordinates are none in its CRS" +
                          (crs.size() > 20 ? std::string() : " " + crs) +
                          " (metres read as degrees?), or of no extent; state the right one: crs = \"EPSG:…\"");
}

}  // namespace

core::ClipBox clip_of(const core::CellBox& box) {
    core::ClipBox clip;
    if (box.empty()) return clip;
    clip.u_min = box.col_begin;
    clip.u_max = box.col_end;
    clip.v_min = box.row_begin;
    clip.v_max = box.row_end;
    return clip;
}

LoadedJob load_job(const model::Job& job, std::size_t memory_bytes, Progress& progress,
                   std::vector<read::SupplyRead>& known_records, const model::SiteQuestion& lost) {
    LoadedJob loaded;
    if (job.demand.land_polygons)
        throw core::Error(
            core::ErrorKind::job, job.path + ":" + std::to_string(job.demand.land_polygons->line),
            "land given as polygons is not supported yet; name a column of the squares that holds their share of land");
    plan_extents(job, loaded);
    loaded.demand = read::open_demand(job.demand);
    const core::Lattice& lattice = loaded.demand->lattice();
    read::refuse_local(lattice, job.demand.source.given);
    const core::CellBox clip_cells = loaded.demand->cells().united(read::territory_box(job.territory, lattice));
    refuse_huge_frame({lattice, clip_cells}, job);

    // One task a file, so that the files of one supply are read side by side. Records of all files are joined together.
    std::vector<model::SupplySpec> files;
    std::vector<RecordSupply> records;
    std::size_t tasks = 1 + loaded.extents.size();
    for (std::size_t s = 0; s < job.supply.size(); ++s) {
        tasks += job.supply[s].source.files.size();
        if (job.supply[s].format == model::SupplyFormat::records) {
            records.push_back({files.size(), nullptr});
            files.push_back(job.supply[s]);
            loaded.supply_of.push_back(s);
            continue;
        }
        for (const std::string& file : job.supply[s].source.files) {
            files.push_back(job.supply[s]);
            files.back().source.files = {file};
            loaded.supply_of.push_back(s);
        }
    }
    loaded.supplies.resize(files.size());
    core::ChainStoreOptions options;
    options.memory_bytes = std::max<std::size_t>(memory_bytes / tasks, std::size_t{1} << 20);
    core::ChainStoreOptions clipped = options;
    clipped.clip = clip_of(clip_cells);

    std::atomic<std::size_t> finished{0};
    const auto finish = [&] { progress.advance(static_cast<double>(++finished) / static_cast<double>(tasks)); };
    const auto canonical = canonical_operators(job);
    tbb::task_group group;
    const auto read_file = [&](std::size_t i) {
        group.run([&, i] {
            throw_if_cancelled();
            loaded.supplies[i] = read::read_supply(files[i], canonical, lattice, clipped, &loaded.land, lost);
            finish();
        });
    };
    // Sites wait for the territories: where those are tells which points are swapped.
    const auto read_files = [&](bool sites) {
        for (std::size_t i = 0; i < files.size(); ++i)
            if (files[i].format != model::SupplyFormat::records && (files[i].format == model::SupplyFormat::sites) == sites)
                read_file(i);
    };
    group.run([&] {
        loaded.territories = read::read_territories(job.territory, lattice, options);
        refuse_nowhere(job.territory, loaded.territories);
        loaded.land = read::Land(loaded.territories.store);
        read_files(true);
        finish();
    });
    read_files(false);
    const bool joins = loaded.demand->premises().count > 0 || known_records.empty();
    for (RecordSupply& supply : records) {
        if (!joins) continue;
        supply.join = std::make_unique<read::RecordJoin>(files[supply.position], canonical, loaded.demand->premises(),
                                                         memory_bytes / (4 * records.size()));
        for (std::size_t file = 0; file < supply.join->files(); ++file)
            group.run([&, file] {
                throw_if_cancelled();
                supply.join->read_file(file);
                finish();
            });
    }
    for (ExtentPlan& extent : loaded.extents)
        group.run([&] {
            if (extent.spec.polygons) extent.polygons.push_back(read::read_extent(*extent.spec.polygons, lattice, clipped));
            finish();
        });
    group.wait();
    throw_if_cancelled();
    for (RecordSupply& supply : records)
        if (supply.join) loaded.supplies[supply.position] = joined(*supply.join);
    remember(records, loaded, known_records);
    silence_empty_supplies(job, loaded);
    take_known(job, loaded);
    loaded.frame = {lattice, loaded.demand->cells().united(cells_of(loaded.territories.store.bounds()))};
    return loaded;
}

}  // namespace covmap::run
