#include "run/prepare/silent_operators.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace covmap::run {

namespace {

/// From where to where something reaches in each band of rows.
class Reach {
public:
    void add(core::Row band, double u_min, double u_max) {
        Span& span = m_bands[band];
        span.from = std::min(span.from, u_min);
        span.to = std::max(span.to, u_max);
    }
    [[nodiscard]] bool meets(const Reach& other) const {
        return std::any_of(m_bands.begin(), m_bands.end(), [&](const auto& mine) {
            const auto theirs = other.m_bands.find(mine.first);
            return theirs != other.m_bands.end() && mine.second.from < theirs->second.to && theirs->second.from < mine.second.to;
        });
    }

private:
    struct Span {
        double from = std::numeric_limits<double>::infinity(), to = -std::numeric_limits<double>::infinity();
    };
    std::map<core::Row, Span> m_bands;
};

/// Adds each chain of a store to the reach of its owner; none for an owner that does not matter.
template <class ReachOf>
void add_chains(const core::ChainStore& store, const ReachOf& reach_of) {
    std::vector<core::Point> buffer;
    for (const core::Row band : store.bands())
        store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const core::Point> vertices) {
            Reach* reach = reach_of(owner);
            if (reach == nullptr || vertices.empty()) return;
            const auto [west, east] =
                std::minmax_element(vertices.begin(), vertices.end(), [](core::Point a, core::Point b) { return a.x < b.x; });
            reach->add(band, west->x, east->x);
        });
}

/// A cell of slack: the polygon that stands for a disc may reach a little beyond its eight points.
void add_disc(const core::Disc& disc, Reach& reach) {
    const auto [west, east] =
        std::minmax_element(disc.around.begin(), disc.around.end(), [](core::Point a, core::Point b) { return a.x < b.x; });
    const auto [north, south] =
        std::minmax_element(disc.around.begin(), disc.around.end(), [](core::Point a, core::Point b) { return a.y < b.y; });
    const double slack = 0.1 * (east->x - west->x) + 1;
    const auto last = core::band_of(static_cast<core::Row>(std::floor(south->y + slack)));
    for (core::Row band = core::band_of(static_cast<core::Row>(std::floor(north->y - slack))); band <= last; ++band)
        reach.add(band, west->x - slack, east->x + slack);
}

struct Parent {
    Reach reach;
    std::set<std::uint32_t> markets;
};

std::map<std::string, Parent> parents_of(const LoadedJob& loaded, const Markets& markets) {
    const auto& territories = loaded.territories.set.territories;
    std::map<std::string, Parent> parents;
    for (std::size_t t = 0; t < territories.size(); ++t)
        if (!territories[t].parents.front().empty()) parents[territories[t].parents.front()].markets.insert(markets.market_of[t]);
    add_chains(loaded.territories.store, [&](std::uint32_t owner) {
        const auto found = parents.find(territories[loaded.territories.owner[owner]].parents.front());
        return found == parents.end() ? nullptr : &found->second.reach;
    });
    return parents;
}

/// Of the operators that some supply says to be known everywhere; whatever their supplies hold counts.
std::map<std::string, Reach> operators_of(const model::Job& job, const LoadedJob& loaded) {
    std::map<std::string, Reach> operators;
    const auto counts = [&](std::size_t s) { return job.supply[loaded.supply_of[s]].nature != "planned"; };
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s)
        if (counts(s) && !loaded.is_silent(s) && loaded.extent_of[loaded.supply_of[s]] < 0)
            for (const model::Claim& claim : loaded.supplies[s].claims)
                if (loaded.outline_of(s, claim) == nullptr) operators[claim.operator_code];
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) {
        if (!counts(s)) continue;
        const read::SupplyRead& supply = loaded.supplies[s];
        const auto reach_of = [&](std::uint32_t owner) {
            const auto found = operators.find(supply.claims[supply.layers[owner].claim].operator_code);
            return found == operators.end() ? nullptr : &found->second;
        };
        add_chains(supply.store, reach_of);
        for (const core::Disc& disc : supply.discs.discs)
            if (Reach* reach = reach_of(disc.owner)) add_disc(disc, *reach);
    }
    return operators;
}

}  // namespace

std::vector<Absent> absent_operators(const model::Job& job, const LoadedJob& loaded, const Markets& markets) {
    if (loaded.territories.set.parent_kinds.empty()) return {};
    const std::map<std::string, Parent> parents = parents_of(loaded, markets);
    std::vector<Absent> absent;
    for (const auto& [code, reach] : operators_of(job, loaded)) {
        Absent found{code, {}};
        for (const auto& [parent_code, parent] : parents) {
            const bool licensed = std::any_of(parent.markets.begin(), parent.markets.end(), [&, op = code](std::uint32_t market) {
                const auto& operators = markets.markets[market].operators;
                return std::find(operators.begin(), operators.end(), op) != operators.end();
            });
            if (licensed && !parent.reach.meets(reach)) found.parents.push_back(parent_code);
        }
        if (!found.parents.empty()) absent.push_back(std::move(found));
    }
    return absent;
}

}  // namespace covmap::run
