#include "model/reconciliation.hpp"

#include "model/fixed_technology.hpp"

namespace covmap::model {

const std::vector<std::string>& figure_names(ReferenceShape shape) {
    static const std::vector<std::string> kLevels = {"nc", "cl", "bc", "tbc"}, kCounts = {"0", "1", "2", "3", "4", "5"},
                                          kDebits = {"inel_hd",    "elig_hd05",   "elig_hd3",  "elig_bhd8",
                                                     "elig_thd30", "elig_thd100", "elig_thd1g"};
    if (shape == ReferenceShape::levels) return kLevels;
    return shape == ReferenceShape::counts ? kCounts : kDebits;
}

const std::vector<std::int64_t>& debit_kbps() {
    static const std::vector<std::int64_t> kSlowestFirst = [] {
        std::vector<std::int64_t> speeds;
        for (auto c = kSpeedClasses.rbegin(); c != kSpeedClasses.rend(); ++c) speeds.push_back(c->down_kbps);
        return speeds;
    }();
    return kSlowestFirst;
}

}  // namespace covmap::model
