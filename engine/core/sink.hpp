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

/// All (signature, integers) of one territory in one cell, or in a run of uncut cells of one row (then one part, cells > 1).
/// Signatures are numbers of the sweep's own table while it runs; `bits` gives their words.
struct Group {
    TerritoryId territory;
    Row row = 0;
    Col col = 0;
    Col cells = 1;
    std::span<const std::uint32_t> signatures;  ///< provisional numbers, local to the worker
    std::span<const std::int64_t> values;       ///< row-major, stride = attributes + 1, the area last
    bool cut = false;                           ///< of a cut cell, or of one with points, which Sink::cut tells as a whole
    const DemandRows* demand = nullptr;         ///< uncut cells: the band's demand,
    std::size_t first = 0;                      ///< and which of its cells lie in this run: [first, last)
    std::size_t last = 0;
    bool exact = false;  ///< its people stand at points: each signature has its own
};

/// Signatures met so far by one worker: provisional number -> words.
class SignatureLookup {
public:
    virtual ~SignatureLookup() = default;
    [[nodiscard]] virtual std::span<const std::uint64_t> bits(std::uint32_t provisional) const = 0;
};

/// One instance a worker. Groups arrive band by band, rows and columns ascending within a band.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void begin_band(Row band, const SignatureLookup& signatures) = 0;
    virtual void group(const Group& group) = 0;
    /// After the groups of a cut cell, or of one whose people stand at points, that lies in some territory at least in part.
    virtual void cut(const CutCell& /*cell*/) {}
    virtual void end_band(Row band) = 0;
};

}  // namespace covmap::core
