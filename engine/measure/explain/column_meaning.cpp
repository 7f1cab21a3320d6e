#include "measure/explain/column_meaning.hpp"

namespace covmap::measure {
namespace {

using Kind = ColumnMeaning::Kind;

std::size_t of_maker(const model::RunModel& model, std::size_t attribute) {
    return attribute == model.attributes.size() ? ColumnMaker::kArea : attribute;
}

std::string counted_column(const model::RunModel& model, std::size_t attribute) {
    return attribute == model.attributes.size() ? "area_km2" : model.attributes[attribute].name;
}

ColumnMeaning wide_meaning(const model::RunModel& model, const ColumnMaker& make, const std::string& column) {
    if (column == "imputed_pct" && !model.imputed.empty()) return {Kind::imputed};
    for (std::size_t a = 0; a <= model.attributes.size(); ++a) {
        const std::size_t attribute = of_maker(model, a);
        if (column == make.quantity(attribute).name) return {Kind::quantity, a};
        if (a < model.attributes.size() && column == make.gap_share(a).name) return {Kind::gap, a};
        if (a < model.attributes.size() && column == make.gap_flag(a).name) return {Kind::gap_flag, a};
        for (std::size_t i = 0; i < model.job.indicator.size(); ++i) {
            if (!column.starts_with(model.job.indicator[i].name)) continue;
            for (const Figure figure : kFigures)
                if (column == make.figure(i, attribute, figure).name) return {Kind::figure, a, i, figure};
            for (const Figure figure : kChanges)
                if (column == make.figure(i, attribute, figure).name) return {Kind::figure, a, i, figure};
        }
    }
    return {};
}

ColumnMeaning long_meaning(const model::RunModel& model, const ColumnMaker& make, const std::string& column) {
    for (std::size_t a = 0; a <= model.attributes.size(); ++a) {
        const std::size_t attribute = of_maker(model, a);
        if (column == make.row_quantity(attribute).name) return {Kind::row_quantity, a};
        if (column == make.row_share(attribute).name) return {Kind::row_share, a};
        if (a < model.attributes.size() && column == make.row_total(a).name) return {Kind::quantity, a};
    }
    return {};
}

/// `@` is the column's name, `#` what is counted, `%` the indicator's value.
Text words_of_figure(Figure figure, bool is_area) {
    switch (figure) {
        case Figure::met:
            return {"@ = somme de # sur les signatures qui remplissent l'indicateur dans le marché du territoire",
                    "@ = sum of # over the signatures that meet the indicator in the market of the territory"};
        case Figure::not_met:
            return {"@ = somme de # sur les signatures qui ne remplissent pas l'indicateur dans le marché du territoire",
                    "@ = sum of # over the signatures that do not meet the indicator in the market of the territory"};
        case Figure::unknown:
            return {"@ = somme de # sur les signatures dont on ne sait pas si elles remplissent l'indicateur",
                    "@ = sum of # over the signatures of which it is not known whether they meet the indicator"};
        case Figure::share:
            return {"@ = 100 × % ÷ #, à deux décimales ; au plus 99,99 s'il en manque, au moins 0,01 s'il y en a",
                    "@ = 100 × % ÷ #, to two decimals; 99.99 at most while some is missing, 0.01 at least while there is some"};
        case Figure::lo:
            if (is_area) return {"@ = 100 × % ÷ #", "@ = 100 × % ÷ #"};
            return {"@ = 100 × # des parts de carré dont toutes les signatures remplissent l'indicateur ÷ #, % au plus",
                    "@ = 100 × # of the parts of squares all of whose signatures meet the indicator ÷ #, % at most"};
        case Figure::hi:
            if (is_area) return {"@ = 100 × (% + %_unk) ÷ #", "@ = 100 × (% + %_unk) ÷ #"};
            return {
                "@ = 100 × # des parts de carré dont une signature remplit ou pourrait remplir l'indicateur ÷ #, % + %_unk au "
                "moins",
                "@ = 100 × # of the parts of squares of which some signature meets or may meet the indicator ÷ #, % + %_unk at "
                "least"};
        case Figure::known:
            return {"@ = 100 × (# − %_unk) ÷ #", "@ = 100 × (# − %_unk) ÷ #"};
        default:
            return {"@ = somme de # sur les signatures dont la réponse a ainsi changé entre les deux indicateurs",
                    "@ = sum of # over the signatures whose answer changed so between the two indicators"};
    }
}

std::string filled_in(const std::string& words, const std::string& column, const std::string& counted, const std::string& value) {
    std::string text;
    for (const char c : words) text += c == '@' ? column : c == '#' ? counted : c == '%' ? value : std::string(1, c);
    return text;
}

}  // namespace

ColumnMeaning meaning_of(const model::RunModel& model, const model::Table& table, const std::string& column) {
    const ColumnMaker make(model);
    if (table.kind == model::TableKind::wide) return wide_meaning(model, make, column);
    if (table.kind != model::TableKind::longer) return {};
    if (table.name.ends_with("_operators_wide"))
        return column == "code" || column == "name" ? ColumnMeaning{}
                                                    : ColumnMeaning{Kind::offer_share, 0};  // of the first attribute, or the area
    if (table.name.ends_with("_operators") || table.name.ends_with("_counts")) return long_meaning(model, make, column);
    return {};
}

Text formula_of(const ColumnMeaning& meaning, const model::RunModel& model, const std::string& column) {
    const std::string counted = counted_column(model, meaning.attribute);
    Text words;
    std::string value;
    switch (meaning.kind) {
        case Kind::published:
            return {};
        case Kind::quantity:
            words = {"@ = somme de # sur toutes les signatures du territoire",
                     "@ = sum of # over all signatures of the territory"};
            break;
        case Kind::imputed:
            words = {"@ = 100 × # des carrés dont la source estime la population ÷ #",
                     "@ = 100 × # of the squares whose people the source estimates ÷ #"};
            break;
        case Kind::gap:
            words = {"@ = 100 × (# − #_ref) ÷ #_ref", "@ = 100 × (# − #_ref) ÷ #_ref"};
            break;
        case Kind::gap_flag:
            words = {"@ = |# − #_ref| × 10 > #_ref", "@ = |# − #_ref| × 10 > #_ref"};
            break;
        case Kind::figure:
            words = words_of_figure(meaning.figure, meaning.attribute == model.attributes.size());
            value = model.job.indicator[meaning.indicator].name + "_" + counted;
            break;
        case Kind::row_quantity:
            words = {"@ = somme de # sur les signatures du cas de cette ligne",
                     "@ = sum of # over the signatures in the case of this row"};
            break;
        case Kind::row_share:
            words = {"@ = 100 × # de cette ligne ÷ # du territoire", "@ = 100 × # of this row ÷ # of the territory"};
            break;
        case Kind::offer_share:
            words = {"@ = 100 × # où l'opérateur offre cette technologie ÷ #",
                     "@ = 100 × # where the operator offers this technology ÷ #"};
            break;
    }
    return {filled_in(words.fr, column, counted, value), filled_in(words.en, column, counted, value)};
}

}  // namespace covmap::measure
