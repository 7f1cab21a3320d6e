// [[measurement]] of a job: tests of the networks, held against what is claimed.
#include <algorithm>
#include <cmath>

#include "read/files/field_text.hpp"
#include "read/job/job_reading.hpp"
#include "read/presets/presets_measurement.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
constexpr std::int64_t kLeastSquare_m = 200, kLargestSquare_m = 100000;
const Names kSituations = {"outdoors", "indoors", "in_vehicle", "in_train"};
const Names kTestFields = {"operator", "technology", "service", "situation", "success"};
const Names kMeasuredFields = {"down", "up", "latency", "signal"};

model::Field column_or_constant(JobTable& measurement, JobTable& columns, const std::string& key) {
    model::Field field{columns.text(key), measurement.text(key)};
    if (measurement.has(key) && columns.has(key))
        measurement.faults().add(*measurement.find(key), "`" + key + "` stands both as a column and as a constant; keep one");
    return field;
}

void read_test_columns(JobTable& measurement, model::MeasurementSpec& spec) {
    JobTable columns(columns_node(measurement), "columns of [[measurement]]", measurement.faults());
    model::MeasurementColumns& c = spec.columns;
    spec.operator_field = column_or_constant(measurement, columns, "operator");
    spec.technology = column_or_constant(measurement, columns, "technology");
    spec.technology.constant = upper(spec.technology.constant);
    spec.service = column_or_constant(measurement, columns, "service");
    spec.situation = column_or_constant(measurement, columns, "situation");
    spec.success_column = columns.text("success");
    const std::pair<const char*, std::string*> plain[] = {{"x", &c.x},
                                                          {"y", &c.y},
                                                          {"quadkey", &c.quadkey},
                                                          {"id", &c.id},
                                                          {"device", &c.device},
                                                          {"date", &c.date},
                                                          {"cluster", &c.cluster},
                                                          {"accuracy", &c.accuracy},
                                                          {"down", &c.down},
                                                          {"up", &c.up},
                                                          {"signal", &c.signal},
                                                          {"latency", &c.latency},
                                                          {"tests", &c.tests},
                                                          {"devices", &c.devices},
                                                          {"mnc", &c.mnc}};
    for (const auto& [key, column] : plain) *column = columns.text(key);
    columns.finish();
    JobFaults& faults = measurement.faults();
    if (c.x.empty() != c.y.empty()) faults.add(measurement.node(), "columns needs x and y together");
    if (!c.quadkey.empty() && !c.x.empty()) faults.add(measurement.node(), "columns has `quadkey`, and x and y; keep one");
    if (!spec.service.constant.empty())
        spec.service.constant = service_of(*measurement.find("service"), spec.service.constant, faults);
    if (!spec.situation.constant.empty())
        check_word(*measurement.find("situation"), spec.situation.constant, kSituations, "`situation`", faults);
}

/// { operator = { "F SFR" = "20810" } }
void read_test_values(JobTable& measurement, model::MeasurementSpec& spec) {
    const JobNode* node = measurement.table("values");
    if (node == nullptr) return;
    JobFaults& faults = measurement.faults();
    for (const JobMember& member : node->members) {
        if (!check_word(member.value, member.key, kTestFields, "a key of `values`", faults)) continue;
        for (auto& [published, ours] : read_pairs(member.value, "values." + member.key, faults)) {
            const JobNode& at = *member.value.find(published);
            if (member.key == "situation") check_word(at, ours, kSituations, "a situation", faults);
            if (member.key == "success") check_word(at, ours, {"yes", "no"}, "an outcome", faults);
            std::string word = member.key == "technology" ? upper(ours) : ours;
            if (member.key == "service") word = service_of(at, word, faults);
            spec.values[member.key][published] = word;
        }
    }
}

std::string column_of(const model::MeasurementColumns& columns, const std::string& field) {
    if (field == "down") return columns.down;
    if (field == "up") return columns.up;
    return field == "latency" ? columns.latency : columns.signal;
}

