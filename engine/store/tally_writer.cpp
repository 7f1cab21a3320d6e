#include "store/tally_writer.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "store/bytes/byte_stream.hpp"
#include "store/model_json.hpp"
#include "store/rows/tally_rows.hpp"
#include "store/tally_format.hpp"

namespace covmap::store {

namespace {

[[noreturn]] void unsorted(const std::string& path) {
    throw core::Error(core::ErrorKind::check, path,
                      "the rows of the tally are not sorted or name unknown territories or signatures; please report it");
}

Json territories_json(const model::RunModel& model) {
    const model::TerritorySet& set = model.territories;
    Json rows = Json::array();
    for (std::size_t t = 0; t < set.territories.size(); ++t) {
        const model::Territory& territory = set.territories[t];
        Json reference = Json::array();
        for (const auto& value : territory.reference) reference.push_back(value ? Json(*value) : Json(nullptr));
        rows.push_back(Json::array({territory.code, territory.name, territory.parents, territory.parent_names,
                                    std::move(reference), territory.ring_area, t < model.has_demand.size() && model.has_demand[t],
                                    t < model.market_of.size() ? model.market_of[t] : 0U}));
    }
    return {{"unit", set.unit},
            {"parent_kinds", set.parent_kinds},
            {"reference_attributes", set.reference_attributes},
            {"rows", std::move(rows)}};
}

Json claim_json(const model::Claim& claim) {
    return {{"operator", claim.operator_code}, {"technology", claim.technology}, {"service", claim.service}, {"kind", claim.kind},
            {"nature", claim.nature},          {"vintage", claim.vintage}};
}

Json catalogue_json(const model::Catalogue& catalogue) {
    Json claims = Json::array(), layers = Json::array(), extents = Json::array();
    for (const model::ClaimInfo& c : catalogue.claims) {
        Json& claim = claims.emplace_back(claim_json(c.key));
        claim["levels"] = c.scale.levels;
        claim["no_level"] = c.scale.no_level;
        claim["extent"] = c.extent;
        if (c.doubt >= 0) claim["doubt"] = c.doubt;
        claim["date"] = c.date;
        claim["radius_km"] = c.radius_km;
    }
    for (const model::LayerInfo& l : catalogue.layers)
        layers.push_back({{"claim", l.claim.value},
                          {"level", l.level},
                          {"down_kbps", l.speed.down_kbps},
                          {"up_kbps", l.speed.up_kbps},
                          {"low_latency", l.speed.low_latency}});
    for (const model::ExtentInfo& e : catalogue.extents) {
        Json& extent = extents.emplace_back(Json{{"source", e.source}, {"complete", e.complete}});
        if (e.doubt) extent["doubt"] = true;
    }
    return {{"claims", std::move(claims)}, {"layers", std::move(layers)}, {"extents", std::move(extents)}};
}

Json checks_json(const model::Checks& c) {
    Json mismatches = Json::array(), overlaps = Json::array();
    for (const model::AreaMismatch& m : c.mismatches)
        mismatches.push_back(Json::array({m.code, m.swept_cells, m.taken_cells, m.ring_cells}));
    for (const model::Overlap& o : c.overlaps) overlaps.push_back(Json::array({o.code, o.area}));
    return {{"worst_cell_sum_error", c.worst_cell_sum_error},
            {"open_windings", c.open_windings},
            {"mismatches", std::move(mismatches)},
            {"worst_area_error", c.worst_area_error},
            {"negative_windings", c.negative_windings},
            {"overlap_area", c.overlap_area},
            {"overlaps", std::move(overlaps)},
            {"gap_area", c.gap_area},
            {"land_unknown_cells", c.land_unknown_cells},
            {"moved_inside", c.moved_inside}};
}

Json balance_json(const std::vector<model::Balance>& balance) {
    Json out = Json::array();
    for (const model::Balance& b : balance) out.push_back(Json::array({b.attribute, b.total, b.inside, b.outside}));
    return out;
}

Json partial_maps_json(const std::vector<model::PartialMap>& maps) {
    Json out = Json::array();
    for (const model::PartialMap& m : maps) {
        Json& map = out.emplace_back(claim_json(m.claim));
        map["source"] = m.source;
        map["files"] = m.files;
        map["measure"] = m.measure;
        map["total"] = m.total;
        map["outside"] = m.outside;
        map["unknown"] = m.unknown;
    }
    return out;
}

Json joined_json(const model::JoinedColumn& joined) {
    Json values = Json::array();
    for (const std::optional<double>& value : joined.values) values.push_back(value ? Json(*value) : Json(nullptr));
    return {{"source", joined.source}, {"layer", joined.layer}, {"on", joined.on},
            {"column", joined.column}, {"count", joined.count}, {"values", std::move(values)}};
}

Json shared_json(const model::Share& share) {
    Json values = Json::array();
    for (const std::optional<std::int64_t>& value : share.values) values.push_back(value ? Json(*value) : Json(nullptr));
    return {{"attribute", share.attribute}, {"of", share.of}, {"values", std::move(values)}};
}

Json access_ways_json(const model::AccessDistances& access) {
    const auto metres = [](const std::optional<std::int64_t>& value) { return value ? Json(*value) : Json(nullptr); };
    Json rows = Json::array();
    for (const model::AccessRow& r : access.rows)
        rows.push_back({r.unit, r.code, metres(r.mean), metres(r.median), metres(r.p90), r.unknown});
    Json json = {{"name", access.name}, {"rows", std::move(rows)}};
    for (const model::UnplacedPlaces& u : access.unplaced) json["unplaced"].push_back(Json::array({u.said, u.codes, u.places}));
    return json;
}

Json measured_json(const model::Measured& measured) {
    const auto maybe = [](const std::optional<std::int64_t>& value) { return value ? Json(*value) : Json(nullptr); };
    Json rows = Json::array();
    for (const model::MeasuredRow& r : measured.rows)
        rows.push_back(Json::array({r.unit, r.code, r.operator_code, r.technology, r.service, r.level, static_cast<int>(r.claim),
                                    r.situation, r.hidden, r.tests, maybe(r.successes), r.devices, r.days, r.clusters,
                                    r.effective, maybe(r.down_kbps), maybe(r.up_kbps), maybe(r.latency_us), r.area}));
    return {{"name", measured.name}, {"rows", std::move(rows)}};
}

Json plain_model_json(const model::RunModel& model) {
    Json markets = Json::array();
    for (const model::Market& m : model.markets) markets.push_back({{"operators", m.operators}, {"of_kind", m.of_kind}});
    return {
        {"format", kTallyFormat},
        {"weight_scale", core::kWeightScale},
        {"area_scale", core::kAreaScale},
        {"date", model.date},
        {"job", job_json(model.job)},
        {"frame", frame_json(model.frame)},
        {"attributes", attributes_json(model.attributes)},
        {"cell_attributes", model.cell_attributes},
        {"territories", territories_json(model)},
        {"markets", std::move(markets)},
        {"operator_names", model.operator_names},
        {"catalogue", catalogue_json(model.catalogue)},
        {"imputed", model.imputed},
        {"doubt_attributes", model.has_doubt ? Json(std::min(model.doubt_attributes, model.attributes.size())) : Json(nullptr)},
        {"balance", balance_json(model.balance)},
        {"outside_area", model.outside_area},
        {"checks", checks_json(model.checks)},
        {"other_checks", array_json(model.other_checks, checks_json)},
        {"counts", counts_json(model.counts)},
        {"inputs", inputs_json(model.inputs)},
        {"defects", defects_json(model)},
        {"warnings", model.warnings},
        {"notes", model.notes},
        {"partial_maps", partial_maps_json(model.partial_maps)},
        {"versions", model.versions}};
}

/// Ways to places, tests and shares are said where some are asked for: earlier runs know no such key.
Json model_json(const model::RunModel& model) {
    Json json = plain_model_json(model);
    if (!model.access.empty()) json["access"] = array_json(model.access, access_ways_json);
    if (!model.measured.empty()) json["measured"] = array_json(model.measured, measured_json);
    if (!model.shares.empty()) json["shares"] = array_json(model.shares, shared_json);
    if (!model.joined.empty()) json["joined"] = array_json(model.joined, joined_json);
    return json;
}

bool is_sound_doubt(const model::RunModel& model, std::size_t stride) {
    std::uint32_t before = 0;
    for (const core::DoubtRow& row : model.doubt) {
        if (row.territory.value < before || row.territory.value >= model.territories.territories.size() ||
            row.values.size() != stride)
            return false;
        before = row.territory.value;
    }
    return model.has_doubt || model.doubt.empty();
}

}  // namespace

void write_tally(const model::RunModel& model, const core::TallyReader& tally, const std::string& path) {
    const std::size_t stride = tally.stride();
    if (stride != model.attributes.size() + 1 || !is_sound_doubt(model, stride)) unsorted(path);
    ByteStream out(path);
    out.header(kTallyMagic, kTallyVersion, dumped(model_json(model), -1));
    if (!write_tally_rows(out, tally, model.doubt, model.territories.territories.size())) unsorted(path);
    out.close();
}

}  // namespace covmap::store
