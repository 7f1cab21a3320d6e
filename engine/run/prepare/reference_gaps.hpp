// How the people of a demand stand against the official figures of the territories.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

/// One attribute, over the published territories that have an official figure of it. In quanta.
struct ReferenceGap {
    std::string attribute;
    std::size_t compared = 0;                ///< territories
    std::size_t beyond = 0;                  ///< of them more than 10 % off
    std::int64_t counted = 0, official = 0;  ///< sums of all that were compared
    model::Territory worst;                  ///< with the most people between the two, among those beyond
    std::int64_t worst_counted = 0, worst_official = 0;
};

/// Counts the demand by territory, without coverage, and compares it with each reference that names one of its attributes.
/// Empty where none does, and where the place of people inside a cell is not known before the run: points, and people that
/// polygons hold. Territories of which the demand knows nobody count as 0. Cost: the demand is read once more, and swept.
/// Throws core::Error as open_demand() and the sweep.
std::vector<ReferenceGap> reference_gaps(const model::Job& job, const LoadedJob& loaded, int threads);

/// «population: 12 of 42 territories are more than 10 % off …», with the sums and the largest gap.
std::string text_of(const ReferenceGap& gap, const std::string& unit);

}  // namespace covmap::run
