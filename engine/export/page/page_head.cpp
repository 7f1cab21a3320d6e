// page.json: what the page must know before it shows anything.
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <tuple>

#include "export/credits.hpp"
#include "export/page/page_parts.hpp"
#include "export/page/page_views.hpp"
#include "export/style/palette.hpp"
#include "model/indicator.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kPageFormat = 1;

Json both(const core::Text& text) { return {{"fr", text.fr}, {"en", text.en}}; }

Json swatch_json(const Swatch& swatch) {
    return {{"label", both(swatch.label)}, {"colour", swatch.light}, {"dark", swatch.dark}};
}

/// The table of classes and marks that all maps of covmap share.
Json legend() {
    Json missing = Json::array();
    for (const MissingClass& entry : missing_classes()) {
        missing.push_back(swatch_json(entry.swatch));
        missing.back()["from"] = std::lround(entry.from);
    }
    const Marks& all = marks();
    return {{"missing", missing},
            {"doubt_pct", kDoubtPercent},
            {"unknown_pct", kUnknownPercent},
            {"doubt", swatch_json(all.doubt)},
            {"unknown", swatch_json(all.unknown)},
            {"empty", swatch_json(all.empty)},
            {"secret", swatch_json(all.secret)},
            {"zone_white", swatch_json(all.white_zone)},
            {"zone_grey", swatch_json(all.grey_zone)},
            {"measured", swatch_json(measured())}};
}

const char* type_word(const model::Column& column) {
    switch (column.type) {
        case model::ColumnType::text:
            return "text";
        case model::ColumnType::count:
            return "integer";
        case model::ColumnType::flag:
            return "bool";
        case model::ColumnType::quantity:
        case model::ColumnType::share:
            break;
    }
    return "decimal";
}

Json columns_of(const model::Table& table) {
    Json columns = Json::array();
    for (const model::Column& c : table.columns)
        columns.push_back({{"name", c.name}, {"type", type_word(c)}, {"unit", c.unit}, {"label", both(c.label)}});
    return columns;
}

/// Of the units' tables and of those of their operators, of zones, places, stretches and tests.
Json all_columns(const PageContents& page) {
    Json out = Json::object();
    for (const PageUnit& unit : page.units)
        for (const model::Table* table : {unit.table, unit.operators})
            if (table != nullptr) out[table->name] = columns_of(*table);
    for (const model::Table& table : page.tables)
        if (table.kind == model::TableKind::zones || table.kind == model::TableKind::places ||
            table.kind == model::TableKind::stretches)
            out[table.name] = columns_of(table);
    for (const model::Table* table : measured_tables(page)) out[table->name] = columns_of(*table);
    return out;
}

Json units_part(const PageContents& page) {
    Json units = Json::array();
    for (const PageUnit& unit : page.units)
        if (unit.table->unit != "all")
            units.push_back({{"unit", unit.table->unit},
                             {"label", both(unit.label)},
                             {"plural", both(unit.plural)},
                             {"layer", unit.table->name}});
    return units;
}

/// Those that its squares can tell: not what is known by territory alone, which would be 0 in each of them.
Json attributes_part(const PageContents& page) {
    Json out = Json::array();
    for (std::size_t a = 0; a < page.model.attributes.size() - page.model.shares.size(); ++a) {
        const core::Attribute& attribute = page.model.attributes[a];
        const model::Column* column = page.units.front().table->find(attribute.name);
        out.push_back({{"name", attribute.name},
                       {"label", both(column == nullptr ? attribute.label : column->label)},
                       {"unit", attribute.unit}});
    }
    return out;
}

/// The newest generation that is asked, or -1.
int generation_of(const model::IndicatorSpec& spec) {
    int newest = model::technology_rank(spec.technology_at_least);
    for (const std::string& name : spec.technologies)
        for (const std::string& technology : model::technology_set(name))
            newest = std::max(newest, model::technology_rank(technology));
    return newest;
}

