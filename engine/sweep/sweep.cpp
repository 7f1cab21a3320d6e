#include "sweep/sweep.hpp"

#include <algorithm>
#include <set>

#include "core/process/stop_check.hpp"
#include "sweep/discs.hpp"
#include "sweep/row_sweep.hpp"

namespace covmap::sweep {

using core::Row;

void SweepReport::merge(const SweepReport& other) {
    const auto add = [](auto& into, const auto& from) {
        if (into.size() < from.size()) into.resize(from.size());
        for (std::size_t i = 0; i < from.size(); ++i) into[i] += from[i];
    };
    add(outside, other.outside);
    add(total, other.total);
    add(overlap_area, other.overlap_area);
    add(polygon_outside, other.polygon_outside);
    if (areas.size() < other.areas.size()) areas.resize(other.areas.size());
    for (std::size_t t = 0; t < other.areas.size(); ++t) {
        areas[t].swept_cells += other.areas[t].swept_cells;
        areas[t].swept_fraction += other.areas[t].swept_fraction;
        areas[t].taken_cells += other.areas[t].taken_cells;
        areas[t].taken_fraction += other.areas[t].taken_fraction;
    }
    if (has_demand.size() < other.has_demand.size()) has_demand.resize(other.has_demand.size());
    for (std::size_t t = 0; t < other.has_demand.size(); ++t)
        if (other.has_demand[t]) has_demand[t] = true;
    gap_area += other.gap_area;
    land_unknown_cells += other.land_unknown_cells;
    moved_inside += other.moved_inside;
    worst_cell_sum_error = std::max(worst_cell_sum_error, other.worst_cell_sum_error);
    open_windings += other.open_windings;
    negative_windings += other.negative_windings;
    counts.add(other.counts);
}

std::vector<Row> bands_of(const SweepInput& input) {
    std::set<Row> bands;
    const core::CellBox& cells = input.frame.cells;
    if (cells.empty()) return {};
    const Row first = core::band_of(cells.row_begin), last = core::band_of(cells.row_end - 1);
    const auto add = [&](const std::vector<Row>& more) {
        for (const Row band : more)
            if (band >= first && band <= last) bands.insert(band);
    };
    const core::CellBox demand = input.demand->cells();
    if (!demand.empty())
        for (Row band = core::band_of(demand.row_begin); band <= core::band_of(demand.row_end - 1); ++band) bands.insert(band);
    for (const EdgeSource& source : input.edges) add(source.store->bands());
    return {bands.begin(), bands.end()};
}

struct Worker::State {
    explicit State(const SweepInput& in) : input(in), discs(in), rows(in, report) {
        report.outside.assign(in.attributes + 1, 0);
        report.polygon_outside.assign(in.demand_polygons, 0);
        report.total.assign(in.attributes, 0);
        report.areas.resize(in.territories);
        report.has_demand.resize(in.territories);
        report.overlap_area.assign(in.territories, 0);
    }

    const SweepInput& input;
    SweepReport report;
    DiscIndex discs;
    DiscCutter disc_cutter;
    Cutter cutter;
    BandDemand demand;
    RowSweep rows;
    std::vector<core::Point> buffer;
};

Worker::Worker(const SweepInput& input) : m_state(std::make_unique<State>(input)) {}
Worker::~Worker() = default;
Worker::Worker(Worker&&) noexcept = default;
const core::SignatureLookup& Worker::signatures() const { return m_state->rows.signatures(); }
const SweepReport& Worker::report() const { return m_state->report; }

void Worker::sweep_band(Row band, std::span<core::Sink* const> sinks) {
    State& s = *m_state;
    core::CellBox cells = s.input.frame.cells;
    cells.row_begin = std::max(cells.row_begin, band * core::kBandRows);
    cells.row_end = std::min(cells.row_end, (band + 1) * core::kBandRows);
    if (cells.empty()) return;

    s.input.demand->load(cells.row_begin, cells.row_end, s.demand.rows);
    s.demand.sum_up();
    s.cutter.begin(cells);
    for (const EdgeSource& source : s.input.edges)
        source.store->for_each_chain(band, s.buffer, [&](std::uint32_t local, std::span<const core::Point> chain) {
            const std::uint32_t owner = source.owner[local];
            if (owner == EdgeSource::kLeftOut) return;
            for (std::size_t i = 0; i + 1 < chain.size(); ++i) s.cutter.add_edge(owner, chain[i], chain[i + 1]);
        });
    s.report.counts.discs += s.disc_cutter.cut(s.discs.in_band(band), cells, s.cutter);

    for (core::Sink* sink : sinks) sink->begin_band(band, s.rows.signatures());
    for (Row row = cells.row_begin; row < cells.row_end; ++row) {
        core::stop_check();
        s.rows.sweep(row, cells, s.cutter, s.demand, sinks);
    }
    for (core::Sink* sink : sinks) sink->end_band(band);

    ++s.report.counts.bands;
    s.report.counts.rows += static_cast<std::uint64_t>(cells.row_end - cells.row_begin);
    s.report.counts.edges += s.cutter.edges();
    s.report.counts.pieces += s.cutter.piece_count();
}

}  // namespace covmap::sweep
