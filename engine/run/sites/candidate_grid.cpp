#include "run/sites/candidate_grid.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/decimal.hpp"
#include "core/error.hpp"
#include "geodesy/disc.hpp"
#include "geodesy/locator.hpp"
#include "geodesy/metre_steps.hpp"
#include "run/sites/sites_options.hpp"

namespace covmap::run {

namespace {

constexpr core::Row kBlock = 64;  ///< cells a side in which a disc is taken to be as wide everywhere
constexpr double kWider = 1.1;    ///< and by how much it may be wider all the same
constexpr std::int64_t kMillion = 1'000'000;

struct Nodes {
    std::int64_t begin = 0, end = 0;  ///< columns [begin, end) of a row of nodes
};

/// Half the width and height of a disc, in cells, block by block.
class DiscSizes {
public:
    DiscSizes(const core::Lattice& lattice, double radius_m)
        : m_locator(lattice), m_maker(kSiteCrs, lattice), m_radius_m(radius_m) {}

    /// (0, 0) where no disc can be made.
    core::Point around(core::Row row, core::Col col) {
        const std::pair key(row / kBlock, col / kBlock);
        const auto known = m_known.find(key);
        if (known != m_known.end()) return known->second;
        core::Disc disc;
        core::Point half;
        if (m_maker.make(m_locator.centre(row, col), m_radius_m, disc))
            for (const core::Point& p : disc.around)
                half = {std::max(half.x, std::abs(p.x - col - 0.5) * kWider),
                        std::max(half.y, std::abs(p.y - row - 0.5) * kWider)};
        return m_known[key] = half;
    }

private:
    geodesy::Locator m_locator;
    geodesy::DiscMaker m_maker;
    double m_radius_m;
    std::map<std::pair<core::Row, core::Col>, core::Point> m_known;
};

using NodeRows = std::map<std::int64_t, std::vector<Nodes>>;

void add_near(const core::FailingCell& cell, core::Point half, double row_step, double column_step_m,
              const geodesy::MetreSteps& steps, NodeRows& rows) {
    const double u = cell.col + 0.5, v = cell.row + 0.5;
    const auto first = static_cast<std::int64_t>(std::ceil((v - half.y) / row_step - 0.5));
    for (std::int64_t j = first; (static_cast<double>(j) + 0.5) * row_step <= v + half.y; ++j) {
        const double column_step = steps.columns(column_step_m, (static_cast<double>(j) + 0.5) * row_step);
        const auto begin = static_cast<std::int64_t>(std::ceil((u - half.x) / column_step - 0.5));
        const auto end = static_cast<std::int64_t>(std::floor((u + half.x) / column_step - 0.5)) + 1;
        std::vector<Nodes>& runs = rows[j];
        if (begin >= end) continue;
        if (!runs.empty() && runs.back().begin <= begin && begin <= runs.back().end)
            runs.back().end = std::max(runs.back().end, end);
        else
            runs.push_back({begin, end});
    }
}

void join(std::vector<Nodes>& runs) {
    std::sort(runs.begin(), runs.end(), [](const Nodes& a, const Nodes& b) { return a.begin < b.begin; });
    std::vector<Nodes> joined;
    for (const Nodes& run : runs) {
        if (!joined.empty() && run.begin <= joined.back().end)
            joined.back().end = std::max(joined.back().end, run.end);
        else
            joined.push_back(run);
    }
    runs = std::move(joined);
}

}  // namespace

std::optional<double> grid_step_m(const std::string& text) {
    constexpr std::string_view kGrid = "grid:";
    if (!text.starts_with(kGrid)) return std::nullopt;
    std::string_view number = std::string_view(text).substr(kGrid.size());
    const bool km = number.ends_with("km");
    if (!km && !number.ends_with("m")) return std::nullopt;
    number.remove_suffix(km ? 2 : 1);
    const auto value = core::parse_decimal(number, core::kWeightScale);
    if (!value || *value <= 0) return std::nullopt;
    return static_cast<double>(*value) / kMillion * (km ? kMetresOfKm : 1);
}

std::vector<model::Place> grid_nodes(const core::Lattice& lattice, const core::FailingCells& cells, double step_m,
                                     double radius_m, std::size_t most) {
    const geodesy::MetreSteps steps(lattice);
    const double row_step = steps.rows(step_m);
    DiscSizes sizes(lattice, radius_m);
    NodeRows rows;
    for (const core::FailingCell& cell : cells.cells)
        add_near(cell, sizes.around(cell.row, cell.col), row_step, step_m, steps, rows);
    std::int64_t count = 0;
    for (auto& [j, runs] : rows) {
        join(runs);
        for (const Nodes& run : runs) count += run.end - run.begin;
    }
    if (count > static_cast<std::int64_t>(most))
        throw core::Error(core::ErrorKind::usage, "--candidates",
                          "a grid with " + std::to_string(count) +
                              " nodes near those who fail; take one of wider squares, so that "
                              "there are " +
                              std::to_string(most) + " at most");
    const geodesy::Locator locator(lattice);
    std::vector<model::Place> nodes;
    for (const auto& [j, runs] : rows) {
        const double v = (static_cast<double>(j) + 0.5) * row_step, column_step = steps.columns(step_m, v);
        for (const Nodes& run : runs)
            for (std::int64_t i = run.begin; i < run.end; ++i) {
                const core::Point at{(static_cast<double>(i) + 0.5) * column_step, v};
                nodes.push_back({"r" + std::to_string(j) + "c" + std::to_string(i), "", locator.wgs84(at), at});
            }
    }
    return nodes;
}

}  // namespace covmap::run
