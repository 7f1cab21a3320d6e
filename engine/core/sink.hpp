// What the sweep hands out: groups.
#pragma once

#include <cstdint>
#include <span>

#include "core/cut_cell.hpp"
#include "core/demand.hpp"
#include "core/grid.hpp"
#include "core/signature.hpp"
#include "core/units.hpp"

namespace covmap::core {

/// (Signature, integers) of one territory in a run of uncut cells of one row: one signature. A demand polygon's share of a
/// territory is a group too, and may have several.
/// Signatures are numbers of the sweep's own table while it runs; `bits` gives their words.
struct Group {
    TerritoryId territory;
    Row row = 0;
    Col col = 0;
    Col cells = 1;
    std::span<const std::uint32_t> signatures;  ///< provisional numbers, local to the worker
    std::span<const std::int64_t> values;       ///< row-major, stride = attributes + 1, the area last
    const DemandRows* demand = nullptr;         ///< the band's demand,
    std::size_t first = 0;                      ///< and which of its cells lie in this run: [first, last)
    std::size_t last = 0;
};

/// Signatures met so far by one worker: provisional number -> words.
class SignatureLookup {
public:
    virtual ~SignatureLookup() = default;
    [[nodiscard]] virtual std::span<const std::uint64_t> bits(std::uint32_t provisional) const = 0;
};

/// One instance a worker. Each cell with a territory arrives once, in a group or as a cut cell: band by band, rows and columns
/// ascending within a band.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void begin_band(Row band, const SignatureLookup& signatures) = 0;
    virtual void group(const Group& group) = 0;
    /// A cut cell, or one whose people stand at points, that lies in some territory at least in part.
    virtual void cut(const CutCell& cell) = 0;
    virtual void end_band(Row band) = 0;
};

}  // namespace covmap::core
