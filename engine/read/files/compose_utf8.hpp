// One spelling of accented letters: «é» as one character and as «e» with an accent after it are the same. Private to the room.
#pragma once

#include <string>
#include <string_view>

namespace covmap::read {

/// The text in which a letter and the marks after it are one character where Unicode has it (NFC, of the Latin, Greek and
/// Cyrillic alphabets, marks in published order); as it is when not UTF-8.
std::string composed(std::string_view text);

}  // namespace covmap::read
