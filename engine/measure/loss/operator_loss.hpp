// Who would no longer be served if an operator's network were gone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

struct LossQuestion {
    std::size_t indicator = 0;      ///< of the model's job
    std::vector<std::string> lost;  ///< canonical codes; they fall together
};

/// Of one territory or unit. Quanta, an entry an attribute and the area in dm2 last.
struct Loss {
    std::vector<std::int64_t> served;  ///< meet the indicator before (where low is good: do not)
    std::vector<std::int64_t> lost;    ///< and fail it then
    std::vector<std::int64_t> unsure;  ///< and may or may not then, for some other operator is unknown there
    explicit Loss(std::size_t stride) : served(stride), lost(stride), unsure(stride) {}
    /// Errors: check, where a sum overflows.
    void add(const Loss& other);
};

/// Per territory, published or not; exact: the indicator is asked of each signature twice, the operators of `lost` still licensed
/// and absent everywhere the second time. One pass over the tally.
std::vector<Loss> losses_of(const model::RunModel& model, const core::TallyReader& tally, const LossQuestion& question);

}  // namespace covmap::measure
