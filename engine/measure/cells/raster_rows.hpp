// Cells to pixels: the rasters of a job, band by band.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/sink.hpp"
#include "model/indicator.hpp"
#include "model/raster.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// What is painted, where. Immutable: one instance serves all threads; the model and the areas outlive it.
struct RasterPlan {
    /// `published`: per territory, is it part of what the job publishes? `cells` holds all their cells.
    RasterPlan(const model::RunModel& model, const core::CellAreas& areas, std::vector<bool> published,
               const core::CellBox& cells);

    const model::RunModel& model;
    const core::CellAreas& areas;
    std::vector<model::RasterTheme> themes;
    std::vector<bool> published;
    core::CellBox cells;              ///< of the rasters
    std::vector<std::int64_t> least;  ///< per theme: quanta; smaller values above 0 are not published
    std::vector<std::vector<model::CompiledIndicator>> by_market;  ///< [market][indicator of the job]
};

/// Paints the published parts of cells; the others are nobody's:
/// - operators: the number of operators that pass, of the parts with the largest area (of equal ones the smaller number);
///   kRasterUnknown where none passes and some are unknown;
/// - share: 100 x area that meets / area; unknown counts as not met; 100 only where all of it meets;
/// - unserved: what fails, per km2 of the whole cell, so that density x area of the cell is the people; unknown does not fail.
/// Parts
///   of territories without any demand hold no value. Nor do cells where what fails, or all that lives in the published parts, is
///   above 0 and below `publish_min`.
/// One instance a worker. Cost: a few stores a cell, two loads a known (market, signature).
class RasterPainter {
public:
    explicit RasterPainter(const RasterPlan& plan) : m_plan(plan), m_looks(plan.by_market.size()) {}

    /// Clears `rows` to the band's rows of the rasters, all columns; what follows is painted there. `rows` is new or comes from a
    /// band before, of this plan: then only what was painted is cleared. Numbers of signatures keep their bits from band to band.
    void begin_band(core::Row band, const core::SignatureLookup& signatures, model::RasterRows& rows);
    /// A run of uncut cells.
    void run(const core::Group& group);
    /// A cut cell: `area` is the whole cell's, `values` row-major by part, the area last.
    void cut(core::Row row, core::Col col, std::int64_t area, std::span<const core::CellPart> parts,
             std::span<const std::int64_t> values);

private:
    /// What a signature is to one indicator in one market.
    struct Look {
        std::uint8_t operators = 0;
        model::State state = model::State::not_met;
    };
    using Looks = std::vector<Look>;  ///< one each indicator of the job; empty: not asked yet
    struct Part {
        const Look* looks = nullptr;
        const std::int64_t* values = nullptr;
        bool has_demand = false;
    };

    /// Valid until the next table of signatures.
    const Look* looks_at(std::uint32_t market, std::uint32_t signature);
    static void clear(model::RasterRows& rows, const std::vector<model::RasterTheme>& themes, bool all);
    [[nodiscard]] std::size_t pixel(core::Row row, core::Col col) const;
    [[nodiscard]] bool fails(const model::RasterTheme& theme, const Look& look) const;
    [[nodiscard]] float density(std::size_t theme, std::int64_t failing, std::int64_t people, std::int64_t area) const;
    void paint_inhabited(const core::Group& group, std::size_t theme, const Look& look);
    [[nodiscard]] std::uint8_t operators_of_cell(const model::RasterTheme& theme);
    [[nodiscard]] float share_of_cell(const model::RasterTheme& theme) const;
    [[nodiscard]] float density_of_cell(std::size_t theme, std::int64_t area) const;

    const RasterPlan& m_plan;
    std::vector<std::vector<Looks>> m_looks;  ///< [market][signature]
    const core::SignatureLookup* m_signatures = nullptr;
    model::RasterRows* m_rows = nullptr;
    std::vector<Part> m_parts;  ///< of the cell at hand, those to publish
    std::vector<std::pair<std::uint8_t, std::int64_t>> m_by_count;
};

}  // namespace covmap::measure
