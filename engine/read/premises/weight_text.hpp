// A published weight as text into quanta. Private to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "read/demand/demand_parts.hpp"
#include "read/files/field_text.hpp"

namespace covmap::read {

/// The quanta of a weight; 0 and a code where it has a fault: `weight-missing`, `not-a-number` and those of demand_parts.hpp.
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

}  // namespace covmap::read
