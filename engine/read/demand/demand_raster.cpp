#include <gdal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "geodesy/map_seam.hpp"
#include "model/table.hpp"
#include "read/demand/demand_parts.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"
#include "read/files/weight.hpp"
#include "read/grid/raster_band.hpp"
#include "read/grid/raster_place.hpp"
#include "read/grid/raster_strips.hpp"
#include "read/grid/undeclared_nodata.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {

namespace {

using core::Error;
using core::ErrorKind;
using core::Row;
using model::DemandSpec;

constexpr int kLeastStripRows = core::kBandRows;  ///< strips of fewer rows are taken together
constexpr int kLeastChunkColumns = 512;
constexpr std::uint64_t kMostStripBytes = std::uint64_t{4} << 30;
constexpr double kUsualQuanta = 1e12;   ///< a million units in one cell
constexpr int kBlock = 64;              ///< pixels weighed together
constexpr double kOffsetError = 1e-12;  ///< so little is left of an offset that the scaled pixel takes away whole

/// How the columns of a raster in degrees come to lie in the lattice's own turn, from 180° W: those from `split` on come first.
struct ColumnTurn {
    int split = 0;
    core::Col east = 0, west = 0;  ///< what is added to the columns before `split`, and to the others
    core::CellBox columns;         ///< col_begin and col_end of all
};

ColumnTurn turn_of(const core::Lattice& lattice, int width, const std::string& shown) {
    constexpr int kBorder = 2;  // columns with which a map of the world goes beyond itself; they stay where they are
    ColumnTurn turn{width, 0, 0, {0, 0, 0, width}};
    refuse_local(lattice, shown);
    const geodesy::Seam seam = geodesy::column_seam(lattice);
    const double west = seam.west, east = west + seam.turn;
    if (seam.turn == 0 || (west <= kBorder && width <= east + kBorder && (width > seam.turn || (west <= 0 && width <= east))))
        return turn;
    if (width > seam.turn || seam.turn != std::nearbyint(seam.turn))
        throw Error(ErrorKind::input, shown,
                    "goes beyond 180° and its columns do not come round after 360°; cut it at 180° with gdalwarp -te before");
    turn.east = geodesy::column_inside(seam, 0);
    turn.split = std::min(width, static_cast<int>(east) - turn.east);
    turn.west = turn.east - static_cast<core::Col>(seam.turn);
    const bool across = turn.split < width;
    turn.columns.col_begin = across ? static_cast<core::Col>(west) : turn.east;
    turn.columns.col_end = across ? static_cast<core::Col>(east) : turn.east + width;
    return turn;
}

struct RasterTraits {
    core::Lattice lattice;
    bool south_up = false;
    StripLayout layout;
    std::vector<BandTraits> bands;
    bool any_value_counts = false;  ///< nodata = "none": 65535 are people
    bool fits_float = true;
    ColumnTurn turn;
};

/// Faults of one kind met in one load, with the pixels whose names come first in Defects' order.
class FaultyPixels {
public:
    void add(int row, int column, double value) {
        ++m_count;
        const Place place{digits(row) + digits(column), row, column, value};
        if (m_places.size() == core::Defects::kExamples && !before(place, m_places.back())) return;
        m_places.insert(std::upper_bound(m_places.begin(), m_places.end(), place, before), place);
        if (m_places.size() > core::Defects::kExamples) m_places.pop_back();
    }
    void give(const char* code, const std::string& file, bool secret, core::Defects& defects) const {
        for (std::size_t i = 0; i < m_places.size(); ++i) {
            const Place& p = m_places[i];
            const std::uint64_t count = i == 0 ? m_count - (m_places.size() - 1) : 1;
            defects.add(code, {file, "", p.name(), secret ? "" : std::to_string(p.value)}, count);
        }
    }

private:
    struct Place {
        int length, row, column;
        double value;
        [[nodiscard]] std::string name() const { return std::to_string(row) + "/" + std::to_string(column); }
    };
    static int digits(int n) {
        int count = 1;
        for (; n >= 10; n /= 10) ++count;
        return count;
    }
    // Shorter names first, then by letter.
    static bool before(const Place& a, const Place& b) {
        if (a.length != b.length) return a.length < b.length;
        if (digits(a.row) == digits(b.row)) return std::pair(a.row, a.column) < std::pair(b.row, b.column);
        return a.name() < b.name();
    }

