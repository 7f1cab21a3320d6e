// [[index]] of a job: its own criteria, or those of a ready set. docs/job.md, docs/methods/index.md.
#include <algorithm>
#include <cmath>

#include "model/job/each_share.hpp"
#include "read/job/index_sets.hpp"
#include "read/job/job_reading.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
using model::CriterionSpec;
using model::IndexScale;

constexpr double kLargest = 1e9;  ///< of a weight, an end of a range, a minimum

const std::vector<std::pair<std::string, IndexScale>>& scales() {
    static const std::vector<std::pair<std::string, IndexScale>> words = {{"rank", IndexScale::rank},
                                                                          {"decile", IndexScale::decile},
                                                                          {"zscore", IndexScale::zscore},
                                                                          {"minmax", IndexScale::minmax}};
    return words;
}

/// Every number of the wide table of the territory unit.
Names number_columns(const model::Job& job) {
    Names names = {"area_km2"}, measures = {"area_km2"};
    if (!job.demand.imputed_column.empty()) names.emplace_back("imputed_pct");
    for (const std::string& share : model::share_names(job)) {
        measures.push_back(share);
        names.push_back(share);
    }
    for (const model::DemandSpec* demand : model::demands_of(job))
        for (const model::AttributeSpec& attribute : demand->attributes) {
            measures.push_back(attribute.name);
            names.push_back(attribute.name);
        }
    for (const model::AccessSpec& access : job.access)
        for (const std::string& ending : kWayEndings) names.push_back(access.name + ending);
    for (const auto& [attribute, column] : job.territory.reference)
        for (const char* ending : {"_ref", "_gap_pct"}) names.push_back(attribute + ending);
    for (const model::IndicatorSpec& indicator : job.indicator)
        for (const std::string& measure : measures) {
            for (const std::string& ending : kFigureEndings) names.push_back(indicator.name + "_" + measure + ending);
            if (indicator.since.empty()) continue;
            for (const std::string& ending : kChangeEndings) names.push_back(indicator.name + "_" + measure + ending);
        }
    return names;
}

void check_column(const JobNode& at, const std::string& key, const std::string& name, const Reading& reading) {
    const Names known = number_columns(reading.job);
    if (name.empty() || holds(known, name)) return;
    const std::string near = did_you_mean(name, known);
    reading.faults.add(at, "`" + key + "` «" + name + "» is no number of the territories' table" +
                               (near.empty() ? "; name an attribute or a figure of an indicator, such as " + known.back() +
                                                   ", or give the table that has it: source = \"poverty.csv\""
                                             : near));
}

std::optional<std::pair<double, double>> read_range(const JobNode& node, const std::string& what, JobFaults& faults) {
    const auto number = [](const JobNode& item) {
        return (item.kind == Kind::integer || item.kind == Kind::real) && std::abs(item.real) <= kLargest;
    };
    if (node.kind == Kind::array && node.items.size() == 2 && number(node.items[0]) && number(node.items[1]) &&
        node.items[0].real < node.items[1].real)
        return std::pair(node.items[0].real, node.items[1].real);
    faults.add(node, what + " is a list of two numbers, the smaller first: [1, 10]");
    return std::nullopt;
}

void read_scale(JobTable& table, CriterionSpec& spec) {
    const JobNode* node = table.find("scale");
    if (node == nullptr) return;
    if (node->kind == Kind::array) {
        const auto ends = read_range(*node, "`scale`", table.faults());
        if (!ends) return;
        spec.scale = IndexScale::bounds;
        spec.least = ends->first;
        spec.most = ends->second;
        return;
    }
    Names words;
    for (const auto& [word, scale] : scales()) words.push_back(word);
    const std::string given = table.word("scale", words, "");
    for (const auto& [word, scale] : scales())
        if (word == given) spec.scale = scale;
}

void read_weight(JobTable& table, CriterionSpec& spec) {
    const JobNode* node = table.find("weight");
    if (node == nullptr) return;
    const auto weight = read_number(*node, "`weight`", table.faults());
    if (weight && *weight > 0 && *weight <= kLargest)
        spec.weight = *weight;
    else if (weight)
        table.faults().add(*node,
                           "`weight` is above 0; turn a criterion round with direction = \"low\", and leave out one that "
                           "counts for nothing");
}

