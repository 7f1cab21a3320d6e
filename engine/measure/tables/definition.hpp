// What an indicator asks, in words.
#pragma once

#include "measure/words.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// «data, 4G or better, level BC or better, from at least 2 operators (as claimed by operators)»: all that the job asks of the
/// indicator, its operators by name. A combination gives the labels of its operands: «A» and «B». Pure.
Text definition_of(const model::IndicatorSpec& spec, const model::RunModel& model);

}  // namespace covmap::measure
