// [[supply]] of a job.
#include <algorithm>

#include "read/files/field_text.hpp"
#include "read/job/job_reading.hpp"
#include "read/job/job_supply_grids.hpp"
#include "read/presets/presets.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
constexpr double kLargestRadiusKm = 300;

model::Field field_of(JobTable& supply, JobTable& columns, const std::string& key) {
    model::Field field{columns.text(key), supply.text(key)};
    if (supply.has(key) && columns.has(key))
        supply.faults().add(*supply.find(key), "`" + key + "` stands both as a column and as a constant; keep one");
    return field;
}

void read_levels(JobTable& supply, model::SupplySpec& spec, JobFaults& faults) {
    if (spec.format == model::SupplyFormat::raster && has_raster_levels(supply))
        read_raster_levels(supply, spec);
    else
        spec.levels = supply.texts("levels");
    for (const std::string word : {"covered", "none", "unknown"})
        if (holds(spec.levels, word))
            faults.add(*supply.find("levels"), "«" + word + "» is a word of the tables and no level; rename it");
    if (!spec.level.empty() && spec.levels.empty() && spec.source.preset.empty())
        faults.add(supply.node(), "`level` needs its scale, best first; write levels = [\"TBC\", \"BC\", \"CL\"]");
    if (!spec.level.constant.empty() && !spec.levels.empty())
        check_word(*supply.find("level"), spec.level.constant, spec.levels, "`level`", faults);
    spec.no_level = supply.text("no_level");
    if (spec.no_level.empty()) {
        if (!spec.levels.empty()) spec.no_level = spec.levels.back();
        return;
    }
    if (spec.levels.empty() && !spec.source.preset.empty()) return;  // the preset's scale: check_filled()
    Names words = spec.levels;
    words.push_back("unknown");
    if (spec.levels.empty())
        faults.add(*supply.find("no_level"),
                   "`no_level` needs `levels`; take it out or write levels = [\"TBC\", \"BC\", \"CL\"]");
    else
        check_word(*supply.find("no_level"), spec.no_level, words, "`no_level`", faults);
}

void read_radius(JobTable& supply, model::SupplySpec& spec, JobFaults& faults) {
    Names technologies;
    for (const auto& [technology, column] : spec.technologies) technologies.push_back(technology);
    if (!spec.technology.constant.empty()) technologies.push_back(spec.technology.constant);
    const JobNode* node = supply.find("radius_km");
    if (node == nullptr && !spec.source.preset.empty()) return;
    if (node == nullptr) return faults.add(supply.node(), "sites need `radius_km`; write radius_km = { \"4G\" = 4.0 }");
    const bool any_technology = !spec.source.preset.empty() || is_own_kind(spec.kind);
    if (node->kind != Kind::table) {
        if (technologies.empty() && any_technology) technologies.emplace_back();
        if (technologies.empty()) faults.add(*node, "`radius_km` is a table; write radius_km = { \"4G\" = 4.0 }");
        if (const auto radius = read_number(*node, "`radius_km`", faults))
            for (const std::string& technology : technologies) spec.radius_km[technology] = *radius;
    } else {
        for (const JobMember& member : node->members) {
            const auto radius = read_number(member.value, "radius_km." + member.key, faults);
            if (radius) spec.radius_km[upper(member.key)] = *radius;
            if (!technologies.empty() && !any_technology)
                check_word(member.value, upper(member.key), technologies, "a key of radius_km", faults);
        }
        for (const std::string& technology : technologies)
            if (!any_technology && node->find(technology) == nullptr && !spec.radius_km.contains(technology))
                faults.add(*node, "`radius_km` says nothing of " + technology + "; write \"" + technology + "\" = 4.0");
    }
    for (const auto& [technology, radius] : spec.radius_km)
        if (radius <= 0 || radius > kLargestRadiusKm)
            faults.add(*node, "the radius" + (technology.empty() ? std::string() : " of " + technology) +
                                  " is above 0 and at most 300 km; is it in metres?");
}

