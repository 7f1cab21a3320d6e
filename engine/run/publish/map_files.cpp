#include "run/publish/map_files.hpp"

#include <tbb/parallel_for.h>

#include <filesystem>

#include "export/formats/flatgeobuf.hpp"
#include "export/formats/gpkg.hpp"
#include "export/project/project.hpp"
#include "measure/words.hpp"
#include "run/prepare/wanted_outputs.hpp"
#include "run/publish/sized_geojson.hpp"

namespace covmap::run {

namespace {

/// What a layer is called in a list, in the job's language.
std::string listed_name(const model::RunModel& model, const model::Table& table) {
    const std::string& language = model.job.output.language;
    if (table.kind == model::TableKind::wide) return measure::unit_plural(table.unit).in(language);
    for (const model::ZonesSpec& zones : model.job.zones)
        if (table.kind == model::TableKind::zones && table.name == "zones_" + zones.name)
            return measure::label_or(zones.label, zones.name).in(language);
    for (const model::PlacesSpec& places : model.job.places)
        if (table.kind == model::TableKind::places && table.name == places.name)
            return measure::label_or(places.label, places.name).in(language);
    for (const model::LinesSpec& lines : model.job.lines)
        if (table.kind == model::TableKind::stretches && table.name == "lines_" + lines.name + "_stretches")
            return measure::label_or(lines.label, lines.name).in(language) +
                   (language == "fr" ? " : tronçons non couverts" : ": uncovered stretches");
    return table.title.in(language);
}

/// The GeoPackage as a QGIS user wants it opened.
exports::ProjectContents project_of(const model::RunModel& model, const MapContents& contents, const exports::Credits& credits) {
    exports::ProjectContents project;
    for (const model::MapLayer& layer : contents.layers) project.layers.push_back({&layer, listed_name(model, *layer.table)});
    project.name = model.job.name;
    if (!model.attributes.empty()) project.people = model.attributes.front().name;
    project.crs = model.job.output.crs;
    project.credits = credits;
    return project;
}

}  // namespace

MapReport write_map_files(const model::RunModel& model, const MapContents& contents, const store::RunFolder& folder) {
    const exports::Credits credits = exports::credits_of(model);
    const std::string& crs = model.job.output.crs;
    const bool geojson = wants(model, "geojson"), fgb = wants(model, "fgb");
    const std::size_t gpkgs = wants(model, "gpkg") ? 2 : 0, each = geojson || fgb ? contents.layers.size() : 0;
    std::vector<SizedGeojson> sized(each);
    // A layer's files share one style beside them: one thread writes them all.
    tbb::parallel_for(std::size_t{0}, gpkgs + each, [&](std::size_t i) {
        if (i == 0 && gpkgs > 0)
            return exports::write_gpkg({contents.layers, contents.tables, crs, credits}, folder.file("covmap.gpkg"));
        if (i < gpkgs) return exports::write_project(project_of(model, contents, credits), folder.file("covmap.qgz"));
        const model::MapLayer& layer = contents.layers[i - gpkgs];
        if (model::is_background(layer)) return;
        const std::string stem = folder.file(layer.table->name);
        const exports::Credits own = exports::credits_for(*layer.table, credits);
        if (fgb) exports::write_flatgeobuf(layer, crs, own, stem + ".fgb");
        if (geojson) sized[i - gpkgs] = write_sized_geojson(layer, own, stem + ".geojson");
        if (sized[i - gpkgs].left_out && !fgb)
            for (const char* beside : {".qml", ".qmd"}) std::filesystem::remove(stem + beside);
    });
    MapReport report;
    for (std::size_t i = 0; i < each; ++i) {
        const std::string file = contents.layers[i].table->name + ".geojson";
        if (sized[i].generalised_to_m > 0) report.generalised.push_back({file, sized[i].generalised_to_m});
        if (!sized[i].warning.empty()) report.warnings.push_back(file + sized[i].warning);
    }
    return report;
}

}  // namespace covmap::run
