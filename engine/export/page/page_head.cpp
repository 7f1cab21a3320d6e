// page.json: what the page must know before it shows anything.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <tuple>

#include "export/credits.hpp"
#include "export/page/page_parts.hpp"
#include "export/style/style_classes.hpp"
#include "model/indicator.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::exports {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kPageFormat = 1;

Json both(const core::Text& text) { return {{"fr", text.fr}, {"en", text.en}}; }

/// «#rrggbb» of «r,g,b,a».
std::string hex_colour(const std::string& rgba) {
    int red = 0, green = 0, blue = 0;
    std::sscanf(rgba.c_str(), "%d,%d,%d", &red, &green, &blue);
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", red & 255, green & 255, blue & 255);
    return text;
}

Json share_legend(bool low_is_good) {
    const std::vector<MapStep> french = share_steps(low_is_good, "fr"), english = share_steps(low_is_good, "en");
    Json steps = Json::array();
    for (std::size_t i = 0; i < french.size(); ++i)
        steps.push_back({{"from", std::lround(french[i].from)},
                         {"label", both({french[i].label, english[i].label})},
                         {"colour", hex_colour(french[i].colour)}});
    return steps;
}

Json legend() {
    return {{"share", share_legend(false)},
            {"share_low", share_legend(true)},
            {"unknown", hex_colour(kUnknownColour)},
            {"empty", hex_colour(kEmptyColour)}};
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

/// Of the units' tables and of those of their operators, of zones and places.
Json all_columns(const PageContents& page) {
    Json out = Json::object();
    for (const PageUnit& unit : page.units)
        for (const model::Table* table : {unit.table, unit.operators})
            if (table != nullptr) out[table->name] = columns_of(*table);
    for (const model::Table& table : page.tables)
        if (table.kind == model::TableKind::zones || table.kind == model::TableKind::places) out[table.name] = columns_of(table);
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

Json attributes_part(const PageContents& page) {
    Json out = Json::array();
    for (const core::Attribute& attribute : page.model.attributes) {
        const model::Column* column = page.units.front().table->find(attribute.name);
        out.push_back({{"name", attribute.name},
                       {"label", both(column == nullptr ? attribute.label : column->label)},
                       {"unit", attribute.unit}});
    }
    return out;
}

Json indicators_part(const PageContents& page) {
    Json out = Json::array();
    const std::vector<model::IndicatorSpec>& specs = page.model.job.indicator;
    for (std::size_t i = 0; i < specs.size(); ++i)
        out.push_back({{"name", specs[i].name},
                       {"label", both(page.words.indicators[i])},
                       {"definition", both(page.words.definitions[i])},
                       {"nature", page.words.natures[i].fr.empty() ? Json() : Json(both(page.words.natures[i]))},
                       {"low_is_good", specs[i].low_is_good},
                       {"since", !specs[i].since.empty()}});
    return out;
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

/// What the claims offer; of several scales all levels, in the order in which they are met.
Json services_part(const model::RunModel& model) {
    std::vector<Service> services;
    for (const model::ClaimInfo& claim : model.catalogue.claims) {
        const model::Claim& key = claim.key;
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
Json bounds_part(const PageContents& page) {
    const std::optional<LonLatBox> box = bounds_of(page);
    if (!box) return nullptr;
    const auto rounded = [](double units) { return units / 1e5; };
    return Json::array({rounded(std::floor(box->west * 1e5)), rounded(std::floor(box->south * 1e5)),
                        rounded(std::ceil(box->east * 1e5)), rounded(std::ceil(box->north * 1e5))});
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
    return {{"format", kPageFormat},
            {"name", model.job.name},
            {"title", both(page.units.front().table->title)},
            {"date", model.coverage_date()},
            {"language", model.job.output.language},
            {"note", both({french.note, english.note})},
            {"sources", sources_part(model)},
            {"attribution", attribution(model.job.output.language == "fr" ? french : english)},
            {"population_source", population_source(model)},
            {"bounds", bounds_part(page)},
            {"tiles", "tiles.pmtiles"},
            {"unit", model.territories.unit},
            {"units", units_part(page)},
            {"attributes", attributes_part(page)},
            {"indicators", indicators_part(page)},
            {"operators", operators_part(model)},
            {"services", services_part(model)},
            {"zones", zones_part(page)},
            {"places", places_part(page)},
            {"sites", page.sites},
            {"square_m", std::lround(page.square_m)},
            {"publish_min", publish_min_part(model.job)},
            {"partial_maps", partial_maps_part(model)},
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
