// The FCC's mobile coverage (Broadband Data Collection): polygons by provider, technology, environment and speed; shapefile or
// GeoPackage. Columns: technology (300 3G, 400 4G LTE, 500 5G-NR, 0 voice), mindown, minup (Mbit/s), environmnt (0 outdoor
// stationary, 1 in a vehicle too), h3_res9_id; files of one provider add providerid, brandname, minsignal.
#include <algorithm>

#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "read/presets/preset_files.hpp"
#include "read/presets/presets_mobile.hpp"

namespace covmap::read {
namespace {

bool is_digits(const std::string& text) { return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos; }

/// Numbers of providers have six digits and begin with 13; «bdc_11_131425_5GNR_mobile_broadband_h3_D25.gpkg».
std::string provider_of(const std::string& path) {
    for (const std::string& word : name_words(path))
        if (word.size() == 6 && is_digits(word) && word.starts_with("13")) return word;
    return {};
}

/// «D25» is the filing as of 31 December 2025, «J25» as of 30 June.
std::string date_of_fcc_mobile(const std::string& path) {
    for (const std::string& word : name_words(path)) {
        if (word.size() != 3 || !is_digits(word.substr(1))) continue;
        if (word[0] == 'D') return "20" + word.substr(1) + "-12-31";
        if (word[0] == 'J') return "20" + word.substr(1) + "-06-30";
    }
    return {};
}

void fill_words(model::SupplySpec& spec, const std::string& field, const std::map<std::string, std::string>& words) {
    spec.values[field].insert(words.begin(), words.end());  // those of the job stay
}

void fill_fcc_mobile_file(model::SupplySpec& spec, const std::string& file) {
    const LayerHead head = polygon_head(spec.source, file);
    const std::string shown = shown_path(spec.source, file), technology = head.column({"technology"});
    if (technology.empty() && (spec.technology.empty() || spec.service.empty()))
        throw core::Error(core::ErrorKind::job, shown,
                          "has no column `technology`; write technology = \"4G\" and service = \"data\"");
    if (spec.technology.empty()) {
        spec.technology.column = technology;
        fill_words(spec, "technology", {{"0", "VOICE"}, {"300", "3G"}, {"400", "4G"}, {"500", "5G"}});
    }
    if (spec.service.empty()) {
        spec.service.column = technology;
        fill_words(spec, "service", {{"0", "voice"}, {"300", "data"}, {"400", "data"}, {"500", "data"}});
    }
    if (const std::string environment = head.column({"environmnt", "environment"}); spec.level.empty() && !environment.empty()) {
        spec.level.column = environment;
        fill_words(spec, "level", {{"0", "outdoor"}, {"1", "in-vehicle"}});
    }
    fill_column(spec.down, head.column({"mindown"}));
    fill_column(spec.up, head.column({"minup"}));
    if (spec.operator_field.empty()) spec.operator_field = {head.column({"providerid", "provider_id"}), provider_of(file)};
    fill_column(spec.operator_name, head.column({"brandname", "brand_name"}));
    if (spec.operator_field.empty())
        throw core::Error(
            core::ErrorKind::job, shown,
            "neither a column `providerid` nor the file's name says whose coverage it is; write operator = \"131425\"");
    fill_in(spec.date, date_of_fcc_mobile(file));
    fill_in(spec.source.info.date, date_of_fcc_mobile(file));
}

std::vector<model::SupplySpec> fill_fcc_mobile(const model::SupplySpec& given) {
    model::SupplySpec spec = given;
    if (spec.levels.empty()) spec.levels = {"in-vehicle", "outdoor"};
    fill_in_info(spec.source.info, "Broadband Data Collection, mobile broadband", "Federal Communications Commission", {},
                 "https://broadbandmap.fcc.gov/data-download");
    return by_shape(spec, fill_fcc_mobile_file);
}

bool looks_like_fcc_mobile(const Inspection&, const InspectedLayer& layer) {
    const LayerHead head = head_of(layer);
    return layer.geometry.find("olygon") != std::string::npos && !head.column({"technology"}).empty() &&
           !head.column({"mindown"}).empty() && !head.column({"minup"}).empty() &&
           !head.column({"environmnt", "environment"}).empty();
}

}  // namespace

SupplyPreset fcc_mobile_preset() { return {"fcc-mobile", fill_fcc_mobile, looks_like_fcc_mobile}; }

}  // namespace covmap::read
