// Rasters of classes or of signal strength.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"
#include "read/grid/cell_rings.hpp"
#include "read/grid/raster_band.hpp"
#include "read/grid/raster_place.hpp"
#include "read/supply/coverage_doubts.hpp"
#include "read/supply/pixel_levels.hpp"
#include "read/supply/supply_parts.hpp"
#include "read/vector/vector_layer.hpp"

namespace covmap::read {
namespace {

constexpr int kNone = PixelLevels::kNone;

/// A number that a pixel holds; the next pixel often holds the same.
struct Judged {
    double pixel = NAN;
    bool counts = false;  ///< false: NoData
    int level = kNone;
};

Judged judged(double pixel, const BandTraits& traits, const PixelLevels& levels) {
    const bool counts = !std::isnan(pixel) && !traits.is_no_data(pixel);
    return {pixel, counts, counts ? levels.of(pixel) : kNone};
}

class RasterReader {
public:
    RasterReader(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out)
        : m_spec(spec), m_layers(layers), m_transforms(transforms), m_out(out) {
        m_out.known = core::ChainStore(options);
    }

    void read() {
        m_out.holds_nothing = true;
        for (const std::string& file : m_spec.source.files) read_file(file);
        m_transforms.report(m_out.inputs);
    }

private:
    void read_file(const std::string& file) {
        m_shown = shown_path(m_spec.source, file);
        const Dataset dataset = open_raster(file, m_shown);
        const int bands = GDALGetRasterCount(dataset.get());
        if (m_spec.band < 1 || m_spec.band > bands)
            throw core::Error(core::ErrorKind::input, m_shown,
                              "has no band " + std::to_string(m_spec.band) + "; its bands are 1 to " + std::to_string(bands));
        m_raster = raster_place(dataset.get(), m_spec.source.crs, m_shown);
        m_out.inputs.push_back(input_file(m_spec.source, "supply", m_shown, m_raster.lattice.crs));
        m_out.inputs.back().records = static_cast<std::uint64_t>(m_raster.width) * static_cast<std::uint64_t>(m_raster.height);
        find_layers();
        give_pixels(GDALGetRasterBand(dataset.get(), m_spec.band));
        if (m_spec.absent != "none") give_known();
    }

    // All levels have their layer, also where no pixel has them.
    void find_layers() {
        m_layer_of.clear();
        SupplyLayers::Said said{m_spec.operator_field.constant, m_spec.technology.constant, m_spec.service.constant,
                                m_spec.level.constant};
        for (std::size_t i = 0; i < std::max<std::size_t>(1, m_spec.raster_levels.size()); ++i) {
            if (!m_spec.raster_levels.empty()) said.level = m_spec.raster_levels[i].level;
            m_layer_of.push_back(m_layers.layer(said, {m_shown, {}, {}}));
        }
    }

    void give_pixels(GDALRasterBandH band) {
        const BandTraits traits = band_traits(band, m_spec.nodata, m_shown);
        const PixelLevels levels(m_spec.raster_levels, traits);
        GDALRasterBandH mask = has_own_mask(band) ? GDALGetMaskBand(band) : nullptr;
        GridRings rings(m_out.store, m_transforms, m_out.defects);
        rings.begin_file({m_shown, {}, m_raster.lattice.crs}, geodesy::Jumps::are_drawn);
        std::vector<CellRings> cells;
        for (const std::optional<std::uint32_t>& layer : m_layer_of)
            cells.emplace_back(m_raster.lattice, [&rings, layer](std::span<const core::Point> ring) {
                if (layer) rings.add(*layer, ring, core::RingRole::shell);
            });
        std::vector<double> pixels(static_cast<std::size_t>(m_raster.width));
        std::vector<std::uint8_t> valid(mask == nullptr ? 0 : pixels.size());
        std::vector<int> row_levels(pixels.size());
        StoredExtremes extremes;
        Judged same;
        bool any_counts = false;
        UnwrittenRows unwritten(band, levels.of(traits.no_data.empty() ? 0 : traits.no_data.front()) == kNone);
        for (int row = 0; row < m_raster.height; ++row) {
            core::stop_check();
            const PixelWindow line{0, m_raster.south_up ? m_raster.height - 1 - row : row, m_raster.width, 1};
            if (unwritten.hold(line.y)) continue;
            read_row(band, mask, traits.signed_byte, line, pixels, valid);
            for (std::size_t i = 0; i < pixels.size(); ++i) {
                if (pixels[i] != same.pixel) same = judged(pixels[i], traits, levels);
                const bool counts = same.counts && (mask == nullptr || valid[i] != 0);
                row_levels[i] = counts ? same.level : kNone;
                if (counts) extremes.add(pixels[i]);
                any_counts = any_counts || counts;
            }
            give_row(row, row_levels, cells);
        }
        m_out.holds_nothing = m_out.holds_nothing && !any_counts;
        for (CellRings& of_level : cells) of_level.finish();
        for (const std::string& doubt : coverage_doubts(m_spec, band, levels, extremes))
            m_out.warnings.push_back(m_shown + ": " + doubt);
    }

    void read_row(GDALRasterBandH band, GDALRasterBandH mask, bool signed_byte, const PixelWindow& line,
                  std::vector<double>& pixels, std::vector<std::uint8_t>& valid) const {
        forget_gdal_message();
        const bool well = read_stored(band, signed_byte, line, pixels.data(), line.width) &&
                          (mask == nullptr || GDALRasterIO(mask, GF_Read, 0, line.y, line.width, 1, valid.data(), line.width, 1,
                                                           GDT_Byte, 0, 0) == CE_None);
        if (!well)
            throw core::Error(core::ErrorKind::input, m_shown,
                              "is damaged: row " + std::to_string(line.y) + " cannot be read. " + last_gdal_message());
    }

    static void give_row(int row, const std::vector<int>& levels, std::vector<CellRings>& cells) {
        for (std::size_t begin = 0, end = 0; begin < levels.size(); begin = end) {
            for (end = begin + 1; end < levels.size() && levels[end] == levels[begin]; ++end) {
            }
            if (levels[begin] != kNone)
                cells[static_cast<std::size_t>(levels[begin])].run(row, static_cast<std::int64_t>(begin),
                                                                   static_cast<std::int64_t>(end));
        }
    }

    // The whole raster: NoData in it is known not to be covered.
    void give_known() {
        m_out.tells_known = true;
        GridRings rings(m_out.known, m_transforms, m_out.defects);
        rings.begin_file({m_shown, {}, m_raster.lattice.crs}, geodesy::Jumps::are_drawn);
        CellRings cells(m_raster.lattice, [&](std::span<const core::Point> ring) { rings.add(0, ring, core::RingRole::shell); });
        for (int row = 0; row < m_raster.height; ++row) cells.run(row, 0, m_raster.width);
        cells.finish();
    }

    const model::SupplySpec& m_spec;
    SupplyLayers& m_layers;
    Transforms& m_transforms;
    SupplyRead& m_out;
    std::string m_shown;
    RasterPlace m_raster;
    std::vector<std::optional<std::uint32_t>> m_layer_of;  ///< per level
};

}  // namespace

void read_raster(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out) {
    RasterReader(spec, layers, transforms, options, out).read();
}

}  // namespace covmap::read
