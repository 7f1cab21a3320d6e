#include "run/sites/site_files.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>

#include "core/disc.hpp"
#include "export/formats/csv.hpp"
#include "export/formats/geojson.hpp"
#include "export/formats/gpkg.hpp"
#include "export/sheet/curve_svg.hpp"
#include "geodesy/disc.hpp"
#include "measure/tables/tables.hpp"
#include "measure/words.hpp"
#include "run/base/versions.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/sites/site_tables.hpp"
#include "store/bytes/output_file.hpp"
#include "store/manifest_format.hpp"
#include "store/run_folder.hpp"
#include "store/standing_run.hpp"

namespace covmap::run {

namespace {

using Json = nlohmann::ordered_json;
using measure::same;
using measure::operator+;

core::MultiPolygon disc_around(core::Point lon_lat, double radius_m, geodesy::DiscMaker& maker) {
    std::vector<core::Point> ring;
    if (!maker.outline(lon_lat, radius_m, ring)) return {};
    ring.push_back(ring.front());
    return {{std::move(ring)}};
}

exports::Credits credits_of(const SitesFound& found, const std::string& language) {
    exports::Credits credits = exports::credits_of(*found.model, language);
    const std::string discs = flat_discs(found).in(language);
    credits.note += (credits.note.empty() ? "" : "; ") + discs;
    return credits;
}

void write_maps(const SitesFound& found, const SiteTables& tables, const exports::Credits& credits,
                const store::RunFolder& folder) {
    geodesy::DiscMaker maker(kSiteCrs, found.model->frame.lattice);
    model::MapLayer points{&tables.sites, {}, kSiteCrs}, discs{&tables.reach, {}, kSiteCrs};
    std::vector<core::MultiPolygon> polygons;
    for (const FoundSite& site : found.sites) {
        points.points.emplace_back(site.at.place.wgs84);
        polygons.push_back(disc_around(site.at.place.wgs84, found.options.radius_km * kMetresOfKm, maker));
    }
    for (const core::MultiPolygon& polygon : polygons) discs.polygons.push_back(&polygon);
    exports::write_geojson(points, credits, folder.file("sites.geojson"));
    exports::write_gpkg({{points, discs}, {&tables.territories}, kSiteCrs, credits}, folder.file("sites.gpkg"));
}

std::string curve(const SitesFound& found, const std::string& language) {
    exports::GainCurve curve;
    std::int64_t served = 0;
    for (const FoundSite& site : found.sites) {
        served += site.gain.people[found.attribute];
        curve.steps.push_back({model::decimal_value(site.gain.people[found.attribute], core::kWeightScale),
                               model::decimal_value(served, core::kWeightScale)});
    }
    curve.whole = model::decimal_value(found.failing[found.attribute], core::kWeightScale);
    const core::Text standard = measure::label_or(found.indicator().label, found.indicator().name);
    curve.title = (core::Text{"Qui est servi, site après site : « ", "Who is served, site after site: «"} + standard +
                   core::Text{" »", "»"})
                      .in(language);
    curve.note = flat_discs(found).in(language);
    curve.unit = who(found).in(language);
    curve.french = language == "fr";
    return exports::gain_curve_svg(curve);
}

std::string exact(std::int64_t quanta) { return model::decimal_text(quanta, core::kWeightScale); }

Json people_json(const SitesFound& found) {
    Json people = Json::array();
    for (std::size_t a = 0; a < found.model->attributes.size(); ++a) {
        std::int64_t served = 0;
        for (const FoundSite& site : found.sites) served += site.gain.people[a];
        people.push_back({{"attribute", found.model->attributes[a].name},
                          {"without", exact(found.failing[a])},
                          {"served", exact(served)},
                          {"left", exact(found.failing[a] - served)},
                          {"unknown", exact(found.unknown[a])}});
    }
    return people;
}

Json question_json(const SitesFound& found) {
    const SitesOptions& asked = found.options;
    Json weights = Json::object();
    for (const auto& [attribute, weight] : asked.gain) weights[attribute] = model::decimal_text(weight, 3);
    Json question{{"standard", found.indicator().name},
                  {"candidates", asked.candidates},
                  {"radius_km", asked.radius_km},
                  {"gain", std::move(weights)},
                  {"serve", asked.serve}};
    if (asked.k != SIZE_MAX) question["k"] = asked.k;  // else as many as the budget pays
    if (asked.budget) question["budget"] = exact(*asked.budget);
    if (!asked.cost_column.empty()) question["cost"] = asked.cost_column;
    if (asked.existing_first) question["existing_first"] = *asked.existing_first;
    if (asked.capacity) question["capacity"] = exact(*asked.capacity);
    return question;
}

void write_manifest(const SitesFound& found, const store::RunFolder& folder) {
    Json manifest{{"format", store::kSitesFormat}, {"version", 1}, {"covmap", versions().at("covmap")}};
    manifest["run"] = {{"name", found.model->job.name},
                       {"date", found.model->date},
                       {"tally_sha256", hash_file(store::standing_run(found.options.run) + "/tally.covt").sha256}};
    manifest["question"] = question_json(found);
    manifest["model"] = flat_discs(found).en;
    manifest["candidates"] = {{"asked", found.candidates}, {"existing", found.existing}, {"left_out_at_the_seam", found.at_seam}};
    manifest["people"] = people_json(found);
    manifest["gain"] = model::decimal_text(found.worth, core::kWeightScale + 3);
    manifest["bound"] = found.bound ? Json(model::decimal_text(*found.bound, core::kWeightScale + 3)) : Json();
    std::vector<std::string> names = folder.files();
    std::erase(names, "timings.json");
    manifest["files"] = names;
    store::OutputFile out(folder.file("manifest.json"));
    out.append(manifest.dump(1) + "\n");
    out.close();
}

store::RunFolder open_folder(const SiteFilesOptions& options) {
    store::RunFolderOptions how;
    how.format = store::kSitesFormat;
    how.overwrite = options.overwrite;
    return {options.folder, how};
}

}  // namespace

void check_site_folder(const SiteFilesOptions& options) { open_folder(options); }

std::vector<std::string> write_site_files(const SitesFound& found, const SiteFilesOptions& options) {
    store::RunFolder folder = open_folder(options);
    const std::string language = options.language.empty() ? found.model->job.output.language : options.language;
    const SiteTables tables = site_tables(found);
    for (const model::Table* table : {&tables.sites, &tables.territories})
        exports::write_csv(*table, folder.file(table->name + ".csv"));
    exports::write_csv(measure::columns_table({tables.sites, tables.territories}), folder.file("columns.csv"));
    write_maps(found, tables, credits_of(found, language), folder);
    store::OutputFile svg(folder.file("sites.svg"));
    svg.append(curve(found, language));
    svg.close();
    write_manifest(found, folder);
    std::vector<std::string> names = folder.files();
    std::erase(names, "timings.json");
    folder.commit();
    return names;
}

}  // namespace covmap::run
