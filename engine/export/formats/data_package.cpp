#include "export/formats/data_package.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <unordered_set>

#include "store/bytes/output_file.hpp"

namespace covmap::exports {

namespace {

using Json = nlohmann::ordered_json;
using model::Column;
using model::ColumnType;
using model::Table;

const char* type_of(const Column& column) {
    switch (column.type) {
        case ColumnType::quantity:
        case ColumnType::share:
            return "number";
        case ColumnType::count:
            return "integer";
        case ColumnType::flag:
            return "boolean";
        case ColumnType::text:
            break;
    }
    return "string";
}

bool may_be_key(const Column& column) {
    if (column.type != ColumnType::text && column.type != ColumnType::count) return false;
    const auto is_null = [&](std::size_t row) {
        return column.nulls[row] || (column.type == ColumnType::text && column.texts[row].empty());
    };
    for (std::size_t row = 0; row < column.nulls.size(); ++row)
        if (is_null(row)) return false;
    return true;
}

/// Mixes the values of a column into what stands for each row so far; returns how many rows differ then. Two that differ may come
/// out alike, with a chance of 2^-64 a pair: a key is then missed, never made up.
std::size_t mix_in(const Column& column, std::vector<std::uint64_t>& rows) {
    const std::hash<std::string_view> of_text;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::uint64_t value =
            column.type == ColumnType::text ? of_text(column.texts[row]) : static_cast<std::uint64_t>(column.numbers[row]);
        rows[row] = (rows[row] ^ value) * 0x9E3779B97F4A7C15U;
        rows[row] ^= rows[row] >> 29U;
    }
    std::vector<std::uint64_t> sorted = rows;
    std::sort(sorted.begin(), sorted.end());
    return static_cast<std::size_t>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
}

Json both(const core::Text& text) { return {{"fr", text.fr}, {"en", text.en}}; }

Json field_of(const Column& column, const std::string& language) {
    Json field{{"name", column.name}, {"type", type_of(column)}};
    if (!column.label.in(language).empty()) field["title"] = column.label.in(language);
    if (!column.definition.in(language).empty()) field["description"] = column.definition.in(language);
    if (column.type == ColumnType::share) field["constraints"] = {{"minimum", 0}, {"maximum", 100}};
    if (!column.unit.empty()) field["unit"] = column.unit;
    if (!column.source.empty()) field["source"] = column.source;
    if (!column.date.empty()) field["date"] = column.date;
    field["labels"] = both(column.label);
    field["definitions"] = both(column.definition);
    return field;
}

/// The codes of a table's first column; null where it is no key by itself.
const Column* codes_of(const Table& table) {
    const std::vector<std::string> key = key_of(table);
    return key.size() == 1 && !table.columns.empty() && table.columns.front().name == key.front() ? &table.columns.front()
                                                                                                  : nullptr;
}

/// Columns that name the rows of another table of the package: «departement», whose values are codes of `departement`.
Json foreign_keys(const Table& table, const std::map<std::string, const Table*>& wide) {
    Json keys = Json::array();
    for (const Column& column : table.columns) {
        const auto named = wide.find(column.name == "code" ? table.unit : column.name);
        if (column.type != ColumnType::text || named == wide.end() || named->second == &table) continue;
        const Column* codes = codes_of(*named->second);
        if (codes == nullptr) continue;
        const std::unordered_set<std::string_view> known(codes->texts.begin(), codes->texts.end());
        if (!std::all_of(column.texts.begin(), column.texts.end(), [&](const std::string& code) { return known.contains(code); }))
            continue;
        keys.push_back(
            {{"fields", {column.name}}, {"reference", {{"resource", named->second->name}, {"fields", {codes->name}}}}});
    }
    return keys;
}

Json schema_of(const Table& table, const std::map<std::string, const Table*>& wide, const std::string& language) {
    Json fields = Json::array();
    for (const Column& column : table.columns) fields.push_back(field_of(column, language));
    Json schema{{"fields", std::move(fields)}, {"missingValues", {""}}};
    if (const std::vector<std::string> key = key_of(table); !key.empty()) schema["primaryKey"] = key;
    if (Json keys = foreign_keys(table, wide); !keys.empty()) schema["foreignKeys"] = std::move(keys);
    return schema;
}

/// The distinct sources that the run names; licences apart, as the standard has them.
void add_sources(const model::RunModel& model, Json& package) {
    Json sources = Json::array(), licences = Json::array();
    std::set<std::string> seen, named;
    for (const model::InputFile& input : model.inputs) {
        const model::SourceInfo& info = input.info;
        if (input.role == "job" || info.title.empty() || !seen.insert(info.title + info.publisher + info.date).second) continue;
        Json source{{"title", info.publisher.empty() ? info.title : info.publisher + ", " + info.title}};
        if (!info.url.empty()) source["path"] = info.url;
        if (!info.date.empty()) source["date"] = info.date;
        if (!info.licence.empty()) {
            source["licence"] = info.licence;
            if (named.insert(info.licence).second) licences.push_back({{"name", info.licence}, {"title", info.licence}});
        }
        sources.push_back(std::move(source));
    }
    if (!licences.empty()) package["licenses"] = std::move(licences);
    if (!sources.empty()) package["sources"] = std::move(sources);
}

/// A name of lower-case letters, digits and «-», «_», «.», as the standard asks.
std::string slug(const std::string& text) {
    std::string made;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
        if (plain)
            made += c;
        else if (c >= 'A' && c <= 'Z')
            made += static_cast<char>(c - 'A' + 'a');
        else if (!made.empty() && made.back() != '-')
            made += '-';
    }
    while (!made.empty() && made.back() == '-') made.pop_back();
    return made.empty() ? "run" : made;
}

}  // namespace

