// Cells without a closed form: slabs between the ends and crossings of pieces; quarters where there are many.
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "core/process/stop_check.hpp"
#include "sweep/cell.hpp"
#include "sweep/chain_math.hpp"

namespace covmap::sweep {

namespace {

constexpr std::size_t kMostPieces = 64;       ///< more: the cell is quartered
constexpr std::size_t kFewLines = 8;          ///< slabs of so few lines cost less than quarters, however many are equal
constexpr std::size_t kMostSlabLines = 256;   ///< slabs are quadratic in lines: more are taken apart first (cell_dense.cpp)
constexpr std::size_t kMostQuartered = 8192;  ///< of more lines quarters would hold too many pieces of each
constexpr std::size_t kDeepest = 12;

std::uint64_t weight_of(const std::vector<Strand>& strands) {
    std::uint64_t weight = 0;
    for (const Strand& s : strands) weight += s.weight;
    return weight;
}

}  // namespace

void CellSolver::solve_frames(std::span<const CellOwner> owners, const std::vector<Piece>& pieces) {
    if (m_frames.empty()) m_frames.resize(1);
    Frame& whole = m_frames.front();
    const bool many = pieces.size() > kMostPieces;
    if (many) {
        m_equal.find(owners, m_local_territories, pieces);
        m_equal.strands(pieces, whole.strands);
        m_owners = m_equal.kinds();
        m_stride = (m_owners.size() + 63) / 64;
    } else {
        whole.strands.clear();
        for (const Piece& p : pieces) whole.strands.push_back({p});
    }
    whole.winding.clear();
    for (const CellOwner& o : m_owners) whole.winding.push_back(o.winding);
    solve_frame(0, 1);
    if (many) part_words_of(owners);
}

// From the presence of each sort of owners to that of all of them.
void CellSolver::part_words_of(std::span<const CellOwner> owners) {
    const std::size_t stride = (owners.size() + 63) / 64;
    m_kind_words.swap(m_words);
    m_words.assign(stride * m_parts.size(), 0);
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const std::uint64_t* kinds = m_kind_words.data() + m_parts[i].words;
        m_parts[i].words = static_cast<std::uint32_t>(i * stride);
        for (std::size_t o = m_local_territories; o < owners.size(); ++o) {
            const std::uint32_t kind = m_equal.kind_of(o);
            m_words[i * stride + o / 64] |= ((kinds[kind / 64] >> (kind % 64)) & 1U) << (o % 64);
        }
    }
    m_owners = owners;
    m_stride = stride;
}

// Layers that are present everywhere in the frame, as in solve().
void CellSolver::drop_solid(Frame& frame) {
    m_left = frame.winding;
    for (const Strand& s : frame.strands) m_left[s.piece.owner] -= s.times;
    std::erase_if(frame.strands,
                  [&](const Strand& s) { return s.piece.owner >= m_local_territories && m_left[s.piece.owner] > 0; });
}

// Quarters gain nothing where two of them hold every line: of lines along a coast each level would have twice as many pieces.
bool CellSolver::quarters_are_smaller(const Frame& frame) const {
    int as_large = 0;
    for (int quadrant = 0; quadrant < 4; ++quadrant) {
        const auto holds = [&](std::uint32_t line) { return quartered(frame.strands[line].piece, quadrant).inside; };
        as_large += std::all_of(m_lines.begin(), m_lines.end() - 1, holds) ? 1 : 0;
    }
    return as_large < 2;
}

