#include "geodesy/cell_area.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "core/error.hpp"
#include "geodesy/proj_handle.hpp"

namespace covmap::geodesy {

using core::CellBox;
using core::Col;
using core::Lattice;
using core::Point;
using core::Row;

namespace {

constexpr double kNodeMetres = 32000;     ///< distance of the nodes of the density
constexpr std::int64_t kBlockNodes = 16;  ///< the cumulative is rounded at every 16th node
constexpr double kEqualAreaTolerance = 1e-7;
constexpr double kEqualAreaMarginMetres = 200000;  ///< around the box: no conformal projection keeps areas over so much
constexpr double kDifferenceMetres = 2000;         ///< step of the derivatives, fourth order

// To the nearest, held inside the integers.
std::int64_t rounded(double dm2) { return static_cast<std::int64_t>(std::nearbyint(std::clamp(dm2, -9.2e18, 9.2e18))); }

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

class ConstantAreas final : public core::CellAreas {
public:
    explicit ConstantAreas(double cell_dm2) : m_cell_dm2(cell_dm2) {}
    [[nodiscard]] std::int64_t cumulative(Row /*row*/, Col col) const override { return rounded(col * m_cell_dm2); }

private:
    double m_cell_dm2;
};

// ---- degrees ----

// Area of the ellipsoid between the equator and a latitude, for one radian of longitude, m2.
double zone_m2(double latitude, const Ellipsoid& e) {
    const double e2 = e.flattening * (2 - e.flattening), eccentricity = std::sqrt(e2);
    const double polar_m = e.semi_major_m * (1 - e.flattening);
    const double s = std::sin(latitude);
    const double log_part = eccentricity > 0 ? std::atanh(eccentricity * s) / eccentricity : s;
    return polar_m * polar_m / 2 * (s / (1 - e2 * s * s) + log_part);
}

class RowAreas final : public core::CellAreas {
public:
    RowAreas(const Lattice& lattice, const CellBox& box, const Crs& crs) : m_row_begin(box.row_begin) {
        const auto zone = [&](std::int64_t row) {
            const double latitude = (lattice.origin_y - static_cast<double>(row) * lattice.cell_height) * crs.unit;
            return zone_m2(std::clamp(latitude, -std::numbers::pi / 2, std::numbers::pi / 2), crs.ellipsoid);
        };
        for (std::int64_t row = box.row_begin; row < box.row_end; ++row)
            m_cell_dm2.push_back((zone(row) - zone(row + 1)) * lattice.cell_width * crs.unit * core::kAreaQuantaPerM2);
    }
    [[nodiscard]] std::int64_t cumulative(Row row, Col col) const override {
        const auto last = static_cast<std::int64_t>(m_cell_dm2.size()) - 1;
        const std::int64_t i = std::clamp<std::int64_t>(std::int64_t{row} - m_row_begin, 0, last);
        return rounded(col * m_cell_dm2[static_cast<std::size_t>(i)]);
    }

private:
    std::int64_t m_row_begin;
    std::vector<double> m_cell_dm2;
};

// ---- other projections ----

// True square metres in one square metre of the plane, from the ellipsoid's own surface in space: regular at the poles and at
// the antimeridian. Not finite outside of the projection.
class Density {
public:
    Density(PJ_CONTEXT* context, const Crs& crs)
        : m_unit(crs.unit), m_base(base_geographic(context, crs)), m_to_base(make_operation(context, crs, m_base)) {}

    double operator()(Point p) const {
        const double step = kDifferenceMetres / m_unit;
        std::array<double, 3> along_x{}, along_y{};
        constexpr std::array<double, 4> kAt = {-2, -1, 1, 2}, kWeight = {1.0 / 12, -8.0 / 12, 8.0 / 12, -1.0 / 12};
        for (std::size_t i = 0; i < 4; ++i) {
            const auto east = in_space({p.x + kAt[i] * step, p.y}), north = in_space({p.x, p.y + kAt[i] * step});
            for (std::size_t k = 0; k < 3; ++k) {
                along_x[k] += kWeight[i] * east[k] / kDifferenceMetres;
                along_y[k] += kWeight[i] * north[k] / kDifferenceMetres;
            }
        }
        const double a = along_x[1] * along_y[2] - along_x[2] * along_y[1], b = along_x[2] * along_y[0] - along_x[0] * along_y[2],
                     c = along_x[0] * along_y[1] - along_x[1] * along_y[0];
        return std::sqrt(a * a + b * b + c * c);
    }

private:
    [[nodiscard]] std::array<double, 3> in_space(Point p) const {
        const Point g = transformed(m_to_base.get(), p);
        if (!std::isfinite(g.x) || !std::isfinite(g.y)) return {NAN, NAN, NAN};
        const double longitude = g.x * m_base.unit, latitude = g.y * m_base.unit;
        const double e2 = m_base.ellipsoid.flattening * (2 - m_base.ellipsoid.flattening), s = std::sin(latitude);
        const double normal = m_base.ellipsoid.semi_major_m / std::sqrt(1 - e2 * s * s);
        const double from_axis = normal * std::cos(latitude);
        return {from_axis * std::cos(longitude), from_axis * std::sin(longitude), normal * (1 - e2) * s};
    }

