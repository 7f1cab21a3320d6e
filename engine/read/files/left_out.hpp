// Records of people that could not be used. Private to the room.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace covmap::read {

/// Records without a usable place and repeated ones, whose weights no territory gets.
struct LeftOutRecords {
    std::uint64_t records = 0;
    std::vector<std::int64_t> weight;  ///< per attribute, quanta: where it could be read
};

/// Counts a record that is left out. Sums that would not fit stop at the largest: they only inform.
inline void leave_out(LeftOutRecords& left_out, const std::vector<std::int64_t>& quanta) {
    ++left_out.records;
    left_out.weight.resize(quanta.size(), 0);
    for (std::size_t a = 0; a < quanta.size(); ++a)
        if (__builtin_add_overflow(left_out.weight[a], quanta[a], &left_out.weight[a]))
            left_out.weight[a] = std::numeric_limits<std::int64_t>::max();
}

}  // namespace covmap::read
