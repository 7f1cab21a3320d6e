#include "run/publish/tiles.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "export/style/tiles_qlr.hpp"
#include "run/base/stop.hpp"
#include "run/publish/tile_set.hpp"
#include "tiles/gzip.hpp"
#include "tiles/tile_archive.hpp"

namespace covmap::run {

namespace {

constexpr std::size_t kTilesAtOnce = 256;

/// The placements of one tile.
struct TileWork {
    std::span<const tiles::TilePlacement> placements;
    std::string bytes = {};
    std::string coarsened = {};  ///< «coverage by 2, zones_no_4g by 1»; empty: it is whole
};

/// One layer of a tile, as coarse as it had to become.
struct LayerWork {
    std::span<const tiles::TilePlacement> placements;
    std::uint32_t layer = 0;
    int steps = 0;
    bool exhausted = false;  ///< a step more changes nothing, or would tell too little
    std::string bytes = {};

    void draw(const TileSet& set, core::TileId tile) {
        const tiles::TileLayer& drawn = *set.layers()[layer];
        tiles::MvtLayer out(drawn.info().name);
        drawn.draw(tile, placements, steps, out);
        bytes.clear();
        out.append_to(bytes);
    }

    void coarsen(const TileSet& set, core::TileId tile) {
        exhausted = steps == set.layers()[layer]->most_steps();
        if (exhausted) return;
        std::string before = bytes;
        ++steps;
        draw(set, tile);
        if (bytes != before) return;
        --steps;
        exhausted = true;
    }
};

std::vector<LayerWork> layers_of(std::span<const tiles::TilePlacement> placements) {
    std::vector<LayerWork> layers;
    while (!placements.empty()) {
        const std::uint32_t layer = placements.front().layer;
        const auto end = std::find_if(placements.begin(), placements.end(),
                                      [layer](const tiles::TilePlacement& p) { return p.layer != layer; });
        const auto count = static_cast<std::size_t>(end - placements.begin());
        layers.push_back({placements.first(count), layer});
        placements = placements.subspan(count);
    }
    return layers;
}

std::string zipped(const std::vector<LayerWork>& layers) {
    std::string bytes;
    for (const LayerWork& layer : layers) bytes += layer.bytes;
    return bytes.empty() ? bytes : tiles::gzipped(bytes);
}

LayerWork* largest_of(std::vector<LayerWork>& layers) {
    LayerWork* largest = nullptr;
    for (LayerWork& layer : layers)
        if (!layer.exhausted && (largest == nullptr || layer.bytes.size() > largest->bytes.size())) largest = &layer;
    return largest;
}

/// As long as the tile is too large, its largest layer is coarsened by one step.
void encode(const TileSet& set, TileWork& work) {
    const core::TileId tile = core::tile_of(work.placements.front().tile);
    std::vector<LayerWork> layers = layers_of(work.placements);
    for (LayerWork& layer : layers) layer.draw(set, tile);
    work.bytes = zipped(layers);
    for (LayerWork* largest = largest_of(layers); work.bytes.size() > kMostTileBytes && largest != nullptr;
         largest = largest_of(layers)) {
        largest->coarsen(set, tile);
        if (!largest->exhausted) work.bytes = zipped(layers);
    }
    for (const LayerWork& layer : layers)
        if (layer.steps > 0)
            work.coarsened += (work.coarsened.empty() ? "" : ", ") + set.layers()[layer.layer]->info().name + " by " +
                              std::to_string(layer.steps);
}

std::vector<TileWork> tiles_of(const std::vector<tiles::TilePlacement>& placements) {
    std::vector<TileWork> works;
    for (std::size_t first = 0, at = 0; at <= placements.size(); ++at) {
        if (at < placements.size() && placements[at].tile == placements[first].tile) continue;
        if (at > first) works.push_back({std::span(placements).subspan(first, at - first)});
        first = at;
    }
    return works;
}

class TileWriter {
public:
    explicit TileWriter(const TileFiles& files) {
        if (!files.pmtiles.empty()) m_archives.push_back(tiles::make_pmtiles(files.pmtiles));
        if (!files.mbtiles.empty()) m_archives.push_back(tiles::make_mbtiles(files.mbtiles));
    }