void read_sites(JobTable& supply, JobTable& columns, model::SupplySpec& spec, JobFaults& faults) {
    spec.x_column = columns.text("x");
    spec.y_column = columns.text("y");
    if (spec.format == model::SupplyFormat::sites) spec.id_column = columns.text("id");
    const JobNode* technologies = supply.find("technologies");
    if (technologies != nullptr)
        for (auto& [technology, column] : read_pairs(*technologies, "technologies", faults))
            spec.technologies.emplace_back(upper(technology), column);
    if (!spec.source.preset.empty()) return read_radius(supply, spec, faults);
    if (spec.format == model::SupplyFormat::polygons) {
        for (const std::string key : {"technologies", "radius_km"})
            if (const JobNode* node = supply.find(key)) faults.add(*node, "`" + key + "` is for sites; write format = \"sites\"");
        if (!spec.x_column.empty() || !spec.y_column.empty())
            faults.add(supply.node(), "columns x and y are for sites; write format = \"sites\"");
        if (spec.technology.empty() && !is_own_kind(spec.kind))
            faults.add(supply.node(), "[[supply]] needs `technology`, in columns or as technology = \"4G\"");
        return;
    }
    if (spec.x_column.empty() != spec.y_column.empty()) faults.add(supply.node(), "columns needs x and y together");
    if (spec.x_column.empty() && spec.y_column.empty() && is_text_table(spec.source.given))
        faults.add(supply.node(), "sites of a table need their coordinates; write columns = { x = \"x\", y = \"y\" }");
    if (technologies != nullptr && !spec.technology.empty())
        faults.add(*technologies, "sites take `technologies` or `technology`; keep one");
    if (technologies == nullptr && spec.technology.empty() && !is_own_kind(spec.kind))
        faults.add(supply.node(), "sites need technologies = { \"4G\" = \"flag column\" }, or technology = \"4G\"");
    read_radius(supply, spec, faults);
}

/// A kind of networks, or one of places of its own; a slip of the pen is none.
std::string read_kind(JobTable& supply, JobFaults& faults) {
    const JobNode* node = supply.find("kind");
    if (node == nullptr) return {};
    const std::string kind = supply.text("kind");
    if (kind.empty() || holds(kNetworkKinds, kind)) return kind;
    if (!did_you_mean(kind, kNetworkKinds).empty()) {
        check_word(*node, kind, kNetworkKinds, "`kind`", faults);
        return {};
    }
    check_name(*node, kind, "the kind", faults);
    return kind;
}

/// What a preset has filled in: nothing that its readers need may be missing.
void check_filled(const JobNode& node, const model::SupplySpec& spec, JobFaults& faults) {
    const std::string& preset = spec.source.preset;
    if (!spec.no_level.empty() && spec.no_level != "unknown" && !holds(spec.levels, spec.no_level))
        check_word(node, spec.no_level, spec.levels, "`no_level`", faults);
    if (spec.format == model::SupplyFormat::polygons && !spec.radius_km.empty())
        faults.add(node, "`radius_km` is for sites; " + preset + " are polygons");
    if (spec.format != model::SupplyFormat::sites) return;
    if (spec.radius_km.empty())
        return faults.add(
            node,
            preset + " are points, and how far they reach is your model: write radius_km = { \"4G\" = 4.0 }, or one number");
    for (const auto& [technology, column] : spec.technologies)
        if (!spec.radius_km.contains(technology) && !spec.radius_km.contains(""))
            faults.add(node, "`radius_km` says nothing of " + technology + "; write \"" + technology + "\" = 4.0");
}

/// What is the same for every record where the job and its preset are silent.
void fill_defaults(model::SupplySpec& spec) {
    if (spec.kind.empty()) spec.kind = "mobile";
    if (spec.nature.empty()) spec.nature = "claimed";
    if (spec.no_level.empty() && !spec.levels.empty()) spec.no_level = spec.levels.back();
    if (!is_own_kind(spec.kind)) return;
    if (spec.operator_field.empty()) spec.operator_field.constant = spec.kind;
    if (spec.technology.empty() && spec.technologies.empty()) spec.technology.constant = upper(spec.kind);
}

}  // namespace

