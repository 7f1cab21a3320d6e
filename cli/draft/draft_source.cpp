#include "cli/draft/draft_source.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iterator>

namespace covmap::cli {
namespace {

std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// Words of files of territories, in a dozen languages, and the unit that they mean.
constexpr std::pair<const char*, const char*> kUnitWords[] = {{"COMMUNE", "commune"},
                                                              {"COMMUNES", "commune"},
                                                              {"MUNICIPALITY", "municipality"},
                                                              {"MUNICIPALITIES", "municipality"},
                                                              {"MUNICIPIO", "municipio"},
                                                              {"MUNICIPIOS", "municipio"},
                                                              {"CONCELHO", "concelho"},
                                                              {"CONCELHOS", "concelho"},
                                                              {"GEMEINDE", "gemeinde"},
                                                              {"GEMEINDEN", "gemeinde"},
                                                              {"GEMEENTE", "gemeente"},
                                                              {"GEMEENTEN", "gemeente"},
                                                              {"COMUNE", "comune"},
                                                              {"COMUNI", "comune"},
                                                              {"KOMMUNE", "kommune"},
                                                              {"KOMMUNER", "kommune"},
                                                              {"DISTRICT", "district"},
                                                              {"DISTRICTS", "district"},
                                                              {"COUNTY", "county"},
                                                              {"COUNTIES", "county"},
                                                              {"PARISH", "parish"},
                                                              {"PARISHES", "parish"},
                                                              {"WARD", "ward"},
                                                              {"WARDS", "ward"},
                                                              {"PROVINCE", "province"},
                                                              {"PROVINCES", "province"},
                                                              {"REGION", "region"},
                                                              {"REGIONS", "region"},
                                                              {"CANTON", "canton"},
                                                              {"CANTONS", "canton"},
                                                              {"DEPARTEMENT", "departement"},
                                                              {"DEPARTEMENTS", "departement"},
                                                              {"EPCI", "epci"},
                                                              {"IRIS", "iris"},
                                                              {"LAU", "lau"},
                                                              {"NUTS", "nuts"},
                                                              {"COUNTRY", "country"},
                                                              {"COUNTRIES", "country"},
                                                              {"STATE", "state"},
                                                              {"STATES", "state"}};

std::string unit_in(const std::string& name) {
    for (const std::string& token : name_tokens(name))
        for (const auto& [word, unit] : kUnitWords)
            if (token == word) return unit;
    return {};
}

/// Words of names of coverage files that name nobody.
constexpr const char* kCommonWords[] = {
    "2G",      "3G",       "4G",       "5G",       "2G3G",   "LTE",        "NR",          "GSM",       "UMTS",      "VOLTE",
    "VOIX",    "VOICE",    "DATA",     "COVERAGE", "COUV",   "COUVERTURE", "COUVERTURES", "COBERTURA", "COPERTURA", "ABDECKUNG",
    "RSRP",    "RSSI",     "SIGNAL",   "DBM",      "MOBILE", "NETWORK",    "RESEAU",      "MAP",       "LAYER",     "SITES",
    "SITE",    "ANTENNAS", "ANTENNES", "TOWERS",   "CELL",   "CELLS",      "MASTS",       "METROPOLE", "FINAL",     "EXPORT",
    "OUTDOOR", "INDOOR",   "CLAIMED",  "PLANNED",  "MODEL",  "POLYGONS",   "POINTS",      "OF",        "BY",        "THE",
    "GPKG",    "SHP",      "GEOJSON",  "JSON",     "CSV",    "TIF",        "TIFF",        "ZIP",       "GZ",        "7Z",
    "KML",     "KMZ",      "GML",      "TAB",      "VRT",    "GDB",        "FGB",         "TXT",       "PARQUET"};

}  // namespace

std::string DraftSource::preset() const {
    for (const read::Inspection& file : inspections)
        if (file.preset != first().preset) return {};
    return first().preset;
}

std::string DraftSource::guess(const std::string& key) const {
    for (const auto& [known, value] : first().guesses)
        if (known == key) return value;
    return {};
}

const read::InspectedLayer* DraftSource::layer() const {
    return first().guess_layer < first().layers.size() ? &first().layers[first().guess_layer] : nullptr;
}

std::vector<std::string> DraftSource::examples(const std::string& key) const {
    const std::string name = guess(key);
    std::vector<std::string> found;
    for (const read::Inspection& inspection : inspections)
        for (const read::InspectedLayer& layer : inspection.layers)
            for (const read::InspectedColumn& column : layer.columns)
                for (const std::string& example : column.examples)
                    if (column.name == name && !name.empty() && std::find(found.begin(), found.end(), example) == found.end())
                        found.push_back(example);
    return found;
}

std::vector<std::string> DraftSource::operators() const {
    std::vector<std::string> all;
    for (const read::Inspection& file : inspections)
        for (const std::string& name : file.operators)
            if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    return all;
}

std::string crs_of(const read::Inspection& file) {
    for (const auto& [key, value] : file.guesses)
        if (key == "crs") return value;
    if (file.raster) return file.raster->crs;
    return file.guess_layer < file.layers.size() ? file.layers[file.guess_layer].crs : "";
}

Pairs guesses_under(const DraftSource& source, const std::string& prefix) {
    Pairs pairs;
    for (const auto& [key, value] : source.first().guesses)
        if (key.compare(0, prefix.size(), prefix) == 0) pairs.emplace_back(key.substr(prefix.size()), value);
    return pairs;
}
bool has_column(const DraftSource& source, const std::string& name) {
    const read::InspectedLayer* layer = source.layer();
    return layer != nullptr &&
           std::any_of(layer->columns.begin(), layer->columns.end(), [&](const auto& c) { return c.name == name; });
}

std::set<std::string> name_tokens(const std::string& path) {
    std::set<std::string> tokens;
    std::string token;
    for (const char c : upper(std::filesystem::path(path).filename().string()) + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            token += c;
        } else if (!token.empty()) {
            tokens.insert(token);
            token.clear();
        }
    }
    return tokens;
}

