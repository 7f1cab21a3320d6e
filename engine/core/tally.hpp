// The tally: (territory, signature) -> integer weights of each attribute, and area. All that is published derives from it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/signature.hpp"
#include "core/units.hpp"

namespace covmap::core {

/// The rows of one territory, sorted by signature. `values` is row-major with `stride` = attributes + 1, the area last;
/// weights in quanta of 10^-6 unit, area in dm2.
struct TerritoryTally {
    TerritoryId territory;
    std::span<const std::uint32_t> signatures;
    std::span<const std::int64_t> values;
};

/// Doubt of one territory: for each distinct (all, any) pair of masks over the job's indicators, the weights of its parts
/// of squares of which all the present signatures meet the indicators in `all`, and some meet or may meet those in `any`.
/// lo = sum over rows with the bit in `all`; hi = sum over rows with the bit in `any`. Same stride as the tally.
struct DoubtRow {
    TerritoryId territory;
    std::uint64_t all = 0;
    std::uint64_t any = 0;
    std::vector<std::int64_t> values;
};

/// A tally that may be larger than memory: visited territory by territory, in order of TerritoryId.
class TallyReader {
public:
    virtual ~TallyReader() = default;
    [[nodiscard]] virtual const SignatureTable& signatures() const = 0;
    [[nodiscard]] virtual std::size_t stride() const = 0;
    virtual void for_each(const std::function<void(const TerritoryTally&)>& visit) const = 0;
};

}  // namespace covmap::core
