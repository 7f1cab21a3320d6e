#include "measure/tables/columns.hpp"

#include "core/units.hpp"

namespace covmap::measure {
namespace {

using model::Column;
using model::ColumnType;

Column make(std::string name, ColumnType type, int scale, Text label, Text definition) {
    Column column;
    column.name = std::move(name);
    column.type = type;
    column.scale = scale;
    column.label = std::move(label);
    column.definition = std::move(definition);
    return column;
}

struct FigureWords {
    const char* suffix;
    Text label;       ///< after «indicator: attribute»
    Text definition;  ///< after the attribute; in both, @ stands for the indicator and # for the earlier one
};

/// Of an indicator with `since`.
FigureWords change_words(Figure figure) {
    switch (figure) {
        case Figure::newly_known:
            return {"_newly_known",
                    {", connu depuis « # »", ", known since «#»"},
                    {" où l'on ne savait pas si « # » était rempli et où l'on sait si « @ » l'est",
                     " where it was not known whether «#» was met, and is known whether «@» is"}};
        case Figure::no_longer_known:
            return {"_no_longer_known",
                    {", inconnu depuis « # »", ", unknown since «#»"},
                    {" où l'on savait si « # » était rempli et où l'on ne sait pas si « @ » l'est",
                     " where it was known whether «#» was met, and is not known whether «@» is"}};
        case Figure::gained:
            return {"_gained",
                    {", gain depuis « # »", ", gained since «#»"},
                    {" où « # » n'était pas rempli et où « @ » l'est ; l'inconnu, avant ou après, n'est pas compté",
                     " where «#» was not met and «@» is; unknown before or after is not counted"}};
        case Figure::lost:
            return {"_lost",
                    {", perte depuis « # »", ", lost since «#»"},
                    {" où « # » était rempli et où « @ » ne l'est pas ; l'inconnu, avant ou après, n'est pas compté",
                     " where «#» was met and «@» is not; unknown before or after is not counted"}};
        default:
            return {"", {}, {}};
    }
}

/// Where lo and hi are of an area there is no doubt about squares: they are the bounds that the unknown leaves.
FigureWords words_of(Figure figure, bool area) {
    const Text squares_lo{" : % des parts de carré dont toute la surface remplit sûrement « @ »",
                          ": % in parts of squares that surely meet «@» as a whole"};
    const Text squares_hi{" : % des parts de carré dont au moins une partie remplit ou pourrait remplir « @ »",
                          ": % in parts of squares of which some meets or may meet «@»"};
    const Text area_lo{" : % où « @ » est rempli", ": % where «@» is met"};
    const Text area_hi{" : % où « @ » est rempli ou inconnu", ": % where «@» is met or unknown"};
    switch (figure) {
        case Figure::met:
            return {"", {}, {" où « @ » est rempli", " where «@» is met"}};
        case Figure::not_met:
            return {"_not", {", non rempli", ", not met"}, {" où « @ » n'est pas rempli", " where «@» is not met"}};
        case Figure::unknown:
            return {"_unk",
                    {", inconnu", ", unknown"},
                    {" où l'on ne sait pas si « @ » est rempli", " where it is not known whether «@» is met"}};
        case Figure::share:
            return {
                "_pct",
                {" (%)", " (%)"},
                {" : % où « @ » est rempli ; l'inconnu compte comme non rempli ; jamais 100 s'il en manque, ni 0 s'il y en a",
                 ": % where «@» is met; unknown counts as not met; never 100 while some is missing, nor 0 while there is some"}};
        case Figure::lo:
            return {"_lo", {" (%, borne basse)", " (%, lower bound)"}, area ? area_lo : squares_lo};
        case Figure::hi:
            return {"_hi", {" (%, borne haute)", " (%, upper bound)"}, area ? area_hi : squares_hi};
        case Figure::known:
            return {"_known_pct",
                    {", connu (%)", ", known (%)"},
                    {" : % où l'on sait si « @ » est rempli", ": % where it is known whether «@» is met"}};
        default:
            return change_words(figure);
    }
}

/// One pass, so that a mark inside a label stays what it is.
std::string with_names(const std::string& words, const std::string& now, const std::string& before) {
    std::string text;
    for (const char c : words) {
        if (c == '@')
            text += now;
        else if (c == '#')
            text += before;
        else
            text += c;
    }
    return text;
}

Text with_names(const Text& words, const Text& now, const Text& before) {
    return {with_names(words.fr, now.fr, before.fr), with_names(words.en, now.en, before.en)};
}

}  // namespace

ColumnMaker::ColumnMaker(const model::RunModel& model)
    : m_model(&model), m_supply_titles(supply_titles(model.job)), m_basis(basis_of_all(model.catalogue)) {
    for (const model::IndicatorSpec& spec : model.job.indicator) m_indicator_basis.push_back(basis_of(spec, model.catalogue));
}

std::string ColumnMaker::attribute_name(std::size_t attribute) const {
    return attribute == kArea ? "area_km2" : m_model->attributes[attribute].name;
}

Text ColumnMaker::indicator_label(const std::string& name) const {
    for (const model::IndicatorSpec& spec : m_model->job.indicator)
        if (spec.name == name) return label_or(spec.label, name);
    return same(name);
}

Text ColumnMaker::attribute_label(std::size_t attribute) const {
    if (attribute == kArea) return {"surface", "area"};
    return label_or(m_model->attributes[attribute].label, m_model->attributes[attribute].name);
}

std::string ColumnMaker::with_supply(const std::string& source) const {
    if (source.empty() || m_supply_titles.empty() || source == m_supply_titles) return source.empty() ? m_supply_titles : source;
    return source + "; " + m_supply_titles;
}

/// A number of an attribute or area, with its unit, source and date.
Column ColumnMaker::number(std::size_t attribute, const std::string& name, ColumnType type) const {
    Column column = make(name, type, 0, {}, {});
    const bool area = attribute == kArea;
    if (type == ColumnType::quantity) column.scale = area ? core::kAreaScale : core::kWeightScale;
    if (type == ColumnType::share) column.scale = 2;
    const model::SourceInfo& territory = m_model->job.territory.source.info;
    const std::string& territory_title = territory.title.empty() ? m_model->job.territory.source.given : territory.title;
    column.unit = type == ColumnType::share ? "%" : area ? "km²" : m_model->attributes[attribute].unit;
    column.source = area ? territory_title : m_model->attributes[attribute].source;
    column.date = area ? territory.date : m_model->attributes[attribute].date;
    return column;
}

Column ColumnMaker::territory_text(const std::string& name, const Text& label, const Text& definition) const {
    Column column = make(name, ColumnType::text, 0, label, definition);
    const model::SourceInfo& info = m_model->job.territory.source.info;
    column.source = info.title.empty() ? m_model->job.territory.source.given : info.title;
    column.date = info.date;
    return column;
}

Column ColumnMaker::claim_text(const std::string& name, const Text& label, const Text& definition) const {
    Column column = make(name, ColumnType::text, 0, label, definition);
    column.source = m_supply_titles;
    column.date = m_basis.date;
    return column;
}

Column ColumnMaker::code(const std::string& unit) const {
    const Text word = unit_singular(unit);
    return territory_text(
        "code", Text{"code (", "code ("} + word + same(")"),
        {"code, un texte ; vide : les territoires sans ce parent", "code, a text; empty: the territories without this parent"});
}

Column ColumnMaker::name(const std::string& unit) const {
    return territory_text("name", Text{"nom (", "name ("} + unit_singular(unit) + same(")"),
                          {"nom dans la source", "name in the source"});
}

Column ColumnMaker::parent_code(const std::string& kind) const {
    const Text word = unit_singular(kind);
    return territory_text(kind, word, Text{"code du parent : ", "code of the parent: "} + word);
}

Column ColumnMaker::parent_name(const std::string& kind) const {
    const Text word = unit_singular(kind);
    return territory_text(kind + "_name", word + Text{" (nom)", " (name)"},
                          Text{"nom du parent : ", "name of the parent: "} + word);
}

Column ColumnMaker::quantity(std::size_t attribute) const {
    Column column = number(attribute, attribute_name(attribute), ColumnType::quantity);
    column.label = attribute_label(attribute);
    column.definition = attribute == kArea
                            ? Text{"surface dans le territoire, vraie grandeur", "area inside the territory, true size"}
                            : column.label + Text{" dans le territoire ; vide si aucun carré ne le touche",
                                                  " inside the territory; empty where no square touches it"};
    if (attribute != kArea && attribute >= m_model->attributes.size() - m_model->shares.size())
        column.definition = column.definition + Text{", ou si la table n'en dit rien", ", or where the table has no figure"};
    return column;
}

Column ColumnMaker::reference(std::size_t attribute) const {
    Column column =
        territory_text(attribute_name(attribute) + "_ref", attribute_label(attribute) + Text{", officiel", ", official"},
                       Text{"chiffre officiel donné avec les territoires", "official figure that comes with the territories"});
    column.type = ColumnType::quantity;
    column.scale = core::kWeightScale;
    column.unit = m_model->attributes[attribute].unit;
    return column;
}

Column ColumnMaker::gap_share(std::size_t attribute) const {
    const std::string name = attribute_name(attribute);
    Column column = number(attribute, name + "_gap_pct", ColumnType::quantity);
    column.scale = 2;
    column.unit = "%";
    column.label = attribute_label(attribute) + Text{", écart à l'officiel (%)", ", gap to the official figure (%)"};
    column.definition = same("100 × (" + name + " − " + name + "_ref) ÷ " + name + "_ref");
    return column;
}

Column ColumnMaker::imputed_share() const {
    Column column = number(0, "imputed_pct", ColumnType::share);
    const Text who = attribute_label(0);
    column.label = who + Text{", part estimée (%)", ", estimated (%)"};
    column.definition = who + Text{" : % dans les carrés dont la source estime la population au lieu de la compter",
                                   ": % in squares whose people the source estimates instead of counting them"};
    return column;
}

Column ColumnMaker::gap_flag(std::size_t attribute) const {
    const std::string name = attribute_name(attribute);
    Column column = number(attribute, name + "_gap_flag", ColumnType::flag);
    column.unit.clear();
    column.label = attribute_label(attribute) + Text{", écart de plus de 10 %", ", gap over 10 %"};
    column.definition = Text{"vrai si |" + name + "_gap_pct| dépasse 10", "true where |" + name + "_gap_pct| is over 10"};
    column.low_is_good = true;
    return column;
}

Column ColumnMaker::figure(std::size_t indicator, std::size_t attribute, Figure figure) const {
    const model::IndicatorSpec& spec = m_model->job.indicator[indicator];
    const Basis& basis = m_indicator_basis[indicator];
    const FigureWords words = words_of(figure, attribute == kArea);
    const bool quantity = figure != Figure::share && figure != Figure::lo && figure != Figure::hi && figure != Figure::known;
    Column column = number(attribute, spec.name + "_" + attribute_name(attribute) + words.suffix,
                           quantity ? ColumnType::quantity : ColumnType::share);
    const Text label = label_or(spec.label, spec.name);
    const Text before = spec.since.empty() ? Text{} : indicator_label(spec.since);
    const Text what = attribute_label(attribute);
    column.label = label + Text{" : ", ": "} + what + with_names(words.label, label, before);
    column.definition = what + with_names(words.definition, label, before);
    if (basis.any_claim) column.definition = column.definition + same(" (") + basis.nature + same(")");
    if (!basis.note.en.empty()) column.definition = column.definition + Text{" ; ", "; "} + basis.note;
    column.source = with_supply(column.source);
    if (!basis.date.empty()) column.date = basis.date;
    column.indicator = spec.name;
    const bool bad = figure == Figure::not_met || figure == Figure::lost;
    const bool less_known = figure == Figure::unknown || figure == Figure::no_longer_known;
    const bool more_known = figure == Figure::known || figure == Figure::newly_known;
    column.low_is_good = less_known || (!more_known && bad != spec.low_is_good);
    return column;
}

}  // namespace covmap::measure