/// Under which head a list of indicators has it.
core::Text group_of(const model::IndicatorSpec& spec) {
    if (spec.combines()) return {"Combinaisons", "Combinations"};
    if (spec.kind == "fixed") return {"Réseaux fixes", "Fixed networks"};
    if (spec.service == "voice") return {"Appels", "Calls"};
    const int generation = generation_of(spec);
    if (generation < 0) return {"Autres", "Others"};
    return {std::to_string(generation) + "G", std::to_string(generation) + "G"};
}

Json indicators_part(const PageContents& page) {
    Json out = Json::array();
    const std::vector<model::IndicatorSpec>& specs = page.model.job.indicator;
    for (std::size_t i = 0; i < specs.size(); ++i)
        out.push_back({{"name", specs[i].name},
                       {"label", both(page.words.indicators[i])},
                       {"label_not", page.words.lacks[i].fr.empty() ? Json() : Json(both(page.words.lacks[i]))},
                       {"group", both(group_of(specs[i]))},
                       {"generation", generation_of(specs[i])},
                       {"of", specs[i].of},
                       {"definition", both(page.words.definitions[i])},
                       {"nature", page.words.natures[i].fr.empty() ? Json() : Json(both(page.words.natures[i]))},
                       {"low_is_good", specs[i].low_is_good},
                       {"since", !specs[i].since.empty()}});
    return out;
}

/// Operators licensed in each market, of every kind of networks.
Json markets_part(const model::RunModel& model) {
    Json out = Json::array();
    for (const model::Market& market : model.markets) {
        std::set<std::string> codes(market.operators.begin(), market.operators.end());
        for (const auto& [kind, operators] : market.of_kind) codes.insert(operators.begin(), operators.end());
        out.push_back(codes);
    }
    return out;
}

/// Which market each row of the smallest unit is in: [[how many rows, market], …].
Json market_of_part(const PageContents& page) {
    const model::TerritorySet& set = page.model.territories;
    std::map<std::string, std::uint32_t> known;
    for (std::size_t t = 0; t < set.territories.size() && t < page.model.market_of.size(); ++t)
        known[set.territories[t].code] = page.model.market_of[t];
    std::vector<std::pair<int, std::uint32_t>> runs;
    for (const std::string& code : page.units.front().table->columns[0].texts) {
        const auto found = known.find(code);
        const std::uint32_t market = found == known.end() ? 0 : found->second;
        if (runs.empty() || runs.back().second != market) runs.emplace_back(0, market);
        ++runs.back().first;
    }
    return runs;
}

/// Operators of all markets, in their order.
Json operators_part(const model::RunModel& model) {
    Json out = Json::array();
    std::set<std::string> known;
    for (const model::Market& market : model.markets)
        for (const std::string& code : market.operators)
            if (known.insert(code).second) out.push_back({{"code", code}, {"name", model.operator_name(code)}});
    return out;
}

struct Service {
    std::string technology, service, kind, vintage;
    std::vector<std::string> levels;
};

/// Mobile first, the newest generation first, the newest vintage first; then by name.
bool comes_first(const Service& a, const Service& b) {
    const auto key = [](const Service& s) {
        int rank = -1;
        for (const std::string& technology : model::technology_set(s.technology))
            rank = std::max(rank, model::technology_rank(technology));
        return std::tuple(s.kind != "mobile", s.kind, -rank, s.technology, s.service);
    };
    return std::tuple(key(a), b.vintage) < std::tuple(key(b), a.vintage);
}

/// What the claims of networks offer; of several scales all levels, in the order in which they are met.
Json services_part(const model::RunModel& model) {
    std::vector<Service> services;
    for (const model::ClaimInfo& claim : model.catalogue.claims) {
        const model::Claim& key = claim.key;
        if (is_of_access(model.job, key.kind)) continue;
        auto at = std::find_if(services.begin(), services.end(), [&](const Service& s) {
            return s.technology == key.technology && s.service == key.service && s.kind == key.kind && s.vintage == key.vintage;
        });
        if (at == services.end()) at = services.insert(services.end(), {key.technology, key.service, key.kind, key.vintage, {}});
        for (const std::string& level : claim.scale.levels)
            if (std::find(at->levels.begin(), at->levels.end(), level) == at->levels.end()) at->levels.push_back(level);
    }
    std::sort(services.begin(), services.end(), comes_first);
    Json out = Json::array();
    for (const Service& s : services)
        out.push_back({{"technology", s.technology},
                       {"service", s.service},
                       {"kind", s.kind},
                       {"vintage", s.vintage},
                       {"levels", s.levels}});
    return out;
}