/// «>=3», «<=100»
void add_outcome_rule(const JobMember& member, model::MeasurementSpec& spec, JobFaults& faults) {
    const std::string text = read_text(member.value, "success." + member.key, faults);
    model::OutcomeRule rule{member.key, text.starts_with(">="), 0};
    std::size_t used = 0;
    try {
        if (rule.at_least || text.starts_with("<=")) rule.value = std::stod(text.substr(2), &used);
    } catch (const std::logic_error&) {
        used = 0;
    }
    if (used == 0 || used + 2 != text.size())
        return faults.add(member.value,
                          "`success." + member.key + "` is at least or at most a number; write \">=3\" or \"<=100\"");
    spec.success.push_back(rule);
}

void read_success(JobTable& measurement, model::MeasurementSpec& spec) {
    const JobNode* node = measurement.table("success");
    if (node == nullptr) return;
    JobFaults& faults = measurement.faults();
    if (!spec.success_column.empty()) faults.add(*node, "`success` stands both as a column and as a rule; keep one");
    for (const JobMember& member : node->members) {
        if (member.key == "missing") {
            const std::string word = read_text(member.value, "success.missing", faults);
            if (check_word(member.value, word, {"fails", "unknown"}, "`success.missing`", faults))
                spec.missing_fails = word == "fails";
            continue;
        }
        if (!check_word(member.value, member.key, kMeasuredFields, "a key of `success`", faults)) continue;
        if (spec.source.preset.empty() && column_of(spec.columns, member.key).empty())
            faults.add(member.value, "`success` asks for `" + member.key + "`, and columns names none; write columns = { " +
                                         member.key + " = \"…\" }");
        add_outcome_rule(member, spec, faults);
    }
}

void read_reliability(JobTable& measurement, model::MeasurementSpec& spec) {
    const JobNode* node = measurement.find("reliability");
    if (node == nullptr) return;
    JobFaults& faults = measurement.faults();
    if (node->kind != Kind::array && node->kind != Kind::table)
        return faults.add(*node, "`reliability` is a list of rules; write reliability = [{ min = 98, over_km2 = 1000 }]");
    const std::vector<JobNode> one = {*node};
    for (const JobNode& item : node->kind == Kind::array ? node->items : one) {
        JobTable rule(item, "a rule of `reliability`", faults);
        model::ReliabilityRule made;
        const JobNode* minimum = rule.find("min");
        if (minimum == nullptr) faults.add(item, "a rule of `reliability` needs `min`, per cent of the tests");
        if (minimum != nullptr) made.min_pct = read_number(*minimum, "`min`", faults).value_or(50);
        if (minimum != nullptr && (made.min_pct <= 0 || made.min_pct >= 100))
            faults.add(*minimum, "`min` is a share above 0 and below 100 %");
        if (const JobNode* over = rule.find("over_km2")) made.over_km2 = read_number(*over, "`over_km2`", faults).value_or(0);
        rule.finish();
        spec.reliability.push_back(made);
    }
    std::stable_sort(spec.reliability.begin(), spec.reliability.end(),
                     [](const auto& a, const auto& b) { return a.over_km2 > b.over_km2; });
}

