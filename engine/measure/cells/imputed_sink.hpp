// The sink behind `imputed_pct`: how many people of a territory its source estimated rather than counted.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/cell_at.hpp"
#include "core/sink.hpp"

namespace covmap::measure {

/// Sums the first attribute of the estimated squares by territory. One instance a worker; a group costs a search among the
/// squares.
class ImputedSink : public core::Sink {
public:
    /// `cells`: the estimated squares, by row and column; must outlive the sink. A group's values have attributes + 1 entries a
    /// signature, attributes >= 1.
    ImputedSink(std::span<const core::CellAt> cells, std::size_t territories, std::size_t attributes);

    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row band) override;

    /// Per territory: quanta of the first attribute, the workers added up. Throws Error check on overflow.
    static std::vector<std::int64_t> merge(const std::vector<ImputedSink*>& sinks);

private:
    std::span<const core::CellAt> m_cells;
    std::size_t m_stride;
    std::vector<std::int64_t> m_sums;
};

}  // namespace covmap::measure
