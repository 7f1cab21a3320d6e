#include "sweep/quarters.hpp"

#include <algorithm>

#include "sweep/chain_math.hpp"

namespace covmap::sweep {

namespace {

constexpr double kBelowTop =
    1 / (1024 * core::kCutUnits);  ///< a place on the top line is south of it, as the pieces that come in there

Piece opened(const core::CutPiece& p) {
    return {p.x0 / core::kCutUnits,
            p.y0 / core::kCutUnits,
            p.x1 / core::kCutUnits,
            p.y1 / core::kCutUnits,
            p.owner,
            p.sign,
            p.west,
            p.top};
}

std::uint16_t cut_units(double value) { return static_cast<std::uint16_t>(std::clamp(value, 0.0, 1.0) * core::kCutUnits + 0.5); }

}  // namespace

void QuarterSolver::start(const core::CellGeometry& geometry, std::span<const core::CellPart> parts,
                          const core::SignatureLookup& signatures) {
    m_geometry = &geometry;
    m_parts = parts;
    const std::size_t owners = geometry.owners.size();
    m_words = (owners + 63) / 64;
    m_part_masks.assign(m_words * parts.size(), 0);
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const auto bits = signatures.bits(parts[p].signature);
        for (std::size_t o = 0; o < owners; ++o) {
            if (geometry.owners[o].owner < m_territories) continue;
            const std::uint32_t bit = geometry.owners[o].owner - m_territories;
            if ((bits[bit / 64] >> (bit % 64)) & 1U) m_part_masks[p * m_words + o / 64] |= std::uint64_t{1} << (o % 64);
        }
    }
    // Parts are sorted by territory.
    m_common.assign(m_part_masks.size(), ~std::uint64_t{0});
    for (std::size_t p = 0, first = 0; p < parts.size(); ++p) {
        if (parts[p].territory != parts[first].territory) first = p;
        for (std::size_t w = 0; w < m_words; ++w) m_common[first * m_words + w] &= m_part_masks[p * m_words + w];
    }
    if (m_nodes.empty()) m_nodes.resize(core::Quarters::kDeepest + 1);
    m_nodes[0].pieces.clear();
    for (const core::CutPiece& p : geometry.pieces) m_nodes[0].pieces.push_back(opened(p));
    m_nodes[0].winding.clear();
    for (const core::CutOwner& o : geometry.owners) m_nodes[0].winding.push_back(o.winding);
}

void QuarterSolver::solve(const core::CellGeometry& geometry, std::span<const core::CellPart> parts,
                          const core::SignatureLookup& signatures, int depth, core::Quarters& out) {
    start(geometry, parts, signatures);
    m_depth = out.depth = depth;
    for (std::size_t level = 0; level < core::Quarters::kDeepest; ++level) {
        out.start[level].assign(1, 0);
        out.shares[level].clear();
    }
    solve_node(0, out);
}

// Sets m_mask and m_constant to the layers that do not cross the node and are present; returns the territory that is.
std::uint32_t QuarterSolver::constant_state(const std::vector<std::int32_t>& winding, const std::vector<bool>& crossed) {
    std::uint32_t territory = m_geometry->background.value;
    m_constant.assign(m_words, 0);
    for (std::size_t o = 0; o < winding.size(); ++o) {
        if (crossed[o] || winding[o] <= 0) continue;
        if (m_geometry->owners[o].owner < m_territories)
            territory = std::min(territory, m_geometry->owners[o].owner);
        else
            m_constant[o / 64] |= std::uint64_t{1} << (o % 64);
    }
    m_mask = m_constant;
    return territory;
}

// Bits that hold in the whole of a territory are in all its parts, whatever crosses the cell.
int QuarterSolver::part_of(std::uint32_t territory) const {
    std::size_t first = 0;
    while (first < m_parts.size() && m_parts[first].territory.value != territory) ++first;
    for (std::size_t p = first; p < m_parts.size() && m_parts[p].territory.value == territory; ++p) {
        bool same = true;
        for (std::size_t w = 0; same && w < m_words; ++w)
            same = (m_mask[w] | m_common[first * m_words + w]) == m_part_masks[p * m_words + w];
        if (same) return static_cast<int>(p);
    }
    return -1;
}

void QuarterSolver::add_share(std::uint32_t territory, double share) {
    const int part = territory == kNoTerritory ? -1 : part_of(territory);
    const auto units = static_cast<std::uint32_t>(share * core::Quarters::kWhole + 0.5);
    if (part >= 0 && units > 0) m_shares.push_back({static_cast<std::uint32_t>(part), units});
}

void QuarterSolver::push_node(int level, core::Quarters& out) const {
    auto& shares = out.shares[static_cast<std::size_t>(level - 1)];
    shares.insert(shares.end(), m_shares.begin(), m_shares.end());
    out.start[static_cast<std::size_t>(level - 1)].push_back(static_cast<std::uint32_t>(shares.size()));
}

