// Territories whose borders are shared, drawn at random.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include "core/polygon.hpp"

namespace covmap::test {

using Ring = std::vector<core::Point>;

inline Ring closed(Ring ring) {
    ring.push_back(ring.front());
    return ring;
}

/// A grid of n x n cells whose borders are random lines of 8 steps each, shared by both sides: no two borders meet but at
/// corners.
inline std::vector<core::MultiPolygon> patchwork(int n, unsigned seed) {
    std::mt19937 random(seed);
    const auto shake = [&](double most) { return (static_cast<double>(random() % 2001) / 1000.0 - 1) * most; };
    std::map<std::pair<int, int>, core::Point> corners;
    for (int y = 0; y <= n; ++y)
        for (int x = 0; x <= n; ++x) corners[{x, y}] = {x * 10 + shake(1), y * 10 + shake(1)};
    std::map<std::pair<std::pair<int, int>, std::pair<int, int>>, Ring> sides;
    const auto side = [&](std::pair<int, int> a, std::pair<int, int> b) {
        const bool turned = b < a;
        const auto key = turned ? std::pair{b, a} : std::pair{a, b};
        if (sides.count(key) == 0) {
            const core::Point p = corners[key.first], q = corners[key.second];
            Ring line{p};
            for (int i = 1; i < 24; ++i) {
                const double most = std::min(i, 24 - i) / 6.0;  // little beside corners, where lines would cross
                line.push_back({p.x + (q.x - p.x) * i / 24 + shake(0.15) + (std::abs(q.y - p.y) > 5 ? shake(most) : 0),
                                p.y + (q.y - p.y) * i / 24 + (std::abs(q.x - p.x) > 5 ? shake(most) : 0)});
            }
            line.push_back(q);
            sides[key] = line;
        }
        Ring line = sides[key];
        if (turned) std::reverse(line.begin(), line.end());
        line.pop_back();
        return line;
    };
    std::vector<core::MultiPolygon> rows;
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            Ring ring;
            const std::pair<int, int> around[] = {{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}};
            for (int i = 0; i < 4; ++i) {
                const Ring part = side(around[i], around[i + 1]);
                ring.insert(ring.end(), part.begin(), part.end());
            }
            rows.push_back({{closed(ring)}});
        }
    return rows;
}

}  // namespace covmap::test
