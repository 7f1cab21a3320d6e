// Where to act next: the sites that serve most of those who fail a standard of a finished run.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/defect.hpp"
#include "core/units.hpp"
#include "model/run_model.hpp"
#include "run/base/progress.hpp"
#include "run/sites/candidates.hpp"
#include "run/sites/sites_options.hpp"
#include "sites/gains.hpp"

namespace covmap::run {

struct FoundSite {
    CandidatePlace at;
    core::TerritoryId territory;  ///< that it stands in; invalid: outside all of them
    sites::Gain gain;
};

/// What one territory gains. People are quanta, [attribute].
struct TerritoryGain {
    core::TerritoryId territory;
    std::vector<std::int64_t> failing, served;
};

struct SitesFound {
    std::shared_ptr<const model::RunModel> model;  ///< as the first demand has it, with the shares of its attributes
    SitesOptions options;                          ///< as they were understood
    std::size_t standard = 0;                      ///< an indicator of the model's job
    std::size_t attribute = 0;                     ///< whom it is told of first: the first that --gain names
    std::vector<FoundSite> sites;                  ///< in the order of choice
    std::vector<std::int64_t> failing, unknown;    ///< [attribute], of the published territories
    std::vector<TerritoryGain> territories;        ///< those with somebody who fails, sorted
    std::int64_t worth = 0;                        ///< thousandths of quanta
    std::optional<std::int64_t> bound;
    std::size_t candidates = 0, existing = 0;  ///< how many there were to choose from, and how many of them exist
    bool below_minimum = false;                ///< the next site would serve fewer people than the job publishes (publish_min)
    std::size_t at_seam = 0;                   ///< candidates whose disc crosses the seam of the map: left out
    core::Defects defects;                     ///< of the file of candidates
    [[nodiscard]] const model::IndicatorSpec& indicator() const { return model->job.indicator[standard]; }
};

/// Chooses greedily among flat discs: each site is taken to give the standard to everybody within the radius, without relief. The
/// people are those of the run's cells, by sub-cells of an eighth of their side (measure/cells/failing_sink.hpp); gains and what
/// is left add up to the run's figure, to the quantum. Reads tally.covt and cells.covc. The same whatever the threads. Errors:
/// input (not a run, one without cells, people or sites, the candidates), usage (an unknown indicator or attribute). Memory: the
/// failing cells and some 400 bytes a candidate. Cost: the cells once or twice, and some 10 microseconds a candidate.
SitesFound next_sites(const SitesOptions& options, Progress& progress);

}  // namespace covmap::run
