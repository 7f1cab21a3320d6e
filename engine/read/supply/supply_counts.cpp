// Squares that say how many operators there are, not which.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "core/cell_at.hpp"
#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "read/grid/cell_rings.hpp"
#include "read/grid/grid_id.hpp"
#include "read/supply/supply_parts.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

constexpr int kMostOperators = 64;           ///< more in one square is a mistake
constexpr std::int64_t kFarthest = 1 << 30;  ///< rows and columns beyond are refused

class CountReader {
public:
    CountReader(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                const core::ChainStoreOptions& options, SupplyRead& out)
        : m_spec(spec), m_layers(layers), m_transforms(transforms), m_out(out) {
        m_out.known = core::ChainStore(options);
    }

    void read() {
        m_counts.resize(m_spec.technologies.size());
        for (const std::string& file : m_spec.source.files) read_table(file);
        if (!m_lattice &&
            std::all_of(m_out.inputs.begin(), m_out.inputs.end(), [](const auto& input) { return input.records == 0; }))
            return hold_nothing();
        if (!m_lattice)
            throw core::Error(core::ErrorKind::input, m_spec.source.given, "holds no square with a name such as 100mN58735E4942");
        for (model::InputFile& input : m_out.inputs) input.crs = m_lattice->crs;
        sort_squares();
        give_rings();
        m_transforms.report(m_out.inputs);
    }

private:
    // No record: what the job says by itself.
    void hold_nothing() {
        m_out.holds_nothing = true;
        for (const auto& [technology, column] : m_spec.technologies)
            for (int k = 1; k <= m_spec.networks; ++k)
                m_layers.claim({"#" + std::to_string(k), technology, m_spec.service.constant, {}},
                               {m_out.inputs.front().path, {}, {}});
    }

    void read_table(const std::string& file) {
        m_place.file = shown_path(m_spec.source, file);
        TableReader table(file, m_spec.source.layer, m_place.file);
        m_place.layer = table.layer();
        const std::size_t id = table.column(m_spec.id_column);
        std::vector<std::size_t> columns;
        for (const auto& [technology, column] : m_spec.technologies) columns.push_back(table.column(column));
        while (table.next()) {
            m_place.id = table.record();
            read_square(table, id, columns);
        }
        m_out.inputs.push_back(input_file(m_spec.source, "supply", m_place.file, {}));
        m_out.inputs.back().records = table.records();
    }

    void read_square(const TableReader& table, std::size_t id_column, const std::vector<std::size_t>& columns) {
        GridId id;
        const std::string_view text = table.text(id_column);
        if (!parse_grid_id(text, id)) return m_layers.defect("square-id", m_place, std::string(text));
        if (!m_lattice) begin_lattice(id, text);
        if (id.size_m != m_first.size_m || id.epsg != m_first.epsg)
            return m_layers.defect("square-size", m_place, std::string(text));
        const std::int64_t row = -(id.north_m / id.size_m) - 1, col = id.east_m / id.size_m;
        if (id.north_m % id.size_m != 0 || id.east_m % id.size_m != 0 || std::abs(row) > kFarthest || std::abs(col) > kFarthest)
            return m_layers.defect("square-off-grid", m_place, std::string(text));
        m_at.push_back({static_cast<core::Row>(row), static_cast<core::Col>(col)});
        for (std::size_t t = 0; t < columns.size(); ++t) m_counts[t].push_back(count(table, columns[t]));
    }

    void begin_lattice(const GridId& id, std::string_view text) {
        m_first = id;
        if (has_utm_digits(id) && m_spec.source.crs.empty())
            throw core::Error(core::ErrorKind::input, m_place.file,
                              "the square «" + std::string(text) +
                                  "» has the digits of a UTM grid and does not say of which zone; state it in the job "
                                  "beside the source, for instance crs = \"EPSG:25832\"");
        const std::string named = "EPSG:" + std::to_string(id.epsg == 0 ? 3035 : id.epsg);
        const auto size = static_cast<double>(id.size_m);
        m_lattice = core::Lattice{m_spec.source.crs.empty() ? named : m_spec.source.crs, 0, 0, size, size};
    }