/// Whether a zone of the set may be white, or grey: somebody is counted in «<attribute>_white» or the number is kept back.
bool has_kind(const PageContents& page, const model::ZonesSpec& spec, const char* ending) {
    const std::string column = (spec.attribute.empty() ? "area_km2" : spec.attribute) + ending;
    for (const model::Table& table : page.tables) {
        if (table.kind != model::TableKind::zones || table.name != "zones_" + spec.name) continue;
        const model::Column* counted = table.find(column);
        if (counted == nullptr) return true;
        for (std::size_t row = 0; row < table.rows(); ++row)
            if (counted->nulls[row] || counted->numbers[row] > 0) return true;
        return false;
    }
    return true;
}

Json zones_part(const PageContents& page) {
    Json out = Json::array();
    for (std::size_t z = 0; z < page.zones.size(); ++z) {
        const model::ZonesSpec& spec = page.model.job.zones[z];
        out.push_back({{"name", spec.name},
                       {"label", both(page.words.zones[z])},
                       {"layer", "zones_" + spec.name},
                       {"fails", spec.fails},
                       {"attribute", spec.attribute},
                       {"rows", page.zones[z].zones.size()},
                       {"white", has_kind(page, spec, "_white")},
                       {"grey", has_kind(page, spec, "_grey")},
                       {"file", "zones/" + spec.name + ".json"}});
    }
    return out;
}

Json publish_min_part(const model::Job& job) {
    Json out = Json::object();
    for (const auto& [attribute, quanta] : job.publish_min) out[attribute] = model::decimal_value(quanta, core::kWeightScale);
    return out;
}

Json places_part(const PageContents& page) {
    Json out = Json::array();
    for (std::size_t p = 0; p < page.words.places.size(); ++p)
        out.push_back({{"name", page.model.job.places[p].name}, {"label", both(page.words.places[p])}});
    return out;
}

/// What lies around, in the layers context_<name> of the tiles and, lines beside areas, context_<name>_lines.
Json context_part(const model::Job& job) {
    Json out = Json::array();
    for (const model::ContextSpec& spec : job.context) {
        const Ground& ground = ground_of(spec.kind);
        out.push_back({{"layer", "context_" + spec.name},
                       {"label", both(spec.label)},
                       {"colour", ground.light},
                       {"dark", ground.dark},
                       {"dashed", ground.dashed}});
    }
    return out;
}

/// Maps of coverage that end before what is published does.
Json partial_maps_part(const model::RunModel& model) {
    Json out = Json::array();
    for (const model::PartialMap& map : model.partial_maps) {
        const int scale = map.measure == "area_km2" ? core::kAreaScale : core::kWeightScale;
        out.push_back({{"operator", map.claim.operator_code},
                       {"technology", map.claim.technology},
                       {"service", map.claim.service},
                       {"kind", map.claim.kind},
                       {"vintage", map.claim.vintage},
                       {"measure", map.measure},
                       {"total", model::decimal_value(map.total, scale)},
                       {"outside", model::decimal_value(map.outside, scale)},
                       {"unknown", map.unknown}});
    }
    return out;
}

Json sources_part(const model::RunModel& model) {
    Json out = Json::array();
    std::set<std::string> known;
    for (const model::InputFile& input : model.inputs) {
        if (input.info.title.empty() && input.info.publisher.empty()) continue;
        const Json source = {{"title", input.info.title},
                             {"publisher", input.info.publisher},
                             {"date", input.info.date},
                             {"licence", input.info.licence},
                             {"url", input.info.url}};
        if (known.insert(source.dump()).second) out.push_back(source);
    }
    return out;
}

/// «title, publisher, date» of whatever counts people.
std::string population_source(const model::RunModel& model) {
    std::string text;
    for (const model::InputFile& input : model.inputs) {
        if (!input.role.starts_with("demand")) continue;
        std::string line;
        for (const std::string* part : {&input.info.title, &input.info.publisher, &input.info.date})
            if (!part->empty()) line += (line.empty() ? "" : ", ") + *part;
        if (!line.empty() && text.find(line) == std::string::npos) text += (text.empty() ? "" : "; ") + line;
    }
    return text;
}

