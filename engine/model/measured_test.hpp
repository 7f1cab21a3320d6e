// A test of a network as read, before it is held against the claims.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/grid.hpp"

namespace covmap::model {

/// What tests are of: an operator's service by a technology.
struct TestSubject {
    std::string operator_code;  ///< canonical; empty: the source does not say it
    std::string technology;     ///< upper case, or empty
    std::string service;        ///< «voice», «data» or empty
    auto operator<=>(const TestSubject&) const = default;
};

struct MeasuredTest {
    static constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    core::Point grid;           ///< u, v on the demand's lattice, not snapped
    std::uint32_t subject = 0;  ///< position in the subjects of its list
    std::uint32_t situation = 0;
    std::int32_t day = kNoDay;            ///< since 1970-01-01
    std::uint32_t device = kNone;         ///< numbers of distinct texts, in the order of reading
    std::uint32_t cluster = kNone;        ///< as columns.cluster has it
    std::int32_t km_row = 0, km_col = 0;  ///< of the square of 1 km
    std::int32_t row = 0, col = 0;        ///< of the square of `square_m`; 0 without one
    int outcome = -1;                     ///< 1: success; 0; -1: not known
    std::int64_t tests = 1;               ///< of a record that sums up several; `devices` of them, 0: not said
    std::int64_t devices = 0;
    std::int64_t down_kbps = -1, up_kbps = -1, latency_us = -1;  ///< -1: not said
    std::uint32_t ring = kNone;  ///< where its eight points lie in the list's rings; kNone: its position is exact
};

}  // namespace covmap::model
