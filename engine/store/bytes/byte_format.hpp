// What our binary files have in common: a running checksum, and signed numbers as short varints.
#pragma once

#include <cstddef>
#include <cstdint>

namespace covmap::store {

/// FNV-1a, 64 bits (Fowler, Noll, Vo): a running checksum that finds damage, not forgery.
class Checksum {
public:
    void add(const char* data, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) {
            m_value ^= static_cast<unsigned char>(data[i]);
            m_value *= kPrime;
        }
    }
    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    static constexpr std::uint64_t kPrime = 0x100000001B3ULL;
    std::uint64_t m_value = 0xCBF29CE484222325ULL;
};

/// Seven bits a byte, least first, the high bit on all but the last; `put` takes the bytes one by one.
template <class Put>
constexpr void put_varint(std::uint64_t value, const Put& put) {
    for (; value >= 0x80; value >>= 7U) put(static_cast<char>(value | 0x80U));
    put(static_cast<char>(value));
}

/// Signed to unsigned so that small magnitudes are short varints.
constexpr std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

}  // namespace covmap::store
