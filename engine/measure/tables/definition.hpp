// What an indicator asks, in words.
#pragma once

#include "measure/words.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// «data, 4G or better, level BC or better, from at least 2 operators (as claimed by operators)»: all that the job asks of the
/// indicator, its operators by name. A combination gives the labels of its operands: «A» and «B». Pure.
Text definition_of(const model::IndicatorSpec& spec, const model::RunModel& model);

/// What those who are left have, after «have» or «n'ont»: `label_not`, else made from what is asked: «no 4G at all», «less than
/// 4G of level BC or better from at least 2 operators». Where low is good these are those who meet it. Empty where no such words
/// can be made: of combinations, of at most n operators. Pure.
Text lack_of(const model::IndicatorSpec& spec, const model::RunModel& model);

}  // namespace covmap::measure
