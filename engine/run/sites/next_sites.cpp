#include "run/sites/next_sites.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <thread>

#include "core/error.hpp"
#include "geodesy/cell_area.hpp"
#include "geodesy/disc.hpp"
#include "measure/cells/failing_shares.hpp"
#include "measure/cells/failing_sink.hpp"
#include "measure/cells/place_sink.hpp"
#include "model/indicator.hpp"
#include "run/base/named_standard.hpp"
#include "run/base/stop.hpp"
#include "run/compute/merge_demands.hpp"
#include "run/compute/replay.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/territory_filter.hpp"
#include "sites/choose.hpp"
#include "store/cells_file.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"

namespace covmap::run {

namespace {

constexpr std::int64_t kThousand = 1000;

std::size_t attribute_of(const std::string& name, const model::RunModel& model) {
    std::vector<std::string> names;
    for (const core::Attribute& attribute : model.attributes) names.push_back(attribute.name);
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end()) throw_unknown_name("--gain", name, names);
    return static_cast<std::size_t>(at - names.begin());
}

std::vector<std::int64_t> weights_of(const SitesOptions& options, const model::RunModel& model) {
    std::vector<std::int64_t> weights(model.attributes.size());
    if (options.gain.empty()) weights.front() = kThousand;
    for (const auto& [name, weight] : options.gain) weights[attribute_of(name, model)] = weight;
    return weights;
}

/// The shares of a run that are spread by an attribute of its cells, with their place in its tally.
std::vector<measure::TalliedShare> shares_of_cells(const model::RunModel& all, const model::RunModel& first) {
    std::vector<measure::TalliedShare> shares;
    for (std::size_t s = 0; s < all.shares.size(); ++s)
        if (all.shares[s].of < first.attributes.size())
            shares.push_back({all.attributes.size() - all.shares.size() + s, &all.shares[s]});
    return shares;
}

/// The model of the cells with the attributes of these shares behind; nothing where there are none.
std::optional<model::RunModel> with_shares(const model::RunModel& all, const model::RunModel& first) {
    const std::vector<measure::TalliedShare> shares = shares_of_cells(all, first);
    if (shares.empty()) return std::nullopt;
    model::RunModel wide = first;
    for (const measure::TalliedShare& one : shares) {
        wide.attributes.push_back(all.attributes[one.attribute]);
        wide.shares.push_back(*one.share);
    }
    return wide;
}

/// A place, what is there, and what a site on it would reach.
struct Spot {
    CandidatePlace at;
    core::TerritoryId territory;
    std::vector<std::uint64_t> signature;
};

class SiteSearch {
public:
    SiteSearch(const SitesOptions& options, Progress& progress)
        : m_progress(progress),
          m_tally(store::open_tally(store::standing_run(options.run) + "/tally.covt")),
          m_first(m_tally.model),
          m_wide(with_shares(m_tally.model, m_first.model())),
          m_model(m_wide ? *m_wide : m_first.model()),
          m_file(cells_path(options), m_first.model()),
          m_areas(geodesy::make_cell_areas(m_model.frame.lattice, m_model.frame.cells)),
          m_published(meant(m_model.territories, m_model.job.only)) {
        if (m_model.attributes.empty())
            throw core::Error(core::ErrorKind::input, options.run, "counts no people, so that no site can serve any");
        refuse_confidential(options);
        m_found.options = options;
        m_found.standard = named_standard(options.standard, m_model.job);
        m_workers = static_cast<std::size_t>(
            options.threads > 0 ? options.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
        m_worth.weights = weights_of(options, m_model);
        if (!options.gain.empty()) m_found.attribute = attribute_of(options.gain.front().first, m_model);
        m_worth.serve = options.serve;
        m_worth.capacity = options.capacity;
    }

    SitesFound find() {
        tbb::task_arena arena(static_cast<int>(m_workers));
        arena.execute([&] {
            find_failing();
            find_spots();
            choose();
        });
        m_progress.done();
        m_found.model = std::make_shared<const model::RunModel>(m_model);
        return std::move(m_found);
    }

private:
    static std::string cells_path(const SitesOptions& options) {
        const std::string path = store::standing_run(options.run) + "/cells.covc";
        if (std::filesystem::exists(path)) return path;
        throw core::Error(core::ErrorKind::input, options.run,
                          "has no cells.covc; add keep = \"cells\" to the [output] of its job and run that again");
    }

    /// A small disc tells of a square, a mast of its source.
    void refuse_confidential(const SitesOptions& options) const {
        const model::Job& job = m_model.job;
        if (options.existing_first && model::has_confidential_supply(job))
            throw core::Error(core::ErrorKind::input, options.run,
                              "has a confidential supply, whose masts are not told; leave --existing-first out");
        if (!model::has_confidential_people(job)) return;
        for (const core::Attribute& attribute : m_first.model().attributes)
            if (!job.publish_min.contains(attribute.name))
                throw core::Error(
                    core::ErrorKind::input, options.run,
                    "has confidential people, of whom a small disc would tell; say in its job from how many on they "
                    "may be told: publish_min = { " +
                        attribute.name + " = 11 }");
    }

    void find_failing() {
        m_progress.phase("cells");
        const measure::CompiledIndicators indicators({m_model.job.indicator[m_found.standard]}, m_model.catalogue,
                                                     m_model.markets);
        const measure::FailingQuestion question{&indicators,
                                                0,
                                                m_model.job.indicator[m_found.standard].low_is_good,
                                                m_model.market_of,
                                                &m_published,
                                                m_first.model().attributes.size()};
        std::vector<std::unique_ptr<measure::FailingSink>> sinks(m_workers);
        replay_all(
            m_file, m_first.model(), *m_areas, m_workers,
            [&](std::size_t worker) {
                sinks[worker] = std::make_unique<measure::FailingSink>(question);
                return std::vector<core::Sink*>{sinks[worker].get()};
            },
            m_progress);
        std::vector<measure::FailingSink*> all;
        for (const auto& sink : sinks) all.push_back(sink.get());
        m_cells = measure::FailingSink::merge(all);
        const std::vector<measure::TalliedShare> shares = shares_of_cells(m_tally.model, m_first.model());
        if (!shares.empty()) measure::add_failing_shares(*m_tally.reader, question, shares, m_cells);
        m_found.failing = m_cells.totals();
        m_found.unknown = m_cells.unknown;
    }

    void find_spots() {
        m_progress.phase("candidates");
        CandidatePlaces given = read_candidates(m_found.options, m_model, m_cells);
        m_found.defects = std::move(given.defects);
        const std::size_t fresh = given.places.size();
        if (m_found.options.existing_first) add_existing(given.places);
        std::vector<Spot> spots;
        for (CandidatePlace& place : given.places) spots.push_back({std::move(place), {}, {}});
        look_at(spots);
        for (std::size_t i = 0; i < spots.size(); ++i) {
            const bool on_land = spots[i].territory.valid() && m_published[spots[i].territory.value];
            if (i < fresh ? on_land || !given.on_land : lacks(spots[i])) m_spots.push_back(std::move(spots[i]));
        }
    }

    void add_existing(std::vector<CandidatePlace>& places) {
        std::vector<model::Site> sites = m_file.sites();
        if (sites.empty())
            throw core::Error(
                core::ErrorKind::input, m_found.options.run,
                "knows no sites, so that --existing-first has none to take; its job has no [[supply]] of the format sites");
        const auto canonical = canonical_operators(m_model.job);
        for (model::Site& site : sites) site.operator_code = canonical(site.operator_code);
        for (CandidatePlace& mast : existing_places(sites, m_model.frame.lattice)) places.push_back(std::move(mast));
    }

    /// What the run says of each spot.
    void look_at(std::vector<Spot>& spots) {
        std::vector<model::Place> places;
        for (const Spot& spot : spots) places.push_back(spot.at.place);
        const std::vector<measure::PlaceQuery> queries = measure::place_queries(places);
        std::vector<std::unique_ptr<measure::PlaceSink>> sinks(m_workers);
        replay_all(
            m_file, m_first.model(), *m_areas, m_workers,
            [&](std::size_t worker) {
                sinks[worker] = std::make_unique<measure::PlaceSink>(queries);
                return std::vector<core::Sink*>{sinks[worker].get()};
            },
            m_progress);
        for (const auto& sink : sinks)
            for (const measure::PlaceSink::Found& found : sink->found()) {
                spots[found.number].territory = found.territory;
                if (spots[found.number].at.existing) spots[found.number].signature = found.signature;
            }
    }

    /// Has no operator of an existing site what is asked at its place? Asked of each alone; not where the run does not know.
    [[nodiscard]] bool lacks(const Spot& spot) const {
        if (!spot.territory.valid()) return false;
        const model::Market& market = m_model.markets[m_model.market_of[spot.territory.value]];
        const std::string& codes = spot.at.operators;
        for (std::size_t begin = 0; begin < codes.size();) {
            const std::size_t end = std::min(codes.find(',', begin), codes.size());
            model::IndicatorSpec spec = m_model.job.indicator[m_found.standard];
            if (!spec.combines()) {
                spec.of = {codes.substr(begin, end - begin)};
                spec.min = 1;
                spec.max.reset();
                spec.all = false;
            }
            const model::State state = model::CompiledIndicator(spec, m_model.catalogue, market)(spot.signature);
            if (state != (spec.low_is_good ? model::State::met : model::State::not_met)) return false;
            begin = end + 1;
        }
        return true;
    }

    void choose() {
        m_progress.phase("sites");
        std::vector<sites::Candidate> candidates;
        std::vector<std::size_t> spot_of;
        geodesy::DiscMaker maker(kSiteCrs, m_model.frame.lattice);
        const double radius_m = m_found.options.radius_km * kMetresOfKm;
        for (std::size_t i = 0; i < m_spots.size(); ++i) {
            sites::Candidate candidate;
            const core::Point at = m_spots[i].at.place.wgs84;
            if (maker.at_seam(at, radius_m) || !maker.make(at, radius_m, candidate.reach)) {
                ++m_found.at_seam;
                continue;
            }
            candidate.cost = m_spots[i].at.cost;
            candidate.existing = m_spots[i].at.existing;
            m_found.existing += candidate.existing ? 1 : 0;
            candidates.push_back(candidate);
            spot_of.push_back(i);
        }
        m_found.candidates = candidates.size();
        if (candidates.empty())
            throw core::Error(core::ErrorKind::input, m_found.options.candidates, "no candidate is left to choose from");
        sites::Served served(m_cells, m_worth);
        sites::Choice choice = sites::choose(served, candidates, plan());
        keep_published(choice, candidates, served);
        for (const sites::Pick& pick : choice.picks) {
            Spot& spot = m_spots[spot_of[pick.candidate]];
            m_found.sites.push_back({std::move(spot.at), spot.territory, pick.gain});
        }
        m_found.worth = choice.worth;
        m_found.bound = choice.bound;
        sum_up(served);
    }

    /// Ends the choice before a site that serves fewer people than may be told of.
    void keep_published(sites::Choice& choice, const std::vector<sites::Candidate>& candidates, sites::Served& served) {
        const auto too_few = [&](const sites::Pick& pick) {
            for (std::size_t a = 0; a < m_cells.attributes; ++a) {
                const auto least = m_model.job.publish_min.find(m_model.attributes[a].name);
                if (least != m_model.job.publish_min.end() && pick.gain.people[a] > 0 && pick.gain.people[a] < least->second)
                    return true;
            }
            return false;
        };
        const auto end = std::find_if(choice.picks.begin(), choice.picks.end(), too_few);
        if (end == choice.picks.end()) return;
        m_found.below_minimum = true;
        choice.picks.erase(end, choice.picks.end());
        served.clear();
        choice.worth = 0;
        for (const sites::Pick& pick : choice.picks) choice.worth += served.add(candidates[pick.candidate].reach).worth;
    }

    [[nodiscard]] sites::Plan plan() const {
        sites::Plan plan;
        plan.k = m_found.options.k;
        plan.budget = m_found.options.budget;
        plan.existing_first = m_found.options.existing_first;
        plan.for_each = [](std::size_t n, const std::function<void(std::size_t)>& task) {
            tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
                throw_if_cancelled();
                task(i);
            });
        };
        plan.picked = [this](std::size_t done) {
            throw_if_cancelled();
            m_progress.advance(static_cast<double>(done) / static_cast<double>(m_found.options.k));
        };
        return plan;
    }

