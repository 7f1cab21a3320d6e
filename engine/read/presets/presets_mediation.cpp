// Places of digital mediation (the schema «lieux de médiation numérique»): points that people can reach within a radius.
#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "read/presets/preset_files.hpp"
#include "read/presets/presets_mobile.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

void fill_mediation_file(model::SupplySpec& spec, const std::string& file) {
    const bool placed = !spec.x_column.empty() || !spec.y_column.empty();
    if (placed && !spec.bands) return;
    const std::string shown = shown_path(spec.source, file);
    const LayerHead head{TableReader(file, spec.source.layer, shown).columns(), {}};
    if (spec.bands) fill_in(spec.commune_column, head.column({"code_insee", "commune"}));
    if (placed) return;
    spec.x_column = head.column({"longitude", "lon"});
    spec.y_column = head.column({"latitude", "lat"});
    if (spec.x_column.empty() || spec.y_column.empty())
        throw core::Error(core::ErrorKind::job, shown,
                          "has no columns latitude and longitude; write columns = { x = \"…\", y = \"…\" }");
    fill_in(spec.source.crs, "EPSG:4326");
}

std::vector<model::SupplySpec> fill_mediation(const model::SupplySpec& given) {
    model::SupplySpec spec = given;
    spec.format = model::SupplyFormat::sites;
    fill_in(spec.kind, "mediation");
    fill_in(spec.nature, "modelled");
    fill_in_info(spec.source.info, "Lieux de médiation numérique", {}, {}, {});
    return by_shape(spec, fill_mediation_file);
}

bool looks_like_mediation(const Inspection& inspection, const InspectedLayer& layer) {
    if (inspection.kind != InspectedKind::table) return false;
    const LayerHead head = head_of(layer);
    return !head.column({"id"}).empty() && !head.column({"latitude"}).empty() && !head.column({"longitude"}).empty() &&
           !head.column({"services"}).empty();
}

}  // namespace

SupplyPreset mediation_preset() { return {"mediation", fill_mediation, looks_like_mediation}; }

}  // namespace covmap::read
