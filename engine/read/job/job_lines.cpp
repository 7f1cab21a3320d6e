// [[lines]] of a job: roads and railways that are measured.
#include <algorithm>
#include <cmath>

#include "read/job/job_reading.hpp"

namespace covmap::read {
namespace {

constexpr double kMostMetres = 1e6;

/// Metres with at most three decimals, as mm.
void read_metres(JobTable& lines, const std::string& key, std::int64_t& mm) {
    const JobNode* node = lines.find(key);
    if (node == nullptr) return;
    const auto metres = read_number(*node, "`" + key + "`", lines.faults());
    if (!metres) return;
    if (*metres < 0 || *metres > kMostMetres)
        lines.faults().add(*node, "`" + key + "` is a length in metres, from 0 to 1000000; write " + key + " = 250");
    else
        mm = std::llround(*metres * 1000);
}

void read_standards(JobTable& lines, model::LinesSpec& spec, const model::Job& job) {
    Names indicators;
    for (const model::IndicatorSpec& indicator : job.indicator) indicators.push_back(indicator.name);
    const JobNode* node = lines.find("fails");
    if (node == nullptr) {
        spec.fails = indicators;
        return;
    }
    spec.fails = lines.texts("fails");
    for (const std::string& name : spec.fails)
        if (indicators.empty())
            lines.faults().add(*node, "`fails` names an indicator, and the job has none; write an [[indicator]]");
        else
            check_word(*node, name, indicators, "`fails`", lines.faults());
}

void check_line_name(JobTable& lines, const model::LinesSpec& spec, const model::Job& job) {
    if (spec.name.empty()) return;
    check_name(*lines.find("name"), spec.name, "the lines", lines.faults());
    for (const model::LinesSpec& other : job.lines)
        if (other.name == spec.name)
            lines.faults().add(*lines.find("name"),
                               "the lines «" + spec.name + "» are also in line " + std::to_string(other.line) + "; rename one");
}

}  // namespace

void read_lines(const JobNode& node, Reading& reading) {
    JobTable lines(node, "[[lines]]", reading.faults);
    model::LinesSpec spec;
    spec.line = node.line;
    spec.source = read_source(lines, reading.job.folder, "source = \"roads.gpkg\"");
    if (spec.source.info.confidential)
        reading.faults.add(*lines.find("confidential"),
                           "what is confidential cannot be measured along: its stretches would be published");
    spec.name = lines.required_text("name", "name = \"roads\"");
    check_line_name(lines, spec, reading.job);
    spec.label = lines.label("label", spec.name);
    JobTable columns(columns_node(lines), "columns of [[lines]]", reading.faults);
    spec.id_column = columns.text("id");
    spec.name_column = columns.text("name");
    spec.class_column = columns.text("class");
    columns.finish();
    if (const JobNode* where = lines.find("where")) spec.where = read_lists(*where, "where", reading.faults);
    read_standards(lines, spec, reading.job);
    read_metres(lines, "join_m", spec.join_mm);
    read_metres(lines, "minimum_m", spec.minimum_mm);
    lines.finish();
    reading.job.lines.push_back(std::move(spec));
}

}  // namespace covmap::read
