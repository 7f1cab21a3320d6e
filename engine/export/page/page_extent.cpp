// The first view of the page, what lies elsewhere, and the towns that name the map.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "export/page/page_parts.hpp"

namespace covmap::exports {

namespace {

constexpr double kTile = 2;         ///< degrees: territories in neighbouring tiles are one part
constexpr double kFar = 5;          ///< degrees between the boxes of two parts
constexpr std::size_t kTowns = 60;  ///< on the map at most
constexpr double kTownsAcross = 16;
constexpr std::int64_t kSmallestTown = 60;  ///< times smaller than the largest

using Tile = std::pair<int, int>;

struct Cluster {
    std::vector<std::size_t> rows;
    LonLatBox box;
    std::int64_t people = 0;
    bool known = false;
};

const model::Column* people_of(const PageContents& page) {
    return page.model.attributes.empty() ? nullptr : page.units.front().table->find(page.model.attributes.front().name);
}

std::map<Tile, std::vector<std::size_t>> rows_by_tile(const PageUnit& unit) {
    std::map<Tile, std::vector<std::size_t>> tiles;
    for (std::size_t row = 0; row < unit.spots.size(); ++row)
        if (unit.spots[row])
            tiles[{static_cast<int>(std::floor(unit.spots[row]->lon_lat.x / kTile)),
                   static_cast<int>(std::floor(unit.spots[row]->lon_lat.y / kTile))}]
                .push_back(row);
    return tiles;
}

void add_row(Cluster& cluster, std::size_t row, const PageUnit& unit, const model::Column* people) {
    if (cluster.rows.empty()) cluster.box = unit.spots[row]->box;
    cluster.rows.push_back(row);
    cluster.box.add(unit.spots[row]->box);
    if (people == nullptr || people->nulls[row]) return;
    cluster.known = true;
    cluster.people += people->numbers[row];
}

/// Territories in tiles that touch, the most people first.
std::vector<Cluster> clusters_of(const PageContents& page) {
    const PageUnit& unit = page.units.front();
    const model::Column* people = people_of(page);
    auto tiles = rows_by_tile(unit);
    std::vector<Cluster> clusters;
    while (!tiles.empty()) {
        Cluster& cluster = clusters.emplace_back();
        std::vector<Tile> open{tiles.begin()->first};
        while (!open.empty()) {
            const Tile tile = open.back();
            open.pop_back();
            const auto found = tiles.find(tile);
            if (found == tiles.end()) continue;
            for (const std::size_t row : found->second) add_row(cluster, row, unit, people);
            tiles.erase(found);
            for (int x = -1; x <= 1; ++x)
                for (int y = -1; y <= 1; ++y) open.emplace_back(tile.first + x, tile.second + y);
        }
    }
    std::stable_sort(clusters.begin(), clusters.end(), [](const Cluster& a, const Cluster& b) {
        return std::pair(a.people, a.rows.size()) > std::pair(b.people, b.rows.size());
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

core::Text name_of(const PageUnit& unit, std::size_t row) {
    const model::Column* names = unit.table->find("name");
    if (names != nullptr && !names->texts[row].empty()) return {names->texts[row], names->texts[row]};
    const std::string& code = unit.table->columns[0].texts[row];
    return {unit.label.fr + " " + code, unit.label.en + " " + code};
}

/// By the largest parent that lies there, else by its territory of the most people.
core::Text name_of(const PageContents& page, const Cluster& cluster) {
    for (std::size_t u = page.units.size() - 1; u-- > 1;) {
        const PageUnit& unit = page.units[u];
        for (std::size_t row = 0; row < unit.spots.size(); ++row)
            if (unit.spots[row] && gap_between(cluster.box, {unit.spots[row]->lon_lat.x, unit.spots[row]->lon_lat.y,
                                                             unit.spots[row]->lon_lat.x, unit.spots[row]->lon_lat.y}) <= 0)
                return name_of(unit, row);
    }
    const model::Column* people = people_of(page);
    const auto fewer = [&](std::size_t a, std::size_t b) { return people != nullptr && people->numbers[a] < people->numbers[b]; };
    return name_of(page.units.front(), *std::max_element(cluster.rows.begin(), cluster.rows.end(), fewer));
}

}  // namespace

PageExtent extent_of(const PageContents& page) {
    PageExtent extent;
    for (const Cluster& cluster : clusters_of(page)) {
        if (!extent.main) {
            extent.main = cluster.box;
            continue;
        }
        const bool is_far = !cluster.known || gap_between(*extent.main, cluster.box) > kFar;
        if (is_far && would_double(*extent.main, cluster.box))
            extent.elsewhere.push_back({name_of(page, cluster), cluster.box});
        else
            extent.main->add(cluster.box);
    }
    return extent;
}

std::vector<std::size_t> towns_of(const PageContents& page, const PageExtent& extent) {
    const PageUnit& unit = page.units.front();
    const model::Column *people = people_of(page), *names = unit.table->find("name");
    if (people == nullptr || names == nullptr || !extent.main) return {};
    std::vector<std::size_t> rows(unit.spots.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    std::int64_t most = 0;
    for (std::size_t row = 0; row < people->numbers.size(); ++row)
        if (!people->nulls[row]) most = std::max(most, people->numbers[row]);
    std::erase_if(rows, [&](std::size_t row) {
        return !unit.spots[row] || people->nulls[row] || names->texts[row].empty() || people->numbers[row] < most / kSmallestTown;
    });
    std::stable_sort(rows.begin(), rows.end(),
                     [&](std::size_t a, std::size_t b) { return people->numbers[a] > people->numbers[b]; });
    const double apart = std::max(extent.main->east - extent.main->west, extent.main->north - extent.main->south) / kTownsAcross;
    std::vector<std::size_t> towns;
    for (const std::size_t row : rows) {
        const auto is_near = [&](std::size_t other) {
            const core::Point a = unit.spots[row]->lon_lat, b = unit.spots[other]->lon_lat;
            return std::abs(a.x - b.x) < apart && std::abs(a.y - b.y) < apart;
        };
        if (towns.size() < kTowns && std::none_of(towns.begin(), towns.end(), is_near)) towns.push_back(row);
    }
    return towns;
}

}  // namespace covmap::exports