/// Where the figures come from.
void read_figures(JobTable& table, CriterionSpec& spec, const Reading& reading) {
    JobFaults& faults = reading.faults;
    spec.column = table.required_text("column", "column = \"any_4g_population_pct\"");
    spec.of = table.text("of");
    if (spec.key.empty()) spec.key = spec.column;
    if (table.has("source")) {
        spec.source = read_source(table, reading.job.folder, "source = \"poverty.csv\"");
        spec.on = table.required_text("on", "on = \"code\", the column that holds the territory's code");
        spec.count = table.word("as", {"rate", "count"}, "rate") == "count";
        if (spec.count && spec.of.empty())
            faults.add(table.node(), "as = \"count\" needs what it is a part of; write of = \"population\"");
        if (spec.source->info.confidential)
            faults.add(*table.find("confidential"), "what is confidential cannot be a criterion: the run keeps its figures");
    } else {
        table.find("source");
        spec.count = !spec.of.empty();
        if (table.find("column") != nullptr) check_column(*table.find("column"), "column", spec.column, reading);
    }
    if (!spec.of.empty()) check_column(*table.find("of"), "of", spec.of, reading);
    if (table.has("direction"))
        spec.low = table.word("direction", {"high", "low"}, "high") == "low";
    else
        table.find("direction");
}

CriterionSpec read_criterion(const JobNode& node, const std::string& name, const Reading& reading) {
    JobTable table(node, name, reading.faults);
    CriterionSpec spec;
    spec.line = node.line;
    spec.key = table.text("name");
    read_figures(table, spec, reading);
    read_scale(table, spec);
    read_weight(table, spec);
    table.finish();
    return spec;
}

/// A list of criteria that are averaged first.
CriterionSpec read_group(JobTable& table, std::size_t number, const Reading& reading) {
    CriterionSpec spec;
    spec.line = table.node().line;
    spec.key = table.has("name") ? table.text("name") : "group " + std::to_string(number);
    table.find("name");
    spec.scale = IndexScale::none;
    read_scale(table, spec);
    read_weight(table, spec);
    for (const JobNode* inner : tables_of(table, "criteria", "criteria = [{ column = \"…\" }, { column = \"…\" }]")) {
        if (inner->find("criteria") != nullptr) {
            reading.faults.add(*inner, "a criterion of a group is no group itself; write its criteria beside it");
            continue;
        }
        spec.criteria.push_back(read_criterion(*inner, "a criterion of `criteria`", reading));
    }
    if (spec.criteria.empty()) reading.faults.add(table.node(), "`criteria` is empty; name at least one, or give a `column`");
    table.finish();
    return spec;
}

void read_criteria(JobTable& index, model::IndexSpec& spec, const Reading& reading) {
    for (const JobNode* node : tables_of(index, "criterion", "[[index.criterion]]")) {
        if (node->find("criteria") == nullptr) {
            spec.criteria.push_back(read_criterion(*node, "[[index.criterion]]", reading));
            continue;
        }
        JobTable table(*node, "[[index.criterion]]", reading.faults);
        spec.criteria.push_back(read_group(table, spec.criteria.size() + 1, reading));
    }
    if (spec.criteria.empty())
        reading.faults.add(index.node(),
                           "[[index]] needs criteria; write [[index.criterion]] with column = \"…\" below it, or "
                           "use = \"ifn\"");
}

/// Shares of who is served stand for who is not; counts of an attribute for their share of the first one.
void read_as_set_means(CriterionSpec& spec, const model::Job& job) {
    const auto is_of = [&](const model::IndicatorSpec& indicator) { return spec.column.starts_with(indicator.name + "_"); };
    const auto indicator = std::find_if(job.indicator.begin(), job.indicator.end(), is_of);
    if (indicator != job.indicator.end() && ends_with_one(spec.column, {"_pct", "_lo", "_hi"}))
        spec.low = !indicator->low_is_good;
    const std::vector<model::AttributeSpec>& attributes = job.demand.attributes;
    for (std::size_t a = 1; a < attributes.size(); ++a)
        if (spec.column == attributes[a].name) spec.of = attributes.front().name;
    if (!attributes.empty() && holds(model::share_names(job), spec.column)) spec.of = attributes.front().name;
    spec.count = !spec.of.empty();
}

