// Arcep's mobile sites: «code_op;nom_op;…;site_2g;…» of today, «Operateur;x;y;2G;3G;4G» of 2018.
#include <algorithm>

#include "core/error.hpp"
#include "read/files/source_path.hpp"
#include "read/presets/arcep_operators.hpp"
#include "read/presets/preset_files.hpp"
#include "read/presets/presets_mobile.hpp"
#include "read/table/table_reader.hpp"
#include "read/vector/coordinate_check.hpp"

namespace covmap::read {
namespace {

constexpr std::uint64_t kSampledSites = 1000;

/// The CRS that most of the first records' x and y look like; empty when they have none.
std::string sampled_crs(TableReader& table, const std::string& x_column, const std::string& y_column) {
    const std::size_t x = table.column(x_column), y = table.column(y_column);
    std::map<std::string, std::size_t> seen;
    std::size_t placed = 0;
    while (table.records() < kSampledSites && table.next()) {
        core::Point at;
        if (!table.number(x, at.x, NumberUse::coordinate) || !table.number(y, at.y, NumberUse::coordinate)) continue;
        ++placed;
        ++seen[crs_of_numbers(at)];
    }
    for (const auto& [crs, count] : seen)
        if (2 * count > placed) return crs;
    return {};
}

/// x and y where they are metres of a known CRS, else longitude and latitude.
void fill_place(model::SupplySpec& spec, TableReader& table, const LayerHead& head, const std::string& shown) {
    if (!spec.x_column.empty() || !spec.y_column.empty()) return;
    const std::string x = head.column({"x", "x_lambert_93"}), y = head.column({"y", "y_lambert_93"});
    const std::string longitude = head.column({"longitude", "lon"}), latitude = head.column({"latitude", "lat"});
    const bool metres = !x.empty() && !y.empty(), degrees = !longitude.empty() && !latitude.empty();
    if (!metres && !degrees)
        throw core::Error(core::ErrorKind::job, shown,
                          "has neither x and y nor longitude and latitude; write columns = { x = \"…\", y = \"…\" }");
    const std::string crs = metres && spec.source.crs.empty() ? sampled_crs(table, x, y) : spec.source.crs;
    const bool by_metres = metres && (!crs.empty() || !degrees);
    spec.x_column = by_metres ? x : longitude;
    spec.y_column = by_metres ? y : latitude;
    fill_in(spec.source.crs, by_metres ? crs : "EPSG:4326");
    if (spec.source.crs.empty())
        throw core::Error(
            core::ErrorKind::job, shown,
            "its x and y are neither Lambert-93 nor degrees; state their CRS: crs = \"EPSG:2975\" (Réunion), for instance");
}

void fill_technologies(model::SupplySpec& spec, const LayerHead& head) {
    if (!spec.technologies.empty() || !spec.technology.empty()) return;
    const std::pair<const char*, std::string> flags[] = {{"2G", head.column({"site_2g", "2g"})},
                                                         {"3G", head.column({"site_3g", "3g"})},
                                                         {"4G", head.column({"site_4g", "4g"})},
                                                         {"5G", head.column({"site_5g", "5g"})}};
    const auto wanted = [&](const std::string& technology) {
        return spec.radius_km.empty() || spec.radius_km.contains("") || spec.radius_km.contains(technology);
    };
    for (const auto& [technology, column] : flags)
        if (!column.empty() && wanted(technology)) spec.technologies.emplace_back(technology, column);
}

/// «2024_T1_sites_Metropole.csv», «2018_01_Sites_mobiles…»: the end of the quarter or the first of the month.
std::string date_of_sites(const std::string& path) {
    const std::vector<std::string> words = name_words(path);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const std::string &year = words[i], &part = words[i + 1];
        if (year.size() != 4 || !year.starts_with("20") || part.size() != 2) continue;
        constexpr const char* kQuarters[] = {"-03-31", "-06-30", "-09-30", "-12-31"};
        if ((part[0] == 'T' || part[0] == 't') && part[1] >= '1' && part[1] <= '4') return year + kQuarters[part[1] - '1'];
        if (part >= "01" && part <= "12" && part.find_first_not_of("0123456789") == std::string::npos)
            return year + "-" + part + "-01";
    }
    return {};
}

void fill_sites_file(model::SupplySpec& spec, const std::string& file) {
    const std::string shown = shown_path(spec.source, file);
    TableReader table(file, spec.source.layer, shown);
    const LayerHead head{table.columns(), {}};
    fill_column(spec.operator_field, head.column({"code_op", "operateur", "mcc_mnc", "nom_op"}));
    fill_column(spec.operator_name, head.column({"nom_op"}));
    if (spec.operator_field.empty())
        throw core::Error(core::ErrorKind::job, shown,
                          "has neither a column `code_op` nor `Operateur`; write columns = { operator = \"…\" }");
    fill_technologies(spec, head);
    if (spec.technologies.empty() && spec.technology.empty())
        throw core::Error(core::ErrorKind::job, shown,
                          "has no column of flags (site_2g … site_5g, or 2G … 5G) that `radius_km` speaks of");
    fill_place(spec, table, head, shown);
    fill_in(spec.date, date_of_sites(file));
    fill_in(spec.source.info.date, date_of_sites(file));
}

std::vector<model::SupplySpec> fill_sites(const model::SupplySpec& given) {
    model::SupplySpec spec = given;
    spec.format = model::SupplyFormat::sites;
    fill_in(spec.nature, "modelled");
    fill_in_info(spec.source.info, "Mon réseau mobile, sites", "Arcep", "Licence Ouverte 1.0",
                 "https://www.data.gouv.fr/datasets/mon-reseau-mobile");
    return by_shape(spec, fill_sites_file);
}

bool looks_like_sites(const Inspection& inspection, const InspectedLayer& layer) {
    if (inspection.kind != InspectedKind::table || !are_arceps(inspection.operators)) return false;
    const LayerHead head = head_of(layer);
    const bool current = !head.column({"code_op"}).empty() && !head.column({"site_4g"}).empty();
    const bool old = !head.column({"operateur"}).empty() && !head.column({"2g"}).empty() && !head.column({"4g"}).empty() &&
                     !head.column({"x"}).empty();
    return current || old;
}

}  // namespace

SupplyPreset arcep_sites_preset() { return {"arcep-sites", fill_sites, looks_like_sites}; }

}  // namespace covmap::read
