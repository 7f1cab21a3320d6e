#include "run/reuse/run_folder_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_set>

#include "core/decimal.hpp"
#include "core/error.hpp"
#include "measure/tables/tables.hpp"
#include "read/table/csv_table.hpp"
#include "run/reuse/read_manifest.hpp"
#include "store/standing_run.hpp"
#include "store/tally_file.hpp"
#include "store/zones_file.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* kZoneFile = "zones.covz";
constexpr const char* kTallyFile = "tally.covt";

[[noreturn]] void fail_at(const std::string& where, const std::string& what) {
    throw core::Error(core::ErrorKind::input, where, what);
}

std::string scalar_text(const OrderedJson& value) {
    if (value.is_null()) return "";
    return value.is_string() ? value.get<std::string>() : value.dump();
}

bool is_list_of_scalars(const OrderedJson& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(), [](const OrderedJson& v) { return v.is_primitive(); });
}

/// A source's path is left out: its file is an input, known by its content.
bool is_path_of_source(const OrderedJson& object, const std::string& key) {
    return key == "source" && object.contains("layer") && object.contains("crs");
}

/// Every value by its path; items of a list by their name where they have one, so that one more does not rename the others.
void flatten(const OrderedJson& value, const std::string& path, std::map<std::string, std::string>& out) {
    if (value.is_object()) {
        for (const auto& [key, member] : value.items())
            if (!is_path_of_source(value, key)) flatten(member, path.empty() ? key : path + "." + key, out);
    } else if (is_list_of_scalars(value)) {
        std::string joined;
        for (const OrderedJson& item : value) joined += (joined.empty() ? "" : ", ") + scalar_text(item);
        out[path] = joined;
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            const bool named = value[i].is_object() && value[i].contains("name") && value[i]["name"].is_string();
            flatten(value[i], path + "[" + (named ? value[i]["name"].get<std::string>() : std::to_string(i)) + "]", out);
        }
    } else {
        out[path] = scalar_text(value);
    }
}

/// How outputs are written (`output`) says nothing of what they mean.
std::map<std::string, std::string> job_facts(OrderedJson parameters) {
    parameters.erase("output");
    std::map<std::string, std::string> facts;
    flatten(parameters, "", facts);
    return facts;
}

/// Throws nlohmann::json::exception where the manifest lacks a member, or has one of another type.
model::PublishedRun described(const OrderedJson& manifest) {
    model::PublishedRun run;
    const OrderedJson& parameters = manifest.at("job").at("parameters");
    manifest.at("date").get_to(run.date);
    run.job = job_facts(parameters);
    for (const OrderedJson& input : manifest.at("inputs"))
        run.inputs.push_back(
            {input.at("role").get<std::string>(), input.at("path").get<std::string>(), input.at("sha256").get<std::string>()});
    for (const OrderedJson& b : manifest.at("balance"))
        run.totals[b.at("attribute").get<std::string>()] =
            "inside " + b.at("inside").get<std::string>() + ", outside " + b.at("outside").get<std::string>();
    for (const OrderedJson& d : manifest.at("defects"))
        run.defects[d.at("code").get<std::string>() + " in " + d.at("file").get<std::string>()] = scalar_text(d.at("count"));
    manifest.at("versions").get_to(run.versions);
    for (const OrderedJson& market : manifest.value("markets", OrderedJson::array())) {
        std::vector<std::string> operators;
        for (const OrderedJson& one : market.at("operators")) operators.push_back(one.at("code").get<std::string>());
        std::sort(operators.begin(), operators.end());
        run.markets[operators] += market.at("territories").get<std::int64_t>();
    }
    run.units.push_back(manifest.at("territories").at("unit").get<std::string>());
    for (const auto& [kind, count] : manifest.at("territories").at("parents").items()) run.units.push_back(kind);
    run.units.emplace_back("all");
    for (const OrderedJson& attribute : manifest.at("attributes"))
        run.attributes.push_back(attribute.at("name").get<std::string>());
    for (const OrderedJson& i : parameters.at("indicator"))
        run.indicators.push_back({i.at("name").get<std::string>(), i.at("low_is_good").get<bool>()});
    const OrderedJson& files = manifest.at("files");
    run.zones_kept = std::find(files.begin(), files.end(), kZoneFile) == files.end();
    return run;
}

