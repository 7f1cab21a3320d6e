#include "run/compute/replay.hpp"

#include <tbb/parallel_for.h>

#include <atomic>
#include <optional>

#include "measure/cells/doubt_sink.hpp"
#include "run/base/stop.hpp"
#include "sweep/quarters.hpp"

namespace covmap::run {

namespace {

/// A stored cell, whose quarters are worked out as in the sweep.
class ReplayedCell final : public sweep::QuarteredCell {
public:
    using QuarteredCell::QuarteredCell;
    void show(const store::StoredCut& stored, const core::SignatureLookup& signatures) {
        renew(signatures);
        m_stored = &stored;
        row = stored.row;
        col = stored.col;
        inhabited = stored.inhabited;
        area = stored.area;
        parts = stored.parts;
        values = stored.values;
        points = stored.points;
        point_values = stored.point_values;
    }

private:
    void make_geometry(core::CellGeometry& out) const override { out = m_stored->geometry; }
    const store::StoredCut* m_stored = nullptr;
};

}  // namespace

struct CellReplay::State {
    State(const store::CellsFile& from, const model::RunModel& model, const core::CellAreas& the_areas)
        : file(from.again()),
          areas(the_areas),
          signatures(core::words_for(model.catalogue.bits())),
          cell(static_cast<std::uint32_t>(model.territories.territories.size())) {}
    store::CellsFile file;
    const core::CellAreas& areas;
    core::Interner signatures;
    ReplayedCell cell;
};

CellReplay::CellReplay(const store::CellsFile& file, const model::RunModel& model, const core::CellAreas& areas)
    : m_state(std::make_unique<State>(file, model, areas)) {}
CellReplay::~CellReplay() = default;

void CellReplay::replay(core::Row band, std::span<core::Sink* const> sinks) {
    State& s = *m_state;
    for (core::Sink* sink : sinks) sink->begin_band(band, s.signatures);
    s.file.visit(band, s.signatures, s.areas,
                 {[&](const core::Group& group) {
                      for (core::Sink* sink : sinks) sink->group(group);
                  },
                  [&](const store::StoredCut& stored) {
                      s.cell.show(stored, s.signatures);
                      for (core::Sink* sink : sinks) sink->cut(s.cell);
                  }});
    for (core::Sink* sink : sinks) sink->end_band(band);
}

void replay_all(const store::CellsFile& file, const model::RunModel& model, const core::CellAreas& areas, std::size_t workers,
                const std::function<std::vector<core::Sink*>(std::size_t worker)>& sinks_of, Progress& progress) {
    std::atomic<std::size_t> next{0}, finished{0};
    const std::vector<core::Row>& bands = file.bands();
    tbb::parallel_for(std::size_t{0}, workers, [&](std::size_t worker) {
        const std::vector<core::Sink*> sinks = sinks_of(worker);
        CellReplay cells(file, model, areas);
        for (std::size_t i = next++; i < bands.size(); i = next++) {
            throw_if_cancelled();
            cells.replay(bands[i], sinks);
            progress.advance(static_cast<double>(++finished) / static_cast<double>(bands.size()));
        }
    });
}

namespace {

/// One thread's sinks.
struct ReplayLane {
    ReplayLane(const CellQuestion& question, const model::RunModel& model) : cells(question.analysis) {
        cells.append_to(sinks);
        if (question.indicators == nullptr) return;
        doubt.emplace(*question.indicators, model.market_of, model.attributes.size());
        sinks.push_back(&*doubt);
    }

    CellAnalysis::Lane cells;
    std::optional<measure::DoubtSink> doubt;
    std::vector<core::Sink*> sinks;
};

}  // namespace

CellReply replay_cells(const store::CellsFile& file, const model::RunModel& model, const core::CellAreas& areas,
                       const CellQuestion& question, int threads, Progress& progress) {
    std::vector<std::unique_ptr<ReplayLane>> lanes(static_cast<std::size_t>(std::max(1, threads)));
    replay_all(
        file, model, areas, lanes.size(),
        [&](std::size_t worker) {
            lanes[worker] = std::make_unique<ReplayLane>(question, model);
            return lanes[worker]->sinks;
        },
        progress);
    std::vector<CellAnalysis::Lane*> cells;
    std::vector<measure::DoubtSink*> doubts;
    for (const auto& lane : lanes) {
        cells.push_back(&lane->cells);
        if (lane->doubt) doubts.push_back(&*lane->doubt);
    }
    CellReply reply{question.analysis.finish(cells), {}};
    if (!doubts.empty()) reply.doubt = measure::DoubtSink::merge(doubts);
    return reply;
}

}  // namespace covmap::run