/// Printed as in search.json, so that the file is the same on every machine.
Json box_json(const LonLatBox& box) {
    const auto rounded = [](double units) { return units / 1e5; };
    return Json::array({rounded(std::floor(box.west * 1e5)), rounded(std::floor(box.south * 1e5)),
                        rounded(std::ceil(box.east * 1e5)), rounded(std::ceil(box.north * 1e5))});
}

Json elsewhere_part(const PageExtent& extent) {
    Json out = Json::array();
    for (const PageExtent::Part& part : extent.elsewhere) out.push_back({{"name", both(part.name)}, {"box", box_json(part.box)}});
    return out;
}

Json towns_part(const PageContents& page, const PageExtent& extent) {
    const PageUnit& unit = page.units.front();
    Json out = Json::array();
    for (const std::size_t row : towns_of(page, extent)) {
        const core::Point at = unit.spots[row]->lon_lat;
        out.push_back(
            Json::array({unit.table->find("name")->texts[row], std::round(at.x * 1e5) / 1e5, std::round(at.y * 1e5) / 1e5}));
    }
    return out;
}

Json compare_part(const std::optional<PageComparison>& compare) {
    if (!compare) return nullptr;
    Json market;
    if (compare->market) market = {{"here", compare->market->here}, {"there", compare->market->there}};
    return {{"name", compare->name},
            {"date", compare->date},
            {"same_people", compare->same_people},
            {"same_scope", compare->same_scope},
            {"market", market},
            {"base", "compare/"}};
}

Json head(const PageContents& page) {
    const model::RunModel& model = page.model;
    const Credits french = credits_of(model, "fr"), english = credits_of(model, "en");
    const PageExtent extent = extent_of(page);
    return {{"format", kPageFormat},
            {"name", model.job.name},
            {"title", both(page.units.front().table->title)},
            {"date", model.coverage_date()},
            {"language", model.job.output.language},
            {"note", both({french.note, english.note})},
            {"sources", sources_part(model)},
            {"attribution", attribution(model.job.output.language == "fr" ? french : english)},
            {"population_source", population_source(model)},
            {"bounds", extent.main ? box_json(*extent.main) : Json()},
            {"elsewhere", elsewhere_part(extent)},
            {"towns", towns_part(page, extent)},
            {"tiles", "tiles.pmtiles"},
            {"unit", model.territories.unit},
            {"units", units_part(page)},
            {"attributes", attributes_part(page)},
            {"indicators", indicators_part(page)},
            {"operators", operators_part(model)},
            {"markets", markets_part(model)},
            {"market_of", market_of_part(page)},
            {"services", services_part(model)},
            {"zones", zones_part(page)},
            {"left_behind", left_behind_part(page)},
            {"access", access_part(page)},
            {"lines", lines_part(page)},
            {"measurements", measurements_part(page)},
            {"places", places_part(page)},
            {"context", context_part(page.model.job)},
            {"sites", page.sites},
            {"square_m", std::lround(page.square_m)},
            {"publish_min", publish_min_part(model.job)},
            {"partial_maps", partial_maps_part(model)},
            {"quality", quality_part(page)},
            {"legend", legend()},
            {"compare", compare_part(page.compare)},
            {"columns", all_columns(page)}};
}

}  // namespace

void write_page_head(const PageContents& page, const std::string& path) {
    store::OutputFile out(path);
    out.append("{");
    const Json members = head(page);
    for (const auto& [name, value] : members.items())
        out.append("\"" + name + "\":" + value.dump(-1, ' ', false, Json::error_handler_t::replace) + ",\n");
    // Streamed, so that its numbers are those of all.csv.
    out.append("\"all\":[");
    const model::Table& all = *page.units.back().table;
    for (std::size_t row = 0; row < all.rows(); ++row) {
        if (row > 0) out.append(',');
        append_json_row(out, all, row);
    }
    out.append("]}\n");
    out.close();
}

}  // namespace covmap::exports
