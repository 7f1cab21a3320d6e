// The FCC's fixed availability (Broadband Data Collection): one record by location, provider and technology; CSV, zipped.
// Columns: frn, provider_id, brand_name, location_id, technology, max_advertised_download_speed, max_advertised_upload_speed
// (Mbit/s), low_latency, business_residential_code, state_usps, block_geoid, h3_res8_id. No coordinates: the places are those of
// the job's points.
#include "read/presets/preset_files.hpp"
#include "read/presets/presets_fixed.hpp"

namespace covmap::read {
namespace {

/// «bdc_50_Fiber_fixed_broadband_D25_04aug2026.csv.zip»: D25 is the filing as of 31 December 2025, J25 as of 30 June.
std::string date_of_fcc_fixed(const model::Source& source) {
    for (const std::string& file : source.files)
        for (const std::string& word : name_words(file)) {
            if (word.size() != 3 || word.find_first_not_of("0123456789", 1) != std::string::npos) continue;
            if (word[0] == 'D') return "20" + word.substr(1) + "-12-31";
            if (word[0] == 'J') return "20" + word.substr(1) + "-06-30";
        }
    return {};
}

std::vector<model::SupplySpec> fill_fcc_fixed(const model::SupplySpec& given) {
    model::SupplySpec spec = given;
    spec.format = model::SupplyFormat::records;
    spec.kind = "fixed";
    if (spec.id_column.empty() && spec.place_column.empty()) {
        spec.id_column = "location_id";
        spec.place_column = "block_geoid";
    }
    if (spec.operator_field.empty()) {
        spec.operator_field.column = "provider_id";
        fill_column(spec.operator_name, "brand_name");
    }
    fill_column(spec.technology, "technology");
    fill_words(spec, "technology",
               {{"10", "COPPER"},
                {"40", "COAX"},
                {"50", "FTTH"},
                {"60", "GSO"},
                {"61", "NGSO"},
                {"70", "FWA"},
                {"71", "FWA"},
                {"72", "FWA"},
                {"0", "OTHER"}});
    fill_column(spec.down, "max_advertised_download_speed");
    fill_column(spec.up, "max_advertised_upload_speed");
    fill_column(spec.latency, "low_latency");
    if (spec.service.empty()) spec.service.constant = "data";
    if (spec.skip.empty()) spec.skip = {{"business_residential_code", {"B"}}};
    fill_in(spec.date, date_of_fcc_fixed(given.source));
    fill_in(spec.source.info.date, date_of_fcc_fixed(given.source));
    fill_in_info(spec.source.info, "Broadband Data Collection, fixed availability", "Federal Communications Commission", {},
                 "https://broadbandmap.fcc.gov/data-download");
    return {spec};
}

bool looks_like_fcc_fixed(const Inspection&, const InspectedLayer& layer) {
    const LayerHead head = head_of(layer);
    return !head.column({"location_id"}).empty() && !head.column({"technology"}).empty() &&
           !head.column({"max_advertised_download_speed"}).empty();
}

}  // namespace

SupplyPreset fcc_fixed_preset() { return {"fcc-fixed", fill_fcc_fixed, looks_like_fcc_fixed}; }

}  // namespace covmap::read
