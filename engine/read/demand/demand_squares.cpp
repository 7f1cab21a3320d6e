#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "geodesy/map_seam.hpp"
#include "read/demand/demand_parts.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/source_path.hpp"
#include "read/files/weight.hpp"
#include "read/grid/grid_id.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {

namespace {

using core::Col;
using core::Error;
using core::ErrorKind;
using core::Row;
using model::DemandSpec;

constexpr double kOffGrid = 0.01;          ///< cells: a corner further from the lattice is not on it
constexpr double kFarthestCell = 1 << 30;  ///< rows and columns beyond are refused
constexpr double kLandOver = 1e-6;         ///< shares above 1 by less are roundings

struct Squares {
    std::vector<Row> row;
    std::vector<Col> col;
    std::vector<std::vector<std::int64_t>> weight;  ///< [attribute][square]
    std::vector<float> land;
    std::vector<bool> imputed;  ///< empty where the source does not say
};

class SquareDemand final : public OpenDemand {
public:
    SquareDemand(core::Lattice lattice, Squares squares, bool land, DemandReport report)
        : m_lattice(std::move(lattice)), m_squares(std::move(squares)), m_land(land), m_report(std::move(report)) {
        const std::vector<Row>& row = m_squares.row;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (i == 0 || row[i] != row[i - 1]) {
                m_rows.push_back(row[i]);
                m_start.push_back(i);
            }
        m_start.push_back(row.size());
        for (std::size_t i = 0; i < m_squares.imputed.size(); ++i)
            if (m_squares.imputed[i]) m_imputed.push_back({row[i], m_squares.col[i]});
        if (row.empty()) return;
        const auto [west, east] = std::minmax_element(m_squares.col.begin(), m_squares.col.end());
        m_cells = {row.front(), row.back() + 1, *west, *east + 1};
    }

    [[nodiscard]] const core::Lattice& lattice() const override { return m_lattice; }
    [[nodiscard]] core::CellBox cells() const override { return m_cells; }
    [[nodiscard]] std::size_t attributes() const override { return m_squares.weight.size(); }
    [[nodiscard]] bool has_land() const override { return m_land; }
    [[nodiscard]] DemandReport report() const override { return m_report; }
    [[nodiscard]] std::span<const core::CellAt> imputed() const override { return m_imputed; }

    void load(Row row_begin, Row row_end, core::DemandRows& out) override {
        out.reset(row_begin, row_end, attributes());
        auto at = static_cast<std::size_t>(std::lower_bound(m_rows.begin(), m_rows.end(), row_begin) - m_rows.begin());
        const std::size_t begin = m_start[at];
        for (Row row = row_begin; row < row_end; ++row) {
            if (at < m_rows.size() && m_rows[at] == row) ++at;
            out.start.push_back(static_cast<std::uint32_t>(m_start[at] - begin));
        }
        const auto copy = [&](const auto& from, auto& to) {
            to.assign(from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(m_start[at]));
        };
        copy(m_squares.col, out.col);
        for (std::size_t i = 0; i < attributes(); ++i) copy(m_squares.weight[i], out.weight[i]);
        if (m_land) copy(m_squares.land, out.land);
    }

private:
    core::Lattice m_lattice;
    Squares m_squares;  ///< sorted by (row, column), each once
    bool m_land;
    DemandReport m_report;
    core::CellBox m_cells;
    std::vector<Row> m_rows;           ///< rows that hold squares
    std::vector<std::size_t> m_start;  ///< of each of them, and the end
    std::vector<core::CellAt> m_imputed;
};

/// Reads the files one after the other into unsorted squares.
class SquareReader {
public:
    explicit SquareReader(const DemandSpec& spec) : m_spec(spec) {
        m_report.format = "grid-squares";
        m_report.input_totals.assign(spec.attributes.size(), 0);
        m_read.weight.resize(spec.attributes.size());
        m_quanta.resize(spec.attributes.size());
    }

    std::unique_ptr<OpenDemand> read() {
        for (const std::string& file : m_spec.source.files) read_file(file);
        if (!m_lattice) throw Error(ErrorKind::input, m_spec.source.given, "holds no usable square" + first_defects());
        for (model::InputFile& input : m_report.inputs) input.crs = m_lattice->crs;
        Squares sorted = merge_sorted();
        return std::make_unique<SquareDemand>(*m_lattice, std::move(sorted), !m_spec.land.empty(), std::move(m_report));
    }

private:
    struct Columns {
        std::size_t id = TableReader::kNoColumn, x = TableReader::kNoColumn, y = TableReader::kNoColumn,
                    land = TableReader::kNoColumn, imputed = TableReader::kNoColumn;
        std::vector<std::vector<std::size_t>> attributes;  ///< of each, the columns that add up to it
    };

