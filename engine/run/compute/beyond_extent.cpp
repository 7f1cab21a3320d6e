#include "run/compute/beyond_extent.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/units.hpp"
#include "run/base/texts.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

constexpr std::int64_t kShare = 20;  ///< a twentieth of what is covered: less is what reaches over a border

struct ExtentSums {
    core::Int128 covered = 0, outside = 0;
};

/// The layers' bits of each claim that has an extent of places. Circles of sites reach over any edge.
std::map<std::size_t, std::vector<std::size_t>> bits_of_claims(const model::Catalogue& catalogue) {
    std::map<std::size_t, std::vector<std::size_t>> bits;
    for (std::size_t layer = 0; layer < catalogue.layers.size(); ++layer) {
        const std::size_t claim = catalogue.layers[layer].claim.value;
        const int extent = catalogue.claims[claim].extent;
        if (extent >= 0 && catalogue.claims[claim].radius_km == 0 &&
            !catalogue.extents[static_cast<std::size_t>(extent)].complete)
            bits[claim].push_back(layer);
    }
    return bits;
}

std::string whole_units(core::Int128 quanta, int scale) {
    return std::to_string(static_cast<std::int64_t>(std::llround(static_cast<double>(quanta) / std::pow(10, scale))));
}

}  // namespace

std::vector<std::string> beyond_extents(const model::RunModel& model, const core::TallyReader& tally) {
    const model::Catalogue& catalogue = model.catalogue;
    const auto bits = bits_of_claims(catalogue);
    if (bits.empty()) return {};
    const bool people = !model.attributes.empty();
    const std::vector<bool> published = meant(model.territories, model.job.only);
    std::map<std::size_t, ExtentSums> sums;
    tally.for_each([&](const core::TerritoryTally& rows) {
        if (!published[rows.territory.value]) return;
        for (std::size_t row = 0; row < rows.signatures.size(); ++row) {
            const std::int64_t value = rows.values[row * tally.stride() + (people ? 0 : tally.stride() - 1)];
            const core::SignatureId signature(rows.signatures[row]);
            const auto holds = [&](std::size_t bit) { return tally.signatures().test(signature, bit); };
            for (const auto& [claim, layers] : bits) {
                if (value == 0 || std::none_of(layers.begin(), layers.end(), holds)) continue;
                sums[claim].covered += value;
                if (!holds(catalogue.extent_bit(catalogue.claims[claim].extent))) sums[claim].outside += value;
            }
        }
    });
    std::map<int, std::string> lines;
    for (const auto& [claim, sum] : sums) {
        if (sum.outside == 0 || sum.outside * kShare < sum.covered) continue;
        const model::Claim& key = catalogue.claims[claim].key;
        std::string& line = lines[catalogue.claims[claim].extent];
        line += (line.empty() ? "" : ", ") + claim_text(key, model.operator_name(key.operator_code)) + " (" +
                whole_units(sum.outside, people ? core::kWeightScale : core::kAreaScale) + " of " +
                whole_units(sum.covered, people ? core::kWeightScale : core::kAreaScale) + ")";
    }
    std::vector<std::string> warnings;
    for (const auto& [extent, claims] : lines)
        warnings.push_back("coverage outside of its own extent, «" + catalogue.extents[static_cast<std::size_t>(extent)].source +
                           "»: " + (people ? model.attributes.front().name : std::string("km2")) + " of " + claims +
                           "; they count as covered there. Is the extent too small, or the map one of elsewhere?");
    return warnings;
}

}  // namespace covmap::run
