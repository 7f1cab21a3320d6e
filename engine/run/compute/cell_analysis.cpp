#include "run/compute/cell_analysis.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <functional>
#include <iterator>

#include "core/error.hpp"
#include "geodesy/map_seam.hpp"
#include "measure/lines/line_tables.hpp"
#include "measure/lines/stretches.hpp"
#include "run/compute/read_lines.hpp"
#include "run/prepare/territory_filter.hpp"
#include "zones/make_zones.hpp"

namespace covmap::run {

namespace {

std::size_t position_of(const model::Job& job, const std::string& indicator) {
    std::size_t i = 0;
    while (i < job.indicator.size() && job.indicator[i].name != indicator) ++i;
    return i;
}

std::vector<const model::IndicatorSpec*> zone_standards(const model::Job& job) {
    std::vector<const model::IndicatorSpec*> standards;
    for (const model::ZonesSpec& zones : job.zones) standards.push_back(&job.indicator[position_of(job, zones.fails)]);
    return standards;
}

/// The indicators whose served cells are wanted, by position in the job: those of the zones, all of them for places.
std::vector<std::size_t> wanted_served(const model::Job& job, bool places) {
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < job.indicator.size(); ++i)
        if (places || std::any_of(job.zones.begin(), job.zones.end(),
                                  [&](const model::ZonesSpec& z) { return z.fails == job.indicator[i].name; }))
            wanted.push_back(i);
    return wanted;
}

std::vector<const model::IndicatorSpec*> specs_of(const model::Job& job, const std::vector<std::size_t>& positions) {
    std::vector<const model::IndicatorSpec*> specs;
    for (const std::size_t i : positions) specs.push_back(&job.indicator[i]);
    return specs;
}

std::vector<model::Place> all_of(const std::vector<std::vector<model::Place>>& lists) {
    std::vector<model::Place> all;
    for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
    return all;
}

measure::ColumnTurn turn_of(const core::Lattice& lattice) {
    const geodesy::Seam seam = geodesy::column_seam(lattice);
    return {seam.west, seam.turn};
}

}  // namespace

struct CellAnalysis::State {
    State(const model::RunModel& the_model, const core::CellAreas& areas, const std::vector<model::Site>& the_sites,
          std::vector<std::vector<model::Place>> the_places, std::vector<model::LineSet> the_lines)
        : model(the_model),
          sites(the_sites),
          places(std::move(the_places)),
          lines(std::move(the_lines)),
          line_index(lines, turn_of(model.frame.lattice)),
          queries(measure::place_queries(all_of(places))),
          standards(zone_standards(model.job), model.catalogue, model.markets),
          served(wanted_served(model.job, !places.empty())),
          served_standards(specs_of(model.job, served), model.catalogue, model.markets) {
        const std::vector<bool> published = meant(model.territories, model.job.only);
        for (const model::ZonesSpec& spec : model.job.zones) question.plans.push_back(zones::make_plan(spec, model, published));
        question.standards = &standards;
        question.areas = &areas;
        question.market_of = model.market_of;
    }

    const model::RunModel& model;
    const std::vector<model::Site>& sites;
    std::vector<std::vector<model::Place>> places;
    std::vector<model::LineSet> lines;
    measure::LineIndex line_index;
    std::vector<measure::PlaceQuery> queries;  ///< of all places, numbered through
    zones::Standards standards;                ///< of the zones
    std::vector<std::size_t> served;           ///< indicators of the job
    zones::Standards served_standards;
    zones::ZoneQuestion question;
};

CellAnalysis::CellAnalysis(const model::RunModel& model, const core::CellAreas& areas, const std::vector<model::Site>& sites,
                           std::vector<std::vector<model::Place>> places, std::vector<model::LineSet> lines)
    : m_state(std::make_unique<State>(model, areas, sites, std::move(places), std::move(lines))) {}
CellAnalysis::~CellAnalysis() = default;

bool CellAnalysis::asked() const {
    return !m_state->question.plans.empty() || !m_state->places.empty() || !m_state->lines.empty();
}

CellAnalysis::Lane::Lane(const CellAnalysis& analysis) {
    const State& s = *analysis.m_state;
    if (!s.question.plans.empty()) m_zones = std::make_unique<zones::ZoneSink>(s.question);
    if (!s.places.empty()) m_places = std::make_unique<measure::PlaceSink>(s.queries);
    if (!s.lines.empty()) m_lines = std::make_unique<measure::LineSink>(s.line_index);
    if (m_zones || m_places)
        m_served = std::make_unique<zones::ServedSink>(s.served_standards, s.model.market_of, s.model.attributes.size() + 1);
}

void CellAnalysis::Lane::append_to(std::vector<core::Sink*>& sinks) {
    if (m_zones) sinks.push_back(m_zones.get());
    if (m_places) sinks.push_back(m_places.get());
    if (m_served) sinks.push_back(m_served.get());
    if (m_lines) sinks.push_back(m_lines.get());
}

CellFindings CellAnalysis::finish(const std::vector<Lane*>& lanes) {
    State& s = *m_state;
    CellFindings findings;
    findings.index.lattice = s.model.frame.lattice;
    if (!asked()) return findings;
    find_lines(lanes, findings);
    if (s.question.plans.empty() && s.places.empty()) return findings;
    std::vector<zones::ServedMap> served;
    for (std::size_t i = 0; i < s.served.size(); ++i) {
        std::vector<zones::ServedRun> runs;
        for (const Lane* lane : lanes)
            runs.insert(runs.end(), lane->m_served->runs()[i].begin(), lane->m_served->runs()[i].end());
        served.emplace_back(std::move(runs));
    }
    find_zones(lanes, served, findings);
    find_places(lanes, served, findings);
    return findings;
}

