// [[demand]] of a job.
#include <algorithm>

#include "model/job/each_share.hpp"
#include "read/job/job_reading.hpp"
#include "read/presets/presets.hpp"
#include "read/presets/source_guess.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
bool looks_like_file(const std::string& text) {
    static const Names kEndings = {".gpkg", ".shp", ".geojson", ".json", ".fgb", ".zip", ".gml", ".kml", ".gz", ".csv", ".gdb"};
    return text.find('/') != std::string::npos || ends_with_one(text, kEndings);
}

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

/// One column, or several that are added up: the first into `column`, the others into `plus`.
void read_columns(const JobNode& node, const std::string& what, const std::string& format, model::AttributeSpec& spec,
                  JobFaults& faults) {
    if (node.kind != Kind::array) {
        spec.column = column_or_band(node, what, format, faults);
        return;
    }
    if (format == "raster")
        return faults.add(node, what + " is one band of the raster; add bands up in a raster of their own before");
    for (const std::string& column : read_texts(node, what, faults)) {
        if (spec.column.empty())
            spec.column = column;
        else
            spec.plus.push_back(column);
    }
}

model::AttributeSpec attribute_of(const JobMember& member, const std::string& format, JobFaults& faults) {
    model::AttributeSpec spec;
    spec.name = member.key;
    spec.label = {member.key, member.key};
    const std::string what = "attributes." + member.key;
    check_name(member.value, member.key, "the attribute", faults);
    if (member.value.kind != Kind::table) {
        read_columns(member.value, what, format, spec, faults);
        return spec;
    }
    JobTable table(member.value, what, faults);
    if (const JobNode* column = table.find("column"))
        read_columns(*column, what + ".column", format, spec, faults);
    else
        faults.add(member.value, what + " needs `column`; write " + member.key + " = { column = \"T\" }");
    spec.label = table.label("label", member.key);
    spec.unit = table.text("unit");
    table.finish();
    return spec;
}

void read_demand_columns(JobTable& demand, model::DemandSpec& spec, JobFaults& faults) {
    const JobNode& node = columns_node(demand);
    JobTable columns(node, "columns of [[demand]]", faults);
    spec.id_column = columns.text("id");
    spec.x_column = columns.text("x");
    spec.y_column = columns.text("y");
    if (const JobNode* size = columns.find("size")) {
        spec.size = read_number(*size, "columns.size", faults);
        if (spec.size && *spec.size <= 0) faults.add(*size, "columns.size is the side of a square, above 0");
    }
    // Of squares by x and y, where unsaid, they tell.
    spec.anchor = columns.word("anchor", {"centre", "lower-left"}, spec.x_column.empty() ? spec.anchor : "");
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
}

void read_spread(JobTable& demand, model::DemandSpec& spec, const Reading& reading) {
    if (const JobNode* land = demand.find("land")) {
        if (land->kind == Kind::table || looks_like_file(land->text))
            spec.land_polygons = read_source(*land, "`land`", reading.job.folder, reading.faults);
        else
            spec.land = read_text(*land, "`land`", reading.faults);
        if (spec.format == "raster" && !spec.land.empty())
            reading.faults.add(*land, "a raster has no column «" + spec.land + "»; give `land` a file of polygons");
    }
    const JobNode* node = demand.find("spread");
    const std::string word = demand.word("spread", {"cell", "land", "territory", "points"}, "");
    if (word == "cell") spec.spread = core::Spread::cell;
    if (word == "points") spec.spread = core::Spread::points;
    if (word == "territory") spec.spread = core::Spread::territory;
    if (word != "land") return;
    spec.spread = core::Spread::land;
    if (!demand.has("land") && spec.source.preset.empty())
        reading.faults.add(*node, "spread = \"land\" needs `land`; write land = \"LAND_SURFACE\" or a file of polygons");
}

}  // namespace

void read_demand(const JobNode& node, Reading& reading) {
    JobTable demand(node, "[[demand]]", reading.faults);
    model::DemandSpec spec;
    spec.source = read_source(demand, reading.job.folder, "source = \"population.tif\"");
    const Names presets = demand_preset_names();
    read_format(demand, presets, {"raster", "grid-squares", "points", "polygons"}, spec.format, spec.source.preset);
    const bool points = is_point_demand(spec);
    if (!points) read_demand_columns(demand, spec, reading.faults);
    if (const JobNode* attributes = demand.table("attributes")) {
        for (const JobMember& member : attributes->members)
            spec.attributes.push_back(attribute_of(member, spec.format, reading.faults));
    }
    if (points) {
        read_point_demand(demand, spec);
    } else {
        read_spread(demand, spec, reading);
        read_points(demand, spec, reading);
    }
    spec.imputed_column = demand.text("imputed");
    if (spec.format == "raster" && !spec.imputed_column.empty())
        reading.faults.add(*demand.find("imputed"), "a raster has no column «" + spec.imputed_column + "»; take `imputed` out");
    const JobNode* nodata = demand.find("nodata");
    if (nodata != nullptr) spec.nodata = read_nodata(*nodata, reading.faults);
    read_shares(demand, spec, reading);
    demand.not_yet("quantum", "take it out");
    demand.finish();
    const bool guess = spec.source.preset.empty() && !demand.has("attributes");
    const bool complete = fill_or_report(node, reading.faults, [&] { spec = guess ? guessed(spec) : filled(spec); });
    if (!spec.spread) spec.spread = spec.land.empty() && !spec.land_polygons ? core::Spread::cell : core::Spread::land;
    const JobNode* attributes = demand.find("attributes");
    if (complete && spec.attributes.empty() && (attributes == nullptr || attributes->kind == Kind::table))
        reading.faults.add(node,
                           "[[demand]] needs `attributes`; write attributes = { population = \"T\" }, or the number of a band");
    if (complete && spec.format == "grid-squares" && spec.id_column.empty() && spec.x_column.empty())
        reading.faults.add(node,
                           "grid squares need columns = { id = \"GRD_ID\" } or columns = { x = \"x\", y = \"y\", size = 1000 }");
    if (complete && nodata != nullptr && !spec.format.empty() && spec.format != "raster")
        reading.faults.add(*nodata, "`nodata` is for rasters; take it out");
    for (const model::AttributeSpec& attribute : spec.attributes)
        if (!reading.attributes.insert(attribute.name).second)
            reading.faults.add(node, "two demands have the attribute «" + attribute.name + "»; rename one");
    check_shares(node, spec, reading);
    if (reading.demands++ == 0)
        reading.job.demand = std::move(spec);
    else
        reading.job.other_demands.push_back(std::move(spec));
}

void check_reference(const JobNode& territory, const Reading& reading) {
    const JobNode* node = territory.find("reference");
    Names attributes(reading.attributes.begin(), reading.attributes.end());
    for (const std::string& share : model::share_names(reading.job)) std::erase(attributes, share);
    if (node == nullptr || attributes.empty()) return;
    for (const JobMember& member : node->members)
        check_word(member.value, member.key, attributes, "a key of reference", reading.faults);
}

}  // namespace covmap::read