model::Column column_of(const std::string& name, const model::ColumnRole& role) {
    model::Column column;
    column.name = name;
    column.scale = role.scale;
    column.indicator = role.indicator;
    column.low_is_good = role.low_is_good;
    switch (role.measure) {
        case model::Measure::text:
            column.type = model::ColumnType::text;
            break;
        case model::Measure::flag:
            column.type = model::ColumnType::flag;
            break;
        case model::Measure::share:
            column.type = model::ColumnType::share;
            break;
        case model::Measure::people:
        case model::Measure::area:
            column.type = model::ColumnType::quantity;
            break;
    }
    return column;
}

void push_value(model::Column& column, std::string_view text, const std::string& where) {
    if (column.type == model::ColumnType::text) return column.push(std::string(text));
    if (text.empty()) return column.push(std::nullopt);
    const auto number = column.type != model::ColumnType::flag ? core::parse_decimal(text, column.scale)
                        : text == "true"                       ? std::optional<std::int64_t>(1)
                        : text == "false"                      ? std::optional<std::int64_t>(0)
                                                               : std::nullopt;
    if (!number)
        fail_at(where, "«" + std::string(text) + "» in column " + column.name +
                           " is no value that covmap writes there; copy the file again or run the job again");
    column.push(number);
}

model::Table read_wide(const std::string& path, const std::string& unit, const model::ColumnRoles& roles) {
    read::CsvStream csv(path, path);
    model::Table table;
    table.name = table.unit = unit;
    if (!csv.next() || csv.field(0) != "code") fail_at(path, "is no table of covmap: its first column is not `code`");
    for (std::size_t i = 0; i < csv.fields(); ++i)
        table.columns.push_back(column_of(std::string(csv.field(i)), roles.of(std::string(csv.field(i)))));
    std::unordered_set<std::string> codes;
    while (csv.next()) {
        const std::string where = path + ":" + std::to_string(csv.line());
        if (csv.fields() != table.columns.size())
            fail_at(where, "has " + std::to_string(csv.fields()) + " values where the header has " +
                               std::to_string(table.columns.size()) + " columns");
        if (!codes.emplace(csv.field(0)).second) fail_at(where, "the code «" + std::string(csv.field(0)) + "» is there twice");
        for (std::size_t i = 0; i < csv.fields(); ++i) push_value(table.columns[i], csv.field(i), where);
    }
    return table;
}

/// The wide tables: made of what the run keeps for itself; of a folder that holds no tally, or one without lo and hi, its CSVs.
std::vector<model::Table> wide_tables(const std::string& folder, const model::PublishedRun& run) {
    std::optional<store::TallyFile> tally;
    if (const std::string path = folder + "/" + kTallyFile; fs::exists(path)) tally = store::open_tally(path);
    std::vector<model::Table> tables;
    if (!tally || !tally->keeps_doubt) {
        const model::ColumnRoles roles(run.attributes, run.indicators);
        for (const std::string& unit : run.units)
            if (const std::string path = folder + "/" + unit + ".csv"; fs::exists(path))
                tables.push_back(read_wide(path, unit, roles));
    }
    if (!tally || !tables.empty()) return tables;
    for (model::Table& table : measure::make_tables(tally->model, *tally->reader))
        if (table.kind == model::TableKind::wide) tables.push_back(std::move(table));
    return tables;
}

}  // namespace

model::PublishedRun describe_run(const std::string& given) {
    const std::string folder = store::standing_run(given);
    model::PublishedRun run = with_manifest(folder, described);
    run.folder = folder;
    return run;
}

model::PublishedRun open_run_folder(const std::string& given) {
    model::PublishedRun run = describe_run(given);
    run.tables = wide_tables(run.folder, run);
    if (const std::string path = run.folder + "/" + kZoneFile; fs::exists(path)) {
        run.zones_kept = true;
        run.zones = store::open_zone_file(path);
    }
    return run;
}

}  // namespace covmap::run
