#include "run/replay.hpp"

#include <tbb/parallel_for.h>

#include <atomic>

#include "run/cancel.hpp"
#include "sweep/quarters.hpp"

namespace covmap::run {

namespace {

/// A stored cell, whose quarters are worked out as in the sweep.
class ReplayedCell final : public sweep::QuarteredCell {
public:
    using QuarteredCell::QuarteredCell;
    void show(const read::StoredCut& stored, const core::SignatureLookup& signatures) {
        renew(signatures);
        m_stored = &stored;
        row = stored.row;
        col = stored.col;
        inhabited = stored.inhabited;
        area = stored.area;
        parts = stored.parts;
        values = stored.values;
    }

private:
    void make_geometry(core::CellGeometry& out) const override { out = m_stored->geometry; }
    const read::StoredCut* m_stored = nullptr;
};

struct ReplayLane {
    ReplayLane(const read::CellsFile& from, const core::RunModel& model, const CellAnalysis& analysis)
        : file(from.again()), signatures(core::words_for(model.catalogue.bits())), cell(static_cast<std::uint32_t>(model.territories.territories.size())), lane(analysis) {
        lane.append_to(sinks);
    }
    read::CellsFile file;
    core::Interner signatures;
    ReplayedCell cell;
    CellAnalysis::Lane lane;
    std::vector<core::Sink*> sinks;

    void replay(core::Row band, const core::CellAreas& areas) {
        for (core::Sink* sink : sinks) sink->begin_band(band, signatures);
        file.visit(band, signatures, areas,
                   {[&](const core::Group& group) {
                        for (core::Sink* sink : sinks) sink->group(group);
                    },
                    [&](const read::StoredCut& stored) {
                        cell.show(stored, signatures);
                        for (core::Sink* sink : sinks) sink->cut(cell);
                    }});
        for (core::Sink* sink : sinks) sink->end_band(band);
    }
};

}  // namespace

CellFindings replay_cells(const read::CellsFile& file, const core::RunModel& model, const core::CellAreas& areas, CellAnalysis& analysis, int threads,
                          Progress& progress) {
    const auto lanes_wanted = static_cast<std::size_t>(std::max(1, threads));
    std::vector<std::unique_ptr<ReplayLane>> lanes(lanes_wanted);
    std::atomic<std::size_t> next{0}, finished{0};
    const std::vector<core::Row>& bands = file.bands();
    tbb::parallel_for(std::size_t{0}, lanes_wanted, [&](std::size_t l) {
        lanes[l] = std::make_unique<ReplayLane>(file, model, analysis);
        for (std::size_t i = next++; i < bands.size(); i = next++) {
            throw_if_cancelled();
            lanes[l]->replay(bands[i], areas);
            progress.advance(static_cast<double>(++finished) / static_cast<double>(bands.size()));
        }
    });
    std::vector<CellAnalysis::Lane*> done;
    for (const auto& lane : lanes) done.push_back(&lane->lane);
    return analysis.finish(done);
}

}  // namespace covmap::run
