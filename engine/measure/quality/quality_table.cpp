#include "measure/quality/quality_table.hpp"

#include <algorithm>
#include <map>

#include "measure/quality/quality_parts.hpp"
#include "measure/tables/new_column.hpp"
#include "measure/tables/short_names.hpp"

namespace covmap::measure {

namespace {

using model::ColumnType;

bool ends_with_any(const std::string& code, std::initializer_list<const char*> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](const char* ending) { return code.ends_with(ending); });
}

bool starts_with_any(const std::string& code, std::initializer_list<const char*> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](const char* beginning) { return code.starts_with(beginning); });
}

void add_columns(TableWriter& writer) {
    const auto text = [&](const std::string& name, const core::Text& label, const core::Text& definition) {
        writer.add(new_column(name, ColumnType::text, 0, "", label, definition));
    };
    text("category", {"catégorie", "category"},
         {"catégorie de la qualité, dans les mots d'ISO 19157 ; la comparabilité est celle du système statistique européen",
          "category of quality, in the words of ISO 19157; comparability is that of the European Statistical System"});
    text("element", {"élément", "element"}, {"élément de la qualité", "element of quality"});
    text("measure", {"mesure", "measure"}, {"code stable de la mesure", "stable code of the measure"});
    text("scope", {"portée", "scope"},
         {"ce dont il s'agit : attribut, indicateur, source, unité, code de défaut, ou le calcul entier (run)",
          "what it is about: an attribute, indicator, source, unit, code of defects, or the whole run"});
    writer.add(new_column("value", ColumnType::quantity, kQualityScale, "", {"valeur", "value"},
                          {"vide : non évalué", "empty: not evaluated"}));
    text("unit", {"unité", "unit"}, {"de la valeur ; d : jours ; vide : un nombre", "of the value; d: days; empty: a number"});
    writer.add(new_column("evaluated", ColumnType::flag, 0, "", {"évalué", "evaluated"},
                          {"faux : rien dans ce calcul ne le dit", "false: nothing in this run tells it"}));
    text("label_fr", {"en français", "in French"}, {"ce qui est mesuré", "what is measured"});
    text("label_en", {"en anglais", "in English"}, {"ce qui est mesuré", "what is measured"});
}

}  // namespace

std::string element_of_defect(const std::string& code) {
    if (code.ends_with("-duplicate")) return "completeness.commission";
    if (ends_with_any(code, {"-missing", "-unnamed", "-unmatched", "-empty"}) || code.starts_with("test-without-"))
        return "completeness.omission";
    if (starts_with_any(code, {"ring-", "hole-", "line-"})) return "logical_consistency.topological";
    if (ends_with_any(code, {"not-a-number", "-unreadable", "-unparsable", "-not-finite"}) || code == "square-id" ||
        code == "square-coordinates" || code == "ragged-record")
        return "logical_consistency.format";
    return "logical_consistency.domain";
}

std::string counted_of(const model::RunModel& model) {
    return model.attributes.empty() ? "area_km2" : model.attributes.front().name;
}

std::optional<std::int64_t> value_in(const model::Table& table, const std::string& column) {
    const model::Column* found = table.find(column);
    if (found == nullptr || table.rows() == 0 || found->nulls.front()) return std::nullopt;
    return found->numbers.front();
}

void add_defects(const model::RunModel& model, const std::string& element, const core::Text& label, QualityRows& rows) {
    std::map<std::string, std::uint64_t> counts;
    std::uint64_t all = 0;
    for (const auto& [key, entry] : model.defects.entries())
        if (element_of_defect(key.first) == element) {
            counts[key.first] += entry.count;
            all += entry.count;
        }
    rows.push_back({element, "defects", "run", whole(all), "", label});
    for (const auto& [code, count] : counts) rows.push_back({element, "defects", code, whole(count), "", label});
}

model::Table quality_table(const model::RunModel& model, const std::vector<model::Table>& tables) {
    const auto all = std::find_if(tables.begin(), tables.end(), [](const model::Table& table) { return table.name == "all"; });
    const model::Table none;
    QualityRows rows;
    add_commission(model, rows);
    add_omission(model, all == tables.end() ? none : *all, rows);
    add_consistency(model, rows);
    add_position(model, all == tables.end() ? none : *all, rows);
    add_theme(model, tables, rows);
    add_time(model, rows);
    add_comparability(model, rows);
    TableWriter writer("quality", "quality", model::TableKind::longer);
    add_columns(writer);
    for (const QualityRow& row : rows) {
        const std::size_t dot = row.element.find('.');
        writer.push(row.element.substr(0, dot));
        writer.push(row.element.substr(dot + 1));
        writer.push(row.measure);
        writer.push(row.scope);
        writer.push(row.value);
        writer.push(row.unit);
        writer.push(std::optional<std::int64_t>(row.value ? 1 : 0));
        writer.push(row.label.fr);
        writer.push(row.label.en);
    }
    model::Table table = std::move(writer.table());
    table.title = {"qualité des données, dans les mots d'ISO 19157", "quality of the data, in the words of ISO 19157"};
    fill_short_names(table);
    return table;
}

}  // namespace covmap::measure
