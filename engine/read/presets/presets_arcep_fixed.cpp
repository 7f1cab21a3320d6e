// Arcep's fixed networks. «Ma connexion internet»: base_imb_<DEP>.csv.gz (buildings: imb_id, imb_x and imb_y in EPSG:3857,
// imb_nbr_logloc) and actuel_<DEP>.csv.gz (one record by building, operator and technology, in classes of speed). The FttH
// deployments: one CSV of buildings with the state of the fibre (x and y: longitude and latitude; imb_etat).
#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "read/presets/preset_files.hpp"
#include "read/presets/presets_fixed.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

void fill_info(model::Source& source, const char* title, const char* url) {
    fill_in_info(source.info, title, "Arcep", "Licence Ouverte 2.0", url);
}

void fill_mci(model::Source& source, const char* title) {
    fill_info(source, title, "https://www.data.gouv.fr/datasets/ma-connexion-internet");
}

void fill_deployments(model::Source& source) {
    fill_info(source, "Déploiements FttH, immeubles",
              "https://www.data.gouv.fr/datasets/le-marche-du-haut-et-tres-haut-debit-fixe-deploiements");
}

/// A file of the other kind is told by name before a column of it is missed.
void refuse_other(const model::Source& source, const char* column, const std::string& what) {
    for (const std::string& file : source.files) {
        const TableReader table(file, source.layer, shown_path(source, file));
        if (table.find_column(column) != TableReader::kNoColumn)
            throw core::Error(core::ErrorKind::job, shown_path(source, file), what);
    }
}

// The names of the classes are thresholds: THD30 is 30 Mbit/s or more.
const std::map<std::string, std::string> kClasses = {{"INEL", "0"},   {"HD05", "0.5"},   {"HD3", "3"},     {"BHD8", "8"},
                                                     {"THD30", "30"}, {"THD100", "100"}, {"THD1G", "1000"}};

const std::vector<std::string> kYes = {"true", "True", "TRUE", "t", "T", "1", "oui", "Oui", "OUI", "vrai"};

std::vector<model::SupplySpec> fill_actuel(const model::SupplySpec& given) {
    refuse_other(given.source, "imb_nbr_logloc",
                 "holds buildings (base_imb) and no offers; it belongs to [[demand]], and the actuel files to [[supply]]");
    model::SupplySpec spec = given;
    spec.format = model::SupplyFormat::records;
    spec.kind = "fixed";
    fill_in(spec.id_column, "imb_id");
    fill_column(spec.operator_field, "code_operateur");
    fill_column(spec.technology, "code_techno");
    fill_words(spec, "technology",
               {{"FO", "FTTH"},
                {"CU", "COPPER"},
                {"COAX", "COAX"},
                {"4GF", "4GF"},
                {"5GF", "5GF"},
                {"SAT", "SAT"},
                {"THDR", "THDR"},
                {"HDR", "HDR"}});
    fill_column(spec.down, "classe_debit_descendant");
    fill_column(spec.up, "classe_debit_montant");
    fill_words(spec, "down", kClasses);
    fill_words(spec, "up", kClasses);
    if (spec.service.empty()) spec.service.constant = "data";
    if (spec.skip.empty()) spec.skip = {{"classe_debit_descendant", {"INEL"}}, {"saturation", kYes}};
    fill_mci(spec.source, "Ma connexion internet, éligibilité par immeuble");
    return {spec};
}

model::PremisesSpec fill_base_imb(const model::PremisesSpec& given) {
    refuse_other(given.source, "code_techno",
                 "holds offers (actuel) and no buildings; it belongs to [[supply]], and the base_imb files to [[demand]]");
    model::PremisesSpec spec = given;
    fill_in(spec.id_column, "imb_id");
    if (spec.x_column.empty()) {
        spec.x_column = "imb_x";
        spec.y_column = "imb_y";
    }
    fill_in(spec.weight_column, "imb_nbr_logloc");
    fill_in(spec.source.crs, "EPSG:3857");
    fill_mci(spec.source, "Ma connexion internet, base des immeubles");
    return spec;
}

