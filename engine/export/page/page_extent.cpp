// The first view of the page, what lies elsewhere, and the towns that name the map.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "export/page/page_parts.hpp"

namespace covmap::exports {

namespace {

constexpr std::size_t kTowns = 60;  ///< on the map at most
constexpr double kTownsAcross = 16;
constexpr std::int64_t kSmallestTown = 60;  ///< times smaller than the largest

const model::Column* people_of(const PageContents& page) {
    return page.model.attributes.empty() ? nullptr : page.units.front().table->find(page.model.attributes.front().name);
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
            if (unit.spots[row] && cluster.box.holds(unit.spots[row]->lon_lat)) return name_of(unit, row);
    }
    const model::Column* people = people_of(page);
    const auto fewer = [&](std::size_t a, std::size_t b) { return people != nullptr && people->numbers[a] < people->numbers[b]; };
    return name_of(page.units.front(), *std::max_element(cluster.rows.begin(), cluster.rows.end(), fewer));
}

}  // namespace

PageExtent extent_of(const PageContents& page) {
    const Extent all = extent_of(page.units.front().spots, people_of(page));
    PageExtent extent;
    if (all.main) extent.main = all.main->box;
    for (const Cluster& cluster : all.elsewhere) extent.elsewhere.push_back({name_of(page, cluster), cluster.box});
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
