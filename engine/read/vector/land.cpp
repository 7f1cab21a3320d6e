#include "read/vector/land.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace covmap::read {

Land::Land(const core::ChainStore& territories) {
    std::vector<core::Point> buffer;
    for (const core::Row band : territories.bands()) {
        std::unordered_map<std::uint32_t, Stretch> of_owner;
        territories.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const core::Point> vertices) {
            for (const core::Point p : vertices) {
                Stretch& stretch = of_owner.try_emplace(owner, Stretch{p.x, p.x}).first->second;
                stretch.from = std::min(stretch.from, p.x);
                stretch.to = std::max(stretch.to, p.x);
            }
        });
        std::vector<Stretch> all;
        for (const auto& [owner, stretch] : of_owner) all.push_back(stretch);
        std::sort(all.begin(), all.end(), [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
        std::vector<Stretch>& apart = m_bands[band];
        for (const Stretch& stretch : all)
            if (apart.empty() || apart.back().to < stretch.from)
                apart.push_back(stretch);
            else
                apart.back().to = std::max(apart.back().to, stretch.to);
    }
}

bool Land::meets(const core::ChainStore::Bounds& box) const {
    static constexpr double kFarthest = 1 << 30;
    if (!(box.u_min <= box.u_max && box.v_min <= box.v_max)) return false;
    const auto band = [](double v) {
        return core::band_of(static_cast<core::Row>(std::floor(std::clamp(v, -kFarthest, kFarthest))));
    };
    const auto end = m_bands.upper_bound(band(box.v_max));
    for (auto at = m_bands.lower_bound(band(box.v_min)); at != end; ++at) {
        const auto east = std::lower_bound(at->second.begin(), at->second.end(), box.u_min,
                                           [](const Stretch& s, double u) { return s.to < u; });
        if (east != at->second.end() && east->from <= box.u_max) return true;
    }
    return false;
}

}  // namespace covmap::read
