#include "store/manifest.hpp"

#include <algorithm>
#include <set>

#include "model/licence.hpp"
#include "model/table.hpp"
#include "store/bytes/output_file.hpp"
#include "store/model_json.hpp"

namespace covmap::store {

namespace {

std::string people(std::int64_t quanta) { return model::decimal_text(quanta, core::kWeightScale); }
std::string km2(std::int64_t quanta) { return model::decimal_text(quanta, core::kAreaScale); }

Json job_part(const model::Job& job) {
    return {{"path", job.path},
            {"name", job.name},
            {"quanta",
             {{"weights", model::decimal_text(1, core::kWeightScale)}, {"area_km2", model::decimal_text(1, core::kAreaScale)}}},
            {"parameters", job_json(job)}};
}

Json territories_part(const model::RunModel& model) {
    const model::TerritorySet& set = model.territories;
    Json parents = Json::object();
    for (std::size_t kind = 0; kind < set.parent_kinds.size(); ++kind) {
        std::set<std::string> codes;
        for (const model::Territory& t : set.territories)
            if (!t.parents.at(kind).empty()) codes.insert(t.parents[kind]);
        parents[set.parent_kinds[kind]] = codes.size();
    }
    return {{"unit", set.unit},
            {"count", set.territories.size()},
            {"without_demand", std::count(model.has_demand.begin(), model.has_demand.end(), false)},
            {"parents", std::move(parents)}};
}

Json claims_part(const model::RunModel& model) {
    const model::Catalogue& catalogue = model.catalogue;
    Json claims = Json::array();
    for (const model::ClaimInfo& claim : catalogue.claims) {
        const auto name = model.operator_names.find(claim.key.operator_code);
        claims.push_back({{"operator", claim.key.operator_code},
                          {"operator_name", name == model.operator_names.end() ? "" : name->second},
                          {"technology", claim.key.technology},
                          {"service", claim.key.service},
                          {"kind", claim.key.kind},
                          {"nature", claim.key.nature},
                          {"vintage", claim.key.vintage},
                          {"date", claim.date},
                          {"radius_km", claim.radius_km},
                          {"extent", claim.extent < 0 ? "" : catalogue.extents.at(static_cast<std::size_t>(claim.extent)).source},
                          {"levels", claim.scale.levels},
                          {"no_level", claim.scale.no_level},
                          {"layers", Json::array()}});
        if (claim.doubt >= 0) claims.back()["doubt"] = catalogue.extents.at(static_cast<std::size_t>(claim.doubt)).source;
    }
    for (const model::LayerInfo& layer : catalogue.layers) claims.at(layer.claim.value)["layers"].push_back(layer.level);
    return claims;
}

Json markets_part(const model::RunModel& model) {
    Json out = Json::array();
    for (std::size_t m = 0; m < model.markets.size(); ++m) {
        Json operators = Json::array();
        for (const std::string& code : model.markets[m].operators) {
            const auto name = model.operator_names.find(code);
            operators.push_back({{"code", code}, {"name", name == model.operator_names.end() ? "" : name->second}});
        }
        const auto served = std::count(model.market_of.begin(), model.market_of.end(), static_cast<std::uint32_t>(m));
        out.push_back({{"operators", std::move(operators)}, {"territories", served}});
    }
    return out;
}

/// One entry each attribute, and the area.
Json by_measure(const model::RunModel& model, const std::vector<std::int64_t>& values) {
    Json out = Json::object();
    for (std::size_t a = 0; a + 1 < values.size(); ++a)
        out[model.attributes[a].name] = model::decimal_text(values[a], core::kWeightScale);
    out["area_km2"] = model::decimal_text(values.back(), core::kAreaScale);
    return out;
}

Json zones_part(const model::RunModel& model) {
    Json out = Json::array();
    for (const model::ZoneAccount& z : model.zone_accounts) {
        bool balanced = true;
        for (std::size_t a = 0; a < z.failing.size(); ++a)
            balanced = balanced && z.zones[a] + z.scattered[a] + z.empty[a] == z.failing[a];
        out.push_back({{"name", z.name},
                       {"fails", z.fails},
                       {"count", z.count},
                       {"failing", by_measure(model, z.failing)},
                       {"in_zones", by_measure(model, z.zones)},
                       {"scattered", by_measure(model, z.scattered)},
                       {"uninhabited", by_measure(model, z.empty)},
                       {"unknown", by_measure(model, z.unknown)},
                       {"balanced", balanced}});
    }
    return out;
}

Json lines_part(const model::RunModel& model) {
    Json out = Json::array();
    for (const model::LineAccount& account : model.line_accounts) {
        const auto km = [](std::int64_t mm) { return model::decimal_text(mm, model::kLengthScale); };
        out.push_back({{"name", account.name},
                       {"lines", account.lines},
                       {"duplicates", account.duplicates},
                       {"read_km", km(account.read_mm)},
                       {"inside_km", km(account.inside_mm)},
                       {"outside_km", km(account.outside_mm)},
                       {"balanced", account.inside_mm + account.outside_mm == account.read_mm}});
    }
    return out;
}

Json partial_maps_part(const model::RunModel& model) {
    Json out = Json::array();
    for (const model::PartialMap& map : model.partial_maps) {
        const int scale = map.measure == "area_km2" ? core::kAreaScale : core::kWeightScale;
        out.push_back({{"operator", map.claim.operator_code},
                       {"technology", map.claim.technology},
                       {"service", map.claim.service},
                       {"kind", map.claim.kind},
                       {"vintage", map.claim.vintage},
                       {"source", map.source},
                       {"files", map.files},
                       {"measure", map.measure},
                       {"total", model::decimal_text(map.total, scale)},
                       {"outside", model::decimal_text(map.outside, scale)},
                       {"counts_outside_as", map.unknown ? "unknown" : "not covered"}});
    }
    return out;
}

Json balance_part(const std::vector<model::Balance>& balance) {
    Json out = Json::array();
    for (const model::Balance& b : balance)
        out.push_back({{"attribute", b.attribute},
                       {"total", people(b.total)},
                       {"inside", people(b.inside)},
                       {"outside", people(b.outside)},
                       {"balanced", b.inside + b.outside == b.total}});
    return out;
}

Json one_checks_part(const model::Checks& checks) {
    Json mismatches = Json::array();
    for (const model::AreaMismatch& m : checks.mismatches)
        mismatches.push_back(
            {{"code", m.code}, {"swept_cells", m.swept_cells}, {"taken_cells", m.taken_cells}, {"ring_cells", m.ring_cells}});
    return {{"a_worst_cell_sum_error", checks.worst_cell_sum_error},
            {"b_open_windings", checks.open_windings},
            {"c_worst_area_error", checks.worst_area_error},
            {"c_area_mismatches", std::move(mismatches)},
            {"negative_windings", checks.negative_windings}};
}

/// Of the first demand's sweep; those of the others, by their source, beside it.
Json checks_part(const model::RunModel& model) {
    Json out = one_checks_part(model.checks);
    for (std::size_t d = 0; d < model.other_checks.size(); ++d) {
        Json other = {{"demand", model.job.other_demands.at(d).source.given}};
        other.update(one_checks_part(model.other_checks[d]));
        out["other_demands"].push_back(std::move(other));
    }
    return out;
}

Json licences_part(const model::RunModel& model) {
    std::set<std::string> licences;
    for (const model::InputFile& input : model.inputs) licences.insert(input.info.licence);
    licences.erase("");
    const model::StrictestLicence strictest = model::strictest_licence({licences.begin(), licences.end()});
    Json all = Json::array();
    for (const std::string& licence : licences)
        all.push_back({{"licence", licence}, {"terms", model::terms_text(model::terms_of(licence)).en}});
    return {{"strictest", strictest.licence},
            {"terms", strictest.licence.empty() ? "" : model::terms_text(strictest.terms).en},
            {"all", std::move(all)}};
}

Json overlaps_part(const model::Checks& checks) {
    Json largest = Json::array();
    for (const model::Overlap& o : checks.overlaps) largest.push_back({{"code", o.code}, {"area_km2", km2(o.area)}});
    return {{"area_km2", km2(checks.overlap_area)}, {"largest", std::move(largest)}};
}

}  // namespace

void write_manifest(const model::RunModel& model, const WrittenFiles& files, const std::string& path) {
    std::vector<std::string> warnings = model.warnings;
    warnings.insert(warnings.end(), files.warnings.begin(), files.warnings.end());
    Json generalised = Json::array();
    for (const GeneralisedFile& file : files.generalised) generalised.push_back({{"file", file.file}, {"to_m", file.to_m}});
    Json hashes = Json::object();
    for (const HashedFile& file : files.hashes) hashes[file.name] = {{"bytes", file.bytes}, {"sha256", file.sha256}};
    Json manifest = {{"format", kManifestFormat},
                     {"format_version", kManifestVersion},
                     {"date", model.date},
                     {"job", job_part(model.job)},
                     {"inputs", inputs_json(model.inputs)},
                     {"licences", licences_part(model)},
                     {"frame", frame_json(model.frame)},
                     {"attributes", attributes_json(model.attributes)},
                     {"territories", territories_part(model)},
                     {"claims", claims_part(model)},
                     {"markets", markets_part(model)},
                     {"balance", balance_part(model.balance)},
                     {"zones", zones_part(model)},
                     {"outside_area_km2", km2(model.outside_area)},
                     {"checks", checks_part(model)},
                     {"overlaps", overlaps_part(model.checks)},
                     {"gaps", {{"area_km2", km2(model.checks.gap_area)}}},
                     {"land_unknown_cells", model.checks.land_unknown_cells},
                     {"moved_inside", people(model.checks.moved_inside)},
                     {"defects", defects_json(model)},
                     {"partial_maps", partial_maps_part(model)},
                     {"notes", model.notes},
                     {"warnings", std::move(warnings)},
                     {"counts", counts_json(model.counts)},
                     {"versions", model.versions},
                     {"generalised", std::move(generalised)},
                     {"files", files.names},
                     {"hashes", std::move(hashes)}};
    if (!model.line_accounts.empty()) manifest["lines"] = lines_part(model);
    OutputFile out(path);
    out.append(dumped(manifest, 1));
    out.append('\n');
    out.close();
}

}  // namespace covmap::store
