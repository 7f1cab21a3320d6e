// The sections of a job that say what goes in: demand, territory, supply.
#include <algorithm>
#include <set>

#include "read/job_reading.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
using Names = std::vector<std::string>;

constexpr double kLargestRadiusKm = 300;

bool holds(const Names& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

// ---- demand

/// A column name, or the number of a band.
std::string column_or_band(const JobNode& node, const std::string& what, const std::string& format, JobFaults& faults) {
    std::string column =
        node.kind == Kind::integer && node.option.empty() ? std::to_string(node.integer) : read_text(node, what, faults);
    const bool digits = !column.empty() && column.size() < 6 && column.find_first_not_of("0123456789") == std::string::npos;
    const bool band = digits && std::stoi(column) >= 1;
    if (!column.empty() && ((format == "raster" && !band) || (node.kind == Kind::integer && !band)))
        faults.add(node, what + " is the number of a band, from 1; got " + column);
    return column;
}

core::AttributeSpec attribute_of(const JobMember& member, const std::string& format, JobFaults& faults) {
    core::AttributeSpec spec;
    spec.name = member.key;
    spec.label = {member.key, member.key};
    const std::string what = "attributes." + member.key;
    check_name(member.value, member.key, "the attribute", faults);
    if (member.value.kind != Kind::table) {
        spec.column = column_or_band(member.value, what, format, faults);
        return spec;
    }
    JobTable table(member.value, what, faults);
    if (const JobNode* column = table.find("column"))
        spec.column = column_or_band(*column, what + ".column", format, faults);
    else
        faults.add(member.value, what + " needs `column`; write " + member.key + " = { column = \"T\" }");
    spec.label = table.label("label", member.key);
    spec.unit = table.text("unit");
    table.finish();
    return spec;
}

void read_demand_columns(JobTable& demand, core::DemandSpec& spec, JobFaults& faults) {
    const JobNode& node = columns_node(demand);
    JobTable columns(node, "columns of [[demand]]", faults);
    spec.id_column = columns.text("id");
    spec.x_column = columns.text("x");
    spec.y_column = columns.text("y");
    if (const JobNode* size = columns.find("size")) {
        spec.size = read_number(*size, "columns.size", faults);
        if (spec.size && *spec.size <= 0) faults.add(*size, "columns.size is the side of a square, above 0");
    }
    spec.anchor = columns.word("anchor", {"centre", "lower-left"}, spec.anchor);
    const std::string crs = columns.text("crs");
    if (!crs.empty() && !spec.source.crs.empty())
        faults.add(node, "`crs` stands both in [[demand]] and in its columns; keep one");
    if (spec.source.crs.empty()) spec.source.crs = crs;
    columns.finish();

    if (spec.x_column.empty() != spec.y_column.empty()) faults.add(node, "columns needs x and y together");
    if (!spec.id_column.empty() && !spec.x_column.empty()) faults.add(node, "columns has id and x, y; keep one of the two");
    if (!spec.x_column.empty() && columns.find("size") == nullptr)
        faults.add(node, "columns x and y need the side of the squares; write size = 1000");
    if (spec.format == "raster" && demand.has("columns")) faults.add(node, "a raster has no columns; take `columns` out");
    if (spec.format == "grid-squares" && spec.id_column.empty() && spec.x_column.empty())
        faults.add(demand.node(),
                   "grid squares need columns = { id = \"GRD_ID\" } or columns = { x = \"x\", y = \"y\", size = 1000 }");
}

bool ends_with_one(const std::string& text, const Names& endings) {
    return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) { return text.ends_with(ending); });
}

bool looks_like_file(const std::string& text) {
    static const Names kEndings = {".gpkg", ".shp", ".geojson", ".json", ".fgb", ".zip", ".gml", ".kml", ".gz", ".csv", ".gdb"};
    return text.find('/') != std::string::npos || ends_with_one(text, kEndings);
}

