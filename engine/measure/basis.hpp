// What an indicator rests on: whose word it is, from when, and what was assumed.
#pragma once

#include <string>

#include "measure/words.hpp"
#include "model/indicator.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

struct Basis {
    Text nature;  ///< «selon les opérateurs»/«as claimed by operators», «modélisé, rayon 4 km»; empty without any claim
    Text note;    ///< on layers without level, or empty
    std::string date;  ///< newest date of the claims, or empty
    bool any_claim = false;
};

/// The basis of an indicator: the claims that it matches.
Basis basis_of(const model::IndicatorSpec& spec, const model::Catalogue& catalogue);
/// The basis of the tables by operator: every claim but the planned ones.
Basis basis_of_all(const model::Catalogue& catalogue);
/// Titles of the job's supplies, each once, in the job's order, joined by «; ».
std::string supply_titles(const model::Job& job);

}  // namespace covmap::measure