    void sum_up(const sites::Served& served) {
        const std::size_t attributes = m_cells.attributes;
        std::map<core::TerritoryId, TerritoryGain> by_territory;
        for (std::size_t cell = 0; cell < m_cells.cells.size(); ++cell) {
            TerritoryGain& gain = by_territory[m_cells.cells[cell].territory];
            gain.failing.resize(attributes);
            gain.served.resize(attributes);
            for (std::size_t a = 0; a < attributes; ++a) {
                gain.failing[a] += m_cells.people[cell * attributes + a];
                gain.served[a] += served.served(cell, a);
            }
        }
        for (auto& [territory, gain] : by_territory) {
            gain.territory = territory;
            m_found.territories.push_back(std::move(gain));
        }
    }

    Progress& m_progress;
    store::TallyFile m_tally;
    FirstDemand m_first;
    std::optional<model::RunModel> m_wide;
    const model::RunModel& m_model;  ///< as the first demand has it, with its shares
    store::CellsFile m_file;
    std::unique_ptr<core::CellAreas> m_areas;
    std::vector<bool> m_published;
    std::size_t m_workers = 1;
    sites::Worth m_worth;
    core::FailingCells m_cells;
    std::vector<Spot> m_spots;
    SitesFound m_found;
};

}  // namespace

SitesFound next_sites(const SitesOptions& options, Progress& progress) { return SiteSearch(options, progress).find(); }

}  // namespace covmap::run