void read_spread(JobTable& demand, core::DemandSpec& spec, const Reading& reading) {
    if (const JobNode* land = demand.find("land")) {
        if (land->kind == Kind::table || looks_like_file(land->text))
            spec.land_polygons = read_source(*land, "`land`", reading.job.folder, reading.faults);
        else
            spec.land = read_text(*land, "`land`", reading.faults);
        if (spec.format == "raster" && !spec.land.empty())
            reading.faults.add(*land, "a raster has no column «" + spec.land + "»; give `land` a file of polygons");
    }
    spec.spread = demand.has("land") ? core::Spread::land : core::Spread::cell;
    const JobNode* node = demand.find("spread");
    if (node != nullptr && node->text == "points")
        return reading.faults.add(*node, "spread = \"points\" is not supported yet; use cell, land or territory");
    const std::string word = demand.word("spread", {"cell", "land", "territory"}, "");
    if (word == "cell") spec.spread = core::Spread::cell;
    if (word == "territory") spec.spread = core::Spread::territory;
    if (word != "land") return;
    spec.spread = core::Spread::land;
    if (!demand.has("land"))
        reading.faults.add(*node, "spread = \"land\" needs `land`; write land = \"LAND_SURFACE\" or a file of polygons");
}

// ---- territory

void read_parents(JobTable& territory, core::TerritorySpec& spec, JobFaults& faults) {
    const JobNode* parents = territory.table("parents");
    if (parents == nullptr) return;
    for (const JobMember& member : parents->members) {
        check_name(member.value, member.key, "the parent", faults);
        if (member.key == spec.unit) faults.add(member.value, "the parent «" + member.key + "» is the unit itself");
        if (member.value.kind != Kind::table) {
            faults.add(member.value, "parents." + member.key + " is a table; write " + member.key + " = { code = \"column\" }");
            continue;
        }
        JobTable parent(member.value, "parents." + member.key, faults);
        const std::string code = parent.required_text("code", member.key + " = { code = \"column\" }");
        spec.parents.push_back({member.key, code, parent.text("name")});
        parent.finish();
    }
}

void read_joins(JobTable& territory, core::TerritorySpec& spec, const Reading& reading) {
    std::set<std::string> seen;
    for (const JobNode* node :
         tables_of(territory, "join", "join = [{ source = \"more.csv\", on = \"code\", columns = { … } }]")) {
        JobTable join(*node, "join", reading.faults);
        core::JoinSpec made;
        made.source = read_source(join, reading.job.folder, "source = \"more.csv\"");
        made.on = join.required_text("on", "on = \"code\", the column that holds the territory's code");
        if (const JobNode* columns = join.find("columns"))
            made.columns = read_pairs(*columns, "columns", reading.faults);
        else
            reading.faults.add(*node, "join needs `columns`; write columns = { region = \"region\" }");
        for (const auto& [name, column] : made.columns)
            if (!seen.insert(name).second) reading.faults.add(*node, "two joins make the column «" + name + "»; rename one");
        join.finish();
        spec.joins.push_back(std::move(made));
    }
}

// ---- supply

core::Field field_of(JobTable& supply, JobTable& columns, const std::string& key) {
    core::Field field{columns.text(key), supply.text(key)};
    if (supply.has(key) && columns.has(key))
        supply.faults().add(*supply.find(key), "`" + key + "` stands both as a column and as a constant; keep one");
    return field;
}

void read_levels(JobTable& supply, core::SupplySpec& spec, JobFaults& faults) {
    spec.levels = supply.texts("levels");
    for (const std::string word : {"covered", "none", "unknown"})
        if (holds(spec.levels, word))
            faults.add(*supply.find("levels"), "«" + word + "» is a word of the tables and no level; rename it");
    if (!spec.level.empty() && spec.levels.empty())
        faults.add(supply.node(), "`level` needs its scale, best first; write levels = [\"TBC\", \"BC\", \"CL\"]");
    if (!spec.level.constant.empty() && !spec.levels.empty())
        check_word(*supply.find("level"), spec.level.constant, spec.levels, "`level`", faults);
    spec.no_level = supply.text("no_level");
    if (spec.no_level.empty()) {
        if (!spec.levels.empty()) spec.no_level = spec.levels.back();
        return;
    }
    Names words = spec.levels;
    words.push_back("unknown");
    if (spec.levels.empty())
        faults.add(*supply.find("no_level"),
                   "`no_level` needs `levels`; take it out or write levels = [\"TBC\", \"BC\", \"CL\"]");
    else
        check_word(*supply.find("no_level"), spec.no_level, words, "`no_level`", faults);
}

