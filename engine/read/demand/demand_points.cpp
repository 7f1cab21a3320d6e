// Premises as demand: points that are counted themselves, and points that share the people of squares.
#include <algorithm>
#include <mutex>
#include <numeric>
#include <tuple>

#include "core/error.hpp"
#include "read/demand/demand_parts.hpp"
#include "read/premises/premises.hpp"

namespace covmap::read {

namespace {

constexpr double kDefaultSize_m = 1000;

core::Point place_in_cell(const PlacedPoint& point) {
    return {point.east / core::kVerticesPerCell, point.south / core::kVerticesPerCell};
}

bool same_cell(const PlacedPoint& a, const PlacedPoint& b) { return a.row == b.row && a.col == b.col; }

/// The points themselves are who is served.
class PointDemand final : public OpenDemand {
public:
    PointDemand(std::unique_ptr<Premises> premises, DemandReport report)
        : m_premises(std::move(premises)), m_report(std::move(report)) {}

    [[nodiscard]] const core::Lattice& lattice() const override { return m_premises->lattice(); }
    [[nodiscard]] core::CellBox cells() const override { return m_premises->cells(); }
    [[nodiscard]] std::size_t attributes() const override { return m_premises->totals().size(); }
    [[nodiscard]] bool has_land() const override { return false; }
    [[nodiscard]] PremisesNames premises() const override { return m_premises->names(); }
    [[nodiscard]] DemandReport report() const override { return m_report; }

    void load(core::Row row_begin, core::Row row_end, core::DemandRows& out) override {
        out.reset(row_begin, row_end, attributes());
        PointBatch batch;
        m_premises->load(row_begin, row_end, batch);
        std::size_t at = 0;
        for (core::Row row = row_begin; row < row_end; ++row) {
            while (at < batch.points.size() && batch.points[at].row == row) at = take_cell(batch, at, out);
            out.start.push_back(static_cast<std::uint32_t>(out.col.size()));
        }
        out.points.start.push_back(static_cast<std::uint32_t>(out.points.at.size()));
    }

private:
    // The points of one cell from `at` on; gives the first after them. Points without weight live nowhere.
    std::size_t take_cell(const PointBatch& batch, std::size_t at, core::DemandRows& out) const {
        const std::size_t first = at;
        const auto first_out = static_cast<std::uint32_t>(out.points.at.size());
        std::vector<std::int64_t> sums(attributes(), 0);
        for (; at < batch.points.size() && same_cell(batch.points[at], batch.points[first]); ++at) {
            const auto weighs = [&](const auto& weights) { return weights[at] > 0; };
            if (std::none_of(batch.weights.begin(), batch.weights.end(), weighs)) continue;
            out.points.at.push_back(place_in_cell(batch.points[at]));
            out.points.premises.push_back(batch.points[at].number);
            for (std::size_t a = 0; a < sums.size(); ++a) {
                out.points.weight[a].push_back(batch.weights[a][at]);
                sums[a] += batch.weights[a][at];
            }
        }
        if (out.points.at.size() == first_out) return at;
        out.col.push_back(batch.points[first].col);
        out.points.start.push_back(first_out);
        for (std::size_t a = 0; a < sums.size(); ++a) out.weight[a].push_back(sums[a]);
        return at;
    }

    std::unique_ptr<Premises> m_premises;
    DemandReport m_report;
};

/// Squares or pixels whose people live at the points in them.
class SharedDemand final : public OpenDemand {
public:
    SharedDemand(std::unique_ptr<OpenDemand> cells, std::unique_ptr<Premises> premises)
        : m_cells(std::move(cells)), m_premises(std::move(premises)) {}

