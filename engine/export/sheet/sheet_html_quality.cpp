// What is known of the quality of the data, in the words of ISO 19157.
#include "export/sheet/sheet_parts.hpp"

namespace covmap::exports {

namespace {

std::string category_words(const std::string& category, const SheetText& text) {
    if (category == "completeness") return text.say("Complétude", "Completeness");
    if (category == "logical_consistency") return text.say("Cohérence logique", "Logical consistency");
    if (category == "positional_accuracy") return text.say("Exactitude de position", "Positional accuracy");
    if (category == "thematic_accuracy") return text.say("Exactitude thématique", "Thematic accuracy");
    if (category == "temporal_quality") return text.say("Qualité temporelle", "Temporal quality");
    return text.say("Comparabilité", "Comparability");
}

std::string value_words(const model::SheetQuality& line, const SheetText& text) {
    if (!line.value) return text.say("non évalué", "not evaluated");
    const bool whole = line.unit.empty() || line.unit == "d";
    const std::string unit = line.unit == "d" ? text.say("j", "d") : line.unit;
    const std::string number = text.rounded(*line.value, line.scale, whole ? 0 : line.unit == "%" ? 2 : 4);
    return unit.empty() ? number : number + "\u00A0" + unit;
}

}  // namespace

std::string quality_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    if (sheet.quality.empty()) return {};
    const std::string head = column_head(text.say("Catégorie", "Category")) + column_head(text.say("Mesure", "Measure")) +
                             column_head(text.say("Portée", "Scope")) + column_head(text.say("Valeur", "Value"), "class=\"n\"");
    std::string rows;
    for (const model::SheetQuality& line : sheet.quality)
        rows += element("tr", text_element("td", category_words(line.category, text)) + row_head(text.say(line.label)) +
                                  text_element("td", line.scope == "run" ? text.say("tout", "all") : line.scope) +
                                  number_cell(value_words(line, text)));
    const std::string intro = text_element(
        "p", text.say("De tout le calcul, dans les mots de la norme ISO 19157 (la comparabilité, dans ceux du système "
                      "statistique européen). Ce que rien ici ne dit est «\u202Fnon évalué\u202F».",
                      "Of the whole run, in the words of ISO 19157 (comparability, in those of the European Statistical "
                      "System). What nothing here tells is “not evaluated”."));
    return section("quality", text.say("Qualité des données", "Quality of the data"),
                   intro + table(text.say("Qualité des données", "Quality of the data"), head, rows));
}

}  // namespace covmap::exports
