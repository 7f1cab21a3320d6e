#include "cli/draft/draft_job.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "cli/draft/draft_block.hpp"
#include "cli/draft/draft_findings.hpp"
#include "cli/draft/draft_group.hpp"
#include "cli/draft/draft_supply.hpp"

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

/// Boxes in degrees and the national CRS used there (EPSG registry).
struct Place {
    double west, south, east, north;
    const char* crs;
};
constexpr Place kPlaces[] = {
    {-5.5, 41.2, 9.8, 51.3, "EPSG:2154"},     // France
    {5.8, 45.7, 10.6, 47.9, "EPSG:2056"},     // Switzerland
    {-63.3, 14.2, -60.7, 18.2, "EPSG:5490"},  // French Antilles
    {-54.7, 2.0, -51.5, 5.9, "EPSG:2972"},    // French Guiana
    {55.1, -21.5, 55.9, -20.8, "EPSG:2975"},  // Réunion
    {44.9, -13.1, 45.4, -12.5, "EPSG:4471"},  // Mayotte
};
constexpr double kWidestUtm_deg = 9;

bool geographic(const std::string& crs) {
    return crs == "EPSG:4326" || crs == "EPSG:4258" || crs == "EPSG:4269" || crs == "EPSG:4979";
}

/// Projected, and made for one country: not the grids of Europe and of the web.
bool national(const std::string& crs) {
    return crs.compare(0, 5, "EPSG:") == 0 && !geographic(crs) && crs != "EPSG:3035" && crs != "EPSG:3857" && crs != "EPSG:54009";
}

std::string crs_of_place(const read::InspectedExtent& box) {
    const double x = (box.x_min + box.x_max) / 2, y = (box.y_min + box.y_max) / 2;
    if (!std::isfinite(x) || !std::isfinite(y) || std::abs(x) > 180 || std::abs(y) > 90) return "";
    const Place* best = nullptr;
    for (const Place& p : kPlaces) {
        const bool inside = box.x_min >= p.west && box.x_max <= p.east && box.y_min >= p.south && box.y_max <= p.north;
        if (inside && (best == nullptr || p.east - p.west < best->east - best->west)) best = &p;
    }
    if (best != nullptr) return best->crs;
    if (box.x_max - box.x_min > kWidestUtm_deg) return "";
    const int zone = std::clamp(static_cast<int>(std::floor((x + 180) / 6)) + 1, 1, 60);
    const bool europe = zone >= 28 && zone <= 38 && y > 34 && y < 72;
    return "EPSG:" + std::to_string((europe ? 25800 : y >= 0 ? 32600 : 32700) + zone);
}

/// The first source of a kind that a job has once; the others are left as comments.
std::string only_one(const std::vector<DraftSource>& sources, const std::string& first_block, const std::string& what,
                     DraftJob& out) {
    std::string text = first_block + "\n";
    for (std::size_t i = 1; i < sources.size(); ++i) {
        out.notes.push_back(sources[i].source + ": another " + what + ", left as a comment: a job has one");
        text += "# A job has one [[" + what + "]]:\n" + commented(draft_block(sources[i])) + "\n";
    }
    return text;
}

/// Polygons with codes are territories or coverage: the first file with names is the map, the others without names are supply.
std::vector<read::Inspection> with_one_map(std::vector<read::Inspection> files) {
    const auto has_names = [](const read::Inspection& file) {
        return std::any_of(file.guesses.begin(), file.guesses.end(), [](const auto& guess) { return guess.first == "name"; });
    };
    const auto is_map = [](const read::Inspection& file) { return file.guess_role == "territories"; };
    auto map = std::find_if(files.begin(), files.end(), [&](const auto& file) { return is_map(file) && has_names(file); });
    if (map == files.end()) map = std::find_if(files.begin(), files.end(), is_map);
    for (auto file = files.begin(); file != files.end(); ++file)
        if (file != map && is_map(*file) && !has_names(*file)) file->guess_role = "supply-polygons";
    return files;
}

/// The service to ask a generation for: calls of 2G, else data, among what the supplies speak of.
std::string asked_service(const std::set<std::string>& services, const std::string& generation) {
    if (services.empty()) return "";
    if (services.size() == 1) return *services.begin();
    return generation == "2G" ? "voice" : "data";
}

constexpr const char* kInclusion =
    "use = [\"inclusion\"]  # who is neither covered, as the first indicator asks, nor near a place of the first [[access]]\n";