/// A whole number from `least` to `most`.
std::int64_t whole(JobTable& table, const std::string& key, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
    const JobNode* node = table.find(key);
    if (node == nullptr) return otherwise;
    const auto number = read_count(*node, "`" + key + "`", table.faults());
    if (!number) return otherwise;
    if (*number < least || *number > most)
        table.faults().add(*node,
                           "`" + key + "` is a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return *number;
}

void read_limits(JobTable& measurement, model::MeasurementSpec& spec) {
    JobFaults& faults = measurement.faults();
    spec.months = static_cast<int>(whole(measurement, "months", spec.months, 0, 1200));
    if (const JobNode* node = measurement.find("accuracy_m")) {
        spec.accuracy_m = read_number(*node, "`accuracy_m`", faults).value_or(0);
        if (spec.accuracy_m < 0 || spec.accuracy_m > 10000)
            faults.add(*node, "`accuracy_m` is a distance from 0 to 10000 metres");
    }
    spec.square_m = whole(measurement, "squares_m", 0, 0, kLargestSquare_m);
    if (spec.square_m != 0 && spec.square_m < kLeastSquare_m)
        faults.add(*measurement.find("squares_m"),
                   "squares of tests are no finer than 200 m, so that nobody is found by them; write squares_m = 200 or more");
    spec.min_devices = spec.source.preset == "arcep-qos" ? 0 : spec.min_devices;
    if (const JobNode* node = measurement.table("publish_min")) {
        JobTable least(*node, "publish_min of [[measurement]]", faults);
        spec.min_tests = whole(least, "tests", spec.min_tests, 1, 1000000);
        spec.min_devices = whole(least, "devices", spec.min_devices, 0, 1000000);
        least.finish();
    }
}

void read_filters(JobTable& measurement, model::MeasurementSpec& spec, const Reading& reading) {
    JobFaults& faults = measurement.faults();
    if (const JobNode* where = measurement.find("where")) spec.where = read_lists(*where, "where", faults);
    const JobNode* extent = measurement.find("extent");
    if (extent == nullptr) return;
    if (extent->kind != Kind::table || extent->find("source") != nullptr)
        return faults.add(*extent, "`extent` of [[measurement]] names territories; write extent = { departement = [\"46\"] }");
    spec.extent = read_lists(*extent, "extent", faults);
    check_territory_kinds(*extent, spec.extent, "extent", reading);
}

void check_complete(JobTable& measurement, const model::MeasurementSpec& spec) {
    JobFaults& faults = measurement.faults();
    const model::MeasurementColumns& c = spec.columns;
    if (c.x.empty() && c.quadkey.empty() && is_text_table(spec.source.given))
        faults.add(measurement.node(), "tests of a table need their coordinates; write columns = { x = \"lon\", y = \"lat\" }");
    if (spec.beside) return;
    if (spec.operator_field.empty() || spec.technology.empty())
        faults.add(measurement.node(),
                   "tests are held against the claims of an operator and a technology: name both, as columns or as constants "
                   "(technology = \"4G\" is what was tested), or write beside = true");
    if (spec.success_column.empty() && spec.success.empty() && !measurement.has("success"))
        faults.add(measurement.node(),
                   "[[measurement]] does not say which tests succeeded; write columns = { success = \"…\" }, "
                   "success = { down = \">=3\" }, or beside = true");
}

}  // namespace

void read_measurement(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable measurement(node, "[[measurement]]", faults);
    model::MeasurementSpec spec;
    spec.line = node.line;
    spec.name = measurement.required_text("name", "name = \"tests\"");
    if (!spec.name.empty()) check_name(*measurement.find("name"), spec.name, "the measurement", faults);
    for (const model::MeasurementSpec& other : reading.job.measurement)
        if (other.name == spec.name && !spec.name.empty())
            faults.add(node,
                       "the measurement «" + spec.name + "» is also in line " + std::to_string(other.line) + "; rename one");
    spec.label = measurement.label("label", spec.name);
    spec.source = read_source(measurement, reading.job.folder, "source = \"tests.csv\"");
    if (!measurement.has("confidential")) spec.source.info.confidential = true;
    std::string plain;
    read_format(measurement, measurement_preset_names(), {"tests"}, plain, spec.source.preset);
    read_test_columns(measurement, spec);
    read_test_values(measurement, spec);
    read_success(measurement, spec);
    const std::string unit = measurement.word("speed_unit", {"Mbit/s", "kbit/s", "bit/s"}, "Mbit/s");
    spec.mbps_per_unit = unit == "Mbit/s" ? 1 : unit == "kbit/s" ? 1e-3 : 1e-6;
    read_filters(measurement, spec, reading);
    read_limits(measurement, spec);
    spec.claim_situation = measurement.word("claim_situation", kSituations, spec.claim_situation);
    spec.beside = measurement.flag("beside", false);
    read_reliability(measurement, spec);
    measurement.finish();
    if (!spec.source.preset.empty() && !fill_or_report(node, faults, [&] { fill_measurement(spec); })) return;
    if (!spec.columns.tests.empty()) spec.beside = true;
    if ((!spec.columns.x.empty() || !spec.columns.quadkey.empty()) && spec.source.crs.empty()) spec.source.crs = "EPSG:4326";
    check_complete(measurement, spec);
    reading.job.measurement.push_back(std::move(spec));
}

}  // namespace covmap::read
