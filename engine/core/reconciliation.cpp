#include "core/reconciliation.hpp"

namespace covmap::core {

const std::vector<std::string>& figure_names(ReferenceShape shape) {
    static const std::vector<std::string> kLevels = {"nc", "cl", "bc", "tbc"}, kCounts = {"0", "1", "2", "3", "4", "5"},
                                          kDebits = {"inel_hd",    "elig_hd05",   "elig_hd3",  "elig_bhd8",
                                                     "elig_thd30", "elig_thd100", "elig_thd1g"};
    if (shape == ReferenceShape::levels) return kLevels;
    return shape == ReferenceShape::counts ? kCounts : kDebits;
}

// Source: Arcep, «Ma connexion internet»: HD05, HD3, BHD8, THD30, THD100, THD1G, by their names as thresholds.
const std::vector<std::int64_t>& debit_kbps() {
    static const std::vector<std::int64_t> kSpeeds = {0, 500, 3'000, 8'000, 30'000, 100'000, 1'000'000};
    return kSpeeds;
}

}  // namespace covmap::core
