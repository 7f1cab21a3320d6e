#include "cli/draft/draft_supply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/draft/draft_block.hpp"

namespace covmap::cli {
namespace {

std::string operator_technology_lines(const DraftSource& source, Pairs& columns) {
    std::string constants;
    for (const std::string key : {"operator", "technology", "service"}) {
        if (const std::string column = source.guess(key); !column.empty()) columns.emplace_back(key, column);
    }
    if (source.guess("operator").empty()) {
        const std::string named = operator_in_name(source.source);
        constants += named.empty() ? "operator = \"operator\"  # to fill in: no column looks like it\n"
                                   : "operator = " + toml_string(named) + "  # from the file's name\n";
    }
    const std::set<std::string> technologies = technologies_of(source), services = services_of(source);
    if (source.guess("technology").empty() && guesses_under(source, "technologies.").empty())
        constants += "technology = " + toml_string(technologies.empty() ? "4G" : *technologies.rbegin()) +
                     (technologies.size() == 1 ? "  # from the file's name\n" : "  # to fill in: no column looks like it\n");
    if (source.guess("service").empty()) {
        if (services.size() == 1)
            constants += "service = " + toml_string(*services.begin()) + "  # from the file's name\n";
        else
            constants += "service = \"data\"  # or \"voice\"\n";
    }
    return constants;
}

std::string level_lines(const DraftSource& source, Pairs& columns) {
    const std::vector<std::string> levels = levels_of(source);
    if (levels.empty()) return "";
    columns.emplace_back("level", source.guess("level"));
    return "levels = " + toml_list(levels) + "  # best first: check the order\n# no_level = " + toml_string(levels.back()) +
           "  # what a record without level counts as; or \"unknown\"\n";
}

/// «{ "2G" = 8.0, "4G" = 4.0 }»: where to begin.
std::string radii_of(const DraftSource& source) {
    const std::set<std::string> technologies = technologies_of(source);
    std::string radii;
    for (const std::string& technology : technologies.empty() ? std::set<std::string>{"4G"} : technologies) {
        const char* km = technology == "2G" ? "8.0" : technology == "3G" ? "5.0" : technology == "5G" ? "2.0" : "4.0";
        radii += (radii.empty() ? "" : ", ") + toml_key(technology) + " = " + km;
    }
    return "{ " + radii + " }";
}

const char* const kOwnRadius = "  # a model, not a measure: put your own\n";

/// What a name calls planned is no coverage of today.
std::string nature_line(const DraftSource& source) {
    const std::set<std::string> words = name_tokens(source.source);
    for (const char* planned : {"PLANNED", "PLAN", "PREVU", "PREVUE", "PROJET", "PREVISIONNEL", "FUTURE"})
        if (words.contains(planned)) return "nature = \"planned\"  # from the file's name; or claimed, modelled, measured\n";
    return "nature = \"claimed\"  # or modelled, planned, measured\n";
}

const std::string kDateHint = "# date = \"2018-01-01\"\n";

std::string extent_line(DraftExtent extent) {
    if (extent == DraftExtent::box)
        return "extent = \"box\"  # its files end before the map does: elsewhere unknown. \"everywhere\" if there is truly no "
               "coverage there; or \"hull\"\n";
    return "# extent = \"everywhere\"  # or { departement = [\"46\"] }, \"box\", \"hull\": where this supply speaks; elsewhere "
           "its "
           "operators are unknown\n";
}

std::string sites_block(const DraftSource& source) {
    Pairs columns;
    for (const std::string key : {"x", "y"})
        if (const std::string column = source.guess(key); !column.empty()) columns.emplace_back(key, column);
    const std::string constants = operator_technology_lines(source, columns);
    const Pairs flags = guesses_under(source, "technologies.");
    std::string text = "[[supply]]\n" + source_lines(source) + "format = \"sites\"  # points that serve a disc\n";
    if (!columns.empty()) text += "columns = " + inline_table(columns) + "\n";
    if (!flags.empty()) text += "technologies = " + inline_table(flags) + "  # technology = flag column\n";
    return text + "radius_km = " + radii_of(source) + kOwnRadius + constants + "nature = \"modelled\"\n" + kDateHint +
           extent_line(DraftExtent::unsaid) + credit_lines(source);
}

/// A class or a threshold of what the sample holds.
std::string raster_levels(const read::InspectedBand& band) {
    if (band.sampled > 0 && band.max <= 0)
        return "levels = { covered = \">=-105\" }  # dBm: from which signal on a place is covered; several, best first\n";
    std::string classes;
    for (const double number : band.classes)
        if (number != 0) classes += (classes.empty() ? "" : ", ") + fmt::format("{:.10g}", number);
    if (band.classes.size() < 2 || classes.empty())
        return "# levels = { covered = \">=1\" }  # or classes, best first; unsaid, every value but 0 is covered\n";
    return "levels = { covered = [" + classes + "] }  # the classes that mean coverage: check them; several levels, best first\n";
}

std::string raster_block(const DraftSource& source) {
    Pairs columns;
    const std::string constants = operator_technology_lines(source, columns);
    return "[[supply]]\n" + source_lines(source) + "format = \"raster\"\n" + constants +
           raster_levels(source.first().raster->bands.front()) + nature_line(source) + kDateHint + credit_lines(source);
}

/// A publisher's format: columns, CRS, levels and credits are known.
std::string published_block(const DraftSource& source, DraftExtent extent) {
    std::string text = "[[supply]]\nsource = " + toml_string(source.source) + "\n" + layer_line(source) +
                       "format = " + toml_string(source.preset()) + "\n";
    if (source.preset() == "arcep-sites") text += "service = \"data\"  # or \"voice\"\n";
    if (source.role() == "sites") text += "radius_km = " + radii_of(source) + kOwnRadius;
    return text + extent_line(extent);
}

/// The smallest box of all; nothing where one is not known.
std::optional<read::InspectedExtent> box_of(const std::vector<read::Inspection>& files) {
    std::optional<read::InspectedExtent> all;
    for (const read::Inspection& file : files) {
        if (file.guess_layer >= file.layers.size() || !file.layers[file.guess_layer].lonlat) return std::nullopt;
        const read::InspectedExtent box = *file.layers[file.guess_layer].lonlat;
        if (!all) all = box;
        all = {std::min(all->x_min, box.x_min), std::min(all->y_min, box.y_min), std::max(all->x_max, box.x_max),
               std::max(all->y_max, box.y_max)};
    }
    return all;
}

}  // namespace

std::string supply_block(const DraftSource& source, DraftExtent extent) {
    if (!source.preset().empty()) return published_block(source, extent);
    if (source.role() == "sites") return sites_block(source);
    if (source.first().raster) return raster_block(source);
    Pairs columns;
    const std::string constants = operator_technology_lines(source, columns);
    const std::string levels = level_lines(source, columns);
    std::string text = "[[supply]]\n" + source_lines(source) + "format = \"polygons\"\n";
    if (!columns.empty()) text += "columns = " + inline_table(columns) + "\n";
    return text + constants + levels + nature_line(source) + kDateHint + extent_line(extent) + credit_lines(source);
}

DraftExtent draft_extent(const DraftSource& supply, const std::vector<DraftSource>& territories) {
    constexpr double kWhole = 0.9;
    if (supply.role() != "supply-polygons" || territories.empty()) return DraftExtent::unsaid;
    const auto box = box_of(supply.inspections), map = box_of(territories.front().inspections);
    if (!box || !map) return DraftExtent::unsaid;
    const double width = std::min(box->x_max, map->x_max) - std::max(box->x_min, map->x_min),
                 height = std::min(box->y_max, map->y_max) - std::max(box->y_min, map->y_min),
                 whole = (map->x_max - map->x_min) * (map->y_max - map->y_min);
    const bool part = width > 0 && height > 0 && width * height < kWhole * whole;
    return part ? DraftExtent::box : DraftExtent::unsaid;
}

}  // namespace covmap::cli
