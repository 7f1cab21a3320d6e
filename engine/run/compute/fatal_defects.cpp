#include "run/compute/fatal_defects.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace covmap::run {

void refuse_defects(const core::Defects& defects, const RunOptions& options) {
    if (!options.strict) return;
    std::string found;
    for (const auto& [key, entry] : defects.entries()) {
        const auto& codes = options.strict_codes;
        if (!codes.empty() && std::find(codes.begin(), codes.end(), key.first) == codes.end()) continue;
        const core::DefectPlace& first = entry.examples.front();
        found += "\n  " + key.first + ": " + std::to_string(entry.count) + " in " + key.second + ", first at " +
                 (first.layer.empty() ? "" : first.layer + ":") + first.feature +
                 (first.detail.empty() ? "" : " («" + first.detail + "»)");
    }
    if (!found.empty()) throw core::Error(core::ErrorKind::input, "", "--strict: the inputs have defects" + found);
}

}  // namespace covmap::run
