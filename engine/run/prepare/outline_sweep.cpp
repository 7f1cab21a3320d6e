#include "run/prepare/outline_sweep.hpp"

#include <tbb/parallel_for.h>

#include <atomic>
#include <cmath>

#include "geodesy/cell_area.hpp"
#include "run/base/stop.hpp"
#include "sweep/sweep.hpp"

namespace covmap::run {

namespace {

/// One worker's sums.
class OutlineSink final : public core::Sink {
public:
    OutlineSink(std::size_t territories, const OutlineSums::OfTerritory& nothing) {
        m_sums.territories.assign(territories, nothing);
    }
    void begin_band(core::Row, const core::SignatureLookup& signatures) override { m_signatures = &signatures; }
    void group(const core::Group& group) override {
        const std::size_t stride = group.values.size() / group.signatures.size();
        for (std::size_t part = 0; part < group.signatures.size(); ++part)
            add(group.territory, group.signatures[part], group.values.subspan(part * stride, stride));
    }
    void cut(const core::CutCell& cell) override {
        const std::size_t stride = cell.values.size() / cell.parts.size();
        for (std::size_t part = 0; part < cell.parts.size(); ++part)
            add(cell.parts[part].territory, cell.parts[part].signature, cell.values.subspan(part * stride, stride));
    }
    void end_band(core::Row) override {}
    [[nodiscard]] const OutlineSums& sums() const { return m_sums; }

private:
    void add(core::TerritoryId territory, std::uint32_t signature, std::span<const std::int64_t> values) {
        OutlineSums::OfTerritory& of = m_sums.territories[territory.value];
        const std::int64_t people = values.size() > 1 ? values.front() : 0, area = values.back();
        for (std::size_t a = 0; a + 1 < values.size(); ++a) of.weights[a] += values[a];
        of.area += area;
        const std::span<const std::uint64_t> bits = m_signatures->bits(signature);
        for (std::size_t o = 0; o < of.people_inside.size(); ++o)
            if ((bits[o / 64] >> (o % 64) & 1U) != 0) of.people_inside[o] += people, of.area_inside[o] += area;
    }

    OutlineSums m_sums;
    const core::SignatureLookup* m_signatures = nullptr;
};

void add(const OutlineSums& from, OutlineSums& into) {
    for (std::size_t t = 0; t < from.territories.size(); ++t) {
        const OutlineSums::OfTerritory& a = from.territories[t];
        OutlineSums::OfTerritory& b = into.territories[t];
        for (std::size_t w = 0; w < a.weights.size(); ++w) b.weights[w] += a.weights[w];
        b.area += a.area;
        for (std::size_t o = 0; o < a.people_inside.size(); ++o)
            b.people_inside[o] += a.people_inside[o], b.area_inside[o] += a.area_inside[o];
    }
}

}  // namespace

OutlinePart OutlinePart::around(const std::vector<std::size_t>& territories, const std::vector<core::ChainStore::Bounds>& boxes) {
    constexpr double kCells = 2;  // two territories with a cell in common are nearer than that
    OutlinePart part{std::vector<bool>(boxes.size()), std::vector<bool>(boxes.size()), {}};
    for (const std::size_t t : territories) {
        part.summed[t] = true;
        const core::ChainStore::Bounds& of = boxes[t];
        if (of.u_min > of.u_max) continue;
        for (std::size_t other = 0; other < boxes.size(); ++other) {
            const core::ChainStore::Bounds& box = boxes[other];
            if (box.u_min <= of.u_max + kCells && box.u_max >= of.u_min - kCells && box.v_min <= of.v_max + kCells &&
                box.v_max >= of.v_min - kCells)
                part.swept[other] = true;
        }
        const auto band = [](double v) { return core::band_of(static_cast<core::Row>(std::floor(v))); };
        for (core::Row row = band(of.v_min - 1); row <= band(of.v_max + 1); ++row) part.in_bands.insert(row);
    }
    return part;
}

OutlineSums sweep_outlines(const model::Job& job, const LoadedJob& loaded, const std::vector<core::ChainStore>& outlines,
                           int threads, const OutlinePart* part) {
    const std::unique_ptr<read::OpenDemand> demand = read::open_demand(job.demand);
    const auto areas = geodesy::make_cell_areas(loaded.frame.lattice, loaded.frame.cells);
    const std::size_t territories = loaded.territories.set.territories.size();
    sweep::SweepInput input;
    input.frame = loaded.frame;
    input.territories = static_cast<std::uint32_t>(territories);
    input.bits = static_cast<std::uint32_t>(outlines.size());
    input.attributes = demand->attributes();
    input.demand = demand.get();
    input.areas = areas.get();
    const core::Spread by_area = demand->has_land() ? core::Spread::land : core::Spread::cell;
    input.spread = job.demand.spread.value_or(by_area);
    if (input.spread == core::Spread::points) input.spread = by_area;
    input.edges.push_back({&loaded.territories.store, loaded.territories.owner});
    if (part != nullptr)
        for (std::uint32_t& owner : input.edges.back().owner)
            if (!part->swept[owner]) owner = sweep::EdgeSource::kLeftOut;
    for (std::size_t o = 0; o < outlines.size(); ++o)
        input.edges.push_back({&outlines[o], {static_cast<std::uint32_t>(territories + o)}});
    std::vector<core::Row> bands = sweep::bands_of(input);
    if (part != nullptr) std::erase_if(bands, [&](core::Row band) { return !part->in_bands.contains(band); });
    const OutlineSums::OfTerritory nothing{std::vector<std::int64_t>(input.attributes), 0,
                                           std::vector<std::int64_t>(outlines.size()),
                                           std::vector<std::int64_t>(outlines.size())};
    std::vector<std::unique_ptr<OutlineSink>> sinks(static_cast<std::size_t>(std::max(1, threads)));
    std::atomic<std::size_t> next{0};
    tbb::parallel_for(std::size_t{0}, sinks.size(), [&](std::size_t lane) {
        sinks[lane] = std::make_unique<OutlineSink>(territories, nothing);
        sweep::Worker worker(input);
        core::Sink* const sink = sinks[lane].get();
        for (std::size_t i = next++; i < bands.size(); i = next++) {
            throw_if_cancelled();
            worker.sweep_band(bands[i], {&sink, 1});
        }
    });
    OutlineSums sums;
    sums.territories.assign(territories, nothing);
    sums.has_people = input.attributes > 0;
    for (const auto& sink : sinks) add(sink->sums(), sums);
    for (std::size_t t = 0; part != nullptr && t < territories; ++t)
        if (!part->summed[t]) sums.territories[t] = nothing;
    return sums;
}

}  // namespace covmap::run
