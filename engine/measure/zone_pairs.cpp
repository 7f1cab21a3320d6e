#include "measure/zone_pairs.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace covmap::measure {

namespace {

using core::ZoneFate;

/// One zone's weight in one square.
struct Share {
    core::Row row = 0;
    core::Col col = 0;
    std::uint32_t zone = 0;
    std::int64_t weight = 0;
    [[nodiscard]] auto square() const { return std::tuple(row, col); }
};

std::vector<Share> shares_of(const core::ZoneIndex& index) {
    std::vector<Share> shares;
    for (std::uint32_t zone = 0; zone < index.squares.size(); ++zone)
        for (const core::ZoneSquare& square : index.squares[zone])
            shares.push_back({square.row, square.col, zone, square.weight});
    std::sort(shares.begin(), shares.end(),
              [](const Share& x, const Share& y) { return std::tuple(x.row, x.col, x.zone) < std::tuple(y.row, y.col, y.zone); });
    return shares;
}

std::vector<std::int64_t> weights_of(const core::ZoneIndex& index) {
    std::vector<std::int64_t> weights(index.ids.size(), 0);
    for (std::size_t zone = 0; zone < weights.size(); ++zone)
        for (const core::ZoneSquare& square : index.squares[zone]) weights[zone] += square.weight;
    return weights;
}

using Common = std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t>;  ///< (zone of A, zone of B) -> people

Common common_people(const core::ZoneIndex& a, const core::ZoneIndex& b) {
    const std::vector<Share> in_a = shares_of(a), in_b = shares_of(b);
    Common common;
    std::size_t first = 0;  // of B's shares in the square of A's
    for (const Share& x : in_a) {
        while (first < in_b.size() && in_b[first].square() < x.square()) ++first;
        for (std::size_t i = first; i < in_b.size() && in_b[i].square() == x.square(); ++i)
            common[{x.zone, in_b[i].zone}] += std::min(x.weight, in_b[i].weight);
    }
    return common;
}

/// Zones of A, then zones of B, in groups that are linked.
class Groups {
public:
    Groups(std::size_t a, std::size_t b) : m_a(a), m_leader(a + b) {
        std::iota(m_leader.begin(), m_leader.end(), std::size_t{0});
    }
    void link(std::size_t zone_a, std::size_t zone_b) {
        const std::size_t x = leader(zone_a), y = leader(m_a + zone_b);
        m_leader[std::max(x, y)] = std::min(x, y);
    }
    [[nodiscard]] std::size_t of_a(std::size_t zone) { return leader(zone); }
    [[nodiscard]] std::size_t of_b(std::size_t zone) { return leader(m_a + zone); }

private:
    std::size_t leader(std::size_t i) {
        while (m_leader[i] != i) i = m_leader[i] = m_leader[m_leader[i]];
        return i;
    }
    std::size_t m_a;
    std::vector<std::size_t> m_leader;
};

void link_without_people(const core::ZoneIndex& a, const core::ZoneIndex& b, const std::vector<std::int64_t>& weights_a,
                         const std::vector<std::int64_t>& weights_b, Groups& groups) {
    std::map<std::string, std::size_t> empty;
    for (std::size_t i = 0; i < a.ids.size(); ++i)
        if (weights_a[i] == 0) empty.emplace(a.ids[i], i);
    for (std::size_t j = 0; j < b.ids.size(); ++j)
        if (const auto found = empty.find(b.ids[j]); found != empty.end() && weights_b[j] == 0) groups.link(found->second, j);
}

std::int64_t sum(const std::vector<core::ZoneSide>& sides) {
    std::int64_t total = 0;
    for (const core::ZoneSide& side : sides) total += side.weight;
    return total;
}

ZoneFate fate_of(const core::ZoneChange& change, std::int64_t tolerance, bool people_told) {
    if (change.a.empty()) return ZoneFate::appeared;
    if (change.b.empty()) return ZoneFate::vanished;
    if (change.a.size() > 1) return change.b.size() > 1 ? ZoneFate::reshaped : ZoneFate::merged;
    if (change.b.size() > 1) return ZoneFate::split;
    const std::int64_t before = change.a.front().weight, after = change.b.front().weight;
    if (!people_told || (before - change.common <= tolerance && after - change.common <= tolerance)) return ZoneFate::kept;
    if (std::abs(after - before) <= tolerance) return ZoneFate::moved;
    return after > before ? ZoneFate::grown : ZoneFate::shrunk;
}

}  // namespace

std::vector<core::ZoneChange> pair_zones(const core::ZoneIndex& a, const core::ZoneIndex& b, std::int64_t tolerance,
                                         bool people_told) {
    const std::vector<std::int64_t> weights_a = weights_of(a), weights_b = weights_of(b);
    const Common common = common_people(a, b);
    Groups groups(a.ids.size(), b.ids.size());
    for (const auto& [pair, people] : common)
        if (people > 0 && people >= (std::min(weights_a[pair.first], weights_b[pair.second]) + 1) / 2)
            groups.link(pair.first, pair.second);
    link_without_people(a, b, weights_a, weights_b, groups);

    std::map<std::size_t, core::ZoneChange> by_group;
    for (std::size_t i = 0; i < a.ids.size(); ++i) by_group[groups.of_a(i)].a.push_back({a.ids[i], "", weights_a[i]});
    for (std::size_t j = 0; j < b.ids.size(); ++j) by_group[groups.of_b(j)].b.push_back({b.ids[j], "", weights_b[j]});
    for (const auto& [pair, people] : common)
        if (const std::size_t group = groups.of_a(pair.first); group == groups.of_b(pair.second))
            by_group[group].common += people;

    std::vector<core::ZoneChange> changes;
    for (auto& [group, change] : by_group) {
        change.fate = fate_of(change, tolerance, people_told);
        changes.push_back(std::move(change));
    }
    const auto key = [](const core::ZoneChange& c) {
        return std::tuple(-std::abs(sum(c.b) - sum(c.a)), c.fate, c.a.empty() ? c.b.front().id : c.a.front().id);
    };
    std::stable_sort(changes.begin(), changes.end(), [&](const auto& x, const auto& y) { return key(x) < key(y); });
    return changes;
}

}  // namespace covmap::measure
