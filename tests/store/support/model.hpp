// A run model with something in each of its fields, and a tally in memory.
#pragma once

#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "core/tally.hpp"
#include "model/run_model.hpp"

namespace covmap::tests {

inline model::Source source(const std::string& given) {
    model::Source s;
    s.given = given;
    s.layer = "layer of " + given;
    s.crs = "EPSG:2154";
    s.info = {"Title of " + given, "Publisher", "2018-01-01", "Licence Ouverte", "https://example.org", false};
    return s;
}

inline model::Job full_job() {
    model::Job job;
    job.path = "france.toml";
    job.name = "france-2018";
    job.only = {{"departement", {"46"}}};
    job.demand.source = source("squares.csv.gz");
    job.demand.id_column = "GRD_ID";
    job.demand.size = 200.0;
    job.demand.attributes = {{"population", "T", {"Population", "People"}, "persons"},
                             {"seniors", "Y_65_79", {}, "", {"Y_GE80"}}};
    job.demand.imputed_column = "i_est_200";
    job.demand.spread = core::Spread::territory;
    job.demand.land_polygons = source("land.gpkg");
    job.territory.source = source("communes.gpkg");
    job.territory.code_column = "code";
    job.territory.parents = {{"departement", "dep", "dep_name"}};
    job.territory.joins = {{source("names.csv"), "code", {{"region", "reg"}}}};
    job.territory.reference = {{"population", "pop"}};
    job.territory.fold = {{"75101", "75056"}};
    job.territory.passage = source("passage.csv");
    job.territory.passage_old = "old";
    job.territory.passage_new = "new";
    model::SupplySpec polygons;
    polygons.source = source("couv/*.gpkg");
    polygons.source.preset = "arcep-mobile";
    polygons.operator_field = {"operateur", "20801"};
    polygons.operator_name.column = "operateur_commercial";
    polygons.down.column = "mindown";
    polygons.up.constant = "1";
    polygons.values = {{"technology", {{"400", "4G"}}}};
    polygons.skip = {{"etat", {"projet"}}};
    polygons.technology.constant = "4G";
    polygons.levels = {"TBC", "BC", "CL"};
    polygons.no_level = "CL";
    polygons.extent.parents = {{"departement", {"46", "24"}}};
    model::SupplySpec sites;
    sites.source = source("sites.csv");
    sites.format = model::SupplyFormat::sites;
    sites.x_column = "x";
    sites.technologies = {{"4G", "flag4"}, {"2G", "flag2"}};
    sites.radius_km = {{"4G", 4.0}};
    sites.id_column = "square";
    sites.band = 2;
    sites.raster_levels = {{"BC", -95.5, {}}, {"CL", {}, {1, 2}}};
    sites.networks = 4;
    sites.absent = "none";
    sites.extent.polygons = source("extent.gpkg");
    sites.entry = 1;
    model::SupplySpec records;
    records.source = source("actuel_*.csv.gz");
    records.format = model::SupplyFormat::records;
    records.kind = "fixed";
    records.id_column = "imb_id";
    records.place_column = "block";
    records.latency.column = "low";
    job.supply = {polygons, sites, records};
    model::PremisesSpec points;
    points.source = source("base_imb.csv");
    points.id_column = "imb_id";
    points.place_column = "block";
    points.x_column = "imb_x";
    points.y_column = "imb_y";
    points.weight_column = "n";
    job.demand.points = points;
    job.demand.grid_crs = "EPSG:2154";
    model::MarketSpec market;
    market.where = {{"departement", {"974"}}};
    market.operators = {"20801"};
    market.aliases = {{"20801", {"OF", "Orange"}}};
    market.names = {{"20801", "Orange"}};
    market.merged = {{"old", "new"}};
    market.preset = "arcep-mobile";
    market.if_present = {"64702"};
    job.market = {market};
    model::IndicatorSpec indicator;
    indicator.name = "any_4g";
    indicator.label = {"4G d'au moins un opérateur", "4G from at least one operator"};
    indicator.label_not = {"aucune 4G", "no 4G at all"};
    indicator.technology_at_least = "4G";
    indicator.level_at_least = "BC";
    indicator.service = "data";
    indicator.of = {"20801"};
    indicator.min = 1;
    model::IndicatorSpec later = indicator;
    later.name = "any_4g_2024";
    later.vintage = "2024";
    later.since = "any_4g";
    job.indicator = {indicator, later};
    model::ZonesSpec zones;
    zones.name = "no_4g";
    zones.label = {"Sans 4G", "Without 4G"};
    zones.fails = "any_4g";
    zones.attribute = "population";
    zones.minimum = 12'500'000;
    zones.within = "departement";
    zones.max_area = 0;
    zones.all_cells = true;
    zones.detail = 8;
    job.zones = {zones};
    model::PlacesSpec places;
    places.source = source("schools.csv");
    places.name = "schools";
    places.label = {"Écoles", "Schools"};
    places.id_column = "uai";
    places.name_column = "nom";
    places.x_column = "lon";
    places.y_column = "lat";
    job.places = {places};
    job.publish_min = {{"population", 11'000'000}};
    job.output.formats = {"csv", "gpkg"};
    job.output.keep = "cells";
    job.output.crs = "EPSG:2154";
    job.output.language = "fr";
    return job;
}

inline model::InputFile input(const std::string& path, bool confidential) {
    model::InputFile file;
    file.role = "supply[0]";
    file.path = path;
    file.sha256 = "e3b0c442";
    file.bytes = 123;
    file.records = 7;
    file.vertices = 1000;
    file.crs = "EPSG:2154";
    file.transform = "lattice";
    file.transform_error_m = 3.25e-7;
    file.info = {"Coverage", "Arcep", "2018-01-01", "Licence Ouverte", "", confidential};
    return file;
}

inline model::RunModel full_model() {
    model::RunModel m;
    m.job = full_job();
    m.frame = {{"EPSG:3035", 4000000.5, 3000000, 1000, 1000}, {-5, 40, 2, 99}};
    m.attributes = {{"population", {"Population", "People"}, "persons", "Census", "2021-01-01"}};
    m.territories.unit = "commune";
    m.territories.parent_kinds = {"departement"};
    m.territories.reference_attributes = {"population"};
    m.territories.territories = {{"01001", "Alpha", {"01"}, {"Ain"}, {100'000'000}, 12.345678901234567},
                                 {"2A004", "Béta", {""}, {""}, {std::nullopt}, 0.1},
                                 {"75056", "Gamma", {"75"}, {"Paris"}, {0}, 3}};
    m.has_demand = {true, false, true};
    m.imputed = {1500000, 0, 7};
    m.market_of = {0, 1, 0};
    m.markets = {{{"20801", "20810"}, {{"mediation", {"mediation"}}}}, {{"64710"}}};
    m.operator_names = {{"20801", "Orange"}};
    m.catalogue.claims = {{{"20801", "4G", "data", "mobile", "claimed", ""}, {{"BC", "CL"}, "CL"}, 0, "2018-01-01", 0},
                          {{"20810", "2G", "", "mobile", "modelled", "v"}, {}, -1, "", 8.5}};
    m.catalogue.layers = {{core::ClaimId(0), "BC"}, {core::ClaimId(0), "CL"}, {core::ClaimId(1), ""}};
    m.catalogue.extents = {{"departement 46, 24"}};
    m.balance = {{"population", 66'319'444'000'000, 66'000'000'000'000, 319'444'000'000}};
    m.outside_area = 123'456'789;
    m.has_doubt = true;
    m.doubt = {
        {core::TerritoryId(0), 1, 3, {5, 70}}, {core::TerritoryId(0), 3, ~0ULL, {-1, 2}}, {core::TerritoryId(2), 0, 0, {9, 9}}};
    m.job.other_demands.emplace_back().source.given = "points.csv";
    m.other_checks.emplace_back().worst_cell_sum_error = 1e-17;
    m.checks.worst_cell_sum_error = 2.2e-16;
    m.checks.mismatches = {{"2A004", 1.5, 0.25, 2}};
    m.checks.worst_area_error = 0.125;
    m.checks.overlap_area = 500;
    m.checks.overlaps = {{"75056", 500}};
    m.checks.gap_area = 7;
    m.checks.land_unknown_cells = 3;
    m.checks.moved_inside = -1'500'000;
    m.counts = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    m.inputs = {input("couv/a.gpkg", false), input("tests/secret.csv", true)};
    m.defects.add("ring-self-crossing", {"couv/a.gpkg", "couv", "12", ""}, 3);
    m.defects.add("ring-self-crossing", {"couv/a.gpkg", "couv", "9", "index 0"});
    m.defects.add("bad-coordinates", {"/abs/tests/secret.csv", "", "41", "2.35,48.85"});
    m.defects.add("bad-coordinates", {"/abs/tests/secret.csv", "", "Mme Durand", "x"});
    m.warnings = {"one", "two"};
    m.notes = {"three"};
    m.versions = {{"covmap", "0.1.0"}, {"gdal", "3.6.2"}};
    m.date = "2018-01-01";
    return m;
}

/// Rows of (territory -> (signature, values)), values of two columns.
class MemoryTally final : public core::TallyReader {
public:
    struct Rows {
        std::vector<std::uint32_t> signatures;
        std::vector<std::int64_t> values;
        bool operator==(const Rows&) const = default;
    };
    core::SignatureTable table;
    std::map<std::uint32_t, Rows> rows;

    [[nodiscard]] const core::SignatureTable& signatures() const override { return table; }
    [[nodiscard]] std::size_t stride() const override { return 2; }
    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override {
        for (const auto& [territory, r] : rows) visit({core::TerritoryId(territory), r.signatures, r.values});
    }
};

inline MemoryTally full_tally() {
    MemoryTally t;
    t.table.data = {0, 1, 5, 15};
    t.rows[0] = {{0, 3}, {1, 2, -7, 1'000'000'000'000}};
    t.rows[2] = {{1, 2, 3}, {std::numeric_limits<std::int64_t>::max(), 0, std::numeric_limits<std::int64_t>::min(), 63, 64, 128}};
    return t;
}

}  // namespace covmap::tests