    [[nodiscard]] const core::Lattice& lattice() const override { return m_cells->lattice(); }
    [[nodiscard]] core::CellBox cells() const override { return m_cells->cells(); }
    [[nodiscard]] std::size_t attributes() const override { return m_cells->attributes(); }
    [[nodiscard]] bool has_land() const override { return m_cells->has_land(); }
    [[nodiscard]] PremisesNames premises() const override { return m_premises->names(); }
    [[nodiscard]] DemandReport report() const override {
        DemandReport report = m_cells->report();
        report.inputs.insert(report.inputs.end(), m_premises->inputs().begin(), m_premises->inputs().end());
        report.defects.merge(m_premises->defects());
        const std::lock_guard lock(m_mutex);
        report.sharing = m_sharing;
        report.sharing->points_outside += outside_box();
        return report;
    }

    void load(core::Row row_begin, core::Row row_end, core::DemandRows& out) override {
        m_cells->load(row_begin, row_end, out);
        PointBatch batch;
        const core::CellBox box = m_cells->cells();  // rows beyond it are counted by outside_box()
        m_premises->load(std::max(row_begin, box.row_begin), std::min(row_end, box.row_end), batch);
        out.points.reset(attributes());
        DemandReport::Sharing sharing;
        std::size_t at = 0;
        for (core::Row row = row_begin; row < row_end; ++row) {
            const auto line = static_cast<std::size_t>(row - row_begin);
            for (std::uint32_t cell = out.start[line]; cell < out.start[line + 1]; ++cell) {
                out.points.start.push_back(static_cast<std::uint32_t>(out.points.at.size()));
                const auto before = [&](const PlacedPoint& p) { return std::tie(p.row, p.col) < std::tie(row, out.col[cell]); };
                for (; at < batch.points.size() && before(batch.points[at]); ++at) ++sharing.points_outside;
                std::size_t end = at;
                while (end < batch.points.size() && batch.points[end].row == row && batch.points[end].col == out.col[cell]) ++end;
                account(out, cell, end - at, sharing);
                if (end > at) share(batch, at, end, cell, out);
                at = end;
            }
        }
        sharing.points_outside += batch.points.size() - at;
        out.points.start.push_back(static_cast<std::uint32_t>(out.points.at.size()));
        add(sharing);
    }

private:
    static void account(const core::DemandRows& rows, std::uint32_t cell, std::size_t points, DemandReport::Sharing& sharing) {
        if (!rows.inhabited(cell)) {
            sharing.points_outside += points;
        } else if (points > 0) {
            ++sharing.squares_with_points;
        } else {
            ++sharing.squares_without_points;
            sharing.quanta_without_points += rows.weight.front()[cell];
        }
    }

    void add(const DemandReport::Sharing& one) {
        const std::lock_guard lock(m_mutex);
        m_sharing.squares_with_points += one.squares_with_points;
        m_sharing.squares_without_points += one.squares_without_points;
        m_sharing.quanta_without_points += one.quanta_without_points;
        m_sharing.points_outside += one.points_outside;
    }

    // Points of rows that are never asked for, north and south of every square.
    [[nodiscard]] std::uint64_t outside_box() const {
        const core::CellBox asked = m_cells->cells(), all = m_premises->cells();
        PointBatch batch;
        std::uint64_t count = 0;
        for (core::Row row = all.row_begin; row < all.row_end; row += core::kBandRows) {
            const core::Row end = std::min(row + core::kBandRows, all.row_end);
            for (const auto& [a, b] :
                 {std::pair{row, std::min(end, asked.row_begin)}, std::pair{std::max(row, asked.row_end), end}}) {
                m_premises->load(a, b, batch);
                count += batch.points.size();
            }
        }
        return count;
    }

