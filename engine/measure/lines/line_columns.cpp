#include "measure/lines/line_columns.hpp"

#include "measure/basis.hpp"
#include "measure/tables/new_column.hpp"
#include "measure/tables/short_names.hpp"
#include "model/lines.hpp"

namespace covmap::measure {

using model::Column;
using model::ColumnType;

LineColumns::LineColumns(const model::RunModel& model, const model::LinesSpec& spec) : m_model(model), m_maker(model) {
    m_source = spec.source.info.title.empty() ? spec.source.given : spec.source.info.title;
    m_date = spec.source.info.date;
    const std::string supplies = supply_titles(model.job);
    m_with_supply = supplies.empty() ? m_source : m_source + "; " + supplies;
}

Column LineColumns::typed(const std::string& name, ColumnType type, int scale, const std::string& unit, const Text& label,
                          const Text& definition) const {
    Column column = new_column(name, type, scale, unit, label, definition);
    column.source = m_source;
    column.date = m_date;
    return column;
}

Column LineColumns::text(const std::string& name, const Text& label, const Text& definition) const {
    return typed(name, ColumnType::text, 0, "", label, definition);
}

Column LineColumns::count(const std::string& name, const Text& label, const Text& definition) const {
    return typed(name, ColumnType::count, 0, "", label, definition);
}

Column LineColumns::km(const std::string& name, const Text& label, const Text& definition) const {
    return typed(name, ColumnType::quantity, model::kLengthScale, "km", label, definition);
}

Column LineColumns::share(const std::string& name, const Text& label, const Text& definition) const {
    return typed(name, ColumnType::share, 2, "%", label, definition);
}

Column LineColumns::degrees(const std::string& name, const Text& label, const Text& definition) const {
    return typed(name, ColumnType::quantity, 6, "°", label, definition);
}

void LineColumns::add_row(TableWriter& writer) const {
    writer.add(text("unit", {"maille", "unit"},
                    {"de quel genre est le territoire de cette ligne ; all : tout ce qui est publié",
                     "of what kind the territory of this row is; all: everything that is published"}));
    writer.add(text(
        "code", {"code", "code"},
        {"code, un texte ; vide : les territoires sans ce parent", "code, a text; empty: the territories without this parent"}));
    writer.add(text("name", {"nom", "name"}, {"nom dans la source", "name in the source"}));
    writer.add(text("class", {"classe", "class"},
                    {"classe des lignes dans leur source ; all : toutes ; vide : celles qui n'en ont pas",
                     "class of the lines in their source; all: every class; empty: those without one"}));
}

void LineColumns::add_figures(std::size_t indicator, TableWriter& writer) const {
    const model::IndicatorSpec& spec = m_model.job.indicator[indicator];
    const Text label = label_or(spec.label, spec.name);
    const std::string date = basis_of(spec, m_model.catalogue).date;
    const auto add = [&](Column column, bool low) {
        column.indicator = spec.name;
        column.source = m_with_supply;
        if (!date.empty()) column.date = date;
        column.low_is_good = low;
        column.short_name = short_hint(spec.name, "km", column.short_name);
        writer.add(std::move(column));
    };
    const auto where = [&](const Text& before, const Text& after) {
        return Text{"longueur géodésique où ", "geodesic length where "} + before + Text{"« ", "«"} + label + Text{" »", "»"} +
               after;
    };
    const std::string stem = spec.name + "_km";
    const bool low = spec.low_is_good;
    add(with_hint(km(stem, label + Text{" : longueur", ": length"}, where({}, {" est rempli", " is met"})), ""), low);
    add(with_hint(km(stem + "_not", label + Text{" : longueur, non rempli", ": length, not met"},
                     where({}, {" n'est pas rempli", " is not met"})),
                  "_n"),
        !low);
    add(with_hint(km(stem + "_unk", label + Text{" : longueur, inconnu", ": length, unknown"},
                     where({"l'on ne sait pas si ", "it is not known whether "}, {" est rempli", " is met"})),
                  "_u"),
        true);
    add(with_hint(
            share(stem + "_pct", label + Text{" : longueur (%)", ": length (%)"},
                  same("100 × " + stem + " ÷ km") + Text{" ; l'inconnu compte comme non rempli", "; unknown counts as not met"}),
            "_p"),
        low);
    add(with_hint(share(stem + "_known_pct", label + Text{" : longueur, connu (%)", ": length, known (%)"},
                        same("100 × (km − " + stem + "_unk) ÷ km")),
                  "_k"),
        false);
}

}  // namespace covmap::measure
