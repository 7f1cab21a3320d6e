#include "run/memory/memory_needs.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "core/error.hpp"
#include "core/process/byte_size.hpp"
#include "read/files/gdal_init.hpp"
#include "run/prepare/wanted_outputs.hpp"

namespace covmap::run {

namespace {

// Measured: benchmarks/README.md, «Memory».
constexpr std::uint64_t kProgramBytes = 60'000'000, kThreadBytes = 15'000'000;
constexpr std::uint64_t kVertexBytes = 16, kSquareBytes = 12, kWeightBytes = 8;
constexpr std::uint64_t kTerritoryBytes = 1'000, kLayerBytes = 400;  ///< of the tables, a territory and a layer of it
constexpr std::uint64_t kDefaultMemory = std::uint64_t{1} << 30U;

std::uint64_t program_bytes(int threads) {
    return kProgramBytes + kThreadBytes * static_cast<std::uint64_t>(std::max(1, threads));
}

bool holds_format(const model::Job& job, std::initializer_list<const char*> formats) {
    return std::any_of(formats.begin(), formats.end(), [&](const char* format) {
        return std::find(job.output.formats.begin(), job.output.formats.end(), format) != job.output.formats.end();
    });
}

MemoryNeed outlines_need(const model::Job& job, const LoadedJob& loaded) {
    std::uint64_t vertices = 0;
    for (const model::InputFile& input : loaded.territories.inputs) vertices += input.vertices;
    const bool maps = holds_format(job, {"geojson", "gpkg", "fgb"}), tiles = wants_tiles(job);
    const std::uint64_t copies = 1U + (maps || tiles ? 1U : 0U) + (tiles ? 1U : 0U);
    return {copies * kVertexBytes * vertices,
            "outlines of " + std::to_string(loaded.territories.set.territories.size()) + " territories (" +
                std::to_string(vertices) + " vertices)",
            true, "generalise " + job.territory.source.given + (copies > 1 ? ", or write no maps and tiles" : "")};
}

/// Squares are held whole; rasters are read strip by strip, points are on scratch.
MemoryNeed squares_need(const model::Job& job, const LoadedJob& loaded) {
    const read::DemandReport report = loaded.demand->report();
    std::uint64_t squares = 0;
    if (report.format == "grid-squares")
        for (const model::InputFile& input : report.inputs) squares += input.records;
    return {squares * (kSquareBytes + kWeightBytes * job.demand.attributes.size()),
            std::to_string(squares) + " squares of " + job.demand.source.given, true, "give the demand as a raster"};
}

MemoryNeed tables_need(const LoadedJob& loaded) {
    std::uint64_t layers = 0;
    for (const read::SupplyRead& supply : loaded.supplies) layers += supply.layers.size();
    const std::uint64_t territories = loaded.territories.set.territories.size();
    return {territories * (kTerritoryBytes + kLayerBytes * layers), "tables of " + std::to_string(territories) + " territories",
            false, ""};
}

/// Squares of map tiles: those that the territories reach, summed where they are many (run/publish/tile_set.cpp).
MemoryNeed tiles_need(const model::Job& job, const LoadedJob& loaded) {
    constexpr std::uint64_t kMostSquares = 8'000'000, kOfSquare = 96, kOfValue = 4;
    if (!wants_tiles(job) || model::has_confidential_cells(job)) return {};
    double cells = 0;
    for (const model::Territory& territory : loaded.territories.set.territories) cells += territory.ring_area;
    auto squares = static_cast<std::uint64_t>(std::clamp(cells, 0.0, 1e12));
    while (squares > kMostSquares) squares /= 4;
    const std::uint64_t values = (job.demand.attributes.size() + 1) * (1 + 2 * job.indicator.size());
    return {squares * (kOfSquare + kOfValue * values), std::to_string(squares) + " squares of the map tiles", false,
            "leave the tiles and the page out of formats and make them with covmap tiles on a larger machine"};
}

std::string told(const std::vector<MemoryNeed>& needs) {
    std::vector<MemoryNeed> sorted(needs.begin(), needs.end());
    std::sort(sorted.begin(), sorted.end(), [](const MemoryNeed& a, const MemoryNeed& b) { return a.bytes > b.bytes; });
    std::string text;
    for (const MemoryNeed& need : sorted)
        text += (text.empty() ? "" : ", ") + core::byte_size_text(need.bytes) + " for the " + need.what;
    return text;
}

/// «3.2GiB»
std::string as_option(std::uint64_t bytes) {
    std::string text = core::byte_size_text(bytes);
    std::erase(text, ' ');
    return text;
}

std::uint64_t sum_of(const std::vector<MemoryNeed>& needs, bool certain) {
    std::uint64_t sum = 0;
    for (const MemoryNeed& need : needs) sum += certain && !need.certain ? 0 : need.bytes;
    return sum;
}

/// The one that makes the largest need smaller.
std::string remedy_of(const std::vector<MemoryNeed>& needs) {
    const MemoryNeed* largest = nullptr;
    for (const MemoryNeed& need : needs)
        if (!need.remedy.empty() && (largest == nullptr || need.bytes > largest->bytes)) largest = &need;
    return largest == nullptr ? "" : ", or " + largest->remedy;
}

}  // namespace

std::size_t memory_of(const model::Job& job, const RunOptions& options) {
    return options.memory_bytes > 0 ? options.memory_bytes : job.output.memory_bytes;
}

void limit_caches(const model::Job& job, const RunOptions& options) {
    if (const std::size_t bytes = memory_of(job, options); bytes > 0) read::limit_block_cache(bytes);
}

MemoryShares shares_of_memory(std::size_t memory_bytes, int threads) {
    const std::uint64_t all = memory_bytes > 0 ? memory_bytes : kDefaultMemory;
    const std::uint64_t taken = program_bytes(threads);
    const std::uint64_t free = std::max(all / 4, all > taken ? all - taken : 0);
    return {static_cast<std::size_t>(free / 5 * 3), static_cast<std::size_t>(free / 5)};
}

std::vector<MemoryNeed> memory_needs(const model::Job& job, const LoadedJob& loaded, int threads) {
    std::vector<MemoryNeed> needs{{program_bytes(threads), "program and its threads", false, ""}};
    for (MemoryNeed& need :
         std::vector{outlines_need(job, loaded), squares_need(job, loaded), tables_need(loaded), tiles_need(job, loaded)})
        if (need.bytes > 0) needs.push_back(std::move(need));
    return needs;
}

void hold_against_memory(const std::vector<MemoryNeed>& needs, std::uint64_t memory_bytes, Progress& progress) {
    const std::uint64_t all = sum_of(needs, false);
    if (memory_bytes == 0 || all <= memory_bytes) return;
    const std::string text = "the run needs about " + core::byte_size_text(all) + ": " + told(needs) + "; give --memory " +
                             as_option(all) + remedy_of(needs);
    if (sum_of(needs, true) > memory_bytes)
        throw core::Error(core::ErrorKind::job, "memory = " + core::byte_size_text(memory_bytes), text);
    progress.note("warning: memory = " + core::byte_size_text(memory_bytes) + " may not be enough: " + text);
}

std::string overrun_of_memory(std::uint64_t memory_bytes) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const std::uint64_t taken = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
    if (memory_bytes == 0 || taken <= memory_bytes) return {};
    return "warning: the run took " + core::byte_size_text(taken) + " of memory, more than the " +
           core::byte_size_text(memory_bytes) + " that it was given";
}

}  // namespace covmap::run
