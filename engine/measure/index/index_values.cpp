#include "measure/index/index_values.hpp"

#include <algorithm>

namespace covmap::measure {
namespace {

using model::CriterionSpec;

constexpr double kPercent = 100, kLeastPart = 0.5;

Figures column_figures(const model::Table& table, const std::string& name) {
    Figures out(table.rows());
    const model::Column* column = table.find(name);
    if (column == nullptr || column->type == model::ColumnType::text) return out;
    for (std::size_t row = 0; row < out.size(); ++row)
        if (!column->nulls[row]) out[row] = model::decimal_value(column->numbers[row], column->scale);
    return out;
}

Figures percent_of(const Figures& counts, const Figures& of) {
    Figures out(counts.size());
    for (std::size_t row = 0; row < out.size(); ++row)
        if (counts[row] && of[row] && *of[row] > 0) out[row] = kPercent * *counts[row] / *of[row];
    return out;
}

/// The figures of a parent's territories, put together.
struct Gathered {
    double sum = 0;     ///< of figure * weight, or of counts
    double weight = 0;  ///< of those that have a figure
    double whole = 0;   ///< of all
};

Figures gathered_figures(const CriterionSpec& spec, const Figures& values, const IndexUnit& unit) {
    const Figures weights = column_figures(unit.territories, spec.of);
    std::vector<Gathered> rows(unit.table.rows());
    for (std::size_t t = 0; t < values.size(); ++t) {
        if (!weights[t] || !(*weights[t] > 0)) continue;
        Gathered& row = rows[unit.row_of[t]];
        row.whole += *weights[t];
        if (!values[t]) continue;
        row.weight += *weights[t];
        row.sum += spec.count ? kPercent * *values[t] : *values[t] * *weights[t];
    }
    Figures out(rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (rows[r].weight > 0 && rows[r].weight >= kLeastPart * rows[r].whole) out[r] = rows[r].sum / rows[r].weight;
    return out;
}

Figures joined_figures(const model::RunModel& model, const CriterionSpec& spec, const IndexUnit& unit) {
    const auto joined = std::find_if(model.joined.begin(), model.joined.end(),
                                     [&](const model::JoinedColumn& column) { return column.is_of(spec); });
    if (joined == model.joined.end() || joined->values.size() != unit.territories.rows()) return Figures(unit.table.rows());
    if (unit.is_parent()) return gathered_figures(spec, joined->values, unit);
    return spec.count ? percent_of(joined->values, column_figures(unit.table, spec.of)) : joined->values;
}

}  // namespace

IndexFigures index_figures(const model::RunModel& model, const model::IndexSpec& index, const IndexUnit& unit) {
    IndexFigures out;
    for (const CriterionSpec* spec : model::leaves_of(index)) {
        if (spec->source) {
            out.criteria.push_back(joined_figures(model, *spec, unit));
            continue;
        }
        Figures figures = column_figures(unit.table, spec->column);
        out.criteria.push_back(spec->count ? percent_of(figures, column_figures(unit.table, spec->of)) : std::move(figures));
    }
    const model::Column& code = unit.table.columns.front();
    const model::Column* people = model.attributes.empty() ? nullptr : unit.table.find(model.attributes.front().name);
    for (std::size_t row = 0; row < unit.table.rows(); ++row) {
        const bool inhabited = people == nullptr || (!people->nulls[row] && people->numbers[row] > 0);
        const bool scored = !code.texts[row].empty() && inhabited;
        out.scored.push_back(scored);
        out.reference.push_back(scored && (people == nullptr || people->numbers[row] >= index.minimum));
    }
    return out;
}

}  // namespace covmap::measure