    std::uint8_t count(const TableReader& table, std::size_t column) {
        double value = 0;
        if (!table.number(column, value, NumberUse::share) || value < 0 || value > kMostOperators || value != std::floor(value)) {
            m_layers.defect("count-unreadable", m_place, std::string(table.text(column)));
            return 0;
        }
        if (m_spec.networks > 0 && value > m_spec.networks) {
            m_layers.defect("count-above-networks", m_place, std::string(table.text(column)));
            value = m_spec.networks;
        }
        return static_cast<std::uint8_t>(value);
    }

    // By row and column; of a square given twice the larger numbers count.
    void sort_squares() {
        std::vector<std::uint32_t> order(m_at.size());
        std::iota(order.begin(), order.end(), 0U);
        if (!std::is_sorted(m_at.begin(), m_at.end()))
            std::sort(order.begin(), order.end(),
                      [&](std::uint32_t a, std::uint32_t b) { return std::pair(m_at[a], a) < std::pair(m_at[b], b); });
        std::vector<core::CellAt> at;
        std::vector<std::vector<std::uint8_t>> counts(m_counts.size());
        for (const std::uint32_t i : order) {
            const bool again = !at.empty() && at.back() == m_at[i];
            if (again)
                m_layers.defect("square-duplicate", {m_place.file, m_place.layer, {}},
                                "row " + std::to_string(m_at[i].row) + ", column " + std::to_string(m_at[i].col));
            if (!again) at.push_back(m_at[i]);
            for (std::size_t t = 0; t < counts.size(); ++t) {
                if (!again) counts[t].push_back(0);
                counts[t].back() = std::max(counts[t].back(), m_counts[t][i]);
            }
        }
        m_at = std::move(at);
        m_counts = std::move(counts);
    }

    // How many operators there are: as the job says, else the largest number found.
    int networks() {
        if (m_spec.networks > 0) return m_spec.networks;
        int most = 0;
        for (const auto& counts : m_counts)
            for (const std::uint8_t count : counts) most = std::max(most, static_cast<int>(count));
        m_out.warnings.push_back(
            m_spec.source.given + ": the job does not say how many operators there are; the largest number found, " +
            std::to_string(most) + ", is taken for all of them; write networks = " + std::to_string(most) + " if that is right");
        return most;
    }

    void give_rings() {
        const int all = networks();
        for (std::size_t t = 0; t < m_counts.size(); ++t)
            for (int k = 1; k <= all; ++k) {
                const SupplyLayers::Said said{"#" + std::to_string(k), m_spec.technologies[t].first, m_spec.service.constant, {}};
                const std::optional<std::uint32_t> layer = m_layers.layer(said, {m_out.inputs.front().path, {}, {}});
                if (layer) give_runs(m_out.store, *layer, [&](std::size_t i) { return m_counts[t][i] >= k; });
            }
        if (m_spec.absent != "none") {
            m_out.tells_known = true;
            give_runs(m_out.known, 0, [](std::size_t) { return true; });
        }
    }

    // The squares that hold, as runs of neighbours.
    template <class Holds>
    void give_runs(core::ChainStore& store, std::uint32_t owner, Holds holds) {
        GridRings rings(store, m_transforms, m_out.defects);
        rings.begin_file({m_out.inputs.front().path, {}, m_lattice->crs});
        CellRings cells(*m_lattice, [&](std::span<const core::Point> ring) { rings.add(owner, ring, core::RingRole::shell); });
        for (std::size_t begin = 0, end = 0; begin < m_at.size(); begin = end) {
            end = begin + 1;
            if (!holds(begin)) continue;
            while (end < m_at.size() && m_at[end].row == m_at[begin].row && m_at[end].col == m_at[end - 1].col + 1 && holds(end))
                ++end;
            cells.run(m_at[begin].row, m_at[begin].col, m_at[end - 1].col + 1);
        }
        cells.finish();
    }

    const model::SupplySpec& m_spec;
    SupplyLayers& m_layers;
    Transforms& m_transforms;
    SupplyRead& m_out;
    RecordPlace m_place;
    std::optional<core::Lattice> m_lattice;
    GridId m_first;
    std::vector<core::CellAt> m_at;
    std::vector<std::vector<std::uint8_t>> m_counts;  ///< [technology][square]
};

}  // namespace

void read_counts(const model::SupplySpec& spec, SupplyLayers& layers, Transforms& transforms,
                 const core::ChainStoreOptions& options, SupplyRead& out) {
    CountReader(spec, layers, transforms, options, out).read();
}

}  // namespace covmap::read