    std::uint64_t m_count = 0;
    std::vector<Place> m_places;
};

/// What one load gathers before it is added to the report.
struct Account {
    std::vector<std::int64_t> totals;
    std::vector<LargestWeights> largest;
    int rows = 0;                        ///< of the file
    std::array<FaultyPixels, 5> faults;  ///< by WeightFault
    std::vector<core::Col> columns;      ///< of the row at hand
    std::vector<std::int64_t> quanta;
};

template <class Pixel>
class RasterDemand final : public OpenDemand {
public:
    RasterDemand(const std::string& file, const std::string& shown, RasterTraits traits, DemandReport report, bool secret)
        : m_traits(std::move(traits)),
          m_pool(file, shown),
          m_strips(m_traits.layout, m_pool),
          m_report(std::move(report)),
          m_secret(secret) {
        m_largest.resize(m_traits.bands.size());
        for (const BandTraits& band : m_traits.bands)
            m_no_data.push_back(static_cast<Pixel>(band.no_data.empty() ? NAN : band.no_data.front()));
    }

    [[nodiscard]] const core::Lattice& lattice() const override { return m_traits.lattice; }
    [[nodiscard]] core::CellBox cells() const override {
        return {0, m_traits.layout.height, m_traits.turn.columns.col_begin, m_traits.turn.columns.col_end};
    }
    [[nodiscard]] std::size_t attributes() const override { return m_traits.bands.size(); }
    [[nodiscard]] bool has_land() const override { return false; }
    [[nodiscard]] DemandReport report() const override {
        const std::lock_guard lock(m_mutex);
        return m_report;
    }

    void load(Row row_begin, Row row_end, core::DemandRows& out) override {
        out.reset(row_begin, row_end, attributes());
        Account account;
        account.totals.assign(attributes(), 0);
        account.largest.resize(attributes());
        account.columns.resize(static_cast<std::size_t>(m_traits.layout.width));
        account.quanta.resize(static_cast<std::size_t>(m_traits.layout.width));
        typename StripCache<Pixel>::StripPtr strip;
        int served = 0;
        for (Row row = row_begin; row < row_end; ++row) {
            if (row >= 0 && row < m_traits.layout.height) {
                const int file_row = m_traits.south_up ? m_traits.layout.height - 1 - row : row;
                if (!strip || file_row < strip->row_begin || file_row >= strip->row_end) {
                    if (strip) m_strips.served(strip, served);
                    served = 0;
                    strip = m_strips.get(file_row);
                }
                const std::size_t first = out.col.size();
                take_row(*strip, file_row, out, account);
                turn_row(first, out);
                ++served;
                ++account.rows;
            }
            out.start.push_back(static_cast<std::uint32_t>(out.col.size()));
        }
        if (strip) m_strips.served(strip, served);
        enter(account);
    }

private:
    // Adds the cells of one row of the file.
    void take_row(const Strip<Pixel>& strip, int file_row, core::DemandRows& out, Account& account) const {
        const auto first = static_cast<std::size_t>(file_row - strip.row_begin) * static_cast<std::size_t>(m_traits.layout.width);
        if (attributes() == 1 && strip.masks.empty())
            take_single(strip.pixels[0].data() + first, file_row, out, account);
        else
            take_several(strip, first, file_row, out, account);
    }

    // The cells of a row from `first` on, brought to their columns in the lattice's own turn.
    void turn_row(std::size_t first, core::DemandRows& out) const {
        const ColumnTurn& turn = m_traits.turn;
        if (turn.east == 0 && turn.west == 0) return;
        const auto begin = out.col.begin() + static_cast<std::ptrdiff_t>(first);
        const std::ptrdiff_t east = std::lower_bound(begin, out.col.end(), turn.split) - begin;
        for (auto at = begin; at != out.col.end(); ++at) *at += at - begin < east ? turn.east : turn.west;
        std::rotate(begin, begin + east, out.col.end());
        for (auto& weights : out.weight) {
            const auto of_row = weights.begin() + static_cast<std::ptrdiff_t>(first);
            std::rotate(of_row, of_row + east, weights.end());
        }
    }

