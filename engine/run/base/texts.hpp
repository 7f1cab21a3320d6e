// Claims and lists as messages name them.
#pragma once

#include <string>

#include "model/layer.hpp"

namespace covmap::run {

/// «20801 4G data»; `who` in place of the operator's code.
inline std::string claim_text(const model::Claim& claim, const std::string& who) {
    return who + " " + claim.technology + (claim.service.empty() ? "" : " " + claim.service);
}
inline std::string claim_text(const model::Claim& claim) { return claim_text(claim, claim.operator_code); }

/// «a, b, c» of a range of texts.
template <class Texts>
std::string list_text(const Texts& texts, const std::string& between = ", ") {
    std::string list;
    for (const std::string& text : texts) list += (list.empty() ? "" : between) + text;
    return list;
}

}  // namespace covmap::run
