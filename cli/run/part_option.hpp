// The option --part: which part of a run this is.
#pragma once

#include <string>

namespace covmap::cli {

struct PartChoice {
    unsigned part = 0, parts = 0;  ///< 1 to parts
};

/// «3/64». Error(usage) where it is not of that form, or out of range.
PartChoice parse_part(const std::string& given);

}  // namespace covmap::cli