    /// In order.
    void write(const TileWork& work, TilesReport& report) {
        if (work.bytes.empty()) return;
        const core::TileId tile = core::tile_of(work.placements.front().tile);
        for (const auto& archive : m_archives) archive->add(tile, work.bytes);
        ++report.tiles;
        report.largest_bytes = std::max<std::uint64_t>(report.largest_bytes, work.bytes.size());
        const std::string name = std::to_string(tile.z) + "/" + std::to_string(tile.x) + "/" + std::to_string(tile.y) + ": ";
        if (!work.coarsened.empty()) report.coarsened.push_back(name + work.coarsened);
        if (work.bytes.size() > kMostTileBytes) report.oversized.push_back(name + std::to_string(work.bytes.size()) + " bytes");
    }

    void finish(const core::TilesetInfo& info) {
        for (const auto& archive : m_archives) archive->finish(info);
    }

private:
    std::vector<std::unique_ptr<tiles::TileArchive>> m_archives;
};

void write_zoom(const TileSet& set, int zoom, TileWriter& writer, TilesReport& report) {
    std::vector<tiles::TilePlacement> placements;
    for (std::size_t l = 0; l < set.layers().size(); ++l) {
        throw_if_cancelled();
        tiles::TileLayer& layer = *set.layers()[l];
        if (zoom >= layer.info().minzoom && zoom <= layer.info().maxzoom)
            layer.to_zoom(zoom, static_cast<std::uint32_t>(l), placements);
    }
    std::sort(placements.begin(), placements.end());
    std::vector<TileWork> works = tiles_of(placements);
    for (std::size_t first = 0; first < works.size(); first += kTilesAtOnce) {
        throw_if_cancelled();
        const std::size_t last = std::min(works.size(), first + kTilesAtOnce);
        tbb::parallel_for(first, last, [&](std::size_t w) { encode(set, works[w]); });
        for (std::size_t w = first; w < last; ++w) {
            writer.write(works[w], report);
            works[w].bytes = {};
        }
    }
}

/// What a reader of the archive may want to know, as members of its metadata.
std::string told(const TileSet& set, const TileSource& run, const TilesReport& report) {
    nlohmann::ordered_json covmap;
    covmap["coverage_levels"] = set.coverage_levels();
    covmap["totals"] = nlohmann::ordered_json::object();
    for (std::size_t a = 0; a < set.totals().size(); ++a)
        covmap["totals"][run.cells_model.attributes[a].name] = model::decimal_text(set.totals()[a], core::kWeightScale);
    covmap["coarsened"] = report.coarsened;
    covmap["oversized"] = report.oversized;
    return nlohmann::ordered_json{{"covmap", std::move(covmap)}}.dump();
}

}  // namespace

TilesReport write_tiles(const TileSource& run, const std::vector<model::MapLayer>& layers, const TileFiles& files, int threads) {
    const TileSet set(run, layers, threads);
    TilesReport report;
    report.warnings = set.warnings();
    report.sites =
        std::any_of(set.layers().begin(), set.layers().end(), [](const auto& layer) { return layer->info().name == "sites"; });
    TileWriter writer(files);
    for (int zoom = 0; zoom <= set.maxzoom(); ++zoom) write_zoom(set, zoom, writer, report);
    core::TilesetInfo info = set.info();
    info.extra_json = told(set, run, report);
    writer.finish(info);
    if (!files.mbtiles.empty()) exports::write_tiles_qlr({info, layers, run.model.job.output.language}, files.mbtiles);
    const auto warn = [&](const std::vector<std::string>& tiles, const std::string& what) {
        if (!tiles.empty())
            report.warnings.push_back("tiles: " + std::to_string(tiles.size()) + what +
                                      " (listed in their metadata); the first is " + tiles.front());
    };
    const std::string limit = std::to_string(kMostTileBytes / 1000) + " kB";
    warn(report.coarsened, " were coarsened to stay under " + limit);
    warn(report.oversized, " are larger than " + limit + " with all that can be left out gone");
    return report;
}

}  // namespace covmap::run