    void read_file(const std::string& file) {
        m_shown = shown_path(m_spec.source, file);
        TableReader table(file, m_spec.source.layer, m_shown);
        m_layer = table.layer();
        bool more = table.next();
        const Columns columns = find_columns(table, more);
        for (; more; more = table.next()) read_square(table, columns);
        model::InputFile input;
        input.role = "demand";
        input.path = m_shown;
        input.bytes = file_bytes(file);
        input.records = table.records();
        input.info = m_spec.source.info;
        m_report.inputs.push_back(std::move(input));
    }

    Columns find_columns(const TableReader& table, bool has_record) {
        Columns c;
        for (const model::AttributeSpec& attribute : m_spec.attributes) {
            c.attributes.push_back({table.column(attribute.column.empty() ? attribute.name : attribute.column)});
            for (const std::string& more : attribute.plus) c.attributes.back().push_back(table.column(more));
        }
        if (!m_spec.land.empty()) c.land = table.column(m_spec.land);
        if (!m_spec.imputed_column.empty()) c.imputed = table.column(m_spec.imputed_column);
        if (!m_spec.x_column.empty() || !m_spec.y_column.empty()) {
            if (m_spec.x_column.empty() || m_spec.y_column.empty())
                throw Error(ErrorKind::job, m_shown, "x and y are given together, or neither");
            c.x = table.column(m_spec.x_column);
            c.y = table.column(m_spec.y_column);
            if (!m_spec.size || !(*m_spec.size > 0))
                throw Error(ErrorKind::job, m_shown,
                            "squares by x and y need the length of their side in the unit of the CRS: size = 1000");
            m_table_crs = m_spec.source.crs.empty() ? table.crs() : m_spec.source.crs;
            if (m_table_crs.empty())
                throw Error(ErrorKind::input, m_shown,
                            "does not say its CRS; state it in the job beside the source, for instance crs = \"EPSG:3035\"");
            return c;
        }
        c.id = m_spec.id_column.empty() ? guess_id(table, has_record) : table.column(m_spec.id_column);
        return c;
    }

    // The first column whose value in the first record is a square's name.
    std::size_t guess_id(const TableReader& table, bool has_record) const {
        GridId id;
        for (std::size_t i = 0; has_record && i < table.columns().size(); ++i)
            if (parse_grid_id(table.text(i), id)) return i;
        throw Error(ErrorKind::job, m_shown,
                    "no column holds names of squares such as CRS3035RES1000mN2776000E3326000; state columns = { id = … }, or x, "
                    "y and size");
    }

    void defect(const char* code, const TableReader& table, std::string_view detail) {
        m_report.defects.add(code,
                             {m_shown, m_layer, table.record(), m_spec.source.info.confidential ? "" : std::string(detail)});
    }

    void read_square(const TableReader& table, const Columns& columns) {
        if (table.ragged()) defect("ragged-record", table, "");
        Row row = 0;
        Col col = 0;
        if (columns.id != TableReader::kNoColumn ? !place_by_id(table, columns.id, row, col)
                                                 : !place_by_corner(table, columns, row, col))
            return leave_out(m_report.left_out, readable_weights(table, columns));
        bool people = false;
        for (std::size_t i = 0; i < columns.attributes.size(); ++i) {
            m_quanta[i] = 0;
            for (const std::size_t column : columns.attributes[i]) add_to_total(m_quanta[i], weight(table, column), m_shown);
            people = people || m_quanta[i] > 0;
        }
        if (!people) return;
        for (std::size_t i = 0; i < m_quanta.size(); ++i) {
            add_to_total(m_report.input_totals[i], m_quanta[i], m_shown);
            m_read.weight[i].push_back(m_quanta[i]);
        }
        m_read.row.push_back(row);
        m_read.col.push_back(col);
        if (columns.land != TableReader::kNoColumn) m_read.land.push_back(land_share(table, columns.land));
        if (columns.imputed != TableReader::kNoColumn) m_read.imputed.push_back(is_imputed(table, columns.imputed));
        m_record.push_back(table.record_number());
        m_file.push_back(static_cast<std::uint32_t>(m_report.inputs.size()));
    }

