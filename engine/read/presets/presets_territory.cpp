// Maps of territories as published. docs/formats/territories.md.
#include <algorithm>

#include "core/error.hpp"
#include "read/files/archive_members.hpp"
#include "read/files/field_text.hpp"
#include "read/files/guess_role.hpp"
#include "read/files/source_path.hpp"
#include "read/presets/look_into.hpp"
#include "read/presets/preset_columns.hpp"
#include "read/presets/presets.hpp"
#include "read/presets/source_guess.hpp"
#include "read/territory/territory_codes.hpp"

namespace covmap::read {
namespace {

using model::TerritorySpec;

bool has_polygons(const InspectedLayer& layer) { return layer.geometry.find("olygon") != std::string::npos; }

std::string layers_text(const Inspection& file) {
    std::string text;
    for (const InspectedLayer& layer : file.layers) text += (text.empty() ? "" : ", ") + layer.name;
    return text;
}

/// Adds the parents whose code columns are there, where the job names none.
void add_parent(TerritorySpec& spec, const std::string& kind, const std::string& code, const std::string& name = {}) {
    if (!code.empty() && kind != spec.unit) spec.parents.push_back({kind, code, name});
}

// ---- IGN, ADMIN EXPRESS

constexpr ColumnNames kAdminName = {"nom", "nom_officiel"};
constexpr ColumnNames kAdminCommune = {"insee_com", "code_insee"};
constexpr ColumnNames kAdminArrondissement = {"insee_arm", "code_insee"};
constexpr ColumnNames kAdminWhole = {"insee_com", "code_insee_de_la_commune_de_rattach"};
constexpr ColumnNames kAdminDepartement = {"insee_dep", "code_insee_du_departement"};
constexpr ColumnNames kAdminOwnDepartement = {"insee_dep", "code_insee"};
constexpr ColumnNames kAdminRegion = {"insee_reg", "code_insee_de_la_region"};
constexpr ColumnNames kAdminOwnRegion = {"insee_reg", "code_insee"};
constexpr ColumnNames kAdminEpci = {"siren_epci", "codes_siren_des_epci", "code_siren_de_l_epci", "code_siren"};
constexpr ColumnNames kAdminOwnEpci = {"code_siren", "siren_epci"};

struct AdminParent {
    std::string_view kind;
    ColumnNames codes;
};

/// One of its layers: names up to version 3, then those since 2025.
struct AdminUnit {
    std::string_view unit;
    ColumnNames codes;
    std::vector<AdminParent> parents;
};

const std::vector<AdminUnit>& admin_units() {
    static const std::vector<AdminUnit> units = {
        {"commune", kAdminCommune, {{"departement", kAdminDepartement}, {"region", kAdminRegion}, {"epci", kAdminEpci}}},
        {"arrondissement_municipal", kAdminArrondissement, {{"commune", kAdminWhole}}},
        {"epci", kAdminOwnEpci, {}},
        {"departement", kAdminOwnDepartement, {{"region", kAdminRegion}}},
        {"region", kAdminOwnRegion, {}},
    };
    return units;
}

const AdminUnit& admin_unit(const TerritorySpec& spec) {
    for (const AdminUnit& unit : admin_units())
        if (unit.unit == spec.unit) return unit;
    throw core::Error(core::ErrorKind::job, spec.source.given,
                      "ADMIN EXPRESS has no unit «" + spec.unit +
                          "»; write unit = \"commune\", \"arrondissement_municipal\", \"epci\", \"departement\" or \"region\"");
}

// «COMMUNE», «commune»; «COMMUNE_CARTO» of a generalised edition.
std::string admin_layer(const TerritorySpec& spec, const Inspection& file) {
    for (const bool whole : {true, false})
        for (const InspectedLayer& layer : file.layers) {
            const std::string name = lower_case(layer.name);
            if (has_polygons(layer) && (whole ? name == spec.unit : name.starts_with(spec.unit))) return layer.name;
        }
    const auto polygons = std::count_if(file.layers.begin(), file.layers.end(), has_polygons);
    if (polygons > 1)
        throw core::Error(
            core::ErrorKind::input, spec.source.given,
            "has no layer for the unit «" + spec.unit + "»; name one as `layer`. Its layers are: " + layers_text(file));
    return {};
}

TerritorySpec admin_express(TerritorySpec spec) {
    fill_in(spec.unit, "commune");
    const AdminUnit& unit = admin_unit(spec);
    if (spec.source.layer.empty() && !spec.source.files.empty())
        spec.source.layer = admin_layer(spec, look_into(spec.source.files.front(), Depth::glance));
    const PresetLayer file(spec.source, PresetLayer::Want::polygons);
    if (spec.code_column.empty()) spec.code_column = file.need(unit.codes, "the codes of territories");
    fill_in(spec.name_column, file.find(kAdminName));
    if (spec.parents.empty())
        for (const AdminParent& parent : unit.parents) add_parent(spec, std::string(parent.kind), file.find(parent.codes));
    if (spec.fold.empty() && spec.unit == "commune") spec.fold = arrondissements();
    fill_in_info(spec.source.info, "ADMIN EXPRESS COG", "IGN", "Licence Ouverte 2.0", "https://geoservices.ign.fr/adminexpress");
    return spec;
}

bool looks_like_admin_express(const Inspection& /*file*/, const InspectedLayer& layer) {
    const bool old_names = !column_among(layer, {"insee_com"}).empty() && !column_among(layer, {"insee_dep"}).empty() &&
                           !column_among(layer, {"nom"}).empty();
    const bool new_names = !column_among(layer, {"cleabs"}).empty() && !column_among(layer, {"code_insee"}).empty();
    return has_polygons(layer) && (old_names || new_names);
}

// ---- geoBoundaries

constexpr ColumnNames kShapeId = {"shapeid"};

// «ADM2», the same in all features.
std::string boundary_level(const InspectedLayer& layer) {
    for (const InspectedColumn& column : layer.columns)
        if (lower_case(column.name) == "shapetype" && !column.examples.empty()) return lower_case(column.examples.front());
    return "territory";
}

TerritorySpec geoboundaries(TerritorySpec spec) {
    const PresetLayer file(spec.source, PresetLayer::Want::polygons);
    fill_in(spec.unit, boundary_level(file.layer()));
    if (spec.code_column.empty()) spec.code_column = file.need(kShapeId, "the codes of territories");
    fill_in(spec.name_column, file.find({"shapename"}));
    if (spec.parents.empty()) add_parent(spec, "country", file.find({"shapegroup"}));
    fill_in_info(spec.source.info, "geoBoundaries", "William & Mary geoLab", "CC BY 4.0", "https://www.geoboundaries.org");
    return spec;
}

bool looks_like_geoboundaries(const Inspection& /*file*/, const InspectedLayer& layer) {
    return has_polygons(layer) && !column_among(layer, kShapeId).empty() && !column_among(layer, {"shapename"}).empty();
}

// ---- GADM

constexpr int kDeepestGadm = 5;

std::string gadm_column(const InspectedLayer& layer, const std::string& stem, int level) {
    const std::string name = stem + std::to_string(level);
    return column_among(layer, {name.c_str()});
}

/// The deepest level that a layer's columns tell; -1: none.
int gadm_level(const InspectedLayer& layer) {
    for (int level = kDeepestGadm; level >= 0; --level)
        if (!gadm_column(layer, "gid_", level).empty()) return level;
    return -1;
}

std::string gadm_name(const InspectedLayer& layer, int level) {
    const std::string name = gadm_column(layer, "name_", level);
    return name.empty() && level == 0 ? column_among(layer, {"country"}) : name;
}

/// «adm2» asks for level 2, «GID_2» as the column of codes too; else the deepest.
int gadm_asked(const TerritorySpec& spec) {
    const std::string code = lower_case(spec.code_column);
    for (int level = 0; level <= kDeepestGadm; ++level)
        if (code == "gid_" + std::to_string(level) || (code.empty() && spec.unit == "adm" + std::to_string(level))) return level;
    return kDeepestGadm;
}

// Of a file of all levels («ADM_ADM_0» … «ADM_ADM_5») the layer of the level asked for, else the deepest.
std::string gadm_layer(const TerritorySpec& spec, const Inspection& file, int asked) {
    std::string best;
    int deepest = -1;
    for (const InspectedLayer& layer : file.layers) {
        const int level = gadm_level(layer);
        if (!has_polygons(layer) || level <= deepest || level > asked) continue;
        deepest = level;
        best = layer.name;
    }
    return file.layers.size() > 1 ? best : spec.source.layer;
}

TerritorySpec gadm(TerritorySpec spec) {
    const int asked = gadm_asked(spec);
    if (spec.source.layer.empty() && !spec.source.files.empty())
        spec.source.layer = gadm_layer(spec, look_into(spec.source.files.front(), Depth::glance), asked);
    const PresetLayer file(spec.source, PresetLayer::Want::polygons);
    const int level = std::min(asked, gadm_level(file.layer()));
    if (level < 0) {
        if (spec.code_column.empty()) spec.code_column = file.need({"gid_0"}, "the codes of territories");
        return spec;
    }
    fill_in(spec.unit, "adm" + std::to_string(level));
    fill_in(spec.code_column, gadm_column(file.layer(), "gid_", level));
    fill_in(spec.name_column, gadm_name(file.layer(), level));
    if (spec.parents.empty())
        for (int above = level - 1; above >= 0; --above)
            add_parent(spec, "adm" + std::to_string(above), gadm_column(file.layer(), "gid_", above),
                       gadm_name(file.layer(), above));
    fill_in_info(spec.source.info, "GADM", "GADM", "GADM licence: non-commercial, no redistribution", "https://gadm.org");
    return spec;
}

bool looks_like_gadm(const Inspection& /*file*/, const InspectedLayer& layer) {
    return has_polygons(layer) && gadm_level(layer) >= 0;
}

// ---- guesses

void take(const Guesses& guesses, TerritorySpec& spec) {
    constexpr std::string_view kParents = "parents.", kParentNames = "parent_names.";
    const bool silent = spec.parents.empty();
    for (const auto& [key, column] : guesses) {
        if (key == "code") spec.code_column = column;
        if (key == "name") fill_in(spec.name_column, column);
        if (silent && key.starts_with(kParents) && column != spec.code_column)
            add_parent(spec, key.substr(kParents.size()), column);
        if (silent && key.starts_with(kParentNames))
            for (auto& parent : spec.parents)
                if (parent.kind == key.substr(kParentNames.size())) parent.name = column;
    }
}

/// Of several layers of polygons the only one that has a column of codes; empty where there is one layer.
std::string guessed_layer(const TerritorySpec& spec, const Inspection& file) {
    std::vector<std::string> polygons, coded;
    for (const InspectedLayer& layer : file.layers) {
        if (!has_polygons(layer)) continue;
        polygons.push_back(layer.name);
        const Guesses guesses = guess_territories(layer);
        if (std::any_of(guesses.begin(), guesses.end(), [](const auto& guess) { return guess.first == "code"; }))
            coded.push_back(layer.name);
    }
    if (polygons.size() <= 1) return {};
    if (coded.size() == 1) return coded.front();
    throw core::Error(core::ErrorKind::input, shown_path(spec.source, spec.source.files.front()),
                      "holds several layers of polygons: " + listed(polygons) + "; " + name_one(polygons.front(), Several::ask));
}

}  // namespace

const std::vector<TerritoryPreset>& territory_presets() {
    static const std::vector<TerritoryPreset> presets = {
        {"admin-express", admin_express, looks_like_admin_express},
        {"geoboundaries", geoboundaries, looks_like_geoboundaries},
        {"gadm", gadm, looks_like_gadm},
    };
    return presets;
}

TerritorySpec guessed(TerritorySpec spec) {
    if (!spec.code_column.empty() || spec.source.files.empty()) return spec;
    const PresetLayer file(spec.source, PresetLayer::Want::polygons);
    for (const TerritoryPreset& preset : territory_presets())
        if (preset.looks_like(file.file(), file.layer())) {
            spec.source.preset = preset.name;
            return preset.fill(spec);
        }
    fill_in(spec.unit, "commune");
    if (spec.source.layer.empty()) spec.source.layer = guessed_layer(spec, file.file());
    take(guess_territories(PresetLayer(spec.source, PresetLayer::Want::polygons).layer()), spec);
    if (spec.code_column.empty())
        throw core::Error(core::ErrorKind::job, spec.source.given,
                          "none of its columns is known as a code of territories; write columns = { code = \"…\", name = \"…\" "
                          "}. Its columns are: " +
                              columns_text(file.layer()));
    return spec;
}

}  // namespace covmap::read
