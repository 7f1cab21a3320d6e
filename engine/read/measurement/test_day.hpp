// The day of a test, as publishers write it. Private to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace covmap::read {

/// Days since 1970-01-01 of «2024-12-31», «2024-12-31T10:00:00Z», «20241231», «31/12/2024», «31.12.2024 10:00»: year first or day
/// first. Nothing for any other text, and for days that the calendar has not.
std::optional<std::int32_t> test_day(std::string_view text);

}  // namespace covmap::read