    bool place_by_id(const TableReader& table, std::size_t column, Row& row, Col& col) {
        GridId id;
        const std::string_view text = table.text(column);
        if (!parse_grid_id(text, id)) return defect("square-id", table, text), false;
        if (!m_lattice) {
            m_first = id;
            if (has_utm_digits(id) && m_spec.source.crs.empty())
                throw Error(ErrorKind::input, m_shown,
                            "the square «" + std::string(text) +
                                "» has the digits of a UTM grid and does not say of which zone; state it in the job beside the "
                                "source, for instance crs = \"EPSG:25832\"");
            const std::string named = id.epsg == 0 ? "EPSG:3035" : "EPSG:" + std::to_string(id.epsg);
            const auto size = static_cast<double>(id.size_m);
            m_lattice = core::Lattice{m_spec.source.crs.empty() ? named : m_spec.source.crs, 0, 0, size, size};
        }
        if (id.size_m != m_first.size_m || id.epsg != m_first.epsg) return defect("square-size", table, text), false;
        if (id.north_m % id.size_m != 0 || id.east_m % id.size_m != 0) return defect("square-off-grid", table, text), false;
        row = static_cast<Row>(-(id.north_m / id.size_m) - 1);
        col = static_cast<Col>(id.east_m / id.size_m);
        return true;
    }

    bool place_by_corner(const TableReader& table, const Columns& columns, Row& row, Col& col) {
        double x = 0, y = 0;
        const auto told = [&] { return std::string(table.text(columns.x)) + " " + std::string(table.text(columns.y)); };
        constexpr NumberUse kUse = NumberUse::coordinate;
        if (!table.number(columns.x, x, kUse) || !table.number(columns.y, y, kUse))
            return defect("square-coordinates", table, told()), false;
        const double size = *m_spec.size;
        if (!m_lattice) {
            m_centres = m_spec.anchor == "centre" || (m_spec.anchor.empty() && is_half(x, size) && is_half(y, size));
            if (m_centres && m_spec.anchor.empty()) defect("square-centres", table, told());
        }
        if (m_centres) {
            x -= size / 2;
            y -= size / 2;
        }
        if (!(std::abs(x / size) < kFarthestCell) || !(std::abs(y / size) < kFarthestCell))
            return defect("square-coordinates", table, told()), false;
        if (!m_lattice) {
            m_lattice = core::Lattice{m_table_crs, offset_of(x, size), offset_of(y, size), size, size};
            refuse_local(*m_lattice, m_shown);
            m_seam = geodesy::column_seam(*m_lattice);
        }
        const core::Point corner = m_lattice->to_grid({x, y});
        const double u = std::nearbyint(corner.x), v = std::nearbyint(corner.y);
        if (std::abs(corner.x - u) > kOffGrid || std::abs(corner.y - v) > kOffGrid)
            return defect("square-off-grid", table, told()), false;
        row = static_cast<Row>(v) - 1;
        col = geodesy::column_inside(m_seam, static_cast<Col>(u));
        return true;
    }

    // Grids begin at multiples of their size: what lies half a square off in x and y is a centre.
    static bool is_half(double coordinate, double size) {
        const double cells = coordinate / size;
        return std::abs(cells - std::floor(cells) - 0.5) < kOffGrid;
    }

    // Where the lattice of the first square begins, nearest to 0.
    static double offset_of(double coordinate, double size) {
        const double offset = coordinate - std::floor(coordinate / size) * size;
        return offset < 1e-6 * size || size - offset < 1e-6 * size ? 0 : offset;
    }

    std::int64_t weight(const TableReader& table, std::size_t column) {
        double value = 0;
        if (!table.number(column, value)) {
            const std::string_view text = table.text(column);
            defect(text.empty() ? "weight-missing" : "not-a-number", table, text);
            return 0;
        }
        WeightFault fault;
        const std::int64_t quanta = quanta_of(value, fault);
        if (fault != WeightFault::none) defect(defect_code(fault), table, table.text(column));
        return quanta;
    }

