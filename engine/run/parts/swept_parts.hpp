// What the parts of a run swept, as one sweep of all bands would have found it.
#pragma once

#include <vector>

#include "run/compute/one_demand.hpp"
#include "run/parts/part_files.hpp"

namespace covmap::run {

/// Sums up tallies, reports, lo and hi; puts cells side by side; asks the cells for zones, places, lines, tests and ways to
/// places by replay. Memory: that of the store of the tally, and of one band a thread. The plan outlives it.
class SweptParts final : public SweptBands {
public:
    explicit SweptParts(std::vector<PartFiles> parts) : m_parts(std::move(parts)) {}
    SweepResult take(const DemandQuestion& question, ReadyDemand& ready) const override;

private:
    std::vector<PartFiles> m_parts;
};

}  // namespace covmap::run