std::string operator_in_name(const std::string& path) {
    std::string left;
    for (const std::string& token : name_tokens(path)) {
        const bool common = std::find(std::begin(kCommonWords), std::end(kCommonWords), token) != std::end(kCommonWords);
        const bool letters = std::all_of(token.begin(), token.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (common || !letters || token.size() < 2) continue;
        if (!left.empty()) return {};
        for (const char c : token) left += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return left;
}

std::set<std::string> technologies_of(const DraftSource& source) {
    std::set<std::string> found;
    for (const auto& [technology, flag] : guesses_under(source, "technologies.")) found.insert(technology);
    for (const std::string& example : source.examples("technology")) found.insert(upper(example));
    if (!found.empty()) return found;
    for (const read::Inspection& inspection : source.inspections)
        for (const std::string& token : name_tokens(inspection.path))
            if (token == "2G" || token == "2G3G" || token == "3G" || token == "4G" || token == "5G") found.insert(token);
    return found;
}

std::set<std::string> services_of(const DraftSource& source) {
    std::set<std::string> found;
    const auto add = [&](const std::string& word) {
        if (word == "VOIX" || word == "VOICE") found.insert("voice");
        if (word == "DATA") found.insert("data");
    };
    for (const std::string& example : source.examples("service")) add(upper(example));
    if (!found.empty() || !source.guess("service").empty()) return found;
    for (const read::Inspection& inspection : source.inspections)
        for (const std::string& token : name_tokens(inspection.path)) add(token);
    return found;
}

std::set<std::string> services_said(const DraftSource& source) {
    const std::set<std::string> found = services_of(source);
    const bool by_file = !source.guess("service").empty() || source.preset() == "arcep-mobile";
    return by_file || found.size() == 1 ? found : std::set<std::string>{"data"};
}

std::vector<std::string> levels_of(const DraftSource& source) {
    static const std::vector<std::string> kArcep = {"TBC", "BC", "CL"};
    std::vector<std::string> found = source.examples("level");
    const bool arcep = std::all_of(found.begin(), found.end(), [&](const std::string& level) {
        return std::find(kArcep.begin(), kArcep.end(), level) != kArcep.end();
    });
    if (!found.empty() && arcep) return kArcep;
    std::erase_if(found, [](const std::string& level) { return level == "covered" || level == "none" || level == "unknown"; });
    return found;
}

Pairs attribute_pairs(const DraftSource& demand) {
    Pairs pairs = guesses_under(demand, "attributes.");
    if (!pairs.empty() || demand.layer() == nullptr) return pairs;
    for (const read::InspectedColumn& column : demand.layer()->columns)
        if (column.type == "integer" || column.type == "real") return {{"population", column.name}};
    return {{"population", "population"}};
}
std::set<std::string> attributes_of(const DraftSource& demand) {
    std::set<std::string> names;
    for (const auto& [name, column] : attribute_pairs(demand)) names.insert(name);
    return names;
}

std::string unit_of(const DraftSource& source) {
    const std::string code = upper(source.guess("code"));
    if (code.find("INSEE") != std::string::npos || code == "CODGEO" || !source.guess("parents.departement").empty())
        return "commune";
    const read::InspectedLayer* layer = source.layer();
    if (const std::string unit = layer == nullptr ? "" : unit_in(layer->name); !unit.empty()) return unit;
    const std::string unit = unit_in(source.source);
    return unit.empty() ? "territory" : unit;
}

}  // namespace covmap::cli
