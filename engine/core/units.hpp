// Strong indices and the quanta of every account.
//
// Indices: a territory number cannot be passed where a layer number is meant. They follow sorted keys
// (codes of territories, keys of layers), never the order in which features were read.
// Quanta are decimal and known before anything is read, so that sums are the same in every band and run.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace covmap::core {

__extension__ using Int128 = __int128;  ///< for exact products

template <class Tag, class Rep = std::uint32_t>
struct Index {
    Rep value = std::numeric_limits<Rep>::max();

    constexpr Index() = default;
    constexpr explicit Index(Rep v) : value(v) {}
    constexpr auto operator<=>(const Index&) const = default;
    [[nodiscard]] constexpr bool valid() const { return value != std::numeric_limits<Rep>::max(); }
};

using TerritoryId = Index<struct TerritoryTag>;  ///< position in TerritorySet::territories (sorted by code)
using LayerId = Index<struct LayerTag>;          ///< position in Catalogue::layers = bit of the signature
using SignatureId = Index<struct SignatureTag>;  ///< position in SignatureTable
using ClaimId = Index<struct ClaimTag>;          ///< position in Catalogue::claims (sorted)

using Row = std::int32_t;  ///< row of the lattice, growing southwards; may be negative
using Col = std::int32_t;  ///< column of the lattice, growing eastwards; may be negative

/// Decimal places of a weight: one quantum is 10^-6 of the attribute's unit.
inline constexpr int kWeightScale = 6;
inline constexpr std::int64_t kWeightQuantaPerUnit = 1'000'000;
/// Decimal places of an area in km2: one quantum is 1 dm2 = 10^-8 km2.
inline constexpr int kAreaScale = 8;
inline constexpr std::int64_t kAreaQuantaPerKm2 = 100'000'000;
inline constexpr double kAreaQuantaPerM2 = 100.0;

}  // namespace covmap::core
