#include "run/compute/first_partial.hpp"

#include "run/prepare/memory_needs.hpp"
#include "run/prepare/split_job.hpp"

namespace covmap::run {

std::optional<PartialMaps> partial_maps_before(const model::Job& job, const RunOptions& options, int threads,
                                               Progress& progress) {
    if (order_of_demands(job).front() == 0) return std::nullopt;
    model::Job first = of_demand(job, 0);
    // Records name premises, which the first demand may not have; they have an extent of their own.
    std::erase_if(first.supply, [](const model::SupplySpec& supply) { return supply.format == model::SupplyFormat::records; });
    std::vector<read::SupplyRead> records;
    const LoadedJob loaded =
        load_job(first, shares_of_memory(memory_of(job, options), threads).vertices, progress, records, options.lost_sites);
    return find_partial_maps(first, loaded, threads);
}

}  // namespace covmap::run
