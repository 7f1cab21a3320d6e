#include "export/extent.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace covmap::exports {

namespace {

constexpr double kTile = 2;  ///< degrees: territories in neighbouring tiles are one part
constexpr double kFar = 5;   ///< degrees between the boxes of two parts

using Spots = std::vector<std::optional<Spot>>;
using Tile = std::pair<int, int>;

struct Counted {
    Cluster cluster;
    std::int64_t people = 0;
    bool known = false;
};

std::map<Tile, std::vector<std::size_t>> rows_by_tile(const Spots& spots) {
    std::map<Tile, std::vector<std::size_t>> tiles;
    for (std::size_t row = 0; row < spots.size(); ++row)
        if (spots[row])
            tiles[{static_cast<int>(std::floor(spots[row]->lon_lat.x / kTile)),
                   static_cast<int>(std::floor(spots[row]->lon_lat.y / kTile))}]
                .push_back(row);
    return tiles;
}

void add_row(Counted& counted, std::size_t row, const LonLatBox& box, const model::Column* people) {
    if (counted.cluster.rows.empty()) counted.cluster.box = box;
    counted.cluster.rows.push_back(row);
    counted.cluster.box.add(box);
    if (people == nullptr || people->nulls[row]) return;
    counted.known = true;
    counted.people += people->numbers[row];
}

/// Territories in tiles that touch, the most people first.
std::vector<Counted> clusters_of(const Spots& spots, const model::Column* people) {
    auto tiles = rows_by_tile(spots);
    std::vector<Counted> clusters;
    while (!tiles.empty()) {
        Counted& counted = clusters.emplace_back();
        std::vector<Tile> open{tiles.begin()->first};
        while (!open.empty()) {
            const Tile tile = open.back();
            open.pop_back();
            const auto found = tiles.find(tile);
            if (found == tiles.end()) continue;
            for (const std::size_t row : found->second) add_row(counted, row, spots[row]->box, people);
            tiles.erase(found);
            for (int x = -1; x <= 1; ++x)
                for (int y = -1; y <= 1; ++y) open.emplace_back(tile.first + x, tile.second + y);
        }
    }
    std::stable_sort(clusters.begin(), clusters.end(), [](const Counted& a, const Counted& b) {
        return std::pair(a.people, a.cluster.rows.size()) > std::pair(b.people, b.cluster.rows.size());
    });
    return clusters;
}

bool would_double(const LonLatBox& box, LonLatBox with) {
    with.add(box);
    return with.east - with.west > 2 * (box.east - box.west) || with.north - with.south > 2 * (box.north - box.south);
}

double gap_between(const LonLatBox& a, const LonLatBox& b) {
    return std::max({a.west - b.east, b.west - a.east, a.south - b.north, b.south - a.north});
}

}  // namespace

void LonLatBox::add(core::Point p) { add(LonLatBox{p.x, p.y, p.x, p.y}); }

void LonLatBox::add(const LonLatBox& other) {
    west = std::min(west, other.west);
    south = std::min(south, other.south);
    east = std::max(east, other.east);
    north = std::max(north, other.north);
}

bool LonLatBox::holds(core::Point p) const { return p.x >= west && p.x <= east && p.y >= south && p.y <= north; }

Extent extent_of(const Spots& spots, const model::Column* people) {
    Extent extent;
    for (Counted& counted : clusters_of(spots, people)) {
        Cluster& cluster = counted.cluster;
        if (!extent.main) {
            extent.main = std::move(cluster);
            continue;
        }
        const bool is_far = !counted.known || gap_between(extent.main->box, cluster.box) > kFar;
        if (is_far && would_double(extent.main->box, cluster.box)) {
            extent.elsewhere.push_back(std::move(cluster));
            continue;
        }
        extent.main->box.add(cluster.box);
        extent.main->rows.insert(extent.main->rows.end(), cluster.rows.begin(), cluster.rows.end());
    }
    return extent;
}

}  // namespace covmap::exports
