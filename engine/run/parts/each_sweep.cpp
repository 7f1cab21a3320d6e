#include "run/parts/each_sweep.hpp"

#include "run/parts/effective_job.hpp"
#include "run/prepare/split_job.hpp"

namespace covmap::run {

void each_sweep(const model::Job& job, const RunOptions& options, Clock& clock, Progress& progress,
                const std::function<std::optional<PartialMaps>(const std::string& unit)>& known_maps,
                const std::function<void(const DemandQuestion&)>& visit) {
    const int threads = threads_of(options);
    std::vector<read::SupplyRead> records;
    std::optional<PartialMaps> partial;
    if (known_maps) partial = known_maps(job.territory.unit);
    if (!partial) partial = partial_maps_before(job, options, threads, progress);
    for (const std::size_t d : order_of_demands(job))
        visit({of_demand(job, d), d, job.other_demands.empty(), options, {}, threads, clock, progress, partial, records});
    for (const model::TerritorySpec& territory : job.other_territories)
        each_sweep(of_territories(job, territory), options, clock, progress, known_maps, visit);
}

}  // namespace covmap::run
