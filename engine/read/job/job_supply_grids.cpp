// [[supply]] on grids: numbers of operators by square, rasters of classes or of signal strength.
#include "read/job/job_supply_grids.hpp"

#include <limits>

#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;

/// «>=-85»; reported where it is none.
std::optional<double> threshold_of(const JobNode& node, const std::string& what, JobFaults& faults) {
    double value = 0;
    if (node.text.starts_with(">=") && parse_number(std::string_view(node.text).substr(2), value)) return value;
    faults.add(node, what + " is a class, a list of classes, or a threshold such as \">=-85\"");
    return std::nullopt;
}

model::RasterLevel level_of(const JobMember& member, JobFaults& faults) {
    model::RasterLevel level;
    level.level = member.key;
    const std::string what = "levels." + member.key;
    const auto add_class = [&](const JobNode& node) {
        if (const auto value = read_number(node, what, faults)) level.values.push_back(*value);
    };
    if (member.value.kind == Kind::text)
        level.at_least = threshold_of(member.value, what, faults);
    else if (member.value.kind == Kind::array)
        for (const JobNode& item : member.value.items) add_class(item);
    else
        add_class(member.value);
    return level;
}

/// The best is the strongest: written the other way round, the first would take everything.
void check_order(const JobNode& node, const std::vector<model::RasterLevel>& levels, JobFaults& faults) {
    double above = std::numeric_limits<double>::infinity();
    for (const model::RasterLevel& level : levels) {
        if (!level.at_least) continue;
        if (*level.at_least >= above)
            faults.add(node, "`levels` go from the best to the worst, thresholds falling; «" + level.level +
                                 "» is not below the one before");
        above = *level.at_least;
    }
}

}  // namespace

bool has_raster_levels(const JobTable& supply) {
    const JobNode* node = supply.node().find("levels");
    return node != nullptr && node->kind == Kind::table;
}

void read_raster_levels(JobTable& supply, model::SupplySpec& spec) {
    const JobNode& node = *supply.table("levels");
    for (const JobMember& member : node.members) {
        spec.raster_levels.push_back(level_of(member, supply.faults()));
        spec.levels.push_back(member.key);
    }
    check_order(node, spec.raster_levels, supply.faults());
}

void read_grid_keys(JobTable& supply, JobTable& columns, model::SupplySpec& spec) {
    JobFaults& faults = supply.faults();
    const bool counts = spec.format == model::SupplyFormat::counts, raster = spec.format == model::SupplyFormat::raster;
    spec.id_column = columns.text("id");
    spec.absent = supply.word("absent", {"none", "unknown"}, "");
    if (const JobNode* networks = supply.find("networks"))
        if (const auto count = read_count(*networks, "`networks`", faults)) {
            spec.networks = *count;
            if (*count < 1) faults.add(*networks, "`networks` is how many operators there are, 1 or more");
        }
    if (const JobNode* band = supply.find("band"))
        if (const auto number = read_count(*band, "`band`", faults)) spec.band = *number;
    if (const JobNode* nodata = supply.find("nodata")) {
        spec.nodata = read_nodata(*nodata, faults);
        if (!raster) faults.add(*nodata, "`nodata` is for rasters; take it out");
    }
    if (const JobNode* technologies = supply.find("technologies"))
        for (auto& [technology, column] : read_pairs(*technologies, "technologies", faults))
            spec.technologies.emplace_back(upper(technology), column);
    if (counts && !spec.operator_field.empty())
        faults.add(supply.node(), "numbers of operators have no names; take `operator` out");
    if (counts && (spec.id_column.empty() || spec.technologies.empty()))
        faults.add(
            supply.node(),
            "numbers of operators need columns = { id = \"square\" } and technologies = { \"4G\" = \"column of numbers\" }");
    if (raster && (spec.operator_field.constant.empty() || spec.technology.constant.empty()))
        faults.add(supply.node(), "a raster needs operator = \"…\" and technology = \"4G\", for all of it");
    if (raster && !spec.technologies.empty())
        faults.add(*supply.find("technologies"), "a raster has one technology; write technology = \"4G\"");
    if (raster && !spec.levels.empty() && spec.raster_levels.empty())
        faults.add(*supply.find("levels"),
                   "levels of a raster say which pixels mean them; write levels = { TBC = \">=-85\" } or { TBC = 3 }");
}

}  // namespace covmap::read
