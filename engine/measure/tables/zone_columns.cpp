#include "measure/tables/zone_columns.hpp"

#include "measure/basis.hpp"
#include "measure/tables/new_column.hpp"

namespace covmap::measure {

using model::Column;
using model::ColumnType;

namespace {

struct PartWords {
    Text label, definition;
};

/// What a suffix adds to the words of all that fails.
PartWords words_of_part(const std::string& suffix) {
    if (suffix == "_white")
        return {{", zone blanche", ", white"}, {" ; aucun opérateur ne le remplit", "; no operator meets it"}};
    if (suffix == "_grey")
        return {{", zone grise", ", grey"}, {" ; un opérateur au moins le remplit", "; some operator meets it"}};
    if (suffix == "_outside")
        return {{", hors du contour", ", outside the outline"},
                {" ; compté dans la zone, mais juste hors du contour (sous-carrés dont moins de la moitié n'est pas remplie, ou "
                 "d'un autre territoire de « within ») : qui découpe d'autres données par le contour ne les trouve pas",
                 "; counted in the zone, and just outside its outline (sub-cells of which less than half is not met, or of "
                 "another unit of «within»): whoever clips other data by the outline does not find them"}};
    return {};
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
    Column column = new_column(name, ColumnType::text, 0, "", label, definition);
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
    const PartWords words = words_of_part(suffix);
    column.definition =
        column.label + Text{" où « ", " where «"} + m_standard + Text{" » n'est pas rempli", "» is not met"} + words.definition;
    column.label = column.label + words.label;
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
