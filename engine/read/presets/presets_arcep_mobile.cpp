// Arcep's theoretical coverage («Mon réseau mobile»): a GeoPackage for each operator, technology and usage, of every generation.
//   2023_T2_couv_Metropole_SFR0_2G3G_voix.gpkg.7z   977_ORCA_4G_data_2021T1.gpkg   STB_DIGIC_couv_2G_voix_2020_T4.gpkg
// What a column says counts; what the file lacks, its name says.
#include <algorithm>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/files/source_path.hpp"
#include "read/presets/arcep_operators.hpp"
#include "read/presets/preset_files.hpp"
#include "read/presets/presets_mobile.hpp"

namespace covmap::read {
namespace {

bool is_digits(const std::string& text, std::size_t count) {
    return text.size() == count && text.find_first_not_of("0123456789") == std::string::npos;
}
bool is_year(const std::string& word) { return is_digits(word, 4) && word.starts_with("20"); }
bool is_quarter(const std::string& word) {
    return word.size() == 2 && (word[0] == 'T' || word[0] == 't') && word[1] >= '1' && word[1] <= '4';
}
bool is_technology(const std::string& word) {
    return word == "2G" || word == "3G" || word == "4G" || word == "5G" || word == "2G3G";
}

std::string last_day(const std::string& year, char quarter) {
    constexpr const char* kEnds[] = {"-03-31", "-06-30", "-09-30", "-12-31"};
    return year + kEnds[quarter - '1'];
}

/// What a file's name says; parts that it does not say are empty.
struct ArcepName {
    std::string territory, crs, operator_code, technology, service, date;
};

ArcepName parsed(const std::string& path) {
    ArcepName name;
    std::vector<std::string> others;
    std::string year;
    for (const std::string& word : name_words(path)) {
        const std::string upper = upper_case(word);
        const ArcepTerritory* territory = arcep_territory(word);
        if (is_technology(upper)) {
            fill_in(name.technology, upper);
        } else if (upper == "VOIX" || upper == "DATA") {
            fill_in(name.service, upper == "VOIX" ? "voice" : "data");
        } else if (territory != nullptr && name.territory.empty()) {
            name.territory = territory->code;
            name.crs = territory->crs;
        } else if (is_year(word)) {
            year = word;
        } else if (is_quarter(word) && !year.empty()) {
            name.date = last_day(year, word[1]);
        } else if (word.size() == 6 && is_year(word.substr(0, 4)) && is_quarter(word.substr(4))) {
            name.date = last_day(word.substr(0, 4), word[5]);
        } else {
            others.push_back(word);
        }
    }
    for (const std::string& word : others) fill_in(name.operator_code, arcep_operator(word, name.territory));
    return name;
}

void fill_field(model::Field& given, const std::string& column, const std::string& otherwise) {
    if (given.empty()) given = {column, otherwise};
}

void fill_file(model::SupplySpec& spec, const std::string& file) {
    const ArcepName name = parsed(file);
    const LayerHead head = polygon_head(spec.source, file);
    fill_field(spec.operator_field, head.column({"operateur", "mcc_mnc", "mccmnc", "code_op"}), name.operator_code);
    fill_field(spec.technology, head.column({"techno", "technologie"}), name.technology);
    fill_field(spec.service, head.column({"usage"}), name.service);
    fill_field(spec.level, head.column({"niveau"}), {});
    const std::string shown = shown_path(spec.source, file);
    if (spec.operator_field.empty())
        throw core::Error(
            core::ErrorKind::job, shown,
            "neither a column `operateur` nor the file's name says whose coverage it is; write operator = \"20801\"");
    if (spec.technology.empty())
        throw core::Error(core::ErrorKind::job, shown,
                          "neither a column `techno` nor the file's name says the technology; write technology = \"4G\"");
    if (head.crs.empty()) fill_in(spec.source.crs, name.crs);
    fill_in(spec.date, name.date);
    fill_in(spec.source.info.date, name.date);
}

std::vector<model::SupplySpec> fill(const model::SupplySpec& given) {
    model::SupplySpec spec = given;
    if (spec.levels.empty()) spec.levels = {"TBC", "BC", "CL"};
    fill_in_info(spec.source.info, "Mon réseau mobile, couvertures théoriques", "Arcep", "Licence Ouverte 1.0",
                 "https://www.data.gouv.fr/datasets/mon-reseau-mobile");
    return by_shape(spec, fill_file);
}

bool looks_like(const Inspection& inspection, const InspectedLayer& layer) {
    if (layer.geometry.find("olygon") == std::string::npos) return false;
    const LayerHead head = head_of(layer);
    const ArcepName name = parsed(inspection.path);
    const bool own = !head.column({"operateur"}).empty();
    if (own && !are_arceps(inspection.operators)) return false;  // somebody else's file in the same columns
    if (own && !head.column({"techno"}).empty()) return true;
    return !name.technology.empty() && !name.date.empty() && (own || !name.operator_code.empty());
}

}  // namespace

SupplyPreset arcep_mobile_preset() { return {"arcep-mobile", fill, looks_like}; }

}  // namespace covmap::read