void CellAnalysis::find_lines(const std::vector<Lane*>& lanes, CellFindings& findings) const {
    if (m_state->lines.empty()) return;
    std::vector<measure::LineSink*> sinks;
    for (Lane* lane : lanes) sinks.push_back(lane->m_lines.get());
    findings.line_findings = measure::merge_lines(m_state->lines, m_state->line_index, sinks);
    findings.lines = std::move(m_state->lines);
    for (std::size_t l = 0; l < findings.lines.size(); ++l) {
        findings.stretches.push_back(
            measure::find_stretches(m_state->model, m_state->model.job.lines[l], findings.lines[l], findings.line_findings[l]));
        draw_stretches(m_state->model.frame.lattice, findings.lines[l], findings.stretches.back());
    }
}

void CellAnalysis::find_zones(const std::vector<Lane*>& lanes, const std::vector<zones::ServedMap>& served,
                              CellFindings& findings) const {
    const State& s = *m_state;
    const zones::NearSites sites(s.sites);
    std::vector<zones::FoundZones> found(s.question.plans.size());
    tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t z) {
        std::vector<zones::BandZones> bands;
        for (Lane* lane : lanes) {
            auto& from = lane->m_zones->bands()[z];
            std::move(from.begin(), from.end(), std::back_inserter(bands));
            from = {};
        }
        const auto for_each = [](std::size_t n, const std::function<void(std::size_t)>& task) {
            tbb::parallel_for(std::size_t{0}, n, task);
        };
        const auto map =
            std::find(s.served.begin(), s.served.end(), position_of(s.model.job, s.model.job.zones[z].fails)) - s.served.begin();
        found[z] = zones::make_zones(std::move(bands), s.question.plans[z], s.model,
                                     {for_each, &served[static_cast<std::size_t>(map)], s.sites.empty() ? nullptr : &sites});
    });
    for (zones::FoundZones& one : found) {
        findings.zones.push_back(std::move(one.set));
        findings.index.zones.push_back(std::move(one.index));
    }
}

void CellAnalysis::find_places(const std::vector<Lane*>& lanes, const std::vector<zones::ServedMap>& served,
                               CellFindings& findings) const {
    const State& s = *m_state;
    if (s.places.empty()) return;
    findings.places = s.places;
    std::vector<model::PlaceFinding> all(all_of(s.places).size());
    for (const Lane* lane : lanes)
        for (const measure::PlaceSink::Found& found : lane->m_places->found()) {
            all[found.number].territory = found.territory;
            all[found.number].signature = found.signature;
        }
    const geodesy::Locator locator(s.model.frame.lattice);
    // With places the served standards are all indicators, in the job's order.
    std::vector<zones::Verdict> verdicts(s.served_standards.size());
    auto finding = all.begin();
    for (const std::vector<model::Place>& list : s.places) {
        for (const model::Place& place : list) {
            model::PlaceFinding& one = *finding++;
            if (!one.territory.valid()) continue;
            s.served_standards.judge(s.model.market_of[one.territory.value], one.signature, verdicts);
            for (std::size_t i = 0; i < verdicts.size(); ++i) {
                const bool met = verdicts[i] == zones::Verdict::meets;
                const auto nearest = met ? std::nullopt : served[i].nearest(place.grid, locator);
                one.served_m.push_back(met       ? std::optional<double>(0)
                                       : nearest ? std::optional<double>(nearest->away.distance_m)
                                                 : std::nullopt);
            }
            for (const model::ZoneIndex& zones : findings.index.zones) {
                const auto zone = model::zone_at(zones, place.grid);
                one.zone.push_back(zone ? zones.ids[*zone] : std::string());
            }
        }
        findings.place_findings.emplace_back(std::make_move_iterator(finding - static_cast<std::ptrdiff_t>(list.size())),
                                             std::make_move_iterator(finding));
    }
}

namespace {

/// Stretches and short ones of each indicator of a set.
std::vector<std::int64_t> in_stretches(const model::Job& job, const model::LinesSpec& spec, const model::StretchSet& set) {
    std::vector<std::int64_t> sums = set.short_mm;
    std::size_t asked = 0;
    for (const std::string& name : spec.fails) {
        const std::size_t position = position_of(job, name);
        if (position == job.indicator.size()) continue;
        for (const model::Stretch& stretch : set.stretches)
            if (stretch.indicator == position) sums[asked] += stretch.not_mm;
        ++asked;
    }
    return sums;
}

}  // namespace

std::vector<model::LineAccount> settle_lines(const model::RunModel& model, const CellFindings& findings) {
    std::vector<model::LineAccount> accounts;
    for (std::size_t l = 0; l < findings.lines.size(); ++l) {
        const model::LinesSpec& spec = model.job.lines[l];
        const model::LineAccount& account =
            accounts.emplace_back(measure::line_account(spec, findings.lines[l], findings.line_findings[l]));
        if (account.inside_mm + account.outside_mm != account.read_mm)
            throw core::Error(core::ErrorKind::check, "lines «" + spec.name + "»",
                              "inside and outside do not add up to what was read; please report it");
        if (measure::uncovered_mm(model, spec, findings.lines[l], findings.line_findings[l]) !=
            in_stretches(model.job, spec, findings.stretches[l]))
            throw core::Error(core::ErrorKind::check, "lines «" + spec.name + "»",
                              "its uncovered stretches do not add up to what fails by its tables; please report it");
    }
    return accounts;
}

}  // namespace covmap::run
