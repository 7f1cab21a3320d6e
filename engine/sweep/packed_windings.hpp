// The windings of a few owners in one word. Private to the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sweep/equal_owners.hpp"

namespace covmap::sweep {

/// A byte an owner, 128 at winding 0: words of turns are added as numbers, as long as each winding stays within ±127.
class PackedWindings {
public:
    static constexpr std::size_t kMostOwners = 8;
    static constexpr std::int32_t kMostWinding = 60;  ///< leaves room for what 32 pieces turn

    static bool fit(std::span<const CellOwner> owners) {
        if (owners.size() > kMostOwners) return false;
        for (const CellOwner& o : owners)
            if (o.winding < 0 || o.winding > kMostWinding) return false;
        return true;
    }
    static std::uint64_t at_corner(std::span<const CellOwner> owners) {
        std::uint64_t packed = kZero;
        for (std::size_t o = 0; o < owners.size(); ++o) packed += turn(o, owners[o].winding);
        return packed;
    }
    static std::uint64_t turn(std::size_t owner, std::int32_t by) {
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(by)) << (8 * owner);
    }
    /// The top bit of each byte: is the owner's winding above 0?
    static std::uint64_t present(std::uint64_t packed) { return (packed - kOnes) & kZero; }
    static bool negative(std::uint64_t packed) { return (~packed & kZero) != 0; }
    /// Bit o of the answer: the owner's bit of present().
    static std::uint64_t mask(std::uint64_t present) { return ((present >> 7) * 0x0102040810204080ULL) >> 56; }

private:
    static constexpr std::uint64_t kZero = 0x8080808080808080ULL, kOnes = 0x0101010101010101ULL;
};

}  // namespace covmap::sweep