std::string indicator_blocks(const std::vector<DraftSource>& supplies) {
    std::set<std::string> generations, services;
    std::string text;
    bool sites = false, polygons = false;
    for (const DraftSource& supply : supplies) {
        for (const std::string& technology : technologies_of(supply)) {
            const std::string generation = technology.substr(0, 2);
            if (generation == "2G" || generation == "3G" || generation == "4G" || generation == "5G")
                generations.insert(generation);
        }
        services.merge(services_said(supply));
        (supply.role() == "sites" ? sites : polygons) = true;
    }
    if (generations.empty()) generations.insert("4G");
    const std::string nature = sites && polygons ? "[\"claimed\", \"modelled\"]" : sites ? "\"modelled\"" : "\"claimed\"";
    // The newest first: it is what a first picture shows.
    for (auto at = generations.rbegin(); at != generations.rend(); ++at) {
        const std::string& generation = *at;
        const std::string service = asked_service(services, generation);
        text += "[[indicator]]\nname = \"any_" + std::string(1, generation[0]) + "g\"\nlabel = { fr = \"" + generation +
                " d'au moins un opérateur\", en = \"" + generation +
                " from at least one operator\" }\ntechnology = \">=" + generation + "\"  # one, a list, or >=\n" +
                (service.empty() ? "# service = \"data\"\n" : "service = " + toml_string(service) + "\n") + "nature = " + nature +
                "\noperators = { min = 1 }  # min, max, or all = true\n\n";
    }
    const std::string newest(1, generations.rbegin()->front());
    return text + "[[zones]]  # contiguous areas that are left out, ranked by people\nname = \"no_" + newest +
           "g\"\nfails = \"any_" + newest + "g\"\n\n";
}

std::string supply_part(const std::vector<DraftSource>& supplies, const std::vector<DraftSource>& territories) {
    std::string text = "# ---- what is claimed or modelled: layers of coverage\n\n";
    for (const DraftSource& supply : supplies) text += supply_block(supply, draft_extent(supply, territories)) + "\n";
    if (supplies.empty()) return text + "# none: the job publishes territories, people and area\n\n";
    return text + market_block(supplies) + "# ---- what is asked: each is a standard, met, not met or unknown at each place\n\n" +
           indicator_blocks(supplies);
}

/// The first kind of parents whose codes are known, of the map or of what is joined to it.
std::string only_hint(const std::vector<DraftSource>& territories, const std::vector<DraftSource>& joins) {
    const auto hint = [](const std::string& kind, const std::string& code) {
        return "# [only]  # what is published, never what is read\n# " + toml_key(kind) + " = [" + toml_string(code) + "]\n\n";
    };
    for (const std::vector<DraftSource>* sources : {&territories, &joins})
        for (const DraftSource& source : *sources)
            for (const auto& [kind, column] : guesses_under(source, "parents."))
                if (const std::vector<std::string> codes = source.examples("parents." + kind); !codes.empty())
                    return hint(kind, codes.front());
    return hint("departement", "46");
}

/// The first demand, and each other whose attributes have names of their own; else as a comment.
std::string demand_part(const std::vector<DraftSource>& demands, DraftJob& out) {
    std::string text = "# ---- whom to serve: people and where they live\n\n";
    if (demands.empty()) {
        out.notes.emplace_back("no file looks like population: the job needs one [[demand]], a raster or grid squares");
        return text + "# [[demand]] is missing\n\n";
    }
    std::set<std::string> taken;
    for (const DraftSource& demand : demands) {
        const std::set<std::string> names = attributes_of(demand);
        if (std::none_of(names.begin(), names.end(), [&](const std::string& name) { return taken.contains(name); })) {
            text += demand_block(demand) + "\n";
            taken.insert(names.begin(), names.end());
            continue;
        }
        out.notes.push_back(demand.source +
                            ": has the attributes of another [[demand]]; left as a comment: keep one of them, or "
                            "give its attributes names of their own");
        text += "# The same attributes from another file: keep one, or give these names of their own.\n" +
                commented(demand_block(demand)) + "\n";
    }
    return text;
}

