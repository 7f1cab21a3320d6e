#include "measure/cells/raster_rows.hpp"

#include <algorithm>
#include <cmath>

#include "measure/cells/raster_themes.hpp"

namespace covmap::measure {

using core::Col;
using core::Row;
using model::RasterKind;

RasterPlan::RasterPlan(const model::RunModel& the_model, const core::CellAreas& the_areas, std::vector<bool> the_published,
                       const core::CellBox& the_cells)
    : model(the_model),
      areas(the_areas),
      themes(raster_themes(the_model)),
      published(std::move(the_published)),
      cells(the_cells) {
    for (const model::RasterTheme& theme : themes) {
        const auto minimum = theme.kind == RasterKind::unserved
                                 ? model.job.publish_min.find(model.attributes[theme.attribute].name)
                                 : model.job.publish_min.end();
        least.push_back(minimum == model.job.publish_min.end() ? 0 : minimum->second);
    }
    for (const model::Market& market : model.markets) {
        std::vector<model::CompiledIndicator>& compiled = by_market.emplace_back();
        for (const model::IndicatorSpec& spec : model.job.indicator) compiled.emplace_back(spec, model.catalogue, market);
    }
}

void RasterPainter::begin_band(Row band, const core::SignatureLookup& signatures, model::RasterRows& rows) {
    if (m_signatures != &signatures) m_looks.assign(m_looks.size(), {});  // another table of signatures: other numbers
    m_signatures = &signatures;
    m_rows = &rows;
    core::CellBox cells = m_plan.cells;
    cells.row_begin = std::max(m_plan.cells.row_begin, band * core::kBandRows);
    cells.row_end = std::max(cells.row_begin, std::min(m_plan.cells.row_end, (band + 1) * core::kBandRows));
    const bool same_shape = !rows.themes.empty() && rows.cells.row_end - rows.cells.row_begin == cells.row_end - cells.row_begin;
    if (same_shape) clear(rows, m_plan.themes, false);
    rows.cells = cells;
    rows.painted = {};
    if (!same_shape) clear(rows, m_plan.themes, true);
}

void RasterPainter::clear(model::RasterRows& rows, const std::vector<model::RasterTheme>& themes, bool all) {
    const core::CellBox& cells = rows.cells;
    const auto width = static_cast<std::size_t>(cells.col_end - cells.col_begin),
               height = static_cast<std::size_t>(cells.row_end - cells.row_begin);
    rows.themes.resize(themes.size());
    const auto clear_one = [&](auto& pixels, auto nothing) {
        if (all) {
            pixels.assign(width * height, nothing);
            return;
        }
        for (Row row = rows.painted.row_begin; row < rows.painted.row_end; ++row)
            std::fill_n(pixels.data() + static_cast<std::size_t>(row - cells.row_begin) * width +
                            static_cast<std::size_t>(rows.painted.col_begin - cells.col_begin),
                        rows.painted.col_end - rows.painted.col_begin, nothing);
    };
    for (std::size_t t = 0; t < themes.size(); ++t) {
        if (themes[t].kind == RasterKind::operators)
            clear_one(rows.themes[t].bytes, model::kRasterOutside);
        else
            clear_one(rows.themes[t].floats, model::kRasterNoValue);
    }
}

const RasterPainter::Look* RasterPainter::looks_at(std::uint32_t market, std::uint32_t signature) {
    std::vector<Looks>& known = m_looks[market];
    if (signature >= known.size()) known.resize(signature + signature / 2 + 16);
    Looks& looks = known[signature];
    if (!looks.empty()) return looks.data();
    const auto bits = m_signatures->bits(signature);
    for (const model::CompiledIndicator& indicator : m_plan.by_market[market]) {
        const auto count = indicator.count(bits);
        const int most = model::kRasterMostOperators;
        const bool unclear = count.present == 0 && count.unknown > 0;
        looks.push_back(
            {unclear ? model::kRasterUnknown : static_cast<std::uint8_t>(std::min(count.present, most)), indicator(bits)});
    }
    return looks.data();
}

std::size_t RasterPainter::pixel(Row row, Col col) const {
    const core::CellBox& cells = m_rows->cells;
    return static_cast<std::size_t>(row - cells.row_begin) * static_cast<std::size_t>(cells.col_end - cells.col_begin) +
           static_cast<std::size_t>(col - cells.col_begin);
}

bool RasterPainter::fails(const model::RasterTheme& theme, const Look& look) const {
    if (look.state == model::State::unknown) return false;
    return (look.state == model::State::met) == m_plan.model.job.indicator[theme.indicator].low_is_good;
}

float RasterPainter::density(std::size_t theme, std::int64_t failing, std::int64_t people, std::int64_t area) const {
    const std::int64_t least = m_plan.least[theme];
    if ((failing > 0 && failing < least) || (people > 0 && people < least)) return model::kRasterNoValue;
    if (failing == 0 || area <= 0) return failing == 0 ? 0.0F : model::kRasterNoValue;
    constexpr double kPerUnits = static_cast<double>(core::kAreaQuantaPerKm2) / static_cast<double>(core::kWeightQuantaPerUnit);
    return static_cast<float>(static_cast<double>(failing) * kPerUnits / static_cast<double>(area));
}

void RasterPainter::run(const core::Group& group) {
    const std::uint32_t territory = group.territory.value;
    if (!m_plan.published[territory] || m_plan.themes.empty()) return;
    const Look* const looks = looks_at(m_plan.model.market_of[territory], group.signatures.front());
    const std::size_t from = pixel(group.row, group.col);
    const auto cells = static_cast<std::size_t>(group.cells);
    for (std::size_t t = 0; t < m_plan.themes.size(); ++t) {
        const model::RasterTheme& theme = m_plan.themes[t];
        const Look& look = looks[theme.indicator];
        model::RasterPixels& pixels = m_rows->themes[t];
        if (theme.kind == RasterKind::operators)
            std::fill_n(pixels.bytes.data() + from, cells, look.operators);
        else if (theme.kind == RasterKind::share)
            std::fill_n(pixels.floats.data() + from, cells, look.state == model::State::met ? 100.0F : 0.0F);
        else if (m_plan.model.has_demand[territory])
            paint_inhabited(group, t, look);
    }
    m_rows->painted = m_rows->painted.united({group.row, group.row + 1, group.col, group.col + group.cells});
}

void RasterPainter::paint_inhabited(const core::Group& group, std::size_t theme, const Look& look) {
    const bool failing = fails(m_plan.themes[theme], look);
    std::vector<float>& pixels = m_rows->themes[theme].floats;
    std::fill_n(pixels.data() + pixel(group.row, group.col), static_cast<std::size_t>(group.cells), 0.0F);
    const std::vector<std::int64_t>& weights = group.demand->weight[m_plan.themes[theme].attribute];
    for (std::size_t i = group.first; i < group.last; ++i) {
        const Col col = group.demand->col[i];
        const std::int64_t area = m_plan.areas.cumulative(group.row, col + 1) - m_plan.areas.cumulative(group.row, col);
        pixels[pixel(group.row, col)] = density(theme, failing ? weights[i] : 0, weights[i], area);
    }
}

void RasterPainter::cut(Row row, Col col, std::int64_t area, std::span<const core::CellPart> parts,
                        std::span<const std::int64_t> values) {
    const std::size_t stride = m_plan.model.attributes.size() + 1;
    m_parts.clear();
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const std::uint32_t territory = parts[p].territory.value;
        if (!m_plan.published[territory] || m_plan.themes.empty()) continue;
        const Look* const looks = looks_at(m_plan.model.market_of[territory], parts[p].signature);
        m_parts.push_back({looks, values.data() + p * stride, m_plan.model.has_demand[territory]});
    }
    if (m_parts.empty()) return;
    const std::size_t at = pixel(row, col);
    for (std::size_t t = 0; t < m_plan.themes.size(); ++t) {
        const model::RasterTheme& theme = m_plan.themes[t];
        model::RasterPixels& pixels = m_rows->themes[t];
        if (theme.kind == RasterKind::operators)
            pixels.bytes[at] = operators_of_cell(theme);
        else if (theme.kind == RasterKind::share)
            pixels.floats[at] = share_of_cell(theme);
        else
            pixels.floats[at] = density_of_cell(t, area);
    }
    m_rows->painted = m_rows->painted.united({row, row + 1, col, col + 1});
}