    // One band without a mask, the usual case: blocks of usual weights without a branch that the data could mispredict.
    void take_single(const Pixel* pixels, int file_row, core::DemandRows& out, Account& account) const {
        const int width = m_traits.layout.width;
        std::array<std::int64_t, kBlock> quanta{};
        std::size_t kept = 0;
        for (int begin = 0; begin < width; begin += kBlock) {
            const int count = std::min(kBlock, width - begin);
            if (count < kBlock || m_traits.bands[0].no_data.size() > 1 || !round_block(pixels + begin, quanta.data()))
                for (int i = 0; i < count; ++i)
                    quanta[static_cast<std::size_t>(i)] =
                        is_zero(pixels[begin + i], 0) ? 0 : weigh(pixels[begin + i], 0, file_row, begin + i, account);
            for (int i = 0; i < count; ++i) {
                const std::int64_t q = quanta[static_cast<std::size_t>(i)];
                account.columns[kept] = begin + i;
                account.quanta[kept] = q;
                kept += static_cast<std::uint64_t>(-q) >> 63;  // q > 0
            }
        }
        const auto end = static_cast<std::ptrdiff_t>(kept);
        out.col.insert(out.col.end(), account.columns.begin(), account.columns.begin() + end);
        out.weight[0].insert(out.weight[0].end(), account.quanta.begin(), account.quanta.begin() + end);
        for (std::size_t i = 0; i < kept; ++i) {
            add_to_total(account.totals[0], account.quanta[i], m_pool.shown());
            account.largest[0].add(account.quanta[i]);
        }
    }

    // Quanta of kBlock pixels; false when one of them needs a closer look. The compiler turns it into vectors.
    bool round_block(const Pixel* pixels, std::int64_t* quanta) const {
        const double scale = m_traits.bands[0].scale, offset = m_traits.bands[0].offset;
        const Pixel no_data = m_no_data[0];
        int unusual = 0;
        for (int i = 0; i < kBlock; ++i) {
            const double scaled = (static_cast<double>(pixels[i]) * scale + offset) * core::kWeightQuantaPerUnit;
            const bool counts = pixels[i] != no_data;
            const bool usual = (scaled == 0) | ((scaled >= 1) & (scaled < kUsualQuanta));
            unusual += counts & !usual;
            quanta[i] = rounded_quanta(scaled) & -static_cast<std::int64_t>(counts);
        }
        return unusual == 0;
    }

    void take_several(const Strip<Pixel>& strip, std::size_t first, int file_row, core::DemandRows& out, Account& account) const {
        std::vector<std::int64_t> quanta(attributes());
        for (int column = 0; column < m_traits.layout.width; ++column) {
            const std::size_t at = first + static_cast<std::size_t>(column);
            std::int64_t any = 0;
            for (std::size_t i = 0; i < attributes(); ++i) {
                const int mask = m_traits.layout.bands[i].mask;
                const bool masked = mask >= 0 && strip.masks[static_cast<std::size_t>(mask)][at] == 0;
                const Pixel raw = strip.pixels[i][at];
                quanta[i] = masked || is_zero(raw, i) ? 0 : weigh(raw, i, file_row, column, account);
                any |= quanta[i];
            }
            if (any == 0) continue;
            out.col.push_back(column);
            for (std::size_t i = 0; i < attributes(); ++i) {
                out.weight[i].push_back(quanta[i]);
                add_to_total(account.totals[i], quanta[i], m_pool.shown());
                account.largest[i].add(quanta[i]);
            }
        }
    }

    [[nodiscard]] bool is_zero(Pixel raw, std::size_t i) const {
        const BandTraits& band = m_traits.bands[i];
        if (raw == 0 && band.offset == 0) return true;
        return raw == m_no_data[i] || band.is_no_data(static_cast<double>(raw));
    }

    std::int64_t weigh(Pixel raw, std::size_t i, int file_row, int column, Account& account) const {
        const BandTraits& band = m_traits.bands[i];
        const double value = band.value(static_cast<double>(raw));
        if (std::abs(value) <= kOffsetError * std::abs(band.offset)) return 0;
        WeightFault fault;
        const std::int64_t quanta = quanta_of(value, fault);
        if (fault != WeightFault::none) account.faults[static_cast<std::size_t>(fault)].add(file_row, column, value);
        return quanta;
    }