/// Places that help, lines and tests: who is near, kilometres without, and whether the maps hold. Lines and tests ask what the
/// supplies say.
std::string finding_part(const std::vector<read::Inspection>& files, const std::vector<DraftSource>& accesses, bool no_supply,
                         const std::string& folder) {
    std::string text;
    for (const DraftSource& source : accesses) text += access_block(source) + "\n";
    if (no_supply && !accesses.empty()) text += access_questions(accesses.front());
    const auto add = [&](const std::string& role, std::string (*block)(const DraftSource&)) {
        for (const DraftSource& source : sources_of(files, {role}, folder))
            text += (no_supply ? commented(block(source)) : block(source)) + "\n";
    };
    add("lines", lines_block);
    add("measurement", measurement_block);
    return text.empty() ? text : "# ---- who can help, what lies along roads, whether the maps hold\n\n" + text;
}

/// Lists of places, which ask what the supplies say; backgrounds; and what is not recognised, as comments.
std::string list_part(const std::vector<read::Inspection>& files, bool no_supply, const std::string& folder) {
    std::string text;
    for (const DraftSource& source : sources_of(files, {"places"}, folder))
        text += (no_supply ? commented(draft_block(source)) : draft_block(source)) + "\n";
    for (const DraftSource& source : sources_of(files, {"context", "lines"}, folder)) text += context_block(source) + "\n";
    for (const DraftSource& source : sources_of(files, {"unknown"}, folder)) text += draft_block(source) + "\n";
    return text.empty() ? text : "# ---- places, backgrounds, and what is left\n\n" + text;
}

std::string output_part(const std::string& crs) {
    const bool french =
        crs == "EPSG:2154" || crs == "EPSG:5490" || crs == "EPSG:2972" || crs == "EPSG:2975" || crs == "EPSG:4471";
    return "# ---- what comes out\n\n[output]\nfolder = \"out\"  # relative to this file\nformats = [\"csv\", \"geojson\", "
           "\"gpkg\"]\n" +
           (crs.empty() ? std::string("# crs = \"EPSG:…\"  # of the GeoPackage; default: that of the territories\n")
                        : "crs = " + toml_string(crs) + "  # of the GeoPackage\n") +
           "language = \"" + (french ? "fr" : "en") + "\"\n";
}

}  // namespace

std::string propose_crs(const std::vector<read::Inspection>& files) {
    for (const bool territories : {true, false})
        for (const read::Inspection& file : files)
            if ((file.guess_role == "territories") == territories && file.guess_role != "unknown" && national(crs_of(file)))
                return crs_of(file);
    for (const read::Inspection& file : files) {
        if (file.guess_role != "territories" || !geographic(crs_of(file))) continue;
        const read::InspectedLayer& layer = file.layers[file.guess_layer];
        if (layer.extent) return crs_of_place(*layer.extent);
    }
    return "";
}

DraftJob draft_job(const std::vector<read::Inspection>& inspected, const std::string& folder) {
    const std::vector<read::Inspection> files = with_one_map(inspected);
    DraftJob out;
    const auto demands = sources_of(files, {"demand-squares", "demand-raster"}, folder);
    const auto territories = sources_of(files, {"territories"}, folder);
    const auto joins = sources_of(files, {"join"}, folder);
    const auto supplies = sources_of(files, {"supply-polygons", "sites", "supply"}, folder);
    const auto accesses = sources_of(files, {"access"}, folder);
    for (const read::Inspection& file : files)
        if (file.guess_role == "unknown" && !file.driver.empty())
            out.notes.push_back(file.path + ": no part of a job reads this, as far as its columns tell; left out");
    const std::string name = demands.empty() ? "job" : fs::path(demands.front().source).stem().stem().string();
    out.text =
        "# Every key is described in docs/job.md; \"covmap check\" tells what is wrong with this file.\nversion = 1\nname = " +
        toml_string(name) + "\n" + (supplies.empty() || accesses.empty() ? "" : kInclusion) + "\n" +
        only_hint(territories, joins) + demand_part(demands, out);
    out.text += "# ---- the map of communes or other units\n\n";
    if (territories.empty()) {
        out.notes.emplace_back(
            "no file looks like territories: the job needs one [[territory]], polygons with a column of codes");
        out.text += "# [[territory]] is missing\n\n";
    } else {
        const std::set<std::string> attributes = demands.empty() ? std::set<std::string>{} : attributes_of(demands.front());
        out.text += only_one(territories, territory_block(territories.front(), joins, attributes), "territory", out);
    }
    out.text += supply_part(supplies, territories) + finding_part(files, accesses, supplies.empty(), folder) +
                list_part(files, supplies.empty(), folder) + output_part(propose_crs(files));
    return out;
}

}  // namespace covmap::cli
