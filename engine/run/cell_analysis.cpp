#include "run/cell_analysis.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>

#include "run/matching.hpp"
#include "zones/make_zones.hpp"

namespace covmap::run {

namespace {

std::vector<const core::IndicatorSpec*> standards_of(const core::Job& job) {
    std::vector<const core::IndicatorSpec*> standards;
    for (const core::ZonesSpec& zones : job.zones)
        for (const core::IndicatorSpec& indicator : job.indicator)
            if (indicator.name == zones.fails) standards.push_back(&indicator);
    return standards;
}

std::vector<bool> published(const core::RunModel& model) {
    std::vector<bool> result;
    for (const core::Territory& territory : model.territories.territories) result.push_back(is_meant(model.territories, territory, model.job.only));
    return result;
}

}  // namespace

struct CellAnalysis::State {
    State(const core::RunModel& the_model, const core::CellAreas& areas, const std::vector<core::Site>& the_sites)
        : model(the_model), sites(the_sites), standards(standards_of(the_model.job), the_model.catalogue, the_model.markets) {
        const std::vector<bool> meant = published(model);
        for (const core::ZonesSpec& spec : model.job.zones) question.plans.push_back(zones::make_plan(spec, model, meant));
        question.standards = &standards;
        question.areas = &areas;
        question.market_of = model.market_of;
    }

    const core::RunModel& model;
    const std::vector<core::Site>& sites;
    zones::Standards standards;
    zones::ZoneQuestion question;
};

CellAnalysis::CellAnalysis(const core::RunModel& model, const core::CellAreas& areas, const std::vector<core::Site>& sites)
    : m_state(std::make_unique<State>(model, areas, sites)) {}
CellAnalysis::~CellAnalysis() = default;

bool CellAnalysis::asked() const { return !m_state->question.plans.empty(); }

CellAnalysis::Lane::Lane(const CellAnalysis& analysis) {
    const State& s = *analysis.m_state;
    if (s.question.plans.empty()) return;
    m_zones = std::make_unique<zones::ZoneSink>(s.question);
    m_served = std::make_unique<zones::ServedSink>(s.standards, s.model.market_of, s.model.attributes.size() + 1);
}

void CellAnalysis::Lane::append_to(std::vector<core::Sink*>& sinks) {
    if (m_zones) sinks.push_back(m_zones.get());
    if (m_served) sinks.push_back(m_served.get());
}

CellFindings CellAnalysis::finish(const std::vector<Lane*>& lanes) {
    State& s = *m_state;
    CellFindings findings;
    findings.index.lattice = s.model.frame.lattice;
    if (!asked()) return findings;
    const zones::NearSites sites(s.sites);
    const std::size_t count = s.question.plans.size();
    std::vector<zones::FoundZones> found(count);
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t z) {
        std::vector<zones::BandZones> bands;
        std::vector<zones::ServedRun> runs;
        for (Lane* lane : lanes) {
            auto& from = lane->m_zones->bands()[z];
            std::move(from.begin(), from.end(), std::back_inserter(bands));
            from = {};
            const auto& served = lane->m_served->runs()[z];
            runs.insert(runs.end(), served.begin(), served.end());
        }
        const geodesy::Locator locator(s.model.frame.lattice);
        const zones::ServedMap map(std::move(runs));
        found[z] = zones::make_zones(std::move(bands), s.question.plans[z], s.model, {&locator, &map, s.sites.empty() ? nullptr : &sites});
    });
    for (zones::FoundZones& one : found) {
        findings.zones.push_back(std::move(one.set));
        findings.index.zones.push_back(std::move(one.index));
    }
    return findings;
}

}  // namespace covmap::run