    double m_unit;
    Crs m_base;
    Handle m_to_base;
};

bool equal_area(const Density& density, const Lattice& lattice, const CellBox& box, double unit) {
    const double margin_u = kEqualAreaMarginMetres / (lattice.cell_width * unit),
                 margin_v = kEqualAreaMarginMetres / (lattice.cell_height * unit);
    int defined = 0;
    for (int j = 0; j <= 4; ++j)
        for (int i = 0; i <= 4; ++i) {
            const double u = box.col_begin - margin_u + (double(box.col_end) - box.col_begin + 2 * margin_u) * i / 4;
            const double v = box.row_begin - margin_v + (double(box.row_end) - box.row_begin + 2 * margin_v) * j / 4;
            const double here = density(lattice.to_crs({u, v}));
            if (!std::isfinite(here)) continue;
            ++defined;
            if (std::abs(here - 1) > kEqualAreaTolerance) return false;
        }
    if (defined == 0)
        throw core::Error(core::ErrorKind::input, "",
                          "the CRS «" + lattice.crs.substr(0, 60) + "» is not defined where the cells lie: is it the right one?");
    return true;
}

// The cubic through f(-1), f(0), f(1), f(2), integrated from 0 to x.
double integral(double m, double a, double b, double c, double x) {
    return x * (a + x * ((b - m / 3 - a / 2 - c / 6) / 2 + x * (((m + b) / 2 - a) / 3 + x * ((a - b) / 2 + (c - m) / 6) / 4)));
}

class DensityAreas final : public core::CellAreas {
public:
    DensityAreas(const Lattice& lattice, const CellBox& box, double unit, const Density& density) : m_box(box) {
        m_node_cols = std::max<std::int64_t>(1, std::llround(kNodeMetres / (lattice.cell_width * unit)));
        m_node_rows = std::max<std::int64_t>(1, std::llround(kNodeMetres / (lattice.cell_height * unit)));
        m_first_block = floor_div(box.col_begin, m_node_cols * kBlockNodes);
        const std::int64_t blocks = floor_div(box.col_end, m_node_cols * kBlockNodes) - m_first_block + 1;
        m_first_k = m_first_block * kBlockNodes - 1;
        m_count_k = blocks * kBlockNodes + 3;
        m_first_j = floor_div(box.row_begin, m_node_rows) - 1;
        const std::int64_t count_j = floor_div(box.row_end - 1, m_node_rows) - m_first_j + 3;
        measure(lattice, unit, density, count_j);
        weigh_rows();
        add_up_nodes(count_j);
        add_up_blocks(blocks);
    }

    [[nodiscard]] std::int64_t cumulative(Row row, Col col) const override {
        const std::int64_t r = std::clamp<std::int64_t>(row, m_box.row_begin, m_box.row_end - 1);
        const std::int64_t c = std::clamp<std::int64_t>(col, m_box.col_begin, m_box.col_end);
        const std::int64_t k = floor_div(c, m_node_cols);
        const std::int64_t block = floor_div(k, kBlockNodes) - m_first_block;
        const double x = static_cast<double>(c - k * m_node_cols) / static_cast<double>(m_node_cols);
        return m_before[static_cast<std::size_t>((r - m_box.row_begin) * m_blocks + block)] +
               rounded(in_block(r, k - m_first_k, x));
    }

private:
    // Area from the start of the block to `x` node intervals behind node k, averaged over the row's height by the weights.
    [[nodiscard]] double in_block(std::int64_t row, std::int64_t k, double x) const {
        const std::int64_t j = floor_div(row, m_node_rows);
        const auto& weights = m_row_weights[static_cast<std::size_t>(row - j * m_node_rows)];
        double sum = 0;
        for (std::int64_t i = 0; i < 4; ++i) {
            const std::size_t at = static_cast<std::size_t>((j - 1 + i - m_first_j) * m_count_k + k);
            const double part = x == 0 ? 0 : integral(m_density[at - 1], m_density[at], m_density[at + 1], m_density[at + 2], x);
            sum += weights[static_cast<std::size_t>(i)] * (m_prefix[at] + part * static_cast<double>(m_node_cols));
        }
        return sum;
    }

