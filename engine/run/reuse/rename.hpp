// A finished run under another job's names of operators.
#pragma once

#include <functional>
#include <string>

#include "model/layer.hpp"

namespace covmap::run {

/// The catalogue with every operator under its canonical name. Claims are sorted again and layers keep their bits, so that the
/// signatures of the run hold. Claims that become the same stay side by side, each with its own layers and extent: whoever asks
/// takes all claims of a key together, which is their union.
/// Throws Error(job) where such claims have different scales, as a run on the inputs would.
model::Catalogue renamed(const model::Catalogue& catalogue, const std::function<std::string(const std::string&)>& canonical);

}  // namespace covmap::run
