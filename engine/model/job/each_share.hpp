// The attributes of a job that tables by territory give.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "model/job/job.hpp"

namespace covmap::model {

/// Its demands, the first one first.
inline std::vector<const DemandSpec*> demands_of(const Job& job) {
    std::vector<const DemandSpec*> demands = {&job.demand};
    for (const DemandSpec& other : job.other_demands) demands.push_back(&other);
    return demands;
}

/// Every column of every [[demand.share]], in the order of the attributes that they become: visit(table, column, number of the
/// table in the job).
template <class Visit>
void each_share(const Job& job, const Visit& visit) {
    std::size_t number = 0;
    for (const DemandSpec* demand : demands_of(job))
        for (const ShareSpec& share : demand->share) {
            for (const ShareColumnSpec& column : share.columns) visit(share, column, number);
            ++number;
        }
}

/// Names of the attributes that tables give.
inline std::vector<std::string> share_names(const Job& job) {
    std::vector<std::string> names;
    each_share(job, [&](const ShareSpec&, const ShareColumnSpec& column, std::size_t) { names.push_back(column.name); });
    return names;
}

}  // namespace covmap::model
