// The places of a reference as unions of the run's territories.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/reconciliation.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// A place of the run that a code of the reference may mean.
struct ReferencePlace {
    model::PlaceName name;
    bool in_reference = false;
};

struct ReferenceUnits {
    std::string unit;                     ///< as told: «commune», «departement (from the communes' codes)»
    std::vector<ReferencePlace> places;   ///< sorted by code
    std::vector<std::uint32_t> place_of;  ///< per territory: position in places, or kUnpublished
    std::unordered_map<std::string, std::uint32_t> position;  ///< code, of the run or of the reference -> place
    std::vector<std::string> notes;

    [[nodiscard]] std::optional<std::uint32_t> find(const std::string& code) const {
        const auto found = position.find(code);
        return found == position.end() ? std::nullopt : std::optional(found->second);
    }
    /// The département of a place or of a code of the reference, where the unit is one of five signs; otherwise empty: they all
    /// are of one.
    [[nodiscard]] std::string surroundings(const std::string& code) const;
    bool communes = false;  ///< codes tell their département
};

/// The places of the run's unit that the reference speaks of ([only] holds). A unit that the run does not have is made from the
/// codes of its communes where they say it: départements, «METRO» and overseas territories; a reference on communes is held
/// against the territories whatever they are called. Arrondissements of Paris, Lyon and Marseille and what the job folds are
/// joined where the reference has the whole, and several codes of the reference mean one place where the run has the whole.
/// `asked`: a unit of the run instead; of «all» the reference has one code. Errors, kind input: no such unit.
ReferenceUnits reference_units(const model::RunModel& model, const model::Reference& reference, const std::string& asked);

}  // namespace covmap::measure
