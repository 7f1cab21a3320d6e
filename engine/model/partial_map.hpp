// A map that reaches only part of what a run publishes.
#pragma once

#include <cstdint>
#include <string>

#include "model/layer.hpp"

namespace covmap::model {

/// One operator, technology, service and vintage whose files hold nothing over some of the places where it is licensed.
struct PartialMap {
    Claim claim;
    std::string source;        ///< as the job gives it
    std::size_t files = 0;     ///< of this claim
    std::string measure;       ///< what is counted: the first attribute, or «area_km2» where there is no attribute
    std::int64_t total = 0;    ///< of it, published, where the operator is licensed: quanta of 10^-6, dm2 of an area
    std::int64_t outside = 0;  ///< of it, outside the outlines of all files
    bool unknown = false;      ///< there it counts as unknown; else as not covered

    [[nodiscard]] double share() const { return total > 0 ? static_cast<double>(outside) / static_cast<double>(total) : 0; }
};

}  // namespace covmap::model
