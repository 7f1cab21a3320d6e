#include "read/territory/territory_codes.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "model/insee_code.hpp"
#include "read/files/column_names.hpp"
#include "read/files/field_text.hpp"
#include "read/files/inspection.hpp"
#include "read/files/source_path.hpp"
#include "read/table/table_reader.hpp"
#include "read/territory/lost_zeros.hpp"
#include "read/vector/grid_rings.hpp"

namespace covmap::read {
namespace {

constexpr ColumnNames kOld = {"codgeo_ini", "codgeo_old",  "old",         "old_code", "code_old",
                              "ancien",     "ancien_code", "code_ancien", "com_ini"};
constexpr ColumnNames kNew = {"codgeo_new", "codgeo_fin",   "new",          "new_code", "code_new",
                              "nouveau",    "nouveau_code", "code_nouveau", "com_fin"};

// «CODGEO_2021».
bool is_year_column(const std::string& name) {
    const std::string lower = lower_case(name);
    return lower.size() == 11 && lower.starts_with("codgeo_") && lower.find_first_not_of("0123456789", 7) == std::string::npos;
}

struct PassageColumns {
    std::string before, after;
};

// The first code and the one of the last year; or the names that people give the two; or the only two columns.
PassageColumns guessed_columns(const std::vector<std::string>& names) {
    InspectedLayer layer;
    std::vector<std::string> years;
    for (const std::string& name : names) {
        layer.columns.push_back({name, "text", {}});
        if (is_year_column(name)) years.push_back(name);
    }
    std::sort(years.begin(), years.end(),
              [](const std::string& a, const std::string& b) { return lower_case(a) < lower_case(b); });
    PassageColumns columns{column_among(layer, kOld), column_among(layer, kNew)};
    if (columns.after.empty() && !years.empty()) columns.after = years.back();
    if (columns.before.empty() && years.size() > 1) columns.before = years.front();
    if (columns.before.empty() && columns.after.empty() && names.size() == 2) columns = {names[0], names[1]};
    return columns;
}

PassageColumns columns_of(const model::TerritorySpec& spec, const TableReader& table) {
    PassageColumns columns = guessed_columns(table.columns());
    if (!spec.passage_old.empty()) columns.before = spec.passage_old;
    if (!spec.passage_new.empty()) columns.after = spec.passage_new;
    if (!columns.before.empty() && !columns.after.empty()) return columns;
    throw core::Error(core::ErrorKind::job, spec.passage->given,
                      "its columns of old and new codes cannot be told; write passage = { source = \"…\", old = \"…\", new = "
                      "\"…\" }. Its columns are: " +
                          columns_text(table.columns()));
}

}  // namespace

std::map<std::string, std::string> arrondissements() {
    constexpr int kFirst = 13'000, kEnd = 76'000;  // from Marseille to Paris
    std::map<std::string, std::string> fold;
    for (int code = kFirst; code < kEnd; ++code)
        if (std::string city = model::city_of_arrondissement(std::to_string(code)); !city.empty())
            fold[std::to_string(code)] = std::move(city);
    return fold;
}

TerritoryCodes::TerritoryCodes(const model::TerritorySpec& spec) : m_fold(spec.fold) {
    if (!spec.passage) return;
    m_secret = spec.passage->info.confidential;
    read_table(spec);
}

void TerritoryCodes::read_table(const model::TerritorySpec& spec) {
    const model::Source& source = *spec.passage;
    if (source.files.empty()) throw core::Error(core::ErrorKind::input, source.given, "no such file of old and new codes");
    for (const std::string& path : source.files) {
        const std::string shown = shown_path(source, path);
        TableReader table(path, source.layer, shown);
        const PassageColumns columns = columns_of(spec, table);
        const std::size_t before = table.column(columns.before), after = table.column(columns.after);
        while (table.next()) {
            const std::string from(table.text(before)), to(table.text(after));
            if (from.empty() || to.empty()) continue;
            Target& target = m_passage[from];
            if (target.codes.empty()) {
                target.file = shown;
                target.record = table.record();
            }
            target.codes.insert(to);
        }
        m_inputs.push_back(input_file(source, "passage", shown, {}));
        m_inputs.back().records = table.records();
    }
}

std::string TerritoryCodes::of(const std::string& code) const {
    const auto passed = m_passage.find(code);
    const std::string& now = passed != m_passage.end() && passed->second.codes.size() == 1 ? *passed->second.codes.begin() : code;
    const auto folded = m_fold.find(now);
    return folded == m_fold.end() ? now : folded->second;
}

bool TerritoryCodes::folds(const std::string& code) const { return m_fold.contains(code); }

void TerritoryCodes::compare(const std::set<std::string>& codes, const std::string& territories, core::Defects& defects,
                             std::vector<std::string>& warnings) const {
    std::vector<std::string> unmatched, missing;
    for (const std::string& code : codes) {
        const auto passed = m_passage.find(code);
        if (passed == m_passage.end()) missing.push_back(code);
        if (passed == m_passage.end() || passed->second.codes.size() < 2) continue;
        std::string detail = code + " →";
        for (const std::string& to : passed->second.codes) detail += " " + to;
        defects.add("passage-split", {passed->second.file, {}, passed->second.record, m_secret ? std::string() : detail});
    }
    for (const auto& [code, target] : m_passage)
        if (!codes.contains(code)) unmatched.push_back(code);
    const LostZeros lost = lost_zeros(unmatched, missing);
    if (lost.codes > 0)
        warnings.push_back(m_passage.begin()->second.file + ": " + lost_zeros_text(lost, territories, m_secret) +
                           "; until then they keep their old code");
}

}  // namespace covmap::read
