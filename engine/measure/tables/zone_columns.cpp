#include "measure/tables/zone_columns.hpp"

#include "measure/basis.hpp"

namespace covmap::measure {

using model::Column;
using model::ColumnType;

namespace {

Column bare(const std::string& name, ColumnType type, const Text& label, const Text& definition) {
    Column column;
    column.name = name;
    column.type = type;
    column.label = label;
    column.definition = definition;
    return column;
}

}  // namespace

ZoneColumns::ZoneColumns(const model::RunModel& model, const model::ZonesSpec& spec)
    : m_maker(model), m_source(supply_titles(model.job)), m_indicator(spec.fails) {
    for (const model::IndicatorSpec& indicator : model.job.indicator) {
        if (indicator.name != spec.fails) continue;
        m_standard = label_or(indicator.label, indicator.name);
        m_date = basis_of(indicator, model.catalogue).date;
    }
}

Column ZoneColumns::text(const std::string& name, const Text& label, const Text& definition) const {
    Column column = bare(name, ColumnType::text, label, definition);
    column.source = m_source;
    column.date = m_date;
    return column;
}

Column ZoneColumns::count(const std::string& name, const Text& label, const Text& definition) const {
    Column column = text(name, label, definition);
    column.type = ColumnType::count;
    return column;
}

Column ZoneColumns::measure(const std::string& name, int scale, const std::string& unit, const Text& label,
                            const Text& definition) const {
    Column column = text(name, label, definition);
    column.type = ColumnType::quantity;
    column.scale = scale;
    column.unit = unit;
    return column;
}

Column ZoneColumns::flag(const std::string& name, const Text& label, const Text& definition) const {
    Column column = text(name, label, definition);
    column.type = ColumnType::flag;
    return column;
}

Column ZoneColumns::failing(std::size_t attribute, const std::string& suffix) const {
    Column column = m_maker.quantity(attribute);
    const Text colour = suffix == "_white"  ? Text{", zone blanche", ", white"}
                        : suffix == "_grey" ? Text{", zone grise", ", grey"}
                                            : Text{};
    const Text who = suffix == "_white"  ? Text{" ; aucun opérateur ne le remplit", "; no operator meets it"}
                     : suffix == "_grey" ? Text{" ; un opérateur au moins le remplit", "; some operator meets it"}
                                         : Text{};
    column.definition =
        column.label + Text{" où « ", " where «"} + m_standard + Text{" » n'est pas rempli", "» is not met"} + who;
    column.label = column.label + colour;
    column.name += suffix;
    column.indicator = m_indicator;
    column.low_is_good = true;
    if (!m_date.empty()) column.date = m_date;
    if (!m_source.empty() && column.source != m_source) column.source += (column.source.empty() ? "" : "; ") + m_source;
    return column;
}

Column ZoneColumns::share(const std::string& name, const Text& label, const Text& definition) const {
    Column column = text(name, label, definition);
    column.type = ColumnType::share;
    column.scale = 2;
    column.unit = "%";
    return column;
}

}  // namespace covmap::measure
