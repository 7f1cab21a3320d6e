// Signatures: sets of bits, interned to numbers.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/units.hpp"

namespace covmap::core {

/// Words of 64 bits that hold `bits` bits; at least one.
inline std::size_t words_for(std::size_t bits) { return bits == 0 ? 1 : (bits + 63) / 64; }

/// A table of distinct signatures, in numerical order of their bits (the highest bit weighs most).
/// SignatureId is the position. Row-major words: signature s has words [s*words, (s+1)*words), least significant first.
struct SignatureTable {
    std::size_t words = 1;
    std::vector<std::uint64_t> data;

    [[nodiscard]] std::size_t size() const { return data.size() / words; }
    [[nodiscard]] std::span<const std::uint64_t> operator[](SignatureId s) const {
        return {data.data() + s.value * words, words};
    }
    [[nodiscard]] bool test(SignatureId s, std::size_t bit) const {
        return (data[s.value * words + bit / 64] >> (bit % 64)) & 1U;
    }
};

}  // namespace covmap::core