void read_extent(JobTable& table, model::ExtentSpec& extent, const Reading& reading) {
    const JobNode* node = table.find("extent");
    if (node == nullptr) return;
    if (node->kind == Kind::text && (node->text == "everywhere" || node->text == "box" || node->text == "hull")) {
        extent.word = node->text;
        return;
    }
    if (node->kind != Kind::table || node->find("source") != nullptr) {
        extent.polygons = read_source(*node, "`extent`", reading.job.folder, reading.faults);
        return;
    }
    extent.parents = read_lists(*node, "`extent`", reading.faults);
    check_territory_kinds(*node, extent.parents, "`extent`", reading);
}

std::string service_of(const JobNode& node, const std::string& given, JobFaults& faults) {
    if (given.empty()) return {};
    const std::string word = upper(given) == "VOIX" ? "voice" : given;
    return check_word(node, word, {"voice", "data"}, "`service`", faults) ? word : "";
}

void read_supply(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable supply(node, "[[supply]]", faults);
    model::SupplySpec spec;
    spec.entry = reading.supplies++;
    spec.source = read_source(supply, reading.job.folder, "source = \"coverage/*.gpkg\"");
    spec.date = spec.source.info.date;
    std::string format;
    read_format(supply, supply_preset_names(), {"polygons", "sites", "records", "raster", "operator-counts"}, format,
                spec.source.preset);
    if (format == "sites") spec.format = model::SupplyFormat::sites;
    if (format == "records") spec.format = model::SupplyFormat::records;
    if (format == "raster") spec.format = model::SupplyFormat::raster;
    if (format == "operator-counts") spec.format = model::SupplyFormat::counts;
    const bool counts = spec.format == model::SupplyFormat::counts || spec.source.preset == "bnetza-grid";
    JobTable columns(columns_node(supply), "columns of [[supply]]", faults);
    spec.operator_field = field_of(supply, columns, "operator");
    spec.technology = field_of(supply, columns, "technology");
    spec.technology.constant = upper(spec.technology.constant);
    spec.service = field_of(supply, columns, "service");
    if (!spec.service.constant.empty())
        spec.service.constant = service_of(*supply.find("service"), spec.service.constant, faults);
    spec.level = field_of(supply, columns, "level");
    const bool preset = !spec.source.preset.empty();
    spec.kind = read_kind(supply, faults);
    if (spec.operator_field.empty() && !preset && !counts && !is_own_kind(spec.kind))
        faults.add(node, "[[supply]] needs `operator`, in columns or as operator = \"Orange\"");
    read_levels(supply, spec, faults);
    const bool records = spec.format == model::SupplyFormat::records;
    if (counts || spec.format == model::SupplyFormat::raster) {
        read_grid_keys(supply, columns, spec);
    } else {
        if (records || preset) read_offer_columns(supply, columns, spec);
        if (!records) read_sites(supply, columns, spec, faults);
    }
    read_words(supply, columns, spec);
    columns.finish();
    spec.nature = supply.word("nature", kNatures, "");
    spec.vintage = supply.text("vintage");
    if (records) check_records(supply, spec);
    read_extent(supply, spec.extent, reading);
    for (const std::string key : {"network", "speed"}) supply.not_yet(key, "take it out");
    supply.finish();
    fill_or_report(node, faults, [&] {
        for (model::SupplySpec& made : filled(spec)) {
            if (made.extent.by_outline() && made.format != model::SupplyFormat::polygons &&
                made.format != model::SupplyFormat::sites)
                faults.add(node,
                           "extent = \"" + made.extent.word +
                               "\" is of polygons and sites; say where this supply speaks by parents or by a file of polygons");
            if (preset) check_filled(node, made, faults);
            fill_defaults(made);
            reading.job.supply.push_back(std::move(made));
        }
    });
}

}  // namespace covmap::read