// All below a node that nothing crosses is as the node itself.
void QuarterSolver::fill_below(int level, core::Quarters& out) const {
    std::uint32_t nodes = 1;
    for (int deeper = level + 1; deeper <= m_depth; ++deeper) {
        nodes *= 4;
        for (std::uint32_t n = 0; n < nodes; ++n) push_node(deeper, out);
    }
}

void QuarterSolver::solve_node(int level, core::Quarters& out) {
    const Quadrant& node = m_nodes[static_cast<std::size_t>(level)];
    m_shares.clear();
    if (node.pieces.empty()) {
        m_crossed.assign(m_geometry->owners.size(), false);
        add_share(constant_state(node.winding, m_crossed), 1);
    } else if (level > 0) {
        solve_crossed(node);
    }
    if (level > 0) push_node(level, out);
    if (node.pieces.empty()) {
        fill_below(level, out);
        return;
    }
    if (level == m_depth) return;
    for (int quadrant = 0; quadrant < 4; ++quadrant) {
        quarter(node, quadrant, m_nodes[static_cast<std::size_t>(level + 1)]);
        solve_node(level + 1, out);
    }
}

// Only the owners that cross the node go to the solver, so that its closed forms apply.
void QuarterSolver::solve_crossed(const Quadrant& node) {
    const std::size_t owners = m_geometry->owners.size();
    m_crossed.assign(owners, false);
    for (const Piece& p : node.pieces) m_crossed[p.owner] = true;
    const std::uint32_t background = constant_state(node.winding, m_crossed);
    m_local.clear();
    m_global_of.clear();
    m_local_of.assign(owners, 0);
    for (std::uint32_t o = 0; o < owners; ++o) {
        if (!m_crossed[o]) continue;
        m_local_of[o] = static_cast<std::uint32_t>(m_local.size());
        m_local.push_back({m_geometry->owners[o].owner, node.winding[o]});
        m_global_of.push_back(o);
    }
    m_pieces = node.pieces;
    for (Piece& p : m_pieces) p.owner = m_local_of[p.owner];
    m_solver.solve(m_local, m_pieces, background, background == kNoTerritory ? 0 : 1);
    for (const Part& part : m_solver.parts()) {
        const auto words = m_solver.words(part);
        m_mask = m_constant;
        for (std::size_t l = 0; l < m_local.size(); ++l)
            if ((words[l / 64] >> (l % 64)) & 1U) m_mask[m_global_of[l] / 64] |= std::uint64_t{1} << (m_global_of[l] % 64);
        add_share(part.territory, part.share);
    }
}

int QuarterSolver::part_at(const core::CellGeometry& geometry, std::span<const core::CellPart> parts,
                           const core::SignatureLookup& signatures, double x, double y) {
    start(geometry, parts, signatures);
    std::vector<std::int32_t> winding;
    windings_at(geometry, x, y, winding);
    m_crossed.assign(geometry.owners.size(), false);
    const std::uint32_t territory = constant_state(winding, m_crossed);
    return territory == kNoTerritory ? -1 : part_of(territory);
}

void windings_at(const core::CellGeometry& geometry, double x, double y, std::vector<std::int32_t>& winding) {
    y = std::max(y, kBelowTop);
    winding.clear();
    for (const core::CutOwner& o : geometry.owners) winding.push_back(o.winding);
    for (const core::CutPiece& cut : geometry.pieces) {
        const Piece p = opened(cut);
        if (p.west != 0 && p.west_y() < y) winding[p.owner] += p.west;
        if (p.y0 < y && y <= p.y1 && x_at(p, y) < x) winding[p.owner] += p.sign;
    }
}

const core::CellGeometry& QuarteredCell::geometry() const {
    if (!m_known) make_geometry(m_geometry);
    m_known = true;
    return m_geometry;
}

const core::Quarters& QuarteredCell::quarters(int depth) const {
    if (m_quarters.depth < depth) m_solver.solve(geometry(), parts, *m_signatures, depth, m_quarters);
    return m_quarters;
}

void cell_geometry(std::span<const CellOwner> owners, std::span<const Piece> pieces, std::uint32_t background,
                   core::CellGeometry& out) {
    out.owners.clear();
    for (const CellOwner& o : owners) out.owners.push_back({o.owner, o.winding});
    out.pieces.clear();
    for (const Piece& p : pieces)
        out.pieces.push_back({cut_units(p.x0), cut_units(p.y0), cut_units(p.x1), cut_units(p.y1),
                              static_cast<std::uint16_t>(p.owner), p.sign, p.west, p.top});
    out.background = core::TerritoryId(background);
}

}  // namespace covmap::sweep