    void measure(const Lattice& lattice, double unit, const Density& density, std::int64_t count_j) {
        const double cell_dm2 = lattice.cell_width * lattice.cell_height * unit * unit * core::kAreaQuantaPerM2;
        for (std::int64_t j = 0; j < count_j; ++j)
            for (std::int64_t k = 0; k < m_count_k; ++k) {
                const Point at{static_cast<double>((m_first_k + k) * m_node_cols),
                               static_cast<double>((m_first_j + j) * m_node_rows)};
                m_density.push_back(density(lattice.to_crs(at)) * cell_dm2);
            }
        fill_undefined(count_j);
    }

    // Beyond the projection's edge: as at the nearest defined node of the row, else of the column.
    void fill_undefined(std::int64_t count_j) {
        const auto spread = [&](std::int64_t lines, std::int64_t length, std::int64_t line_step, std::int64_t step) {
            for (std::int64_t line = 0; line < lines; ++line) {
                const auto at = [&](std::int64_t i) -> double& {
                    return m_density[static_cast<std::size_t>(line * line_step + i * step)];
                };
                for (std::int64_t i = 1; i < length; ++i)
                    if (!std::isfinite(at(i))) at(i) = at(i - 1);
                for (std::int64_t i = length - 1; i > 0; --i)
                    if (!std::isfinite(at(i - 1))) at(i - 1) = at(i);
            }
        };
        spread(count_j, m_count_k, m_count_k, 1);
        spread(m_count_k, count_j, 1, m_count_k);
    }

    // Mean over the row of the cubic in v through four node rows: two points of Gauss are exact.
    void weigh_rows() {
        for (std::int64_t r = 0; r < m_node_rows; ++r) {
            std::array<double, 4> weights{};
            for (const double gauss : {0.5 - 0.28867513459481287, 0.5 + 0.28867513459481287}) {
                const double t = (static_cast<double>(r) + gauss) / static_cast<double>(m_node_rows);
                weights[0] += -t * (t - 1) * (t - 2) / 12;
                weights[1] += (t + 1) * (t - 1) * (t - 2) / 4;
                weights[2] += -(t + 1) * t * (t - 2) / 4;
                weights[3] += (t + 1) * t * (t - 1) / 12;
            }
            m_row_weights.push_back(weights);
        }
    }

    void add_up_nodes(std::int64_t count_j) {
        m_prefix.assign(m_density.size(), 0);
        for (std::int64_t j = 0; j < count_j; ++j)
            for (std::int64_t k = 2; k + 1 < m_count_k; ++k) {
                if ((k - 1) % kBlockNodes == 0) continue;  // starts a block
                const std::size_t at = static_cast<std::size_t>(j * m_count_k + k);
                m_prefix[at] =
                    m_prefix[at - 1] + integral(m_density[at - 2], m_density[at - 1], m_density[at], m_density[at + 1], 1) *
                                           static_cast<double>(m_node_cols);
            }
    }

    void add_up_blocks(std::int64_t blocks) {
        m_blocks = blocks;
        for (std::int64_t row = m_box.row_begin; row < m_box.row_end; ++row) {
            std::int64_t before = 0;
            for (std::int64_t block = 0; block < blocks; ++block) {
                m_before.push_back(before);
                before += rounded(in_block(row, block * kBlockNodes + kBlockNodes, 1));
            }
        }
    }

    CellBox m_box;
    std::int64_t m_node_cols = 1, m_node_rows = 1;  ///< cells between two nodes
    std::int64_t m_first_k = 0, m_first_j = 0, m_count_k = 0, m_first_block = 0, m_blocks = 0;
    std::vector<double> m_density;  ///< dm2 of a cell at the nodes, [j][k]
    std::vector<double> m_prefix;   ///< dm2 from the start of the block, for a row of the density of node row j
    std::vector<std::array<double, 4>> m_row_weights;
    std::vector<std::int64_t> m_before;  ///< [row][block]
};

}  // namespace

std::unique_ptr<core::CellAreas> make_cell_areas(const Lattice& lattice, const CellBox& asked) {
    CellBox box = asked;
    if (box.empty()) box = {0, 1, 0, 1};
    const Context context = make_context();
    const Crs crs = open_crs(context.get(), lattice.crs);
    if (crs.geographic) return std::make_unique<RowAreas>(lattice, box, crs);
    const Density density(context.get(), crs);
    if (equal_area(density, lattice, box, crs.unit))
        return std::make_unique<ConstantAreas>(lattice.cell_width * lattice.cell_height * crs.unit * crs.unit *
                                               core::kAreaQuantaPerM2);
    return std::make_unique<DensityAreas>(lattice, box, crs.unit, density);
}

}  // namespace covmap::geodesy
