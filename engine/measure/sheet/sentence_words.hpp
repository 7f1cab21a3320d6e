// The words of the sentence that tells whom an indicator leaves out.
#pragma once

#include "measure/basis.hpp"
#include "measure/words.hpp"
#include "model/job/job.hpp"

namespace covmap::measure {

/// What is said of those whom an indicator leaves out, after «are»: «without «4G»»; where less is better «under «no 4G at
/// all»». What they have instead is lack_of().
Text lacking_words(const model::IndicatorSpec& spec);

/// Does the basis hold nothing but what operators claim?
bool is_claimed(const Basis& basis);

/// Whose word the sentence is: «According to the operators», «According to a model of 2018, radius 4 km»; empty without any
/// claim.
Text lead_words(const Basis& basis);

}  // namespace covmap::measure
