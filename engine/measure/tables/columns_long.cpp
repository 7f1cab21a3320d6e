// Columns of the long tables.
#include "core/units.hpp"
#include "measure/tables/columns.hpp"

namespace covmap::measure {

using model::Column;
using model::ColumnType;

Column ColumnMaker::technology() const {
    return claim_text("technology", {"technologie", "technology"}, {"technologie telle que publiée", "technology as published"});
}

Column ColumnMaker::service() const {
    return claim_text("service", {"service", "service"},
                      {"voice ou data ; vide si la source ne le dit pas", "voice or data; empty where the source does not say"});
}

Column ColumnMaker::operator_code() const {
    return claim_text("operator", {"opérateur (code)", "operator (code)"},
                      {"code de l'opérateur, après les alias du job", "code of the operator, after the job's aliases"});
}

Column ColumnMaker::operator_name() const {
    return claim_text("operator_name", {"opérateur", "operator"},
                      {"nom de l'opérateur, ou son code", "name of the operator, or its code"});
}

Column ColumnMaker::best_level() const {
    Column column =
        claim_text("level", {"meilleur niveau", "best level"},
                   {"meilleur niveau offert ; covered : sans échelle ; none : connu et absent ; unknown : pas de carte",
                    "best level offered; covered: without scale; none: known and absent; unknown: no map"});
    if (!m_basis.note.en.empty()) column.definition = column.definition + Text{" ; ", "; "} + m_basis.note;
    return column;
}

Column ColumnMaker::least_level() const {
    return claim_text(
        "level", {"niveau au moins", "level at least"},
        {"à ce niveau ou mieux ; covered : quel que soit le niveau", "at this level or better; covered: whatever the level"});
}

Column ColumnMaker::operators() const {
    return claim_text("operators", {"nombre d'opérateurs", "number of operators"},
                      {"exactement ce nombre d'opérateurs du marché ; unknown : l'un d'eux au moins est inconnu",
                       "by exactly this number of operators of the market; unknown: at least one of them is unknown"});
}

Column ColumnMaker::nature() const {
    return claim_text("nature", {"nature", "nature"},
                      {"claimed (selon l'opérateur), measured (mesuré) ou modelled (modélisé) ; vide sans carte",
                       "claimed (by the operator), measured or modelled; empty without a map"});
}

Column ColumnMaker::kind() const {
    return claim_text("kind", {"mobile ou fixe", "mobile or fixed"}, {"mobile ou fixed", "mobile or fixed"});
}

Column ColumnMaker::vintage() const {
    return claim_text("vintage", {"millésime", "vintage"}, {"millésime des cartes", "vintage of the maps"});
}

Column ColumnMaker::row_quantity(std::size_t attribute) const {
    Column column = number(attribute, attribute_name(attribute), ColumnType::quantity);
    column.label = attribute_label(attribute);
    column.definition = column.label + Text{" dans le cas de cette ligne", " in the case of this row"};
    column.source = with_supply(column.source);
    if (!m_basis.date.empty()) column.date = m_basis.date;
    return column;
}

Column ColumnMaker::row_total(std::size_t attribute) const {
    Column column = number(attribute, attribute_name(attribute) + "_total", ColumnType::quantity);
    column.label = attribute_label(attribute) + Text{", total", ", total"};
    column.definition =
        Text{"total du territoire, le même sur toutes ses lignes", "total of the territory, the same on all its rows"};
    return column;
}

Column ColumnMaker::row_share(std::size_t attribute) const {
    const std::string name = attribute == kArea ? "area" : attribute_name(attribute);
    Column column = number(attribute, name + "_pct", ColumnType::share);
    column.label = attribute_label(attribute) + same(" (%)");
    column.definition = attribute == kArea
                            ? Text{"100 × area_km2 ÷ surface du territoire", "100 × area_km2 ÷ area of the territory"}
                            : same("100 × " + name + " ÷ " + name + "_total");
    column.source = with_supply(column.source);
    if (!m_basis.date.empty()) column.date = m_basis.date;
    return column;
}

}  // namespace covmap::measure
