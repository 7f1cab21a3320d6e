// Rasters of classes or of signal strength.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "read/cell_rings.hpp"
#include "read/gdal_init.hpp"
#include "read/raster_place.hpp"
#include "read/source_path.hpp"
#include "read/supply_parts.hpp"
#include "read/vector_layer.hpp"

namespace covmap::read {
namespace {

constexpr int kNone = -1;  ///< not covered

/// The level of a pixel: position in SupplySpec::raster_levels, 0 where those are empty, or kNone.
class PixelLevels {
public:
    PixelLevels(const core::SupplySpec& spec, const BandTraits& band) : m_levels(spec.raster_levels), m_band(band) {}

    [[nodiscard]] int of(double raw) const {
        if (std::isnan(raw) ||
            (m_band.has_no_data && (raw == m_band.no_data || static_cast<float>(raw) == static_cast<float>(m_band.no_data))))
            return kNone;
        const double value = raw * m_band.scale + m_band.offset;
        if (m_levels.empty()) return value != 0 ? 0 : kNone;
        for (std::size_t i = 0; i < m_levels.size(); ++i) {
            const core::RasterLevel& level = m_levels[i];
            if (level.at_least && value >= *level.at_least) return static_cast<int>(i);
            if (std::find(level.values.begin(), level.values.end(), value) != level.values.end()) return static_cast<int>(i);
        }
        return kNone;
    }

private:
    const std::vector<core::RasterLevel>& m_levels;
    BandTraits m_band;
};

class RasterReader {
public:
    RasterReader(const core::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out)
        : m_spec(spec), m_layers(layers), m_transforms(transforms), m_out(out) {
        m_out.known = core::ChainStore(options);
    }

    void read() {
        for (const std::string& file : m_spec.source.files) read_file(file);
        m_transforms.report(m_out.inputs);
    }

private:
    void read_file(const std::string& file) {
        m_shown = shown_path(m_spec.source, file);
        forget_gdal_message();
        const Dataset dataset(GDALOpenEx(vsi_path(file, m_shown).c_str(),
                                         GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
        if (!dataset) throw core::Error(core::ErrorKind::input, m_shown, "cannot be opened as a raster. " + last_gdal_message());
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
        const PixelLevels levels(m_spec, band_traits(band, m_shown));
        GDALRasterBandH mask = has_own_mask(band) ? GDALGetMaskBand(band) : nullptr;
        GridRings rings(m_out.store, m_transforms, m_out.defects);
        rings.begin_file({m_shown, {}, m_raster.lattice.crs});
        std::vector<CellRings> cells;
        for (const std::optional<std::uint32_t>& layer : m_layer_of)
            cells.emplace_back(m_raster.lattice, [&rings, layer](std::span<const core::Point> ring) {
                if (layer) rings.add(*layer, ring, core::RingRole::shell);
            });
        std::vector<double> pixels(static_cast<std::size_t>(m_raster.width));
        std::vector<std::uint8_t> valid(mask == nullptr ? 0 : pixels.size());
        std::vector<int> row_levels(pixels.size());
        for (int row = 0; row < m_raster.height; ++row) {
            read_row(band, row, GDT_Float64, pixels.data());
            if (mask != nullptr) read_row(mask, row, GDT_Byte, valid.data());
            for (std::size_t i = 0; i < pixels.size(); ++i)
                row_levels[i] = mask != nullptr && valid[i] == 0 ? kNone : levels.of(pixels[i]);
            give_row(row, row_levels, cells);
        }
        for (CellRings& of_level : cells) of_level.finish();
    }

    // `row` of the lattice, from the north.
    void read_row(GDALRasterBandH band, int row, GDALDataType type, void* to) const {
        const int file_row = m_raster.south_up ? m_raster.height - 1 - row : row;
        forget_gdal_message();
        if (GDALRasterIO(band, GF_Read, 0, file_row, m_raster.width, 1, to, m_raster.width, 1, type, 0, 0) != CE_None)
            throw core::Error(core::ErrorKind::input, m_shown,
                              "is damaged: row " + std::to_string(file_row) + " cannot be read. " + last_gdal_message());
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
        rings.begin_file({m_shown, {}, m_raster.lattice.crs});
        CellRings cells(m_raster.lattice, [&](std::span<const core::Point> ring) { rings.add(0, ring, core::RingRole::shell); });
        for (int row = 0; row < m_raster.height; ++row) cells.run(row, 0, m_raster.width);
        cells.finish();
    }

    const core::SupplySpec& m_spec;
    SupplyLayers& m_layers;
    Transforms& m_transforms;
    SupplyRead& m_out;
    std::string m_shown;
    RasterPlace m_raster;
    std::vector<std::optional<std::uint32_t>> m_layer_of;  ///< per level
};

}  // namespace

void read_raster(const core::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out) {
    RasterReader(spec, layers, transforms, options, out).read();
}

}  // namespace covmap::read
