// Layers that a cell cannot tell apart: cut at one coast, of one winding at its corner. They are solved as one. Private to the
// room.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sweep/frame.hpp"

namespace covmap::sweep {

/// The north-west corner of a cell, for the owners that have pieces in it.
struct CellOwner {
    std::uint32_t owner = 0;   ///< global: territories first, then bits
    std::int32_t winding = 0;  ///< at the corner
};

/// Buffers are reused from cell to cell.
class EqualOwners {
public:
    /// `pieces` sorted by coordinates, then owner; the first `territories` owners stand for themselves. O(n log n).
    void find(std::span<const CellOwner> owners, std::size_t territories, std::span<const Piece> pieces);

    /// One of each sort, in the order of the owners.
    [[nodiscard]] std::span<const CellOwner> kinds() const { return m_kinds; }
    /// Position in kinds() of an owner's position.
    [[nodiscard]] std::uint32_t kind_of(std::size_t owner) const { return m_kind_of[owner]; }
    /// The pieces of kinds(), with owners as positions in it; equal ones of an owner are one.
    void strands(std::span<const Piece> pieces, std::vector<Strand>& out) const;

private:
    void list_keys(std::size_t owners, std::span<const Piece> pieces);

    std::vector<CellOwner> m_kinds;
    std::vector<std::uint32_t> m_kind_of, m_first_of, m_members;
    std::vector<std::uint32_t> m_start, m_order;
    std::vector<std::uint64_t> m_keys;  ///< of the owners' pieces, side by side: number of the line, sign, west, top
};

}  // namespace covmap::sweep
