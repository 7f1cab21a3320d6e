// What is found at a place, in words: operators, the best technology, its best level.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/layer.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

struct Presence {
    std::vector<std::string> operators;  ///< codes, sorted; of any layer present but the planned ones
    std::string technology;              ///< the highest, as published; empty where there is none
    std::string level;                   ///< the best level of that technology, empty where its layers have none
};

/// `only`: a code of operator, or empty for all of them. Mobile and fixed alike. Pure.
Presence presence_of(std::span<const std::uint64_t> bits, const model::Catalogue& catalogue, const std::string& only = {});

/// What one operator offers at best at a place.
struct Offer {
    std::string technology;  ///< «none»: it serves nobody here; «unknown»: nobody says
    std::string level;       ///< of that technology, or empty
    /// «4G BC»
    [[nodiscard]] std::string text() const { return level.empty() ? technology : technology + " " + level; }
};
Offer best_offer(std::span<const std::uint64_t> bits, const model::Catalogue& catalogue, const std::string& operator_code);

/// Operators of all markets, in the order of the markets.
std::vector<std::string> operators_of_markets(const model::RunModel& model);

}  // namespace covmap::measure
