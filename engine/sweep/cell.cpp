#include "sweep/cell.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "sweep/chain_math.hpp"

namespace covmap::sweep {

namespace {

constexpr std::size_t kMostPieces = 64;  ///< more: the cell is quartered
constexpr std::size_t kDeepest = 12;

bool before(const Piece& a, const Piece& b) {
    return std::tie(a.y0, a.x0, a.y1, a.x1, a.owner, a.sign, a.west, a.top) <
           std::tie(b.y0, b.x0, b.y1, b.x1, b.owner, b.sign, b.west, b.top);
}

}  // namespace

void CellSolver::solve(std::span<const CellOwner> owners, std::vector<Piece>& pieces, std::uint32_t background,
                       int background_count) {
    m_owners = owners;
    m_background = background;
    m_parts.clear();
    m_words.clear();
    m_taken.assign(owners.size(), 0);
    m_lost.assign(owners.size(), 0);
    m_stride = (owners.size() + 63) / 64;
    m_halved = m_negative = false;
    m_closed = true;
    m_local_territories = 0;
    while (m_local_territories < owners.size() && owners[m_local_territories].owner < m_territories) ++m_local_territories;

    if (pieces.size() > 2 && m_local_territories < owners.size()) {
        reset_winding();
        drop_solid(pieces, m_winding);
    }
    if (pieces.size() > 1) std::sort(pieces.begin(), pieces.end(), before);
    if (owners.size() == 1 && m_local_territories == 0 && solve_single_layer(owners, pieces)) return;
    if (m_stride == 1 && m_local_territories == owners.size() && background_count == 0 && solve_partition(owners, pieces)) return;
    if (m_stride == 1 && solve_uncrossed(pieces)) return;

    m_closed = false;
    if (m_frames.empty()) m_frames.resize(1);
    m_frames[0].pieces.swap(pieces);
    m_frames[0].winding.clear();
    for (const CellOwner& o : owners) m_frames[0].winding.push_back(o.winding);
    solve_frame(0, 1);
    m_frames[0].pieces.swap(pieces);
    finish_parts();
}

// A layer whose winding at the corner is above the number of its pieces is present everywhere: a straight way from the corner
// crosses each piece once at most.
void CellSolver::drop_solid(std::vector<Piece>& pieces, const std::vector<std::int32_t>& winding) {
    m_left = winding;
    for (const Piece& p : pieces) --m_left[p.owner];
    std::erase_if(pieces, [&](const Piece& p) { return p.owner >= m_local_territories && m_left[p.owner] > 0; });
}

void CellSolver::solve_frame(std::size_t depth, double scale) {
    if (m_frames[depth].pieces.size() > kMostPieces) drop_solid(m_frames[depth].pieces, m_frames[depth].winding);
    if (m_frames[depth].pieces.size() <= kMostPieces || depth == kDeepest) {
        solve_slabs(m_frames[depth], scale);
        return;
    }
    m_halved = true;
    if (m_frames.size() < depth + 2) m_frames.resize(depth + 2);
    for (int quadrant = 0; quadrant < 4; ++quadrant) {
        quarter(m_frames[depth], quadrant, m_frames[depth + 1]);
        solve_frame(depth + 1, scale / 4);
    }
}

void CellSolver::collect_events(const Quadrant& frame) {
    m_events.assign({0.0, 1.0});
    for (const Piece& p : frame.pieces) {
        if (p.west != 0) m_events.push_back(p.west_y());
        if (p.horizontal()) continue;
        m_events.push_back(p.y0);
        m_events.push_back(p.y1);
    }
    for (std::size_t i = 0; i < frame.pieces.size(); ++i)
        for (std::size_t j = i + 1; j < frame.pieces.size(); ++j) {
            const double y = crossing_y(frame.pieces[i], frame.pieces[j]);
            if (!std::isnan(y)) m_events.push_back(y);
        }
    std::sort(m_events.begin(), m_events.end());
    m_events.erase(std::unique(m_events.begin(), m_events.end()), m_events.end());
}

void CellSolver::solve_slabs(const Quadrant& frame, double scale) {
    collect_events(frame);
    for (std::size_t i = 0; i + 1 < m_events.size(); ++i) sweep_slab(frame, m_events[i], m_events[i + 1], scale);
}

void CellSolver::sweep_slab(const Quadrant& frame, double top, double bottom, double scale) {
    const double height = bottom - top, middle = top + height / 2;
    m_winding = frame.winding;
    m_active.clear();
    for (std::uint32_t i = 0; i < frame.pieces.size(); ++i) {
        const Piece& p = frame.pieces[i];
        if (p.west != 0 && p.west_y() <= top) m_winding[p.owner] += p.west;
        if (p.y0 <= top && p.y1 >= bottom && !p.horizontal()) m_active.push_back({std::clamp(x_at(p, middle), 0.0, 1.0), i});
    }
    std::sort(m_active.begin(), m_active.end(),
              [](const Span& a, const Span& b) { return std::tie(a.x, a.piece) < std::tie(b.x, b.piece); });
    m_presence.assign(m_stride, 0);
    for (std::size_t o = 0; o < m_winding.size(); ++o)
        if (m_winding[o] > 0) m_presence[o / 64] |= std::uint64_t{1} << (o % 64);
    double west = 0;
    for (const Span& span : m_active) {
        if (span.x > west) {
            add_region((span.x - west) * height * scale);
            west = span.x;
        }
        const Piece& p = frame.pieces[span.piece];
        m_winding[p.owner] += p.sign;
        const std::uint64_t bit = std::uint64_t{1} << (p.owner % 64);
        if (m_winding[p.owner] > 0)
            m_presence[p.owner / 64] |= bit;
        else
            m_presence[p.owner / 64] &= ~bit;
    }
    if (west < 1) add_region((1 - west) * height * scale);
}

// Adds an area with the current windings: the smallest present territory takes it.
void CellSolver::add_region(double area) {
    std::size_t first = 0;
    while (first < m_local_territories && m_winding[first] <= 0) ++first;
    std::uint32_t territory = m_background;
    if (first < m_local_territories) territory = std::min(territory, m_owners[first].owner);
    for (std::size_t t = 0; t < m_local_territories; ++t) {
        const std::int32_t beyond = m_winding[t] - (m_owners[t].owner == territory ? 1 : 0);
        if (beyond != 0) m_taken[t] += beyond * area;
        if (m_winding[t] > 0 && m_owners[t].owner != territory) m_lost[t] += area;
    }
    if (area > 1e-9)
        for (const std::int32_t w : m_winding)
            if (w < 0) m_negative = true;
    // Presence of the layers alone: the territories' positions come first.
    for (std::size_t w = 0; w * 64 < m_local_territories; ++w)
        m_presence[w] &= m_local_territories - w * 64 >= 64 ? 0 : ~std::uint64_t{0} << (m_local_territories - w * 64);
    for (Part& part : m_parts) {
        if (part.territory != territory) continue;
        std::size_t w = 0;
        while (w < m_stride && m_presence[w] == m_words[part.words + w]) ++w;
        if (w < m_stride) continue;
        part.share += area;
        return;
    }
    m_parts.push_back({territory, static_cast<std::uint32_t>(m_words.size()), area});
    m_words.insert(m_words.end(), m_presence.begin(), m_presence.end());
}

void CellSolver::finish_parts() {
    std::erase_if(m_parts, [](const Part& p) { return p.share <= 0; });
    if (m_parts.size() < 2) return;
    std::sort(m_parts.begin(), m_parts.end(), [&](const Part& a, const Part& b) {
        if (a.territory != b.territory) return a.territory < b.territory;
        for (std::size_t w = m_stride; w-- > 0;)
            if (m_words[a.words + w] != m_words[b.words + w]) return m_words[a.words + w] < m_words[b.words + w];
        return false;
    });
}

}  // namespace covmap::sweep
