// Premises in a job: [[demand]] of format «points», and `points` that share the people of squares.
#include <algorithm>

#include "read/files/field_text.hpp"
#include "read/job/job_reading.hpp"
#include "read/presets/presets.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;

/// The columns id, place, x, y of `columns`; `weight` where points share squares.
void read_premises_columns(JobTable& columns, model::PremisesSpec& spec, bool weight) {
    spec.id_column = columns.text("id");
    spec.place_column = columns.text("place");
    spec.x_column = columns.text("x");
    spec.y_column = columns.text("y");
    if (weight) spec.weight_column = columns.text("weight");
    columns.finish();
    if (spec.x_column.empty() != spec.y_column.empty()) columns.faults().add(columns.node(), "columns needs x and y together");
}

void check_places(const JobNode& at, const model::PremisesSpec& spec, JobFaults& faults) {
    if (spec.x_column.empty() && spec.source.preset.empty() && is_text_table(spec.source.given))
        faults.add(at, "points of a table need their coordinates; write columns = { x = \"x\", y = \"y\" }");
}

/// `size`, or `grid = { crs, size }`: the squares that points are counted on.
void read_grid(JobTable& demand, model::DemandSpec& spec) {
    const auto size_of = [&](JobTable& table, const std::string& what) {
        const JobNode* node = table.find("size");
        if (node == nullptr) return;
        if (spec.size) return table.faults().add(*node, "`size` stands both in [[demand]] and in its grid; keep one");
        spec.size = read_number(*node, what, table.faults());
        if (spec.size && *spec.size <= 0) table.faults().add(*node, what + " is the side of a square, above 0");
    };
    size_of(demand, "`size`");
    const JobNode* node = demand.table("grid");
    if (node == nullptr) return;
    JobTable grid(*node, "grid of [[demand]]", demand.faults());
    spec.grid_crs = grid.required_text("crs", "crs = \"EPSG:2154\"");
    size_of(grid, "grid.size");
    grid.finish();
}

}  // namespace

bool is_point_demand(const model::DemandSpec& spec) {
    const std::vector<std::string> presets = premises_preset_names();
    return spec.format == "points" ||
           (!spec.source.preset.empty() && std::find(presets.begin(), presets.end(), spec.source.preset) != presets.end());
}

void read_point_demand(JobTable& demand, model::DemandSpec& spec) {
    model::PremisesSpec points;
    JobTable columns(columns_node(demand), "columns of [[demand]]", demand.faults());
    read_premises_columns(columns, points, false);
    points.source = spec.source;
    check_places(demand.node(), points, demand.faults());
    spec.points = std::move(points);
    read_grid(demand, spec);
    for (const model::AttributeSpec& attribute : spec.attributes) {
        const bool digits = attribute.column.find_first_not_of("0123456789") == std::string::npos;
        if (digits && attribute.column != "1")
            demand.faults().add(demand.node(), "attributes." + attribute.name +
                                                   " of points is a column, or 1 to count them; got " + attribute.column);
    }
    if (spec.attributes.empty() && !demand.has("attributes") && spec.source.preset.empty())
        spec.attributes.push_back({"premises", "1", {"locaux", "premises"}, ""});
}

void read_points(JobTable& demand, model::DemandSpec& spec, const Reading& reading) {
    const JobNode* node = demand.find("points");
    const JobNode* spread = demand.find("spread");
    if (node == nullptr) {
        if (spec.spread == core::Spread::points)
            reading.faults.add(*spread,
                               "spread = \"points\" needs `points`; write points = { source = \"buildings.csv\", crs = "
                               "\"EPSG:4326\", columns = { x = \"lon\", y = \"lat\", weight = \"dwellings\" } }");
        return;
    }
    if (spec.spread && spec.spread != core::Spread::points)
        return reading.faults.add(*node, "`points` is for spread = \"points\"; take one of the two out");
    if (node->kind != Kind::table)
        return reading.faults.add(
            *node, "`points` is a table; write points = { source = \"buildings.csv\", columns = { x = \"lon\", y = \"lat\" } }");
    spec.spread = core::Spread::points;
    JobTable table(*node, "points of [[demand]]", reading.faults);
    model::PremisesSpec points;
    points.source = read_source(table, reading.job.folder, "source = \"buildings.csv\"");
    std::string plain;
    read_format(table, premises_preset_names(), {}, plain, points.source.preset);
    JobTable columns(columns_node(table), "columns of points", reading.faults);
    read_premises_columns(columns, points, true);
    table.finish();
    check_places(*node, points, reading.faults);
    fill_or_report(*node, reading.faults, [&] { points = filled(points); });
    spec.points = std::move(points);
}

}  // namespace covmap::read
