#include "sweep/equal_owners.hpp"

#include <numeric>

namespace covmap::sweep {

// The pieces of each owner as numbers: equal ones have equal numbers, whoever they are of.
void EqualOwners::list_keys(std::size_t owners, std::span<const Piece> pieces) {
    m_start.assign(owners + 2, 0);
    for (const Piece& p : pieces) ++m_start[p.owner + 2];
    for (std::size_t o = 2; o < m_start.size(); ++o) m_start[o] += m_start[o - 1];
    m_keys.resize(pieces.size());
    std::uint64_t line = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& p = pieces[i];
        if (i > 0 && !same_line(pieces[i - 1], p)) ++line;
        const auto marks = static_cast<std::uint64_t>((p.sign + 1) * 8 + (p.west + 1) * 2 + (p.top ? 1 : 0));
        m_keys[m_start[p.owner + 1]++] = line * 32 + marks;
    }
}

void EqualOwners::find(std::span<const CellOwner> owners, std::size_t territories, std::span<const Piece> pieces) {
    list_keys(owners.size(), pieces);
    const auto keys = [&](std::uint32_t o) { return std::span(m_keys).subspan(m_start[o], m_start[o + 1] - m_start[o]); };
    m_order.resize(owners.size());
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::sort(m_order.begin() + static_cast<std::ptrdiff_t>(territories), m_order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (owners[a].winding != owners[b].winding) return owners[a].winding < owners[b].winding;
        const auto ka = keys(a), kb = keys(b);
        if (!std::ranges::equal(ka, kb)) return std::ranges::lexicographical_compare(ka, kb);
        return a < b;
    });
    m_first_of.resize(owners.size());
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        const std::uint32_t o = m_order[i];
        const bool as_before = i > territories && owners[m_order[i - 1]].winding == owners[o].winding &&
                               std::ranges::equal(keys(m_order[i - 1]), keys(o));
        m_first_of[o] = as_before ? m_first_of[m_order[i - 1]] : o;
    }
    m_kinds.clear();
    m_members.clear();
    m_kind_of.resize(owners.size());
    for (std::uint32_t o = 0; o < owners.size(); ++o) {
        if (m_first_of[o] == o) {
            m_kind_of[o] = static_cast<std::uint32_t>(m_kinds.size());
            m_kinds.push_back(owners[o]);
            m_members.push_back(1);
        } else {
            m_kind_of[o] = m_kind_of[m_first_of[o]];
            ++m_members[m_kind_of[o]];
        }
    }
}

void EqualOwners::strands(std::span<const Piece> pieces, std::vector<Strand>& out) const {
    out.clear();
    for (const Piece& p : pieces) {
        if (m_first_of[p.owner] != p.owner) continue;
        const std::uint32_t kind = m_kind_of[p.owner];
        if (!out.empty()) {
            Strand& last = out.back();
            if (same_line(last.piece, p) && last.piece.owner == kind && last.piece.sign == p.sign && last.piece.west == p.west &&
                last.piece.top == p.top) {
                ++last.times;
                last.weight += m_members[kind];
                continue;
            }
        }
        out.push_back({p, 1, m_members[kind]});
        out.back().piece.owner = kind;
    }
}

}  // namespace covmap::sweep