model::PremisesSpec points_of(const model::DemandSpec& given) {
    model::PremisesSpec points = given.points.value_or(model::PremisesSpec());
    points.source = given.source;
    return points;
}

model::DemandSpec fill_base_imb_demand(const model::DemandSpec& given) {
    return point_demand(given, fill_base_imb(points_of(given)),
                        {"dwellings", "imb_nbr_logloc", {"logements et locaux", "dwellings and business premises"}, ""});
}

const char* const kStates = "imb_etat";

/// The state says whether the fibre is there (claimed), comes (planned) or neither.
std::vector<model::SupplySpec> fill_ftth(const model::SupplySpec& given) {
    model::SupplySpec spec = given;
    spec.format = model::SupplyFormat::records;
    spec.kind = "fixed";
    fill_in(spec.id_column, "imb_id");
    if (spec.operator_field.empty()) spec.operator_field.constant = "FttH";
    if (spec.technology.empty()) spec.technology.constant = "FTTH";
    if (spec.service.empty()) spec.service.constant = "data";
    fill_deployments(spec.source);
    model::SupplySpec planned = spec;
    if (spec.level.empty()) {
        spec.level.column = kStates;
        fill_words(spec, "level", {{"raccordable demande", "sur_demande"}});
        if (spec.levels.empty()) spec.levels = {"deploye", "sur_demande"};
    }
    const std::vector<std::string> coming = {"en cours de deploiement", "cible", "signe"},
                                   there = {"deploye", "raccordable demande"};
    spec.skip[kStates] = coming;
    spec.skip[kStates].push_back("abandonne");
    planned.skip[kStates] = there;
    planned.skip[kStates].push_back("abandonne");
    if (!given.nature.empty()) return {given.nature == "planned" ? planned : spec};
    planned.nature = "planned";
    return {spec, planned};
}

model::PremisesSpec fill_ftth_premises(const model::PremisesSpec& given) {
    model::PremisesSpec spec = given;
    fill_in(spec.id_column, "imb_id");
    if (spec.x_column.empty()) {
        spec.x_column = "x";
        spec.y_column = "y";
    }
    fill_in(spec.source.crs, "EPSG:4326");
    fill_deployments(spec.source);
    return spec;
}

model::DemandSpec fill_ftth_demand(const model::DemandSpec& given) {
    return point_demand(given, fill_ftth_premises(points_of(given)), {"buildings", "1", {"immeubles", "buildings"}, ""});
}

bool has(const InspectedLayer& layer, std::initializer_list<const char*> columns) {
    const LayerHead head = head_of(layer);
    for (const char* column : columns)
        if (head.column({column}).empty()) return false;
    return true;
}

bool looks_like_actuel(const Inspection&, const InspectedLayer& layer) {
    return has(layer, {"imb_id", "code_techno", "classe_debit_descendant"});
}
bool looks_like_base_imb(const Inspection&, const InspectedLayer& layer) {
    return has(layer, {"imb_id", "imb_x", "imb_y", "imb_nbr_logloc"});
}
bool looks_like_ftth(const Inspection&, const InspectedLayer& layer) { return has(layer, {"imb_id", "imb_etat", "x", "y"}); }

}  // namespace

SupplyPreset arcep_records_preset() { return {"arcep-immeubles", fill_actuel, looks_like_actuel}; }
PremisesPreset arcep_premises_preset() { return {"arcep-immeubles", fill_base_imb, looks_like_base_imb}; }
DemandPreset arcep_demand_preset() { return {"arcep-immeubles", fill_base_imb_demand, looks_like_base_imb}; }
SupplyPreset arcep_ftth_records_preset() { return {"arcep-ftth", fill_ftth, looks_like_ftth}; }
PremisesPreset arcep_ftth_premises_preset() { return {"arcep-ftth", fill_ftth_premises, looks_like_ftth}; }
DemandPreset arcep_ftth_demand_preset() { return {"arcep-ftth", fill_ftth_demand, looks_like_ftth}; }

}  // namespace covmap::read