void read_radius(JobTable& supply, core::SupplySpec& spec, JobFaults& faults) {
    Names technologies;
    for (const auto& [technology, column] : spec.technologies) technologies.push_back(technology);
    if (!spec.technology.constant.empty()) technologies.push_back(spec.technology.constant);
    const JobNode* node = supply.find("radius_km");
    if (node == nullptr) return faults.add(supply.node(), "sites need `radius_km`; write radius_km = { \"4G\" = 4.0 }");
    if (node->kind != Kind::table) {
        if (technologies.empty()) faults.add(*node, "`radius_km` is a table; write radius_km = { \"4G\" = 4.0 }");
        if (const auto radius = read_number(*node, "`radius_km`", faults))
            for (const std::string& technology : technologies) spec.radius_km[technology] = *radius;
    } else {
        for (const JobMember& member : node->members) {
            const auto radius = read_number(member.value, "radius_km." + member.key, faults);
            if (radius) spec.radius_km[upper(member.key)] = *radius;
            if (!technologies.empty()) check_word(member.value, upper(member.key), technologies, "a key of radius_km", faults);
        }
        for (const std::string& technology : technologies)
            if (node->find(technology) == nullptr && !spec.radius_km.contains(technology))
                faults.add(*node, "`radius_km` says nothing of " + technology + "; write \"" + technology + "\" = 4.0");
    }
    for (const auto& [technology, radius] : spec.radius_km)
        if (radius <= 0 || radius > kLargestRadiusKm)
            faults.add(*node, "the radius of " + technology + " is above 0 and at most 300 km; is it in metres?");
}

void read_sites(JobTable& supply, JobTable& columns, core::SupplySpec& spec, JobFaults& faults) {
    spec.x_column = columns.text("x");
    spec.y_column = columns.text("y");
    const JobNode* technologies = supply.find("technologies");
    if (technologies != nullptr)
        for (auto& [technology, column] : read_pairs(*technologies, "technologies", faults))
            spec.technologies.emplace_back(upper(technology), column);
    if (spec.format == core::SupplyFormat::polygons) {
        for (const std::string key : {"technologies", "radius_km"})
            if (const JobNode* node = supply.find(key)) faults.add(*node, "`" + key + "` is for sites; write format = \"sites\"");
        if (!spec.x_column.empty() || !spec.y_column.empty())
            faults.add(supply.node(), "columns x and y are for sites; write format = \"sites\"");
        if (spec.technology.empty())
            faults.add(supply.node(), "[[supply]] needs `technology`, in columns or as technology = \"4G\"");
        return;
    }
    if (spec.x_column.empty() != spec.y_column.empty()) faults.add(supply.node(), "columns needs x and y together");
    if (spec.x_column.empty() && spec.y_column.empty() && is_text_table(spec.source.given))
        faults.add(supply.node(), "sites of a table need their coordinates; write columns = { x = \"x\", y = \"y\" }");
    if (technologies != nullptr && !spec.technology.empty())
        faults.add(*technologies, "sites take `technologies` or `technology`; keep one");
    if (technologies == nullptr && spec.technology.empty())
        faults.add(supply.node(), "sites need technologies = { \"4G\" = \"flag column\" }, or technology = \"4G\"");
    read_radius(supply, spec, faults);
}

void read_extent(JobTable& supply, core::SupplySpec& spec, const Reading& reading) {
    const JobNode* node = supply.find("extent");
    if (node == nullptr) return;
    if (node->kind != Kind::table || node->find("source") != nullptr) {
        spec.extent.polygons = read_source(*node, "`extent`", reading.job.folder, reading.faults);
        return;
    }
    spec.extent.parents = read_lists(*node, "`extent`", reading.faults);
    check_territory_kinds(*node, spec.extent.parents, "`extent`", reading);
}

}  // namespace

const JobNode& columns_node(JobTable& table) {
    static const JobNode kNone;
    const JobNode* node = table.table("columns");
    return node == nullptr ? kNone : *node;
}

bool is_text_table(const std::string& path) {
    return ends_with_one(path, {".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz", ".csv.zip"});
}

std::vector<const JobNode*> tables_of(JobTable& parent, const std::string& key, const std::string& shown) {
    std::vector<const JobNode*> tables;
    const JobNode* node = parent.find(key);
    if (node == nullptr) return tables;
    if (node->kind != Kind::array) {
        parent.faults().add(*node, "`" + key + "` is a list of tables; write " + shown);
        return tables;
    }
    for (const JobNode& item : node->items) {
        if (item.kind == Kind::table)
            tables.push_back(&item);
        else
            parent.faults().add(item, "`" + key + "` is a list of tables; write " + shown);
    }
    return tables;
}

void check_territory_kinds(const JobNode& at, const std::map<std::string, Names>& lists, const std::string& what,
                           const Reading& reading) {
    if (reading.kinds.empty()) return;
    for (const auto& [kind, codes] : lists) {
        const JobNode* node = at.find(kind);
        check_word(node == nullptr ? at : *node, kind, reading.kinds, "a key of " + what, reading.faults);
    }
}

