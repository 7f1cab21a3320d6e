// Where the standards are met: the nearest served cell of any place.
#pragma once

#include <optional>
#include <vector>

#include "core/grid.hpp"
#include "core/sink.hpp"
#include "geodesy/locator.hpp"
#include "model/zone_set.hpp"
#include "zones/verdicts.hpp"

namespace covmap::zones {

/// Cells [begin, end) of a row that meet a standard.
struct ServedRun {
    core::Row row = 0;
    core::Col begin = 0, end = 0;
    auto operator<=>(const ServedRun&) const = default;
};

/// A cell is served where at least half of its area inside the territories meets the standard. One instance a worker.
/// Memory: what changes from served to not along a row.
class ServedSink final : public core::Sink {
public:
    /// `market_of` per territory; both outlive the sink. `stride`: attributes + 1.
    ServedSink(const Standards& standards, std::span<const std::uint32_t> market_of, std::size_t stride);
    void begin_band(core::Row, const core::SignatureLookup& signatures) override { m_signatures = &signatures; }
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row) override {}
    [[nodiscard]] const std::vector<std::vector<ServedRun>>& runs() const { return m_runs; }

private:
    void add(std::size_t standard, core::Row row, core::Col begin, core::Col end);

    Verdicts m_verdicts;
    std::span<const std::uint32_t> m_market_of;
    std::size_t m_stride;
    const core::SignatureLookup* m_signatures = nullptr;
    std::vector<std::vector<ServedRun>> m_runs;  ///< per standard
    std::vector<std::int64_t> m_met;             ///< scratch
};

/// The served cells of one standard, of all workers.
class ServedMap {
public:
    ServedMap() = default;
    explicit ServedMap(std::vector<ServedRun> runs);

    struct Found {
        core::Row row = 0;
        core::Col col = 0;
        model::Away away;
    };
    /// The nearest served cell, from the place `from` (grid coordinates) to the centre of that cell, which may be its own. Exact:
    /// rows are searched outwards, each from the foot of the place on it, until the rows themselves are farther than the best.
    [[nodiscard]] std::optional<Found> nearest(core::Point from, const geodesy::Locator& locator) const;

private:
    struct Line {
        core::Row row;
        std::size_t begin, end;
    };
    class Walk;

    std::vector<ServedRun> m_runs;
    std::vector<Line> m_lines;  ///< sorted by row
};

}  // namespace covmap::zones