    void enter(const Account& account) {
        const std::lock_guard lock(m_mutex);
        for (std::size_t i = 0; i < account.totals.size(); ++i)
            add_to_total(m_report.input_totals[i], account.totals[i], m_pool.shown());
        for (std::size_t fault = 1; fault < account.faults.size(); ++fault)
            account.faults[fault].give(defect_code(static_cast<WeightFault>(fault)), m_pool.shown(), m_secret, m_report.defects);
        for (std::size_t i = 0; i < m_largest.size(); ++i) m_largest[i].add(account.largest[i]);
        m_rows_loaded += account.rows;
        if (m_rows_loaded == m_traits.layout.height && !m_traits.any_value_counts)
            for (std::size_t i = 0; i < m_largest.size(); ++i) refuse_no_data(i);
    }

    // A weight that is 65535 or the like, and ten times the next one: nobody lives in NoData.
    void refuse_no_data(std::size_t i) const {
        const LargestWeights& weights = m_largest[i];
        if (!weights.looks_like_no_data()) return;
        for (const double stored : usual_no_data()) {
            WeightFault fault;
            if (quanta_of(m_traits.bands[i].value(stored), fault) != weights.largest) continue;
            const std::string number = std::to_string(static_cast<std::int64_t>(stored));
            throw Error(ErrorKind::input, m_pool.shown(),
                        "band " + std::to_string(m_traits.layout.bands[i].number) + " holds " + number + " in " +
                            std::to_string(weights.count) + " pixels, and at most " +
                            model::decimal_text(weights.next, core::kWeightScale) +
                            " elsewhere: that looks like NoData which the file does not declare. Write nodata = [" + number +
                            "] in [[demand]] if it is, or nodata = \"none\" if so many live there");
        }
    }

    RasterTraits m_traits;
    std::vector<Pixel> m_no_data;  ///< the first one of each band, as it is stored; NaN: none
    RasterPool m_pool;
    StripCache<Pixel> m_strips;
    mutable std::mutex m_mutex;
    DemandReport m_report;
    std::vector<LargestWeights> m_largest;  ///< by attribute, of the rows loaded so far
    int m_rows_loaded = 0;
    bool m_secret;
};

// «1», or the description of a band.
int band_number(GDALDatasetH dataset, const std::string& column, const std::string& shown) {
    const int count = GDALGetRasterCount(dataset);
    double number = 1;
    if (column.empty() || (parse_number(column, number) && number >= 1 && number <= count && number == std::floor(number)))
        return static_cast<int>(number);
    for (int i = 1; i <= count; ++i)
        if (column == GDALGetDescription(GDALGetRasterBand(dataset, i))) return i;
    throw Error(ErrorKind::input, shown, "has no band «" + column + "»; its bands are 1 to " + std::to_string(count));
}

// Which of layout.masks is the band's; a new one is added.
int mask_of(GDALDatasetH dataset, GDALRasterBandH band, int number, StripLayout& layout) {
    if (!has_own_mask(band)) return -1;
    for (std::size_t i = 0; i < layout.masks.size(); ++i)
        if (layout.masks[i] == number || (shares_mask(band) && shares_mask(GDALGetRasterBand(dataset, layout.masks[i]))))
            return static_cast<int>(i);
    layout.masks.push_back(number);
    return static_cast<int>(layout.masks.size()) - 1;
}

// A row of blocks is held whole.
void refuse_huge_strips(const RasterTraits& traits, const std::string& shown) {
    const std::uint64_t pixels = static_cast<std::uint64_t>(std::min(traits.layout.strip_rows, traits.layout.height)) *
                                 static_cast<std::uint64_t>(traits.layout.width) * traits.bands.size();
    if (pixels <= kMostStripBytes / (traits.fits_float ? sizeof(float) : sizeof(double))) return;
    throw Error(
        ErrorKind::input, shown,
        "is " + std::to_string(traits.layout.width) + " pixels wide and stored in blocks of " +
            std::to_string(traits.layout.strip_rows) +
            " rows, so that over 4 GiB are held at once; take the part that matters with gdal_translate -projwin, or write it "
            "with lower blocks: -co TILED=YES -co BLOCKYSIZE=256");
}

void read_bands(GDALDatasetH dataset, const DemandSpec& spec, const std::string& shown, RasterTraits& traits) {
    for (const model::AttributeSpec& attribute : spec.attributes) {
        const int number = band_number(dataset, attribute.column, shown);
        GDALRasterBandH band = GDALGetRasterBand(dataset, number);
        traits.bands.push_back(band_traits(band, spec.nodata, shown));
        traits.layout.bands.push_back({number, traits.bands.back().signed_byte, mask_of(dataset, band, number, traits.layout)});
        const GDALDataType type = GDALGetRasterDataType(band);
        traits.fits_float =
            traits.fits_float && (type == GDT_Byte || type == GDT_UInt16 || type == GDT_Int16 || type == GDT_Float32);
    }
    GDALRasterBandH band = GDALGetRasterBand(dataset, traits.layout.bands.front().number);
    int block_columns = 1, block_rows = 1;
    GDALGetBlockSize(band, &block_columns, &block_rows);
    const auto multiple = [](int block, int least) {
        return std::max(1, block) * std::max(1, (least + block - 1) / std::max(1, block));
    };
    traits.layout.strip_rows = multiple(block_rows, kLeastStripRows);
    traits.layout.chunk_columns = std::min(traits.layout.width, multiple(block_columns, kLeastChunkColumns));
    refuse_huge_strips(traits, shown);
}

bool sample_looks_like_no_data(const std::string& file, const std::string& shown, const RasterTraits& traits) {
    const Dataset dataset = RasterPool(file, shown).take();
    for (std::size_t i = 0; i < traits.bands.size(); ++i)
        if (sampled_extremes(GDALGetRasterBand(dataset.get(), traits.layout.bands[i].number), traits.bands[i])
                .high()
                .looks_like_no_data())
            return true;
    return false;
}

// Where a sample looks as if NoData were not declared, all of it is read at once, so that this is told before anything else is.
template <class Pixel>
std::unique_ptr<OpenDemand> demand_of(const std::string& file, RasterTraits traits, DemandReport report, bool secret) {
    const std::string shown = report.inputs.front().path;
    if (!traits.any_value_counts && sample_looks_like_no_data(file, shown, traits)) {
        RasterDemand<Pixel> whole(file, shown, traits, report, secret);
        core::DemandRows rows;
        for (Row row = 0; row < traits.layout.height; row += core::kBandRows) whole.load(row, row + core::kBandRows, rows);
    }
    return std::make_unique<RasterDemand<Pixel>>(file, shown, std::move(traits), std::move(report), secret);
}

}  // namespace