std::vector<std::string> key_of(const Table& table) {
    constexpr std::size_t kMost = 8;  // of more columns it is no key that anybody would join by
    std::vector<std::string> names;
    std::vector<std::uint64_t> rows(table.rows());
    std::size_t groups = 0;
    for (const Column& column : table.columns) {
        if (names.size() == kMost || groups == table.rows()) break;
        if (!may_be_key(column)) continue;
        std::vector<std::uint64_t> finer = rows;
        const std::size_t made = mix_in(column, finer);
        if (made == std::max<std::size_t>(groups, 1) && table.rows() > 1)
            continue;  // it tells nothing apart: a name beside its code
        names.push_back(column.name);
        rows = std::move(finer);
        groups = made;
    }
    return groups == table.rows() ? names : std::vector<std::string>();
}

void write_data_package(const model::RunModel& model, const std::vector<const Table*>& tables,
                        const std::vector<store::HashedFile>& files, const std::string& path) {
    const std::string& language = model.job.output.language;
    std::map<std::string, const store::HashedFile*> written;
    for (const store::HashedFile& file : files) written[file.name] = &file;
    std::map<std::string, const Table*> wide;
    for (const Table* table : tables)
        if (table->kind == model::TableKind::wide && table->name == table->unit) wide[table->unit] = table;
    Json package{{"$schema", "https://datapackage.org/profiles/2.0/datapackage.json"},
                 {"name", slug(model.job.name)},
                 {"title", model.job.name}};
    package["created"] = model.date + "T00:00:00Z";
    add_sources(model, package);
    package["resources"] = Json::array();
    for (const Table* table : tables) {
        const auto file = written.find(table->name + ".csv");
        if (file == written.end()) continue;
        Json resource{{"name", slug(table->name)}, {"type", "table"}, {"path", table->name + ".csv"}};
        if (!table->title.in(language).empty()) resource["title"] = table->title.in(language);
        resource["format"] = "csv";
        resource["mediatype"] = "text/csv";
        resource["encoding"] = "utf-8";
        resource["bytes"] = file->second->bytes;
        resource["hash"] = "sha256:" + file->second->sha256;
        resource["schema"] = schema_of(*table, wide, language);
        package["resources"].push_back(std::move(resource));
    }
    store::OutputFile out(path);
    out.append(package.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    out.close();
}

}  // namespace covmap::exports
