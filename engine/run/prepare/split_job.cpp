#include "run/prepare/split_job.hpp"

#include <algorithm>

namespace covmap::run {

namespace {

void ask_nothing_of_cells(model::Job& job) {
    job.zones.clear();
    job.places.clear();
    job.context.clear();
    job.lines.clear();
    job.measurement.clear();
    job.access.clear();  // ways to places are told of the first demand and territories; who is near one, of all
    job.output.keep = "none";
    for (const char* format : {"tif", "pmtiles", "mbtiles", "html"}) std::erase(job.output.formats, format);
}

}  // namespace

model::Job of_demand(const model::Job& job, std::size_t d) {
    model::Job one = job;
    one.other_demands.clear();
    one.other_territories.clear();
    if (d == 0) return one;
    one.demand = job.other_demands[d - 1];
    ask_nothing_of_cells(one);
    return one;
}

std::vector<std::size_t> order_of_demands(const model::Job& job) {
    std::vector<std::size_t> order;
    for (const bool premises : {true, false})
        for (std::size_t d = 0; d <= job.other_demands.size(); ++d)
            if ((d == 0 ? job.demand : job.other_demands[d - 1]).points.has_value() == premises) order.push_back(d);
    return order;
}

model::Job of_territories(const model::Job& job, const model::TerritorySpec& territory) {
    model::Job one = job;
    one.territory = territory;
    one.other_territories.clear();
    ask_nothing_of_cells(one);
    const auto known = [&](const std::string& kind) {
        return kind == territory.unit || std::any_of(territory.parents.begin(), territory.parents.end(),
                                                     [&](const model::ParentSpec& parent) { return parent.kind == kind; });
    };
    std::erase_if(one.only, [&](const auto& entry) { return !known(entry.first); });
    return one;
}

}  // namespace covmap::run