std::uint8_t RasterPainter::operators_of_cell(const model::RasterTheme& theme) {
    const std::size_t area = m_plan.model.attributes.size();
    m_by_count.clear();
    for (const Part& part : m_parts) {
        const std::uint8_t count = part.looks[theme.indicator].operators;
        const auto known =
            std::find_if(m_by_count.begin(), m_by_count.end(), [count](const auto& entry) { return entry.first == count; });
        if (known == m_by_count.end())
            m_by_count.emplace_back(count, part.values[area]);
        else
            known->second += part.values[area];
    }
    std::pair<std::uint8_t, std::int64_t> best{model::kRasterOutside, 0};
    for (const auto& [count, sum] : m_by_count)
        if (sum > best.second || (sum == best.second && sum > 0 && count < best.first)) best = {count, sum};
    return best.first;
}

float RasterPainter::share_of_cell(const model::RasterTheme& theme) const {
    const std::size_t area = m_plan.model.attributes.size();
    std::int64_t whole = 0, met = 0;
    for (const Part& part : m_parts) {
        whole += part.values[area];
        if (part.looks[theme.indicator].state == model::State::met) met += part.values[area];
    }
    if (whole <= 0) return model::kRasterNoValue;
    if (met >= whole) return 100;
    const auto share = static_cast<float>(100.0 * static_cast<double>(met) / static_cast<double>(whole));
    return std::min(share, std::nextafter(100.0F, 0.0F));
}

float RasterPainter::density_of_cell(std::size_t theme, std::int64_t area) const {
    const model::RasterTheme& of = m_plan.themes[theme];
    std::int64_t failing = 0, people = 0;
    bool some = false;
    for (const Part& part : m_parts) {
        if (!part.has_demand) continue;
        some = some || part.values[m_plan.model.attributes.size()] > 0 || part.values[of.attribute] > 0;
        people += part.values[of.attribute];
        if (fails(of, part.looks[of.indicator])) failing += part.values[of.attribute];
    }
    return some ? density(theme, failing, people, area) : model::kRasterNoValue;
}

}  // namespace covmap::measure
