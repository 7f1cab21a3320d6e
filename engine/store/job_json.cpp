#include "store/job_json.hpp"

#include <string>

namespace covmap::store {

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// Pairs keep their order: an array of two-element arrays.
Json pairs_json(const Pairs& pairs) {
    Json out = Json::array();
    for (const auto& [first, second] : pairs) out.push_back(Json::array({first, second}));
    return out;
}

Json source_json(const model::Source& source) {
    return {{"source", source.given},
            {"layer", source.layer},
            {"crs", source.crs},
            {"preset", source.preset},
            {"info", source_info_json(source.info)}};
}

Json optional_source_json(const std::optional<model::Source>& source) { return source ? source_json(*source) : Json(nullptr); }

template <class Value>
Json optional_json(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json spread_json(const model::DemandSpec& demand) {
    if (!demand.spread) return nullptr;
    switch (*demand.spread) {
        case core::Spread::land:
            return "land";
        case core::Spread::territory:
            return "territory";
        case core::Spread::points:
            return "points";
        case core::Spread::cell:
            break;
    }
    return "cell";
}

/// Only where the job states it, so that other manifests stay as they are.
Json with_nodata(Json spec, const model::RasterNoData& nodata) {
    if (nodata.stated()) spec["nodata"] = nodata.none ? Json("none") : Json(nodata.values);
    return spec;
}

Json premises_json(const std::optional<model::PremisesSpec>& points) {
    if (!points) return nullptr;
    return {{"source", source_json(points->source)},
            {"id", points->id_column},
            {"place", points->place_column},
            {"x", points->x_column},
            {"y", points->y_column},
            {"weight", points->weight_column}};
}

Json share_json(const model::ShareSpec& share) {
    Json columns = Json::array();
    for (const model::ShareColumnSpec& c : share.columns)
        columns.push_back({{"name", c.name},
                           {"column", c.column},
                           {"as", c.count ? "count" : "rate"},
                           {"percent", c.percent},
                           {"of", c.of},
                           {"label", text_json(c.label)},
                           {"unit", c.unit}});
    return {{"source", source_json(share.source)}, {"on", share.on}, {"unit", share.unit}, {"columns", std::move(columns)}};
}

/// Only where there are some, as above.
Json with_shares(Json spec, const std::vector<model::ShareSpec>& shares) {
    if (!shares.empty()) spec["share"] = array_json(shares, share_json);
    return spec;
}

Json demand_json(const model::DemandSpec& demand) {
    Json attributes = Json::array();
    for (const model::AttributeSpec& a : demand.attributes)
        attributes.push_back(
            {{"name", a.name}, {"column", a.column}, {"plus", a.plus}, {"label", text_json(a.label)}, {"unit", a.unit}});
    return with_shares(with_nodata({{"source", source_json(demand.source)},
                                    {"format", demand.format},
                                    {"id", demand.id_column},
                                    {"x", demand.x_column},
                                    {"y", demand.y_column},
                                    {"size", optional_json(demand.size)},
                                    {"anchor", demand.anchor},
                                    {"attributes", std::move(attributes)},
                                    {"spread", spread_json(demand)},
                                    {"land", demand.land},
                                    {"land_polygons", optional_source_json(demand.land_polygons)},
                                    {"imputed", demand.imputed_column},
                                    {"grid_crs", demand.grid_crs},
                                    {"points", premises_json(demand.points)}},
                                   demand.nodata),
                       demand.share);
}

Json territory_json(const model::TerritorySpec& territory) {
    Json parents = Json::array();
    for (const model::ParentSpec& p : territory.parents)
        parents.push_back({{"kind", p.kind}, {"code", p.code}, {"name", p.name}});
    Json joins = Json::array();
    for (const model::JoinSpec& j : territory.joins)
        joins.push_back({{"source", source_json(j.source)}, {"on", j.on}, {"columns", pairs_json(j.columns)}});
    return {{"unit", territory.unit},
            {"source", source_json(territory.source)},
            {"code", territory.code_column},
            {"name", territory.name_column},
            {"parents", std::move(parents)},
            {"join", std::move(joins)},
            {"reference", pairs_json(territory.reference)},
            {"fold", territory.fold},
            {"passage", optional_source_json(territory.passage)},
            {"passage_old", territory.passage_old},
            {"passage_new", territory.passage_new}};
}

Json field_json(const model::Field& field) { return {{"column", field.column}, {"constant", field.constant}}; }

const char* format_word(model::SupplyFormat format) {
    switch (format) {
        case model::SupplyFormat::sites:
            return "sites";
        case model::SupplyFormat::records:
            return "records";
        case model::SupplyFormat::raster:
            return "raster";
        case model::SupplyFormat::counts:
            return "operator-counts";
        case model::SupplyFormat::polygons:
            break;
    }
    return "polygons";
}

Json raster_levels_json(const model::SupplySpec& s) {
    Json out = Json::array();
    for (const model::RasterLevel& level : s.raster_levels)
        out.push_back({{"level", level.level}, {"at_least", optional_json(level.at_least)}, {"values", level.values}});
    return out;
}

Json extent_json(const model::ExtentSpec& extent) {
    Json json{{"parents", extent.parents}, {"polygons", optional_source_json(extent.polygons)}};
    if (!extent.word.empty()) json["word"] = extent.word;
    return json;
}

Json plain_supply_json(const model::SupplySpec& s) {
    return with_nodata({{"source", source_json(s.source)},
                        {"format", format_word(s.format)},
                        {"operator", field_json(s.operator_field)},
                        {"technology", field_json(s.technology)},
                        {"service", field_json(s.service)},
                        {"level", field_json(s.level)},
                        {"levels", s.levels},
                        {"no_level", s.no_level},
                        {"nature", s.nature},
                        {"kind", s.kind},
                        {"vintage", s.vintage},
                        {"date", s.date},
                        {"extent", extent_json(s.extent)},
                        {"x", s.x_column},
                        {"y", s.y_column},
                        {"technologies", pairs_json(s.technologies)},
                        {"radius_km", s.radius_km},
                        {"operator_name", field_json(s.operator_name)},
                        {"down", field_json(s.down)},
                        {"up", field_json(s.up)},
                        {"latency", field_json(s.latency)},
                        {"id", s.id_column},
                        {"place", s.place_column},
                        {"values", s.values},
                        {"skip", s.skip},
                        {"entry", s.entry},
                        {"band", s.band},
                        {"raster_levels", raster_levels_json(s)},
                        {"networks", s.networks},
                        {"absent", s.absent}},
                       s.nodata);
}

/// What only lists of places say is said of them alone: earlier runs know no such key.
Json supply_json(const model::SupplySpec& s) {
    Json json = plain_supply_json(s);
    if (s.bands) json["bands"] = true;
    if (!s.where.empty()) json["where"] = s.where;
    if (!s.commune_column.empty()) json["commune"] = s.commune_column;
    return json;
}

Json market_json(const model::MarketSpec& m) {
    return {{"kind", m.kind},   {"where", m.where},   {"operators", m.operators}, {"aliases", m.aliases},
            {"names", m.names}, {"merged", m.merged}, {"preset", m.preset},       {"if_present", m.if_present}};
}

Json indicator_json(const model::IndicatorSpec& i) {
    Json json{{"name", i.name},
              {"label", text_json(i.label)},
              {"technologies", i.technologies},
              {"technology_at_least", i.technology_at_least},
              {"level_at_least", i.level_at_least},
              {"level_exact", i.level_exact},
              {"service", i.service},
              {"kind", i.kind},
              {"vintage", i.vintage},
              {"nature", i.nature},
              {"of", i.of},
              {"min", optional_json(i.min)},
              {"max", optional_json(i.max)},
              {"all", i.all},
              {"low_is_good", i.low_is_good},
              {"down_kbps", i.down_kbps},
              {"up_kbps", i.up_kbps},
              {"medium", i.medium},
              {"low_latency", i.low_latency},
              {"all_of", i.all_of},
              {"any_of", i.any_of},
              {"none_of", i.none_of},
              {"since", i.since}};
    // Said alone: earlier runs know no such key.
    if (i.allow_unknown) json["allow_unknown"] = true;
    if (i.label_not != core::Text{}) json["label_not"] = text_json(i.label_not);
    return json;
}

Json zones_json(const model::ZonesSpec& z) {
    return {{"name", z.name},
            {"label", text_json(z.label)},
            {"fails", z.fails},
            {"attribute", z.attribute},
            {"minimum_quanta", z.minimum},
            {"within", z.within},
            {"max_dm2", z.max_area},
            {"cells", z.all_cells ? "all" : "inhabited"},
            {"detail", z.detail}};
}

Json places_json(const model::PlacesSpec& p) {
    return {{"source", source_json(p.source)},
            {"name", p.name},
            {"label", text_json(p.label)},
            {"id", p.id_column},
            {"name_column", p.name_column},
            {"x", p.x_column},
            {"y", p.y_column}};
}

Json context_json(const model::ContextSpec& c) {
    return {{"source", source_json(c.source)},
            {"name", c.name},
            {"label", text_json(c.label)},
            {"kind", c.kind},
            {"name_column", c.name_column}};
}

Json lines_json(const model::LinesSpec& l) {
    return {{"source", source_json(l.source)},
            {"name", l.name},
            {"label", text_json(l.label)},
            {"id", l.id_column},
            {"name_column", l.name_column},
            {"class", l.class_column},
            {"where", l.where},
            {"fails", l.fails},
            {"join_mm", l.join_mm},
            {"minimum_mm", l.minimum_mm}};
}

const char* scale_word(model::IndexScale scale) {
    switch (scale) {
        case model::IndexScale::rank:
            return "rank";
        case model::IndexScale::decile:
            return "decile";
        case model::IndexScale::zscore:
            return "zscore";
        case model::IndexScale::minmax:
            return "minmax";
        case model::IndexScale::bounds:
            return "bounds";
        case model::IndexScale::none:
            break;
    }
    return "none";
}

Json criterion_json(const model::CriterionSpec& c) {
    return {{"name", c.key},
            {"column", c.column},
            {"table", optional_source_json(c.source)},
            {"on", c.on},
            {"of", c.of},
            {"as", c.count ? "count" : "rate"},
            {"scale", scale_word(c.scale)},
            {"bounds", Json::array({c.least, c.most})},
            {"weight", c.weight},
            {"direction", c.low ? "low" : "high"},
            {"criteria", array_json(c.criteria, criterion_json)}};
}

Json index_json(const model::IndexSpec& i) {
    return {{"name", i.name},
            {"label", text_json(i.label)},
            {"use", i.use},
            {"to", i.to ? Json::array({i.to->first, i.to->second}) : Json(nullptr)},
            {"minimum_quanta", i.minimum},
            {"criterion", array_json(i.criteria, criterion_json)},
            {"unfilled", i.unfilled}};
}

Json access_spec_json(const model::AccessSpec& a) {
    return {{"name", a.name}, {"label", text_json(a.label)}, {"within_km", a.within_km}};
}

Json measurement_columns_json(const model::MeasurementColumns& c) {
    return {{"x", c.x},
            {"y", c.y},
            {"quadkey", c.quadkey},
            {"id", c.id},
            {"device", c.device},
            {"cluster", c.cluster},
            {"date", c.date},
            {"accuracy", c.accuracy},
            {"down", c.down},
            {"up", c.up},
            {"latency", c.latency},
            {"signal", c.signal},
            {"mnc", c.mnc},
            {"tests", c.tests},
            {"devices", c.devices}};
}

Json measurement_json(const model::MeasurementSpec& m) {
    Json success = Json::array(), reliability = Json::array();
    for (const model::OutcomeRule& rule : m.success) success.push_back(Json::array({rule.field, rule.at_least, rule.value}));
    for (const model::ReliabilityRule& rule : m.reliability) reliability.push_back(Json::array({rule.min_pct, rule.over_km2}));
    return {{"source", source_json(m.source)},
            {"name", m.name},
            {"label", text_json(m.label)},
            {"columns", measurement_columns_json(m.columns)},
            {"operator", field_json(m.operator_field)},
            {"technology", field_json(m.technology)},
            {"service", field_json(m.service)},
            {"situation", field_json(m.situation)},
            {"success_column", m.success_column},
            {"success", std::move(success)},
            {"missing_fails", m.missing_fails},
            {"mbps_per_unit", m.mbps_per_unit},
            {"values", m.values},
            {"where", m.where},
            {"extent", m.extent},
            {"claim_situation", m.claim_situation},
            {"months", m.months},
            {"accuracy_m", m.accuracy_m},
            {"square_m", m.square_m},
            {"min_tests", m.min_tests},
            {"min_devices", m.min_devices},
            {"reliability", std::move(reliability)},
            {"beside", m.beside}};
}

Json whole_json(const model::Job& job) {
    const model::OutputSpec& output = job.output;
    return {{"version", job.version},
            {"name", job.name},
            {"only", job.only},
            {"demand", demand_json(job.demand)},
            {"territory", territory_json(job.territory)},
            {"other_demands", array_json(job.other_demands, demand_json)},
            {"other_territories", array_json(job.other_territories, territory_json)},
            {"supply", array_json(job.supply, supply_json)},
            {"market", array_json(job.market, market_json)},
            {"indicator", array_json(job.indicator, indicator_json)},
            {"zones", array_json(job.zones, zones_json)},
            {"places", array_json(job.places, places_json)},
            {"context", array_json(job.context, context_json)},
            {"publish_min_quanta", job.publish_min},
            {"output",
             {{"formats", output.formats},
              {"crs", output.crs},
              {"language", output.language},
              {"keep", output.keep},
              {"keep_limit_mb", output.keep_limit_mb}}}};
}

}  // namespace

Json text_json(const core::Text& text) { return {{"fr", text.fr}, {"en", text.en}}; }

Json source_info_json(const model::SourceInfo& info) {
    return {{"title", info.title}, {"publisher", info.publisher},      {"date", info.date}, {"licence", info.licence},
            {"url", info.url},     {"confidential", info.confidential}};
}

Json job_json(const model::Job& job) {
    Json json = whole_json(job);
    if (!job.lines.empty()) json["lines"] = array_json(job.lines, lines_json);
    if (!job.access.empty()) json["access"] = array_json(job.access, access_spec_json);
    if (!job.measurement.empty()) json["measurement"] = array_json(job.measurement, measurement_json);
    if (!job.index.empty()) json["index"] = array_json(job.index, index_json);  // said alone: earlier runs know no such key
    return json;
}

std::string dumped(const Json& json, int indent) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

}  // namespace covmap::store
