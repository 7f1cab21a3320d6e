// Codes that a spreadsheet took for numbers: «1001» for «01001», «1001.0» for «1001». Private to the room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace covmap::read {

/// The number that a code is: «1001» of «01001» and of «1001.0»; empty when it is none.
std::string number_of_code(std::string_view code);

/// What two files write differently although it is the same number.
struct LostZeros {
    std::size_t codes = 0;
    std::string here, there;  ///< the first of them, as each side writes it
};

/// Codes of `here` that `there` has only in another spelling. Both are the codes without partner of their own.
LostZeros lost_zeros(const std::vector<std::string>& here, const std::vector<std::string>& there);

/// «12 codes such as «1001» are «01001» in …: …», with the remedy.
std::string lost_zeros_text(const LostZeros& lost, const std::string& other, bool secret);

}  // namespace covmap::read
