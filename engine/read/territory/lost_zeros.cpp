#include "read/territory/lost_zeros.hpp"

#include <algorithm>
#include <map>

namespace covmap::read {

std::string number_of_code(std::string_view code) {
    const std::size_t mark = code.find_first_of(".,");
    if (mark != std::string_view::npos) {
        if (code.find_first_not_of('0', mark + 1) != std::string_view::npos) return {};
        code = code.substr(0, mark);
    }
    if (code.empty() || code.find_first_not_of("0123456789") != std::string_view::npos) return {};
    code.remove_prefix(std::min(code.find_first_not_of('0'), code.size() - 1));
    return std::string(code);
}

LostZeros lost_zeros(const std::vector<std::string>& here, const std::vector<std::string>& there) {
    std::map<std::string, const std::string*> by_number;
    for (const std::string& code : there)
        if (std::string number = number_of_code(code); !number.empty()) by_number.emplace(std::move(number), &code);
    LostZeros lost;
    for (const std::string& code : here) {
        const auto other = by_number.find(number_of_code(code));
        if (other == by_number.end() || *other->second == code) continue;
        if (lost.codes++ > 0) continue;
        lost.here = code;
        lost.there = *other->second;
    }
    return lost;
}

std::string lost_zeros_text(const LostZeros& lost, const std::string& other, bool secret) {
    const std::string example = secret ? "" : ", such as «" + lost.here + "» for «" + lost.there + "»";
    return std::to_string(lost.codes) + " of its codes are written differently in " + other + example +
           ": leading zeros were lost, or decimals added, when one of the two was saved with its codes as numbers. Save that one "
           "again with the codes as text";
}

}  // namespace covmap::read
