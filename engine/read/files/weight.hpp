// Published weights in quanta. Private to the room.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/units.hpp"
#include "read/files/field_text.hpp"

namespace covmap::read {

/// What is wrong with a published weight, or nothing.
enum class WeightFault { none, not_a_number, negative, rounds_to_zero, too_large };

inline const char* defect_code(WeightFault fault) {
    switch (fault) {
        case WeightFault::not_a_number:
            return "not-a-number";
        case WeightFault::negative:
            return "negative-weight";
        case WeightFault::rounds_to_zero:
            return "weight-rounds-to-zero";
        case WeightFault::too_large:
            return "weight-too-large";
        case WeightFault::none:
            break;
    }
    return "";
}

/// The nearest integer, ties to even; |scaled| < 2^51. Adding 1.5 * 2^52 pushes the fraction out and leaves the integer in the
/// low bits: no call into libm, and vectors of it.
inline std::int64_t rounded_quanta(double scaled) {
    constexpr double kRounder = 6755399441055744.0;
    return std::bit_cast<std::int64_t>(scaled + kRounder) - std::bit_cast<std::int64_t>(kRounder);
}

/// The nearest number of quanta, ties to even; 0 beside any fault.
inline std::int64_t quanta_of(double weight, WeightFault& fault) {
    constexpr double kLargest = 9e12;  // quanta fit 63 bits
    fault = WeightFault::none;
    const double scaled = weight * core::kWeightQuantaPerUnit;
    if (scaled >= 1 && scaled < 1e15) return rounded_quanta(scaled);
    if (weight == 0) return 0;
    if (!std::isfinite(weight)) return fault = WeightFault::not_a_number, 0;
    if (weight < 0) return fault = WeightFault::negative, 0;
    if (weight > kLargest) return fault = WeightFault::too_large, 0;
    const auto quanta = static_cast<std::int64_t>(std::nearbyint(scaled));
    if (quanta == 0) fault = WeightFault::rounds_to_zero;
    return quanta;
}

/// The quanta of a weight; 0 and a code where it has a fault: `weight-missing`, `not-a-number` and those of defect_code().
/// `value`: the number that its text was read as, nothing when it is none.
inline std::int64_t quanta_of_text(std::string_view text, std::optional<double> value, const char*& code) {
    code = nullptr;
    if (!value) {
        code = trimmed(text).empty() ? "weight-missing" : "not-a-number";
        return 0;
    }
    WeightFault fault;
    const std::int64_t quanta = quanta_of(*value, fault);
    if (fault != WeightFault::none) code = defect_code(fault);
    return quanta;
}

/// Adds to a total of the balance.
inline void add_to_total(std::int64_t& total, std::int64_t quanta, const std::string& shown) {
    if (__builtin_add_overflow(total, quanta, &total))
        throw core::Error(core::ErrorKind::input, shown,
                          "the weights add up to more than 9 * 10^12: is the column a weight, and in a sensible unit?");
}

}  // namespace covmap::read
