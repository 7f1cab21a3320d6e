#include "sweep/shares.hpp"

#include <algorithm>

namespace covmap::sweep {

namespace {

std::int64_t rounded(double value) { return static_cast<std::int64_t>(value + 0.5); }

}  // namespace

bool Shares::prepare(std::span<const Part> parts, core::Spread spread, double land) {
    m_parts = parts;
    m_weight_share.resize(parts.size());
    m_sum = m_inside = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        m_weight_share[i] = parts[i].territory == kNoTerritory ? 0 : parts[i].share;
        m_sum += parts[i].share;
        m_inside += m_weight_share[i];
    }
    const double outside = m_sum - m_inside;
    drop_slivers();
    double kept = 0;
    for (const double share : m_weight_share) kept += share;
    if (kept == 0) {
        m_whole = 1;
        return true;
    }
    bool known = true;
    switch (spread) {
        case core::Spread::cell:
        case core::Spread::points:
            m_whole = kept + outside;
            break;
        case core::Spread::territory:
            m_whole = kept;
            break;
        case core::Spread::land:
            known = land > 0;
            m_whole = known ? std::max(land, kept) : kept;
            break;
    }
    return known;
}

void Shares::drop_slivers() {
    if (m_inside < kLeastInsideShare) {
        std::fill(m_weight_share.begin(), m_weight_share.end(), 0.0);
        return;
    }
    for (std::size_t begin = 0, end = 0; begin < m_parts.size(); begin = end) {
        double share = 0;
        for (end = begin; end < m_parts.size() && m_parts[end].territory == m_parts[begin].territory; ++end)
            share += m_parts[end].share;
        if (share < kLeastTerritoryShare)
            std::fill(m_weight_share.begin() + static_cast<std::ptrdiff_t>(begin),
                      m_weight_share.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
    }
}

void Shares::divide_weight(std::int64_t weight, std::span<std::int64_t> quanta, std::int64_t& outside) const {
    double running = 0;
    std::int64_t given = 0;
    for (std::size_t i = 0; i < quanta.size(); ++i) {
        running += m_weight_share[i];
        // The last inside part of a cell that is all inside ends exactly at the weight: running equals the whole, bit by bit.
        const std::int64_t upto = std::min(weight, rounded(static_cast<double>(weight) * (running / m_whole)));
        quanta[i] = upto - given;
        given = upto;
    }
    outside += weight - given;
}

void Shares::divide_area(std::int64_t area, std::span<std::int64_t> quanta) const {
    double running = 0;
    std::int64_t given = 0;
    for (std::size_t i = 0; i < quanta.size(); ++i) {
        running += m_parts[i].share;
        const std::int64_t upto =
            i + 1 == quanta.size() ? area : std::min(area, rounded(static_cast<double>(area) * (running / m_sum)));
        quanta[i] = upto - given;
        given = upto;
    }
}

}  // namespace covmap::sweep
