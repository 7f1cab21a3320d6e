// Where people live: squares and rasters as published. docs/formats/insee-200m.md, eurostat-grids.md, population-rasters.md.
#include <algorithm>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/files/guess_role.hpp"
#include "read/presets/preset_columns.hpp"
#include "read/presets/presets.hpp"
#include "read/presets/source_guess.hpp"

namespace covmap::read {
namespace {

using model::DemandSpec;

constexpr const char* kPersons = "persons";

const core::Text kPopulationLabel{"habitants", "inhabitants"};
const core::Text kSeniorsLabel{"habitants de 65 ans et plus", "inhabitants of 65 and over"};

void add(DemandSpec& spec, const std::string& name, const std::string& column, const core::Text& label, const std::string& unit,
         const std::vector<std::string>& plus = {}) {
    if (!column.empty()) spec.attributes.push_back({name, column, label, unit, plus});
}

std::string file_name(const Inspection& file) {
    return lower_case(std::string_view(file.path).substr(file.path.find_last_of('/') + 1));
}

// ---- INSEE, squares of 200 m (Filosofi)

// 2015: IdINSPIRE, I_est_cr; 2017: Idcar_200m, I_est_200; since 2019 in lower case.
constexpr ColumnNames kInseeId = {"idcar_200m", "idinspire"};
constexpr ColumnNames kInseeImputed = {"i_est_200", "i_est_cr"};

DemandSpec insee_200m(DemandSpec spec) {
    if (lower_case(spec.id_column) == "lcog_geo")
        throw core::Error(core::ErrorKind::job, spec.source.given,
                          "lcog_geo names the communes of a square, often several in one text, and no square: take `columns` "
                          "out, or write id = "
                          "\"idcar_200m\"");
    const PresetLayer file(spec.source);
    spec.format = "grid-squares";
    if (spec.id_column.empty() && spec.x_column.empty()) spec.id_column = file.need(kInseeId, "the names of the squares");
    fill_in(spec.imputed_column, file.find(kInseeImputed));
    if (spec.attributes.empty()) {
        add(spec, "population", file.need({"ind"}, "people"), kPopulationLabel, kPersons);
        if (file.has({"ind_65_79"}) && file.has({"ind_80p"}))
            add(spec, "seniors", file.find({"ind_65_79"}), kSeniorsLabel, kPersons, {file.find({"ind_80p"})});
        add(spec, "households", file.find({"men"}), {"ménages", "households"}, "households");
        add(spec, "poor_households", file.find({"men_pauv"}), {"ménages pauvres", "poor households"}, "households");
    }
    fill_in_info(spec.source.info, "Données carroyées Filosofi, carreaux de 200 m", "INSEE", "Licence Ouverte",
                 "https://www.insee.fr");
    return spec;
}

bool looks_like_insee(const Inspection& /*file*/, const InspectedLayer& layer) {
    return !column_among(layer, kInseeId).empty() && !column_among(layer, {"ind"}).empty();
}

// ---- Eurostat, squares of 1 km

constexpr ColumnNames kEurostatId = {"grd_id", "grd_fixid", "grd_newid"};
constexpr ColumnNames kEurostatPopulation = {"t", "obs_value_t", "tot_p", "tot_p_2021", "tot_p_2018", "tot_p_2011", "tot_p_2006"};
constexpr ColumnNames kEurostatWords = {"estat", "geostat", "census", "gisco", "jrc_grid"};  // in names of files
constexpr const char* kEurostatLicence = "© Eurostat, reuse with attribution (2011/833/EU)";
constexpr const char* kEurostatUrl = "https://ec.europa.eu/eurostat/web/gisco";

void fill_squares(DemandSpec& spec, const PresetLayer& file) {
    spec.format = "grid-squares";
    if (spec.id_column.empty() && spec.x_column.empty()) spec.id_column = file.need(kEurostatId, "the names of the squares");
    if (spec.attributes.empty()) add(spec, "population", file.need(kEurostatPopulation, "people"), kPopulationLabel, kPersons);
}

DemandSpec geostat_1km(DemandSpec spec) {
    fill_squares(spec, PresetLayer(spec.source));
    fill_in_info(spec.source.info, "GEOSTAT population grid, 1 km", "Eurostat", kEurostatLicence, kEurostatUrl);
    return spec;
}

DemandSpec census_2021(DemandSpec spec) {
    const PresetLayer file(spec.source);
    const bool silent = spec.attributes.empty();
    fill_squares(spec, file);
    if (silent) add(spec, "seniors", file.find({"y_ge65"}), kSeniorsLabel, kPersons);
    const bool elsewhere = spec.spread && *spec.spread != core::Spread::land;
    if (!elsewhere && !spec.land_polygons) fill_in(spec.land, file.find({"land_surface"}));
    fill_in_info(spec.source.info, "Census 2021 grid, 1 km", "Eurostat", kEurostatLicence, kEurostatUrl);
    fill_in(spec.source.info.date, "2021-01-01");
    return spec;
}

/// The same columns are everybody's; only the name of a file tells that it is Eurostat's own.
bool is_eurostats(const Inspection& file) {
    const std::string name = file_name(file);
    return std::any_of(kEurostatWords.begin(), kEurostatWords.end(),
                       [&](const char* word) { return name.find(word) != std::string::npos; });
}

bool looks_like_census(const Inspection& file, const InspectedLayer& layer) {
    return is_eurostats(file) && !column_among(layer, kEurostatId).empty() && !column_among(layer, {"t"}).empty() &&
           !column_among(layer, {"y_ge65"}).empty();
}

bool looks_like_geostat(const Inspection& file, const InspectedLayer& layer) {
    return is_eurostats(file) && !column_among(layer, kEurostatId).empty() && !column_among(layer, kEurostatPopulation).empty() &&
           !looks_like_census(file, layer);
}

// ---- rasters

void fill_raster(DemandSpec& spec) {
    spec.format = "raster";
    if (spec.attributes.empty()) add(spec, "population", "1", kPopulationLabel, kPersons);
}

DemandSpec worldpop(DemandSpec spec) {
    fill_raster(spec);
    if (const PresetLayer file(spec.source); file.file().raster && file.file().raster->crs.empty())
        fill_in(spec.source.crs, "EPSG:4326");
    fill_in_info(spec.source.info, "WorldPop population counts", "WorldPop, University of Southampton", "CC BY 4.0",
                 "https://www.worldpop.org");
    return spec;
}

DemandSpec ghs_pop(DemandSpec spec) {
    fill_raster(spec);
    fill_in_info(spec.source.info, "GHS-POP R2023A", "European Commission, Joint Research Centre", "CC BY 4.0",
                 "https://human-settlement.emergency.copernicus.eu");
    return spec;
}

// ---- Kontur, hexagons of H3 at resolution 8

DemandSpec kontur(DemandSpec spec) {
    const PresetLayer file(spec.source);
    spec.format = "polygons";
    if (spec.id_column.empty()) spec.id_column = file.need({"h3"}, "the names of the hexagons");
    if (spec.attributes.empty()) add(spec, "population", file.need({"population"}, "people"), kPopulationLabel, kPersons);
    fill_in_info(spec.source.info, "Kontur Population", "Kontur", "CC BY 4.0", "https://data.humdata.org/organization/kontur");
    return spec;
}

bool looks_like_kontur(const Inspection& /*file*/, const InspectedLayer& layer) {
    return layer.geometry.find("olygon") != std::string::npos && !column_among(layer, {"h3"}).empty() &&
           !column_among(layer, {"population"}).empty();
}

bool looks_like_ghs(const Inspection& file, const InspectedLayer& /*layer*/) {
    return file.kind == InspectedKind::raster && file_name(file).starts_with("ghs_pop_");
}

// «ESP_ppp_2020_1km_Aggregated_UNadj.tif», «fra_pop_2025_CN_100m_R2025A_v1.tif»: a country, then the kind of count.
bool looks_like_worldpop(const Inspection& file, const InspectedLayer& /*layer*/) {
    const std::string name = file_name(file);
    return file.kind == InspectedKind::raster && (name.find("_ppp_") == 3 || name.find("_pop_") == 3);
}

// ---- guesses

const DemandPreset* preset_of(const Inspection& file, const InspectedLayer& layer) {
    const auto& presets = demand_presets();
    const auto found = std::find_if(presets.begin(), presets.end(),
                                    [&](const DemandPreset& p) { return p.looks_like && p.looks_like(file, layer); });
    return found == presets.end() ? nullptr : &*found;
}

void take(const Guesses& guesses, DemandSpec& spec) {
    for (const auto& [key, column] : guesses) {
        if (key == "id") spec.id_column = column;
        if (key == "attributes.population") add(spec, "population", column, kPopulationLabel, kPersons);
        if (key == "attributes.seniors") add(spec, "seniors", column, kSeniorsLabel, kPersons);
        if (key == "attributes.households") add(spec, "households", column, {"ménages", "households"}, "households");
        if (key == "land" && !spec.land_polygons) fill_in(spec.land, column);
    }
}

}  // namespace

const std::vector<DemandPreset>& demand_presets() {
    static const std::vector<DemandPreset> presets = {
        {"insee-200m", insee_200m, looks_like_insee},     {"census-2021", census_2021, looks_like_census},
        {"geostat-1km", geostat_1km, looks_like_geostat}, {"ghs-pop", ghs_pop, looks_like_ghs},
        {"worldpop", worldpop, looks_like_worldpop},      {"kontur", kontur, looks_like_kontur},
    };
    return presets;
}

DemandSpec guessed(DemandSpec spec) {
    const bool told = !spec.attributes.empty() || !spec.id_column.empty() || !spec.x_column.empty() || !spec.format.empty();
    if (told || spec.source.files.empty()) return spec;
    const PresetLayer file(spec.source);
    if (const DemandPreset* preset = preset_of(file.file(), file.layer())) {
        spec.source.preset = preset->name;
        return preset->fill(spec);
    }
    if (file.file().kind == InspectedKind::raster) {
        fill_raster(spec);
        return spec;
    }
    take(guess_squares(file.layer()), spec);
    if (spec.attributes.empty())
        throw core::Error(core::ErrorKind::job, spec.source.given,
                          "its columns tell neither squares nor people; write columns = { id = \"…\" } and attributes = { "
                          "population = \"…\" }. Its columns "
                          "are: " +
                              columns_text(file.layer()));
    spec.format = "grid-squares";
    return spec;
}

}  // namespace covmap::read