    // Of a record that is left out: what of its weights can be read, without a word about the rest.
    static std::vector<std::int64_t> readable_weights(const TableReader& table, const Columns& columns) {
        std::vector<std::int64_t> quanta(columns.attributes.size(), 0);
        for (std::size_t i = 0; i < quanta.size(); ++i)
            for (const std::size_t column : columns.attributes[i]) {
                double value = 0;
                WeightFault fault;
                if (table.number(column, value)) quanta[i] += quanta_of(value, fault);
            }
        return quanta;
    }

    bool is_imputed(const TableReader& table, std::size_t column) {
        double flag = 0;
        if (const std::optional<bool> said = yes_or_no(table.text(column))) return *said;
        if (!table.number(column, flag, NumberUse::share)) defect("flag-unknown", table, table.text(column));
        return flag != 0;
    }

    // Asked for squares with people only: there 0 or nothing means that nobody knows.
    float land_share(const TableReader& table, std::size_t column) {
        double share = 0;
        if (!table.number(column, share, NumberUse::share) || !(share > 0)) {
            defect("land-unknown", table, table.text(column));
            return core::kLandUnknown;
        }
        if (share > 1 + kLandOver) defect("land-over-one", table, table.text(column));
        return static_cast<float>(std::min(share, 1.0));
    }

    [[nodiscard]] bool before(std::size_t a, std::size_t b) const {
        return std::pair(m_read.row[a], m_read.col[a]) < std::pair(m_read.row[b], m_read.col[b]);
    }

    Squares merge_sorted() {
        std::vector<std::uint32_t> order(m_read.row.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto less = [&](std::uint32_t a, std::uint32_t b) { return before(a, b) || (!before(b, a) && a < b); };
        if (!std::is_sorted(order.begin(), order.end(), less)) std::sort(order.begin(), order.end(), less);
        Squares out;
        out.weight.resize(m_read.weight.size());
        for (auto& w : out.weight) w.reserve(order.size());
        for (const std::uint32_t i : order) {
            const bool again = !out.row.empty() && out.row.back() == m_read.row[i] && out.col.back() == m_read.col[i];
            if (again) {
                merge_duplicate(out, i);
                continue;
            }
            out.row.push_back(m_read.row[i]);
            out.col.push_back(m_read.col[i]);
            for (std::size_t a = 0; a < out.weight.size(); ++a) out.weight[a].push_back(m_read.weight[a][i]);
            if (!m_read.land.empty()) out.land.push_back(m_read.land[i]);
            if (!m_read.imputed.empty()) out.imputed.push_back(m_read.imputed[i]);
        }
        return out;
    }

    // Weights add up, and all of them count as imputed where some are; of two shares of land the larger is kept, so that the
    // order of the files does not matter.
    void merge_duplicate(Squares& out, std::uint32_t i) {
        for (std::size_t a = 0; a < out.weight.size(); ++a) out.weight[a].back() += m_read.weight[a][i];
        if (!m_read.land.empty()) out.land.back() = std::max(out.land.back(), m_read.land[i]);
        if (!m_read.imputed.empty() && m_read.imputed[i]) out.imputed.back() = true;
        const bool secret = m_spec.source.info.confidential;
        const std::string detail = "row " + std::to_string(m_read.row[i]) + ", column " + std::to_string(m_read.col[i]);
        m_report.defects.add("square-duplicate",
                             {m_report.inputs[m_file[i]].path, m_layer, std::to_string(m_record[i]), secret ? "" : detail});
    }

    [[nodiscard]] std::string first_defects() const {
        std::string text;
        for (const auto& [key, entry] : m_report.defects.entries())
            text += (text.empty() ? ": " : ", ") + std::to_string(entry.count) + " × " + key.first;
        return text.empty() ? ": it has no record with people" : text;
    }

    const DemandSpec& m_spec;
    DemandReport m_report;
    std::string m_shown, m_layer, m_table_crs;
    std::optional<core::Lattice> m_lattice;
    bool m_centres = false;  ///< x and y are those of centres
    geodesy::Seam m_seam;    ///< of its columns
    GridId m_first;
    Squares m_read;
    std::vector<std::int64_t> m_record;  ///< of each square, for defects
    std::vector<std::uint32_t> m_file;
    std::vector<std::int64_t> m_quanta;
};

}  // namespace

std::unique_ptr<OpenDemand> open_square_demand(const DemandSpec& spec) { return SquareReader(spec).read(); }

}  // namespace covmap::read
