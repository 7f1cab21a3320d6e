// The pieces of a cell, cut where they cross, and which of them lie west of which. Private to the room.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sweep/piece.hpp"

namespace covmap::sweep {

inline constexpr double kNear = 1e-12;  ///< pieces nearer than this have no order, unless they are the same

/// Pieces of one cell after the other; buffers are reused.
class PieceSides {
public:
    static constexpr std::size_t kMost = 32;  ///< pieces after cutting: the form is quadratic in them

    /// Cuts `given`, sorted by y0, where they cross. False when a horizontal one passes through another, or there are too many.
    /// O(pairs that share rows).
    bool cut(std::span<const Piece> given);
    [[nodiscard]] const std::vector<Piece>& pieces() const { return m_pieces; }
    /// Are all pairs so far from each other that west_of() holds in every row that both have?
    /// Pieces that share an end are, in the middle of one of them, half as far apart as at the other end; where they have been
    /// cut, at least in proportion to the height that is left.
    [[nodiscard]] bool clear() const { return m_clear && m_least_end * m_least_height >= 4 * kNear; }
    /// The pieces that lie west of one in the rows that both have; bits of others have no meaning. Of equal pieces the earlier
    /// ones lie west.
    [[nodiscard]] std::uint32_t west_of(std::size_t piece) const { return static_cast<std::uint32_t>(m_west[piece]); }
    /// Of these, those that were equal to it before they were cut.
    [[nodiscard]] std::uint32_t equal_to(std::size_t piece) const { return static_cast<std::uint32_t>(m_west[piece] >> kMost); }

private:
    bool relate(std::size_t i, std::size_t j);
    bool settle_side(std::size_t i, std::size_t j, double lo, double hi);
    bool cut_pair(std::size_t i, std::size_t j, double lo, double hi);
    void cut_at(std::size_t piece, double x, double y);
    void set_side(std::size_t west, std::size_t east, bool equal);

    std::vector<Piece> m_pieces;
    std::array<std::uint64_t, kMost> m_west{};  ///< west_of() in the lower half, equal_to() in the upper
    bool m_clear = true;                        ///< of the pairs that share no end
    double m_least_end = 1;                     ///< of those that do: how far apart they are at the other one
    double m_least_height = 1;                  ///< of what cuts have left
};

}  // namespace covmap::sweep
