// Names of premises, for records to be joined by: keys in partitions, on scratch past a budget.
//
// 24 bytes a name; in memory at most the budget, and one partition at a time when it is read back.
#pragma once

#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "core/bucket_store.hpp"
#include "core/units.hpp"

namespace covmap::read {

/// The name of a premises, as two hashes of its text: equal names have equal keys, different ones differ but once in 10^20.
struct PremisesKey {
    std::uint64_t high = 0, low = 0;
    auto operator<=>(const PremisesKey&) const = default;
};

namespace key_detail {

// Both halves of a 128-bit product, folded.
inline std::uint64_t folded(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline std::uint64_t bytes_at(const char* at, std::size_t count) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, count);
    return value;
}

}  // namespace key_detail

/// Codes are text: «01001» and «1001» are two names. About 5 ns.
inline PremisesKey premises_key(std::string_view name) {
    using key_detail::bytes_at;
    using key_detail::folded;
    // Odd 64-bit constants with as many ones as zeros, from the digits of pi and e.
    constexpr std::uint64_t kHigh = 0x9E3779B97F4A7C15U, kLow = 0xC2B2AE3D27D4EB4FU, kMore = 0x165667B19E3779F9U;
    std::uint64_t high = kHigh ^ name.size(), low = kLow + name.size();
    const char* at = name.data();
    std::size_t left = name.size();
    for (; left >= 8; left -= 8, at += 8) {
        const std::uint64_t word = bytes_at(at, 8);
        high = folded(high ^ word, kLow);
        low = folded(low + word, kMore) ^ word;
    }
    const std::uint64_t word = bytes_at(at, left);
    high = folded(folded(high ^ word, kMore), kHigh ^ low);
    low = folded(folded(low + word, kHigh) ^ word, kLow);
    return {high, low};
}

/// Names by partition. add() from one thread, then finish(); partition() from any number of them.
class PremisesIndex {
public:
    static constexpr std::uint32_t kPartitions = 256;
    static std::uint32_t partition_of(const PremisesKey& key) { return static_cast<std::uint32_t>(key.high >> 56); }

    struct Entry {
        PremisesKey key;
        std::uint32_t number = 0;  ///< of the premises: core::DemandPoints::premises
        auto operator<=>(const Entry&) const = default;
    };

    explicit PremisesIndex(std::size_t memory_bytes);
    void add(const PremisesKey& key, std::uint32_t number);
    void finish();
    /// Sorted by key, then by number.
    [[nodiscard]] std::vector<Entry> partition(std::uint32_t partition) const;

private:
    core::BucketStore m_store;
    core::BucketWriter<Entry> m_writer;
};

/// What records may name: premises themselves, or areas that hold some. Null where the demand's points have no such column.
struct PremisesNames {
    const PremisesIndex* by_id = nullptr;
    const PremisesIndex* by_place = nullptr;
    std::uint32_t count = 0;  ///< numbers run from 0 to below this
};

}  // namespace covmap::read
