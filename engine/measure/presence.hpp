// What is found at a place, in words: operators, the best technology, its best level.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/layer.hpp"

namespace covmap::measure {

struct Presence {
    std::vector<std::string> operators;  ///< codes, sorted; of any layer present but the planned ones
    std::string technology;              ///< the highest, as published; empty where there is none
    std::string level;                   ///< the best level of that technology, empty where its layers have none
};

/// `only`: a code of operator, or empty for all of them. Mobile and fixed alike. Pure.
Presence presence_of(std::span<const std::uint64_t> bits, const core::Catalogue& catalogue, const std::string& only = {});

}  // namespace covmap::measure