std::string service_of(const JobNode& node, const std::string& given, JobFaults& faults) {
    if (given.empty()) return {};
    const std::string word = upper(given) == "VOIX" ? "voice" : given;
    return check_word(node, word, {"voice", "data"}, "`service`", faults) ? word : "";
}

void read_demand(const JobNode& node, Reading& reading) {
    JobTable demand(node, "[[demand]]", reading.faults);
    core::DemandSpec& spec = reading.job.demand;
    spec.source = read_source(demand, reading.job.folder, "source = \"population.tif\"");
    spec.format = demand.word("format", {"raster", "grid-squares"}, "");
    read_demand_columns(demand, spec, reading.faults);
    if (const JobNode* attributes = demand.table("attributes")) {
        for (const JobMember& member : attributes->members)
            spec.attributes.push_back(attribute_of(member, spec.format, reading.faults));
    }
    if (!demand.has("attributes") || (spec.attributes.empty() && demand.find("attributes")->kind == Kind::table))
        reading.faults.add(node,
                           "[[demand]] needs `attributes`; write attributes = { population = \"T\" }, or the number of a band");
    read_spread(demand, spec, reading);
    for (const std::string key : {"points", "quantum"}) demand.not_yet(key, "take it out");
    demand.finish();
}

void read_territory(const JobNode& node, Reading& reading) {
    JobTable territory(node, "[[territory]]", reading.faults);
    core::TerritorySpec& spec = reading.job.territory;
    if (const JobNode* unit = territory.find("unit")) {
        spec.unit = territory.text("unit");
        if (!spec.unit.empty()) check_name(*unit, spec.unit, "the unit", reading.faults);
    }
    spec.source = read_source(territory, reading.job.folder, "source = \"communes.gpkg\"");
    JobTable columns(columns_node(territory), "columns of [[territory]]", reading.faults);
    if (columns.find("code") == nullptr)
        reading.faults.add(node,
                           "[[territory]] needs the column of its codes; write columns = { code = \"code\", name = \"name\" }");
    spec.code_column = columns.text("code");
    spec.name_column = columns.text("name");
    columns.finish();
    read_parents(territory, spec, reading.faults);
    read_joins(territory, spec, reading);
    if (const JobNode* reference = territory.find("reference"))
        spec.reference = read_pairs(*reference, "reference", reading.faults);
    territory.finish();
    reading.kinds.push_back(spec.unit);
    for (const core::ParentSpec& parent : spec.parents) reading.kinds.push_back(parent.kind);
}

void check_reference(const JobNode& territory, const Reading& reading) {
    const JobNode* node = territory.find("reference");
    Names attributes;
    for (const core::AttributeSpec& a : reading.job.demand.attributes) attributes.push_back(a.name);
    if (node == nullptr || attributes.empty()) return;
    for (const JobMember& member : node->members)
        check_word(member.value, member.key, attributes, "a key of reference", reading.faults);
}

void read_supply(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable supply(node, "[[supply]]", faults);
    core::SupplySpec spec;
    spec.source = read_source(supply, reading.job.folder, "source = \"coverage/*.gpkg\"");
    spec.date = spec.source.info.date;
    if (supply.word("format", {"polygons", "sites"}, "polygons") == "sites") spec.format = core::SupplyFormat::sites;
    JobTable columns(columns_node(supply), "columns of [[supply]]", faults);
    spec.operator_field = field_of(supply, columns, "operator");
    spec.technology = field_of(supply, columns, "technology");
    spec.technology.constant = upper(spec.technology.constant);
    spec.service = field_of(supply, columns, "service");
    if (!spec.service.constant.empty())
        spec.service.constant = service_of(*supply.find("service"), spec.service.constant, faults);
    spec.level = field_of(supply, columns, "level");
    if (spec.operator_field.empty()) faults.add(node, "[[supply]] needs `operator`, in columns or as operator = \"Orange\"");
    read_levels(supply, spec, faults);
    read_sites(supply, columns, spec, faults);
    columns.finish();
    spec.nature = supply.word("nature", kNatures, "claimed");
    spec.kind = supply.word("kind", kNetworkKinds, "mobile");
    spec.vintage = supply.text("vintage");
    read_extent(supply, spec, reading);
    for (const std::string key : {"network", "speed"}) supply.not_yet(key, "take it out");
    supply.finish();
    reading.job.supply.push_back(std::move(spec));
}

}  // namespace covmap::read
