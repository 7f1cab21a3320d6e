// The sink that finds zones: failing groups -> members of each band, hung together.
#pragma once

#include <vector>

#include "core/sink.hpp"
#include "zones/band_builder.hpp"

namespace covmap::zones {

/// What all workers share: one plan and one standard each [[zones]].
struct ZoneQuestion {
    std::vector<ZonePlan> plans;
    const Standards* standards = nullptr;  ///< in the order of the plans
    const core::CellAreas* areas = nullptr;
    std::span<const std::uint32_t> market_of;  ///< per territory
};

/// One instance a worker. Cost of a group that meets all standards: two loads. Memory: the zones of its bands.
class ZoneSink final : public core::Sink {
public:
    explicit ZoneSink(const ZoneQuestion& question);
    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row band) override;

    /// Bands in the order they were swept, per [[zones]].
    [[nodiscard]] std::vector<std::vector<BandZones>>& bands() { return m_bands; }

private:
    const ZoneQuestion& m_question;
    Verdicts m_verdicts;
    const core::SignatureLookup* m_signatures = nullptr;
    std::vector<BandBuilder> m_builders;
    std::vector<std::vector<BandZones>> m_bands;
    std::vector<Verdict> m_of_parts;  ///< [plan][part]
};

}  // namespace covmap::zones
