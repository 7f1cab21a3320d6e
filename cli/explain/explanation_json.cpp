#include "cli/explain/explanation_json.hpp"

namespace covmap::cli {

std::string explained_text(const model::Explanation& told) {
    if (told.column.type == model::ColumnType::text) return told.text;
    if (!told.value) return {};
    if (told.column.type == model::ColumnType::flag) return *told.value != 0 ? "true" : "false";
    return told.column.type == model::ColumnType::share ? model::fixed_text(*told.value, told.column.scale)
                                                        : model::decimal_text(*told.value, told.column.scale);
}

Json explanation_json(const model::Explanation& told, const std::string& language) {
    Json json{{"table", told.table},
              {"column", told.column.name},
              {"unit", told.column.unit},
              {"label", told.column.label.in(language)},
              {"definition", told.column.definition.in(language)},
              {"formula", told.formula.in(language)},
              {"source", told.column.source},
              {"date", told.column.date}};
    if (!told.has_row) return json;
    json["code"] = told.code;
    json["name"] = told.name;
    for (const auto& [column, value] : told.key) json["row"][column] = value;
    const std::string value = explained_text(told);
    if (told.column.type == model::ColumnType::text)
        json["value"] = value;
    else
        json["value"] = value.empty() ? Json(nullptr) : Json::parse(value);
    json["recomputed"] = told.recomputed;
    json["sums"] = array_of(told.sums, [&](const model::ExplainedSum& sum) {
        const auto number = [&](std::int64_t quanta) { return Json::parse(model::decimal_text(quanta, sum.scale)); };
        return Json{{"what", sum.what.in(language)},
                    {"unit", sum.unit},
                    {"total", number(sum.total)},
                    {"rows", array_of(sum.rows, [&](const model::AccountRow& row) {
                         return Json{{"signature", row.signature < 0 ? Json(nullptr) : Json(row.signature)},
                                     {"what", row.what.in(language)},
                                     {"value", number(row.value)}};
                     })}};
    });
    return json;
}

}  // namespace covmap::cli
