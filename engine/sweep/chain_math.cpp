#include "sweep/chain_math.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace covmap::sweep {

double integral(std::int32_t corner, std::span<const Piece> pieces, std::uint32_t owner) {
    double sum = corner;
    for (const Piece& p : pieces) {
        if (p.owner != owner) continue;
        if (p.west != 0) sum += p.west * (1 - p.west_y());
        sum += p.east_area();
    }
    return sum;
}

bool one_chain(std::span<const Piece> pieces, std::uint32_t owner) {
    constexpr std::size_t kMost = 8;
    const Piece* own[kMost];
    std::size_t n = 0;
    for (const Piece& p : pieces) {
        if (p.owner != owner) continue;
        if (n == kMost) return false;
        own[n++] = &p;
    }
    if (n == 1) return true;
    const auto start = [](const Piece& p) { return p.sign > 0 ? std::pair(p.x0, p.y0) : std::pair(p.x1, p.y1); };
    const auto end = [](const Piece& p) { return p.sign > 0 ? std::pair(p.x1, p.y1) : std::pair(p.x0, p.y0); };
    std::size_t joins = 0;
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t followers = 0, leaders = 0;
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j) continue;
            followers += end(*own[i]) == start(*own[j]) ? 1U : 0U;
            leaders += start(*own[i]) == end(*own[j]) ? 1U : 0U;
        }
        if (followers > 1 || leaders > 1) return false;
        joins += followers;
    }
    return joins == n - 1;
}

double x_at(const Piece& p, double y) {
    if (y <= p.y0) return p.x0;
    if (y >= p.y1) return p.x1;
    return p.x0 + (p.x1 - p.x0) * ((y - p.y0) / (p.y1 - p.y0));
}

double crossing_y(const Piece& a, const Piece& b) {
    const double lo = std::max(a.y0, b.y0), hi = std::min(a.y1, b.y1);
    if (!(lo < hi)) return std::nan("");
    const double at_lo = x_at(a, lo) - x_at(b, lo), at_hi = x_at(a, hi) - x_at(b, hi);
    if (!(at_lo * at_hi < 0)) return std::nan("");
    return lo + (hi - lo) * (at_lo / (at_lo - at_hi));
}

bool crosses_itself(std::span<const Piece> pieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i)
        for (std::size_t j = i + 1; j < pieces.size(); ++j)
            if (pieces[i].owner == pieces[j].owner && !std::isnan(crossing_y(pieces[i], pieces[j]))) return true;
    return false;
}

}  // namespace covmap::sweep