void CellSolver::solve_frame(std::size_t depth, double scale) {
    core::stop_check();
    const bool many = weight_of(m_frames[depth].strands) > kMostPieces;
    if (many) drop_solid(m_frames[depth]);
    find_lines(m_frames[depth].strands, m_lines);
    const std::size_t lines = m_lines.size() - 1;
    if (!many || lines <= kFewLines || weight_of(m_frames[depth].strands) <= kMostPieces) {
        solve_slabs(m_frames[depth], scale);
        return;
    }
    if (depth == kDeepest || lines > kMostQuartered || !quarters_are_smaller(m_frames[depth])) {
        if (lines > kMostSlabLines)
            solve_dense(m_frames[depth], scale);
        else
            solve_slabs(m_frames[depth], scale);
        return;
    }
    m_halved = true;
    if (m_frames.size() < depth + 2) m_frames.resize(depth + 2);
    for (int quadrant = 0; quadrant < 4; ++quadrant) {
        const Frame& from = m_frames[depth];
        Frame& to = m_frames[depth + 1];
        to.strands.clear();
        to.winding = from.winding;
        for (const Strand& s : from.strands) {
            const QuarteredPiece cut = quartered(s.piece, quadrant);
            to.winding[s.piece.owner] += cut.turns * s.times;
            if (cut.inside) to.strands.push_back({cut.piece, s.times, s.weight});
        }
        ++m_work.quarters;
        solve_frame(depth + 1, scale / 4);
    }
}

void CellSolver::collect_events(const Frame& frame) {
    m_events.assign({frame.top, frame.bottom});
    for (const Strand& s : frame.strands) {
        const Piece& p = s.piece;
        if (p.west != 0) m_events.push_back(p.west_y());
        if (p.horizontal()) continue;
        m_events.push_back(p.y0);
        m_events.push_back(p.y1);
    }
    for (std::size_t i = 0; i + 1 < m_lines.size(); ++i) {
        const Piece& a = frame.strands[m_lines[i]].piece;
        for (std::size_t j = i + 1; j + 1 < m_lines.size(); ++j) {
            const double y = crossing_y(a, frame.strands[m_lines[j]].piece);
            if (!std::isnan(y)) m_events.push_back(y);
        }
    }
    m_work.crossings += (m_lines.size() - 1) * (m_lines.size() - 2) / 2;
    std::sort(m_events.begin(), m_events.end());
    m_events.erase(std::unique(m_events.begin(), m_events.end()), m_events.end());
}

// m_lines: those of the frame.
void CellSolver::solve_slabs(const Frame& frame, double scale) {
    m_work.strands += frame.strands.size();
    collect_events(frame);
    for (std::size_t i = 0; i + 1 < m_events.size(); ++i) {
        if (i % 64 == 63) core::stop_check();
        sweep_slab(frame, m_events[i], m_events[i + 1], scale);
    }
}

void CellSolver::sweep_slab(const Frame& frame, double top, double bottom, double scale) {
    ++m_work.slabs;
    const double height = bottom - top, middle = top + height / 2;
    double west = frame.side_at(frame.west, middle);
    const double east = std::max(west, frame.side_at(frame.east, middle));
    m_winding = frame.winding;
    m_active.clear();
    for (const Strand& s : frame.strands)
        if (s.piece.west != 0 && s.piece.west_y() <= top) m_winding[s.piece.owner] += s.piece.west * s.times;
    for (std::uint32_t line = 0; line + 1 < m_lines.size(); ++line) {
        const Piece& p = frame.strands[m_lines[line]].piece;
        if (p.y0 <= top && p.y1 >= bottom && !p.horizontal()) m_active.push_back({std::clamp(x_at(p, middle), west, east), line});
    }
    std::sort(m_active.begin(), m_active.end(),
              [](const Span& a, const Span& b) { return std::tie(a.x, a.piece) < std::tie(b.x, b.piece); });
    m_presence.assign(m_stride, 0);
    for (std::size_t o = 0; o < m_winding.size(); ++o)
        if (m_winding[o] > 0) m_presence[o / 64] |= std::uint64_t{1} << (o % 64);
    for (const Span& span : m_active) {
        if (span.x > west) {
            add_region((span.x - west) * height * scale);
            west = span.x;
        }
        for (std::uint32_t i = m_lines[span.piece]; i < m_lines[span.piece + 1]; ++i) {
            const Strand& s = frame.strands[i];
            turn(s.piece.owner, s.piece.sign * s.times);
        }
    }
    if (west < east) add_region((east - west) * height * scale);
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

}  // namespace covmap::sweep