    // Divides the weights of a cell among its points [begin, end).
    static void share(const PointBatch& batch, std::size_t begin, std::size_t end, std::uint32_t cell, core::DemandRows& out) {
        const std::vector<std::int64_t>& weight = batch.weights.front();
        const bool some = std::any_of(weight.begin() + static_cast<std::ptrdiff_t>(begin),
                                      weight.begin() + static_cast<std::ptrdiff_t>(end), [](std::int64_t w) { return w > 0; });
        std::vector<std::size_t> order;
        for (std::size_t i = begin; i < end; ++i)
            if (!some || weight[i] > 0) order.push_back(i);
        const auto rank = [&](std::size_t i) {
            const PlacedPoint& p = batch.points[i];
            return std::tuple(p.key, p.south, p.east, weight[i], p.number);
        };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
        const std::size_t first_out = out.points.at.size();
        std::vector<std::size_t> position(end - begin);  // in the output, by the number of the point
        for (std::size_t i = begin; i < end; ++i) {
            if (some && weight[i] == 0) continue;
            position[i - begin] = out.points.at.size();
            out.points.at.push_back(place_in_cell(batch.points[i]));
            out.points.premises.push_back(batch.points[i].number);
        }
        core::Int128 whole = 0;
        for (const std::size_t i : order) whole += some ? weight[i] : 1;
        for (std::size_t a = 0; a < out.weight.size(); ++a) {
            std::vector<std::int64_t>& shares = out.points.weight[a];
            shares.resize(first_out + order.size());
            core::Int128 run = 0;
            std::int64_t given = 0;
            for (const std::size_t i : order) {
                run += some ? weight[i] : 1;
                const auto upto = static_cast<std::int64_t>((out.weight[a][cell] * run + whole / 2) / whole);
                shares[position[i - begin]] = upto - given;
                given = upto;
            }
        }
    }

    std::unique_ptr<OpenDemand> m_cells;
    std::unique_ptr<Premises> m_premises;
    mutable std::mutex m_mutex;
    DemandReport::Sharing m_sharing;
};

void require_points(const model::DemandSpec& spec) {
    if (!spec.points)
        throw core::Error(core::ErrorKind::job, spec.source.given,
                          "says where people live by points and names none; write points = { source = \"buildings.csv\", … }");
}

std::vector<std::string> columns_of(const model::AttributeSpec& attribute) {
    if (attribute.column == "1") return {};
    std::vector<std::string> columns = {attribute.column.empty() ? attribute.name : attribute.column};
    columns.insert(columns.end(), attribute.plus.begin(), attribute.plus.end());
    return columns;
}

}  // namespace

std::unique_ptr<OpenDemand> open_point_demand(const model::DemandSpec& spec) {
    require_points(spec);
    WeightColumns weights;
    for (const model::AttributeSpec& attribute : spec.attributes) weights.push_back(columns_of(attribute));
    const double size = spec.size.value_or(kDefaultSize_m);
    std::unique_ptr<Premises> premises =
        spec.grid_crs.empty() ? read_premises(*spec.points, weights, size)
                              : read_premises(*spec.points, weights, core::Lattice{spec.grid_crs, 0, 0, size, size}, {});
    DemandReport report;
    report.format = "points";
    report.inputs = premises->inputs();
    report.defects = premises->defects();
    report.input_totals = premises->totals();
    report.left_out = premises->left_out();
    for (model::InputFile& input : report.inputs) input.role = "demand";
    return std::make_unique<PointDemand>(std::move(premises), std::move(report));
}

std::unique_ptr<OpenDemand> shared_among_points(std::unique_ptr<OpenDemand> squares, const model::DemandSpec& spec) {
    require_points(spec);
    WeightColumns weights(1);
    if (!spec.points->weight_column.empty()) weights.front().push_back(spec.points->weight_column);
    const core::CellBox cells = squares->cells();
    core::ClipBox map;
    map.u_min = cells.col_begin;
    map.u_max = cells.col_end;
    map.v_min = cells.row_begin;
    map.v_max = cells.row_end;
    std::unique_ptr<Premises> premises = read_premises(*spec.points, weights, squares->lattice(), map);
    return std::make_unique<SharedDemand>(std::move(squares), std::move(premises));
}

}  // namespace covmap::read
