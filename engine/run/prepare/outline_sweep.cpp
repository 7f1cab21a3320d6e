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

/// May the two have a cell in common? False where one of them has no ring.
bool are_near(const core::ChainStore::Bounds& a, const core::ChainStore::Bounds& b) {
    constexpr double kCells = 2;
    return a.u_min <= b.u_max + kCells && a.u_max >= b.u_min - kCells && a.v_min <= b.v_max + kCells &&
           a.v_max >= b.v_min - kCells;
}

}  // namespace

OutlinePart OutlinePart::around(const std::vector<std::size_t>& territories, const std::vector<core::ChainStore::Bounds>& boxes) {
    OutlinePart part{std::vector<bool>(boxes.size()), std::vector<bool>(boxes.size()), {}};
    for (const std::size_t t : territories) {
        part.summed[t] = true;
        if (boxes[t].u_min > boxes[t].u_max) continue;
        for (std::size_t other = 0; other < boxes.size(); ++other)
            if (are_near(boxes[t], boxes[other])) part.swept[other] = true;
        part.add_bands(boxes[t]);
    }
    return part;
}

void OutlinePart::add_middle(double share, const std::vector<core::ChainStore::Bounds>& boxes) {
    std::vector<double> middles;
    for (const core::ChainStore::Bounds& box : boxes)
        if (box.u_min <= box.u_max) middles.push_back(box.v_min + (box.v_max - box.v_min) / 2);
    if (middles.empty()) return;
    std::sort(middles.begin(), middles.end());
    const auto quantile = [&](double q) {
        return middles[static_cast<std::size_t>(q * static_cast<double>(middles.size() - 1))];
    };
    const double from = quantile(0.5 - share / 2), to = quantile(0.5 + share / 2);
    core::ChainStore::Bounds block;
    for (std::size_t t = 0; t < boxes.size(); ++t) {
        const double middle = boxes[t].v_min + (boxes[t].v_max - boxes[t].v_min) / 2;
        if (!(from <= middle && middle <= to)) continue;  // nor without a ring
        summed[t] = true;
        add_bands(boxes[t]);
        block.u_min = std::min(block.u_min, boxes[t].u_min), block.u_max = std::max(block.u_max, boxes[t].u_max);
        block.v_min = std::min(block.v_min, boxes[t].v_min), block.v_max = std::max(block.v_max, boxes[t].v_max);
    }
    for (std::size_t t = 0; t < boxes.size(); ++t)
        if (are_near(block, boxes[t])) swept[t] = true;
}

void OutlinePart::add_bands(const core::ChainStore::Bounds& box) {
    const auto band = [](double v) { return core::band_of(static_cast<core::Row>(std::floor(v))); };
    for (core::Row row = band(box.v_min - 1); row <= band(box.v_max + 1); ++row) in_bands.insert(row);
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