/// One criterion of a set, as `columns` fills it: a column of the tables, or a table { source, on, column, of, as, direction }.
void fill(const JobNode& node, CriterionSpec& spec, const Reading& reading) {
    spec.line = node.line;
    if (node.kind == Kind::table) {
        JobTable table(node, "columns." + spec.key, reading.faults);
        read_figures(table, spec, reading);
        table.finish();
        return;
    }
    spec.column = read_text(node, "columns." + spec.key, reading.faults);
    check_column(node, spec.key, spec.column, reading);
    read_as_set_means(spec, reading.job);
}

/// Takes out of `criteria` what `columns` does not fill.
void fill_all(std::vector<CriterionSpec>& criteria, JobTable& columns, model::IndexSpec& spec, const Reading& reading) {
    std::vector<CriterionSpec> filled;
    for (CriterionSpec& one : criteria) {
        if (!one.criteria.empty()) {
            fill_all(one.criteria, columns, spec, reading);
            if (!one.criteria.empty()) filled.push_back(std::move(one));
        } else if (const JobNode* node = columns.find(one.key)) {
            fill(*node, one, reading);
            filled.push_back(std::move(one));
        } else {
            spec.unfilled.push_back(one.key);
        }
    }
    criteria = std::move(filled);
}

void use_set(JobTable& index, model::IndexSpec& spec, const Reading& reading) {
    const std::string name = index.word("use", index_sets(), "");
    if (const JobNode* own = index.find("criterion"))
        reading.faults.add(*own, "`use` brings its criteria; say with `columns` what fills them, or leave out `use`");
    JobTable columns(columns_node(index), "columns of [[index]]", reading.faults);
    if (name.empty()) return;
    spec = index_set(name);
    spec.use = name;
    fill_all(spec.criteria, columns, spec, reading);
    if (spec.criteria.empty()) {
        std::string keys;
        for (const std::string& key : spec.unfilled) keys += (keys.empty() ? "" : ", ") + key;
        reading.faults.add(index.node(), "use = \"" + name + "\" needs `columns` for at least one of its criteria: " + keys);
    }
    columns.finish();
}

void read_minimum(JobTable& index, model::IndexSpec& spec, const Reading& reading) {
    const JobNode* node = index.find("min_population");
    if (node == nullptr) return;
    const auto minimum = read_number(*node, "`min_population`", reading.faults);
    if (!minimum) return;
    if (*minimum < 0 || *minimum > kLargest)
        reading.faults.add(*node, "`min_population` is a number from 0 up");
    else if (reading.job.demand.attributes.empty())
        reading.faults.add(*node, "`min_population` counts the first attribute, and the demand has none; take it out");
    else
        spec.minimum = std::llround(*minimum * static_cast<double>(core::kWeightQuantaPerUnit));
}

}  // namespace

void read_index(const JobNode& node, Reading& reading) {
    JobTable index(node, "[[index]]", reading.faults);
    model::IndexSpec spec;
    const bool ready = index.find("use") != nullptr;
    if (ready)
        use_set(index, spec, reading);
    else
        read_criteria(index, spec, reading);
    spec.line = node.line;
    if (index.has("name") || !ready) spec.name = index.required_text("name", "name = \"fragility\"");
    const JobNode& at = index.find("name") == nullptr ? node : *index.find("name");
    if (!spec.name.empty()) check_name(at, spec.name, "the index", reading.faults);
    for (const model::IndexSpec& other : reading.job.index)
        if (other.name == spec.name && !spec.name.empty())
            reading.faults.add(at,
                               "the index «" + spec.name + "» is also in line " + std::to_string(other.line) + "; rename one");
    if (index.find("label") != nullptr || !ready) spec.label = index.label("label", spec.name);
    if (const JobNode* to = index.find("to"))
        if (const auto ends = read_range(*to, "`to`", reading.faults)) spec.to = ends;
    read_minimum(index, spec, reading);
    index.finish();
    reading.job.index.push_back(std::move(spec));
}

}  // namespace covmap::read
