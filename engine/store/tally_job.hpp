// A job back from the JSON of a tally: the reverse of export/job_json. Private to tally_file.cpp.
#pragma once

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/indicator.hpp"
#include "model/job/job.hpp"

namespace covmap::store::tally {

using Json = nlohmann::json;

inline std::string text(const Json& j, const char* name) { return j.at(name).get<std::string>(); }
inline std::vector<std::string> texts(const Json& j, const char* name) { return j.at(name).get<std::vector<std::string>>(); }

template <class Value>
std::optional<Value> maybe(const Json& j, const char* name) {
    return j.at(name).is_null() ? std::nullopt : std::optional<Value>(j.at(name).get<Value>());
}

/// JSON has no number that is not finite: it was written as null.
inline double real(const Json& j) { return j.is_null() ? std::numeric_limits<double>::quiet_NaN() : j.get<double>(); }

/// The items of an array, each decoded.
template <class Item, class Decode>
std::vector<Item> items(const Json& array, Decode decode) {
    std::vector<Item> out;
    out.reserve(array.size());
    for (const Json& item : array) out.push_back(decode(item));
    return out;
}

inline std::vector<std::pair<std::string, std::string>> pairs(const Json& j, const char* name) {
    return items<std::pair<std::string, std::string>>(j.at(name), [](const Json& p) {
        return std::pair{p.at(0).get<std::string>(), p.at(1).get<std::string>()};
    });
}

inline core::Text label(const Json& j) { return {text(j, "fr"), text(j, "en")}; }

inline model::SourceInfo source_info(const Json& j) {
    return {text(j, "title"),   text(j, "publisher"), text(j, "date"),
            text(j, "licence"), text(j, "url"),       j.at("confidential").get<bool>()};
}

inline model::Source source(const Json& j) {
    model::Source s;
    s.given = text(j, "source");
    s.layer = text(j, "layer");
    s.crs = text(j, "crs");
    s.preset = text(j, "preset");
    s.info = source_info(j.at("info"));
    return s;
}

inline std::optional<model::Source> maybe_source(const Json& j) { return j.is_null() ? std::nullopt : std::optional(source(j)); }

inline model::RasterNoData nodata(const Json& j) {
    model::RasterNoData stated;
    const auto at = j.find("nodata");
    if (at == j.end()) return stated;
    stated.none = at->is_string();
    if (!stated.none) at->get_to(stated.values);
    return stated;
}

inline std::optional<core::Spread> spread(const Json& j) {
    if (j.is_null()) return std::nullopt;
    if (j == "land") return core::Spread::land;
    if (j == "points") return core::Spread::points;
    return j == "territory" ? core::Spread::territory : core::Spread::cell;
}

inline std::optional<model::PremisesSpec> premises(const Json& j) {
    if (j.is_null()) return std::nullopt;
    model::PremisesSpec p;
    p.source = source(j.at("source"));
    p.id_column = text(j, "id");
    p.place_column = text(j, "place");
    p.x_column = text(j, "x");
    p.y_column = text(j, "y");
    p.weight_column = text(j, "weight");
    return p;
}

inline model::ShareSpec share(const Json& j) {
    model::ShareSpec s;
    s.source = source(j.at("source"));
    s.on = text(j, "on");
    s.unit = text(j, "unit");
    s.columns = items<model::ShareColumnSpec>(j.at("columns"), [](const Json& c) {
        return model::ShareColumnSpec{
            text(c, "name"), text(c, "column"),    text(c, "as") == "count", c.at("percent").get<bool>(),
            text(c, "of"),   label(c.at("label")), text(c, "unit")};
    });
    return s;
}

inline model::DemandSpec demand(const Json& j) {
    model::DemandSpec d;
    d.source = source(j.at("source"));
    d.format = text(j, "format");
    d.id_column = text(j, "id");
    d.x_column = text(j, "x");
    d.y_column = text(j, "y");
    d.size = maybe<double>(j, "size");
    d.anchor = text(j, "anchor");
    d.attributes = items<model::AttributeSpec>(j.at("attributes"), [](const Json& a) {
        return model::AttributeSpec{text(a, "name"), text(a, "column"), label(a.at("label")), text(a, "unit"), texts(a, "plus")};
    });
    d.spread = spread(j.at("spread"));
    d.land = text(j, "land");
    d.land_polygons = maybe_source(j.at("land_polygons"));
    d.nodata = nodata(j);
    d.imputed_column = text(j, "imputed");
    d.grid_crs = text(j, "grid_crs");
    d.points = premises(j.at("points"));
    if (const auto shares = j.find("share"); shares != j.end()) d.share = items<model::ShareSpec>(*shares, share);
    return d;
}

inline model::TerritorySpec territory(const Json& j) {
    model::TerritorySpec t;
    t.unit = text(j, "unit");
    t.source = source(j.at("source"));
    t.code_column = text(j, "code");
    t.name_column = text(j, "name");
    t.parents = items<model::ParentSpec>(j.at("parents"), [](const Json& p) {
        return model::ParentSpec{text(p, "kind"), text(p, "code"), text(p, "name")};
    });
    t.joins = items<model::JoinSpec>(j.at("join"), [](const Json& p) {
        return model::JoinSpec{source(p.at("source")), text(p, "on"), pairs(p, "columns")};
    });
    t.reference = pairs(j, "reference");
    j.at("fold").get_to(t.fold);
    t.passage = maybe_source(j.at("passage"));
    t.passage_old = text(j, "passage_old");
    t.passage_new = text(j, "passage_new");
    return t;
}

inline model::Field field(const Json& j) { return {text(j, "column"), text(j, "constant")}; }

inline model::SupplyFormat supply_format(const Json& j) {
    if (j == "sites") return model::SupplyFormat::sites;
    if (j == "records") return model::SupplyFormat::records;
    if (j == "raster") return model::SupplyFormat::raster;
    return j == "operator-counts" ? model::SupplyFormat::counts : model::SupplyFormat::polygons;
}

inline model::SupplySpec supply(const Json& j) {
    model::SupplySpec s;
    s.source = source(j.at("source"));
    s.format = supply_format(j.at("format"));
    s.operator_field = field(j.at("operator"));
    s.technology = field(j.at("technology"));
    s.service = field(j.at("service"));
    s.level = field(j.at("level"));
    s.levels = texts(j, "levels");
    s.no_level = text(j, "no_level");
    s.nature = text(j, "nature");
    s.kind = text(j, "kind");
    s.vintage = text(j, "vintage");
    s.date = text(j, "date");
    j.at("extent").at("parents").get_to(s.extent.parents);
    s.extent.polygons = maybe_source(j.at("extent").at("polygons"));
    s.extent.word = j.at("extent").value("word", "");
    s.x_column = text(j, "x");
    s.y_column = text(j, "y");
    s.technologies = pairs(j, "technologies");
    j.at("radius_km").get_to(s.radius_km);
    s.operator_name = field(j.at("operator_name"));
    s.down = field(j.at("down"));
    s.up = field(j.at("up"));
    s.latency = field(j.at("latency"));
    s.id_column = text(j, "id");
    s.place_column = text(j, "place");
    j.at("values").get_to(s.values);
    j.at("skip").get_to(s.skip);
    j.at("entry").get_to(s.entry);
    j.at("band").get_to(s.band);
    s.nodata = nodata(j);
    s.raster_levels = items<model::RasterLevel>(j.at("raster_levels"), [](const Json& level) {
        return model::RasterLevel{text(level, "level"), maybe<double>(level, "at_least"),
                                  level.at("values").get<std::vector<double>>()};
    });
    j.at("networks").get_to(s.networks);
    s.absent = text(j, "absent");
    s.bands = j.value("bands", false);
    if (j.contains("where")) j.at("where").get_to(s.where);
    s.commune_column = j.value("commune", "");
    return s;
}

inline model::MarketSpec market(const Json& j) {
    model::MarketSpec m;
    m.kind = text(j, "kind");
    j.at("where").get_to(m.where);
    j.at("operators").get_to(m.operators);
    j.at("aliases").get_to(m.aliases);
    j.at("names").get_to(m.names);
    j.at("merged").get_to(m.merged);
    m.preset = text(j, "preset");
    m.if_present = texts(j, "if_present");
    return m;
}

inline model::IndicatorSpec indicator(const Json& j) {
    model::IndicatorSpec i;
    i.name = text(j, "name");
    i.label = label(j.at("label"));
    if (j.contains("label_not")) i.label_not = label(j.at("label_not"));
    i.technologies = texts(j, "technologies");
    i.technology_at_least = text(j, "technology_at_least");
    i.level_at_least = text(j, "level_at_least");
    i.level_exact = text(j, "level_exact");
    i.service = text(j, "service");
    i.kind = text(j, "kind");
    i.vintage = text(j, "vintage");
    i.nature = texts(j, "nature");
    i.of = texts(j, "of");
    i.min = maybe<int>(j, "min");
    i.max = maybe<int>(j, "max");
    i.all = j.at("all").get<bool>();
    i.low_is_good = j.at("low_is_good").get<bool>();
    i.allow_unknown = j.value("allow_unknown", false);
    j.at("down_kbps").get_to(i.down_kbps);
    j.at("up_kbps").get_to(i.up_kbps);
    i.medium = text(j, "medium");
    i.low_latency = j.at("low_latency").get<bool>();
    i.all_of = texts(j, "all_of");
    i.any_of = texts(j, "any_of");
    i.none_of = texts(j, "none_of");
    i.since = text(j, "since");
    return i;
}

inline model::ZonesSpec zones(const Json& j) {
    model::ZonesSpec z;
    z.name = text(j, "name");
    z.label = label(j.at("label"));
    z.fails = text(j, "fails");
    z.attribute = text(j, "attribute");
    j.at("minimum_quanta").get_to(z.minimum);
    z.within = text(j, "within");
    j.at("max_dm2").get_to(z.max_area);
    z.all_cells = j.at("cells") == "all";
    j.at("detail").get_to(z.detail);
    return z;
}

inline model::PlacesSpec places(const Json& j) {
    model::PlacesSpec p;
    p.source = source(j.at("source"));
    p.name = text(j, "name");
    p.label = label(j.at("label"));
    p.id_column = text(j, "id");
    p.name_column = text(j, "name_column");
    p.x_column = text(j, "x");
    p.y_column = text(j, "y");
    return p;
}

inline model::ContextSpec context(const Json& j) {
    model::ContextSpec c;
    c.source = source(j.at("source"));
    c.name = text(j, "name");
    c.label = label(j.at("label"));
    c.kind = text(j, "kind");
    c.name_column = text(j, "name_column");
    return c;
}

inline model::IndexScale index_scale(const std::string& word) {
    if (word == "rank") return model::IndexScale::rank;
    if (word == "decile") return model::IndexScale::decile;
    if (word == "zscore") return model::IndexScale::zscore;
    if (word == "minmax") return model::IndexScale::minmax;
    return word == "bounds" ? model::IndexScale::bounds : model::IndexScale::none;
}

inline model::CriterionSpec criterion(const Json& j) {
    model::CriterionSpec c;
    c.key = text(j, "name");
    c.column = text(j, "column");
    c.source = maybe_source(j.at("table"));
    c.on = text(j, "on");
    c.of = text(j, "of");
    c.count = j.at("as") == "count";
    c.scale = index_scale(text(j, "scale"));
    c.least = j.at("bounds").at(0).get<double>();
    c.most = j.at("bounds").at(1).get<double>();
    c.weight = j.at("weight").get<double>();
    c.low = j.at("direction") == "low";
    c.criteria = items<model::CriterionSpec>(j.at("criteria"), criterion);
    return c;
}

inline model::IndexSpec index(const Json& j) {
    model::IndexSpec i;
    i.name = text(j, "name");
    i.label = label(j.at("label"));
    i.use = text(j, "use");
    if (const Json& to = j.at("to"); !to.is_null()) i.to = {to.at(0).get<double>(), to.at(1).get<double>()};
    j.at("minimum_quanta").get_to(i.minimum);
    i.criteria = items<model::CriterionSpec>(j.at("criterion"), criterion);
    i.unfilled = texts(j, "unfilled");
    return i;
}

inline model::AccessSpec access(const Json& j) {
    return {text(j, "name"), label(j.at("label")), j.at("within_km").get<std::vector<double>>()};
}

inline model::LinesSpec lines(const Json& j) {
    model::LinesSpec l;
    l.source = source(j.at("source"));
    l.name = text(j, "name");
    l.label = label(j.at("label"));
    l.id_column = text(j, "id");
    l.name_column = text(j, "name_column");
    l.class_column = text(j, "class");
    j.at("where").get_to(l.where);
    l.fails = texts(j, "fails");
    j.at("join_mm").get_to(l.join_mm);
    j.at("minimum_mm").get_to(l.minimum_mm);
    return l;
}

inline model::MeasurementColumns measurement_columns(const Json& j) {
    model::MeasurementColumns c;
    c.x = text(j, "x");
    c.y = text(j, "y");
    c.quadkey = text(j, "quadkey");
    c.id = text(j, "id");
    c.device = text(j, "device");
    c.cluster = text(j, "cluster");
    c.date = text(j, "date");
    c.accuracy = text(j, "accuracy");
    c.down = text(j, "down");
    c.up = text(j, "up");
    c.latency = text(j, "latency");
    c.signal = text(j, "signal");
    c.mnc = text(j, "mnc");
    c.tests = text(j, "tests");
    c.devices = text(j, "devices");
    return c;
}

inline model::MeasurementSpec measurement(const Json& j) {
    model::MeasurementSpec m;
    m.source = source(j.at("source"));
    m.name = text(j, "name");
    m.label = label(j.at("label"));
    m.columns = measurement_columns(j.at("columns"));
    m.operator_field = field(j.at("operator"));
    m.technology = field(j.at("technology"));
    m.service = field(j.at("service"));
    m.situation = field(j.at("situation"));
    m.success_column = text(j, "success_column");
    m.success = items<model::OutcomeRule>(j.at("success"), [](const Json& rule) {
        return model::OutcomeRule{rule.at(0).get<std::string>(), rule.at(1).get<bool>(), rule.at(2).get<double>()};
    });
    j.at("missing_fails").get_to(m.missing_fails);
    j.at("mbps_per_unit").get_to(m.mbps_per_unit);
    j.at("values").get_to(m.values);
    j.at("where").get_to(m.where);
    j.at("extent").get_to(m.extent);
    m.claim_situation = text(j, "claim_situation");
    j.at("months").get_to(m.months);
    j.at("accuracy_m").get_to(m.accuracy_m);
    j.at("square_m").get_to(m.square_m);
    j.at("min_tests").get_to(m.min_tests);
    j.at("min_devices").get_to(m.min_devices);
    m.reliability = items<model::ReliabilityRule>(j.at("reliability"), [](const Json& rule) {
        return model::ReliabilityRule{rule.at(0).get<double>(), rule.at(1).get<double>()};
    });
    j.at("beside").get_to(m.beside);
    return m;
}

inline model::Job job(const Json& j) {
    model::Job out;
    out.version = j.at("version").get<int>();
    out.name = text(j, "name");
    j.at("only").get_to(out.only);
    out.demand = demand(j.at("demand"));
    out.territory = territory(j.at("territory"));
    out.other_demands = items<model::DemandSpec>(j.at("other_demands"), demand);
    out.other_territories = items<model::TerritorySpec>(j.at("other_territories"), territory);
    out.supply = items<model::SupplySpec>(j.at("supply"), supply);
    out.market = items<model::MarketSpec>(j.at("market"), market);
    out.indicator = items<model::IndicatorSpec>(j.at("indicator"), indicator);
    model::settle_combinations(out.indicator);
    out.zones = items<model::ZonesSpec>(j.at("zones"), zones);
    out.places = items<model::PlacesSpec>(j.at("places"), places);
    if (j.contains("context")) out.context = items<model::ContextSpec>(j.at("context"), context);
    if (j.contains("index")) out.index = items<model::IndexSpec>(j.at("index"), index);
    if (j.contains("access")) out.access = items<model::AccessSpec>(j.at("access"), access);
    if (j.contains("lines")) out.lines = items<model::LinesSpec>(j.at("lines"), lines);
    if (j.contains("measurement")) out.measurement = items<model::MeasurementSpec>(j.at("measurement"), measurement);
    j.at("publish_min_quanta").get_to(out.publish_min);
    out.output.formats = texts(j.at("output"), "formats");
    out.output.crs = text(j.at("output"), "crs");
    out.output.language = text(j.at("output"), "language");
    out.output.keep = text(j.at("output"), "keep");
    if (out.output.keep.empty()) out.output.keep = "none";  // of version 2: what nothing asked for was not kept
    out.output.keep_limit_mb = j.at("output").value("keep_limit_mb", out.output.keep_limit_mb);
    return out;
}

}  // namespace covmap::store::tally