std::unique_ptr<OpenDemand> open_raster_demand(const DemandSpec& spec) {
    if (spec.source.files.size() != 1)
        throw Error(ErrorKind::input, spec.source.given,
                    "a raster demand is one file; join several with gdalbuildvrt and name the .vrt");
    for (const model::AttributeSpec& attribute : spec.attributes)
        if (!attribute.plus.empty())
            throw Error(
                ErrorKind::job, spec.source.given,
                "attributes." + attribute.name + " is one band of the raster; add bands up in a raster of their own before");
    if (!spec.land.empty())
        throw Error(ErrorKind::job, spec.source.given,
                    "land = \"" + spec.land + "\" is a column, which a raster has not; state land as a file of polygons");
    const std::string& file = spec.source.files.front();
    const std::string shown = shown_path(spec.source, file);
    Dataset dataset = RasterPool(file, shown).take();
    if (GDALGetRasterCount(dataset.get()) == 0)
        throw Error(ErrorKind::input, shown, "is a raster without a band; is one of its subdatasets meant?");
    RasterTraits traits;
    const RasterPlace place = raster_place(dataset.get(), spec.source.crs, shown);
    traits.layout.width = place.width;
    traits.layout.height = place.height;
    traits.lattice = place.lattice;
    traits.south_up = place.south_up;
    traits.turn = turn_of(place.lattice, place.width, shown);
    read_bands(dataset.get(), spec, shown, traits);
    traits.any_value_counts = spec.nodata.none;
    dataset.reset();
    DemandReport report;
    report.format = "raster";
    report.input_totals.assign(spec.attributes.size(), 0);
    model::InputFile input;
    input.role = "demand";
    input.path = shown;
    input.bytes = file_bytes(file);
    input.records = static_cast<std::uint64_t>(traits.layout.width) * static_cast<std::uint64_t>(traits.layout.height);
    input.crs = traits.lattice.crs;
    input.info = spec.source.info;
    report.inputs.push_back(std::move(input));
    const bool secret = spec.source.info.confidential;
    return traits.fits_float ? demand_of<float>(file, std::move(traits), std::move(report), secret)
                             : demand_of<double>(file, std::move(traits), std::move(report), secret);
}

}  // namespace covmap::read
