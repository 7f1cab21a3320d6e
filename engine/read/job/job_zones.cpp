// The sections of a job that ask for places on the map: zones, places, and what is too small to be published.
#include <algorithm>
#include <cmath>

#include "read/files/field_text.hpp"
#include "read/job/job_reading.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
constexpr double kLargestMinimum = 1e9;  ///< units of the attribute
constexpr double kLargestAreaKm2 = 1e7;

/// A number of at least 0 with no more decimals than its quanta, as quanta. Below 2^53 quanta, so that the nearest whole number
/// of them, divided again, is the number itself exactly where the text had no further decimals.
std::optional<std::int64_t> quanta_of(const JobNode& node, const std::string& what, std::int64_t per_unit, double largest,
                                      JobFaults& faults) {
    const std::optional<double> number = read_number(node, what, faults);
    if (!number) return std::nullopt;
    const auto unit = static_cast<double>(per_unit);
    if (*number < 0 || *number > largest) {
        faults.add(node, what + " is a number from 0 to " + std::to_string(static_cast<std::int64_t>(largest)));
        return std::nullopt;
    }
    const std::int64_t quanta = std::llround(*number * unit);
    if (static_cast<double>(quanta) / unit == *number) return quanta;
    const auto decimals = static_cast<int>(std::lround(std::log10(unit)));
    faults.add(node, what + " has at most " + std::to_string(decimals) + " decimals");
    return std::nullopt;
}

Names attributes_of(const model::Job& job) {
    Names names;
    for (const model::AttributeSpec& attribute : job.demand.attributes) names.push_back(attribute.name);
    return names;
}

/// The table's `name`, and no other of `made` has it.
template <class Spec>
void check_new_name(JobTable& table, const Spec& spec, const std::vector<Spec>& made, const std::string& what) {
    if (spec.name.empty()) return;
    const JobNode& at = table.has("name") ? *table.find("name") : table.node();
    check_name(at, spec.name, what, table.faults());
    for (const Spec& other : made)
        if (other.name == spec.name)
            table.faults().add(at, what + " «" + spec.name + "» are also in line " + std::to_string(other.line) +
                                       (table.has("name") ? "; rename one" : "; give one a name, such as name = \"schools\""));
}

void read_fails(JobTable& zones, model::ZonesSpec& spec, const model::Job& job) {
    Names indicators;
    for (const model::IndicatorSpec& indicator : job.indicator) indicators.push_back(indicator.name);
    spec.fails = zones.required_text("fails", "fails = \"any_4g\", an indicator of the job");
    if (spec.fails.empty()) return;
    if (indicators.empty())
        zones.faults().add(*zones.find("fails"), "`fails` names an indicator, and the job has none; write an [[indicator]]");
    else
        check_word(*zones.find("fails"), spec.fails, indicators, "`fails`", zones.faults());
}

void read_bounds(JobTable& zones, model::ZonesSpec& spec, const Reading& reading) {
    JobFaults& faults = reading.faults;
    if (const JobNode* node = zones.find("minimum"))
        spec.minimum = quanta_of(*node, "`minimum`", core::kWeightQuantaPerUnit, kLargestMinimum, faults).value_or(spec.minimum);
    if (const JobNode* node = zones.find("max_km2"))
        spec.max_area = quanta_of(*node, "`max_km2`", core::kAreaQuantaPerKm2, kLargestAreaKm2, faults).value_or(spec.max_area);
    const auto departement = std::find(reading.kinds.begin(), reading.kinds.end(), "departement");
    if (reading.kinds.size() > 1) spec.within = departement != reading.kinds.end() ? *departement : reading.kinds[1];
    if (reading.kinds.empty()) {
        zones.find("within");  // without territories, which is a fault of its own
        return;
    }
    Names words = reading.kinds;
    words.emplace_back("all");
    spec.within = zones.word("within", words, spec.within);
}

void read_detail(JobTable& zones, model::ZonesSpec& spec) {
    const JobNode* node = zones.find("detail");
    if (node == nullptr) return;
    const bool known =
        node->kind == Kind::integer && (node->integer == 1 || node->integer == 2 || node->integer == 4 || node->integer == 8);
    if (known)
        spec.detail = static_cast<int>(node->integer);
    else
        zones.faults().add(*node, "`detail` is 1, 2, 4 or 8: the sub-cells along a side of a cell");
}

}  // namespace

