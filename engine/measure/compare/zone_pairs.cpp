#include "measure/compare/zone_pairs.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <tuple>

#include "core/units.hpp"

namespace covmap::measure {

namespace {

using model::ZoneFate;

/// One zone's weight in one square.
struct Share {
    core::Row row = 0;
    core::Col col = 0;
    std::uint32_t zone = 0;
    std::int64_t weight = 0;
    [[nodiscard]] auto square() const { return std::tuple(row, col); }
};

std::vector<Share> shares_of(const model::ZoneIndex& index) {
    std::vector<Share> shares;
    for (std::uint32_t zone = 0; zone < index.squares.size(); ++zone)
        for (const model::ZoneSquare& square : index.squares[zone])
            shares.push_back({square.row, square.col, zone, square.weight});
    std::sort(shares.begin(), shares.end(),
              [](const Share& x, const Share& y) { return std::tuple(x.row, x.col, x.zone) < std::tuple(y.row, y.col, y.zone); });
    return shares;
}

std::vector<std::int64_t> weights_of(const model::ZoneIndex& index) {
    std::vector<std::int64_t> weights(index.ids.size(), 0);
    for (std::size_t zone = 0; zone < weights.size(); ++zone)
        for (const model::ZoneSquare& square : index.squares[zone]) weights[zone] += square.weight;
    return weights;
}

using Common = std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t>;  ///< (zone of A, zone of B) -> people
using Square = std::pair<core::Row, core::Col>;

/// All shares of one square that both sides have.
struct Shared {
    Square square;
    std::vector<Share> a, b;
    [[nodiscard]] bool plain() const { return a.size() == 1 && b.size() == 1; }
};

std::vector<Shared> shared_squares(const model::ZoneIndex& a, const model::ZoneIndex& b) {
    const std::vector<Share> in_a = shares_of(a), in_b = shares_of(b);
    std::vector<Shared> out;
    for (std::size_t i = 0, j = 0; i < in_a.size() && j < in_b.size();) {
        if (in_a[i].square() < in_b[j].square()) {
            ++i;
        } else if (in_b[j].square() < in_a[i].square()) {
            ++j;
        } else {
            Shared& shared = out.emplace_back(Shared{{in_a[i].row, in_a[i].col}, {}, {}});
            const auto square = in_a[i].square();
            for (; i < in_a.size() && in_a[i].square() == square; ++i) shared.a.push_back(in_a[i]);
            for (; j < in_b.size() && in_b[j].square() == square; ++j) shared.b.push_back(in_b[j]);
        }
    }
    return out;
}

constexpr int kMaskSide = 8;  ///< a square as 8 x 8 bits: the finest detail, and a multiple of the others

/// (position of the square, zone) -> where in the square the zone is.
using Masks = std::map<std::pair<std::size_t, std::uint32_t>, std::uint64_t>;

/// The part of a box that lies in a square.
std::uint64_t mask_of(const model::ZoneBox& box, const Square& square, int detail) {
    const std::int64_t north = std::int64_t{square.first} * detail, west = std::int64_t{square.second} * detail;
    const auto bits = [&](std::int64_t sub_cell) { return std::clamp<std::int64_t>(sub_cell, 0, detail) * kMaskSide / detail; };
    std::uint64_t mask = 0;
    for (std::int64_t y = bits(box.row_begin - north); y < bits(box.row_end - north); ++y)
        for (std::int64_t x = bits(box.col_begin - west); x < bits(box.col_end - west); ++x)
            mask |= std::uint64_t{1} << static_cast<unsigned>(y * kMaskSide + x);
    return mask;
}

std::int64_t floored(std::int64_t value, std::int64_t divisor) {
    return value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor);
}

/// Masks in the squares that hold several zones; the others need none. `crowded`: their squares, sorted.
Masks masks_of(const model::ZoneIndex& index, const std::vector<Square>& crowded) {
    Masks masks;
    for (const model::ZoneBox& box : index.boxes) {
        const std::int64_t east = floored(std::int64_t{box.col_end} - 1, index.detail);
        const auto west = static_cast<core::Col>(floored(box.col_begin, index.detail));
        for (std::int64_t row = floored(box.row_begin, index.detail); row <= floored(std::int64_t{box.row_end} - 1, index.detail);
             ++row) {
            auto at = std::lower_bound(crowded.begin(), crowded.end(), Square(static_cast<core::Row>(row), west));
            for (; at != crowded.end() && at->first == row && at->second <= east; ++at)
                masks[{static_cast<std::size_t>(at - crowded.begin()), box.zone}] |= mask_of(box, *at, index.detail);
        }
    }
    return masks;
}

/// Of a weight spread evenly over its mask, what lies in the other mask too.
std::int64_t part_in(std::int64_t weight, std::uint64_t mask, std::uint64_t other) {
    return static_cast<std::int64_t>(static_cast<core::Int128>(weight) * std::popcount(mask & other) / std::popcount(mask));
}

Common common_people(const model::ZoneIndex& a, const model::ZoneIndex& b) {
    const std::vector<Shared> squares = shared_squares(a, b);
    std::vector<Square> crowded;
    for (const Shared& shared : squares)
        if (!shared.plain()) crowded.push_back(shared.square);
    const Masks masks_a = masks_of(a, crowded), masks_b = masks_of(b, crowded);
    const auto mask = [](const Masks& masks, std::size_t square, std::uint32_t zone) {
        const auto found = masks.find({square, zone});
        return found == masks.end() ? std::uint64_t{0} : found->second;
    };
    Common common;
    std::size_t at = 0;  // in `crowded`
    for (const Shared& shared : squares) {
        for (const Share& x : shared.a)
            for (const Share& y : shared.b) {
                const std::uint64_t in_x = shared.plain() ? 0 : mask(masks_a, at, x.zone),
                                    in_y = shared.plain() ? 0 : mask(masks_b, at, y.zone);
                if (in_x != 0 && in_y != 0)
                    common[{x.zone, y.zone}] += std::min(part_in(x.weight, in_x, in_y), part_in(y.weight, in_y, in_x));
                else if (shared.plain() || a.ids[x.zone] == b.ids[y.zone])
                    common[{x.zone, y.zone}] += std::min(x.weight, y.weight);
            }
        at += shared.plain() ? 0 : 1;
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

void link_without_people(const model::ZoneIndex& a, const model::ZoneIndex& b, const std::vector<std::int64_t>& weights_a,
                         const std::vector<std::int64_t>& weights_b, Groups& groups) {
    std::map<std::string, std::size_t> empty;
    for (std::size_t i = 0; i < a.ids.size(); ++i)
        if (weights_a[i] == 0) empty.emplace(a.ids[i], i);
    for (std::size_t j = 0; j < b.ids.size(); ++j)
        if (const auto found = empty.find(b.ids[j]); found != empty.end() && weights_b[j] == 0) groups.link(found->second, j);
}

std::int64_t sum(const std::vector<model::ZoneSide>& sides) {
    std::int64_t total = 0;
    for (const model::ZoneSide& side : sides) total += side.weight;
    return total;
}

ZoneFate fate_of(const model::ZoneChange& change, std::int64_t tolerance, bool people_told) {
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

std::vector<model::ZoneChange> pair_zones(const model::ZoneIndex& a, const model::ZoneIndex& b, std::int64_t tolerance,
                                          bool people_told) {
    const std::vector<std::int64_t> weights_a = weights_of(a), weights_b = weights_of(b);
    const Common common = common_people(a, b);
    Groups groups(a.ids.size(), b.ids.size());
    for (const auto& [pair, people] : common)
        if (people > 0 && people >= (std::min(weights_a[pair.first], weights_b[pair.second]) + 1) / 2)
            groups.link(pair.first, pair.second);
    link_without_people(a, b, weights_a, weights_b, groups);

    std::map<std::size_t, model::ZoneChange> by_group;
    for (std::size_t i = 0; i < a.ids.size(); ++i) by_group[groups.of_a(i)].a.push_back({a.ids[i], a.name_of(i), weights_a[i]});
    for (std::size_t j = 0; j < b.ids.size(); ++j) by_group[groups.of_b(j)].b.push_back({b.ids[j], b.name_of(j), weights_b[j]});
    for (const auto& [pair, people] : common)
        if (const std::size_t group = groups.of_a(pair.first); group == groups.of_b(pair.second))
            by_group[group].common += people;

    std::vector<model::ZoneChange> changes;
    for (auto& [group, change] : by_group) {
        change.fate = fate_of(change, tolerance, people_told);
        changes.push_back(std::move(change));
    }
    const auto key = [](const model::ZoneChange& c) {
        return std::tuple(-std::abs(sum(c.b) - sum(c.a)), c.fate, c.a.empty() ? c.b.front().id : c.a.front().id);
    };
    std::stable_sort(changes.begin(), changes.end(), [&](const auto& x, const auto& y) { return key(x) < key(y); });
    return changes;
}

}  // namespace covmap::measure
