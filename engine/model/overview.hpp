// A whole run on a page or two, and what changed since an earlier one.
#pragma once

#include <string>
#include <vector>

#include "model/digest.hpp"

namespace covmap::model {

inline constexpr std::size_t kMostChangedPlaces = 8;

/// A territory whose number of people left out changed.
struct OverviewPlaceChange {
    std::string name;
    std::int64_t before = 0, after = 0;  ///< quanta
};

/// One indicator, then and now.
struct OverviewChange {
    std::size_t indicator = 0;  ///< position in Digest::indicators
    SheetValue share_before, share_after;
    SheetValue lacking_before, lacking_after;  ///< none: people are not compared
    std::vector<OverviewPlaceChange> places;   ///< the largest change first; none where people are not compared
};

struct Overview {
    Digest digest;
    std::string date;     ///< of the coverage, ISO
    std::string earlier;  ///< folder of the run that it is compared with; empty: none
    bool people_told = false;
    std::vector<OverviewChange> changes;
    std::vector<std::string> notes;  ///< of the comparison
};

}  // namespace covmap::model