void read_zones(const JobNode& node, Reading& reading) {
    JobTable zones(node, "[[zones]]", reading.faults);
    model::ZonesSpec spec;
    spec.line = node.line;
    spec.name = zones.required_text("name", "name = \"no_4g\"");
    check_new_name(zones, spec, reading.job.zones, "the zones");
    spec.label = zones.label("label", spec.name);
    read_fails(zones, spec, reading.job);
    const Names attributes = attributes_of(reading.job);
    if (attributes.empty())
        zones.find("attribute");  // a demand without attributes is a fault of its own
    else if (!zones.has("attribute") || !refuse_share(*zones.find("attribute"), zones.text("attribute"), "zones", reading))
        spec.attribute = zones.word("attribute", attributes, attributes.front());
    read_bounds(zones, spec, reading);
    spec.all_cells = zones.word("cells", {"inhabited", "all"}, "inhabited") == "all";
    read_detail(zones, spec);
    zones.finish();
    reading.job.zones.push_back(std::move(spec));
}

void read_places(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable places(node, "[[places]]", faults);
    model::PlacesSpec spec;
    spec.line = node.line;
    spec.source = read_source(places, reading.job.folder, "source = \"schools.csv\"");
    if (places.find("name") != nullptr) spec.name = places.text("name");
    check_new_name(places, spec, reading.job.places, "the places");
    spec.label = places.label("label", spec.name);
    JobTable columns(columns_node(places), "columns of [[places]]", faults);
    spec.id_column = columns.text("id");
    spec.name_column = columns.text("name");
    spec.x_column = columns.text("x");
    spec.y_column = columns.text("y");
    columns.finish();
    if (spec.x_column.empty() != spec.y_column.empty()) faults.add(node, "columns needs x and y together");
    if (spec.x_column.empty() && spec.y_column.empty() && is_text_table(spec.source.given))
        faults.add(node, "places of a table need their coordinates; write columns = { x = \"lon\", y = \"lat\" }");
    places.finish();
    reading.job.places.push_back(std::move(spec));
}

void read_context(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable context(node, "[[context]]", faults);
    model::ContextSpec spec;
    spec.line = node.line;
    spec.source = read_source(context, reading.job.folder, "source = \"rivers.gpkg\"");
    if (spec.source.info.confidential)
        faults.add(*context.find("confidential"),
                   "what is confidential cannot be a background: it would be published with every map");
    spec.name = context.required_text("name", "name = \"rivers\"");
    check_new_name(context, spec, reading.job.context, "the context");
    spec.label = context.label("label", spec.name);
    spec.kind = context.word("kind", {"water", "road", "railway", "built", "other"}, spec.kind);
    JobTable columns(columns_node(context), "columns of [[context]]", faults);
    spec.name_column = columns.text("name");
    columns.finish();
    context.finish();
    reading.job.context.push_back(std::move(spec));
}

void read_publish_min(const JobNode& node, Reading& reading) {
    const Names attributes = attributes_of(reading.job);
    for (const JobMember& member : node.members) {
        if (refuse_share(member.value, member.key, "publish_min", reading)) continue;
        if (!attributes.empty() && !check_word(member.value, member.key, attributes, "a key of publish_min", reading.faults))
            continue;
        const auto quanta =
            quanta_of(member.value, "publish_min." + member.key, core::kWeightQuantaPerUnit, kLargestMinimum, reading.faults);
        if (quanta) reading.job.publish_min[member.key] = *quanta;
    }
}

void check_since(const std::vector<const JobNode*>& nodes, const Reading& reading) {
    const std::vector<model::IndicatorSpec>& all = reading.job.indicator;
    Names names;
    for (const model::IndicatorSpec& indicator : all) names.push_back(indicator.name);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const model::IndicatorSpec& now = all[i];
        if (now.since.empty()) continue;
        const JobNode& at = *nodes[i]->find("since");
        if (now.since == now.name) {
            reading.faults.add(at, "`since` names the indicator itself; name that of the earlier vintage");
            continue;
        }
        if (!check_word(at, now.since, names, "`since`", reading.faults)) continue;
        const auto earlier = std::find_if(all.begin(), all.end(), [&](const auto& other) { return other.name == now.since; });
        if (earlier->vintage == now.vintage)
            reading.faults.add(at, "`since` needs another vintage: «" + now.name + "» and «" + now.since + "» both look at " +
                                       (now.vintage.empty() ? "supplies without vintage" : "\"" + now.vintage + "\"") +
                                       "; write vintage = \"2023\" in one and vintage = \"2024\" in the other");
    }
}

}  // namespace covmap::read
