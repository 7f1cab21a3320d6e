// [[indicator]] of a job, and the ready sets of them.
#include <algorithm>
#include <cmath>

#include "model/indicator.hpp"
#include "read/job/indicator_sets.hpp"
#include "read/job/job_reading.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
Names keys_of(const std::map<std::string, std::string>& map) {
    Names keys;
    for (const auto& [key, value] : map) keys.push_back(key);
    return keys;
}

std::string trimmed_text(const std::string& text) {
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

struct Comparison {
    bool at_least = false;
    std::string name;  ///< empty after a fault
};

/// «>=X» or a bare name; other comparisons are reported.
Comparison comparison_of(const JobNode& node, const std::string& expression, const std::string& what, JobFaults& faults) {
    if (expression.compare(0, 2, ">=") == 0) {
        const std::string name = trimmed_text(expression.substr(2));
        if (name.empty()) faults.add(node, what + " \"" + expression + "\" names nothing after >=");
        return {true, name};
    }
    if (expression.find_first_of("<>=!") == std::string::npos) return {false, trimmed_text(expression)};
    faults.add(node, what + " takes a name or \">=\" and a name, not \"" + expression + "\"");
    return {};
}

void read_technology(JobTable& indicator, model::IndicatorSpec& spec, JobFaults& faults) {
    const JobNode* node = indicator.find("technology");
    const Names given = indicator.texts("technology");
    for (const std::string& expression : given) {
        const Comparison asked = comparison_of(*node, expression, "`technology`", faults);
        const std::string name = upper(asked.name);
        if (name.empty()) continue;
        if (!asked.at_least)
            spec.technologies.push_back(name);
        else if (given.size() > 1)
            faults.add(*node,
                       "`technology` is one name, a list of names, or one \">=\"; \"" + expression + "\" stands in a list");
        else if (check_word(*node, name, {"2G", "3G", "4G", "5G"}, "the technology after >=", faults))
            spec.technology_at_least = name;
    }
}

void read_level(JobTable& indicator, model::IndicatorSpec& spec, const Reading& reading) {
    const JobNode* node = indicator.find("level");
    const std::string expression = indicator.text("level");
    if (expression.empty()) return;
    const Comparison asked = comparison_of(*node, expression, "`level`", reading.faults);
    if (asked.name.empty()) return;
    (asked.at_least ? spec.level_at_least : spec.level_exact) = asked.name;
    Names levels;
    for (const model::SupplySpec& supply : reading.job.supply)
        for (const std::string& level : supply.levels)
            if (!holds(levels, level)) levels.push_back(level);
    if (levels.empty() && !reading.job.supply.empty())
        reading.faults.add(*node, "`level` asks for \"" + asked.name + "\", but no [[supply]] has `levels`");
    else if (!levels.empty())
        check_word(*node, asked.name, levels, "`level`", reading.faults);
}

/// Kinds of networks, and those of places that some supply has.
Names kinds_of(const Reading& reading) {
    Names kinds = kNetworkKinds;
    for (const model::SupplySpec& supply : reading.job.supply)
        if (!holds(kinds, supply.kind)) kinds.push_back(supply.kind);
    return kinds;
}

void read_vintage(JobTable& indicator, model::IndicatorSpec& spec, const Reading& reading) {
    spec.vintage = indicator.text("vintage");
    if (spec.vintage.empty() || reading.job.supply.empty()) return;
    Names vintages;
    for (const model::SupplySpec& supply : reading.job.supply)
        if (!supply.vintage.empty() && !holds(vintages, supply.vintage)) vintages.push_back(supply.vintage);
    if (vintages.empty())
        reading.faults.add(*indicator.find("vintage"),
                           "`vintage` asks for \"" + spec.vintage + "\", but no [[supply]] has a vintage");
    else
        check_word(*indicator.find("vintage"), spec.vintage, vintages, "`vintage`", reading.faults);
}

void read_operators(JobTable& indicator, model::IndicatorSpec& spec, JobFaults& faults) {
    spec.min = 1;
    const JobNode* node = indicator.table("operators");
    if (node == nullptr) return;
    JobTable operators(*node, "operators", faults);
    spec.all = operators.flag("all", false);
    const JobNode* min = operators.find("min");
    const JobNode* max = operators.find("max");
    if (min != nullptr) spec.min = read_count(*min, "operators.min", faults);
    if (max != nullptr) spec.max = read_count(*max, "operators.max", faults);
    operators.finish();
    if (min == nullptr && (max != nullptr || spec.all)) spec.min.reset();
    if (spec.all && (min != nullptr || max != nullptr))
        faults.add(*node, "operators has all = true and min or max; keep one of them");
    if (spec.min && spec.max && *spec.min > *spec.max)
        faults.add(*node, "operators.min is above operators.max; no place can meet it");
    if (spec.min == 0 && !spec.max) faults.add(*node, "operators.min = 0 is met everywhere; write 1, or max = 0 for nobody");
}

/// Operators that may count; aliases are replaced by their operator.
void read_of(JobTable& indicator, model::IndicatorSpec& spec, const Reading& reading) {
    for (const std::string& name : indicator.texts("of")) {
        const auto known = reading.canon.find(name);
        const std::string code = known == reading.canon.end() ? name : known->second;
        if (reading.own_market)
            check_word(*indicator.find("of"), name, keys_of(reading.canon), "an operator of `of`", reading.faults);
        if (!holds(spec.of, code)) spec.of.push_back(code);
    }
    if (spec.min && !spec.of.empty() && *spec.min > static_cast<int>(spec.of.size()))
        reading.faults.add(*indicator.find("of"), "operators.min is " + std::to_string(*spec.min) + ", but `of` names only " +
                                                      std::to_string(spec.of.size()) + "; no place can meet it");
}

/// «>=30», Mbit/s, in kbit/s.
std::int64_t speed_of(JobTable& indicator, const std::string& key, JobFaults& faults) {
    constexpr double kMostMbps = 1e9;
    const JobNode* node = indicator.find(key);
    if (node == nullptr) return 0;
    double mbps = 0;
    if (node->kind == Kind::integer || node->kind == Kind::real) {
        mbps = node->real;
    } else {
        const std::string expression = indicator.text(key);
        const std::string number = trimmed_text(expression.compare(0, 2, ">=") == 0 ? expression.substr(2) : expression);
        if (!parse_number(number, mbps)) mbps = 0;
    }
    if (mbps > 0 && mbps < kMostMbps) return std::llround(mbps * 1000);
    faults.add(*node, "`" + key + "` is a speed in Mbit/s, above 0; write " + key + " = \">=30\"");
    return 0;
}

void read_speed(JobTable& indicator, model::IndicatorSpec& spec, JobFaults& faults) {
    spec.down_kbps = speed_of(indicator, "down", faults);
    spec.up_kbps = speed_of(indicator, "up", faults);
    const JobNode* medium = indicator.find("medium");
    spec.medium = indicator.word("medium", {"wired", "terrestrial", "any"}, "any");
    if (medium != nullptr && spec.kind != "fixed")
        faults.add(*medium, "`medium` is of fixed networks; write kind = \"fixed\" beside it");
    spec.low_latency = indicator.word("latency", {"low"}, "") == "low";
}

/// A combination asks nothing itself.
void read_combination(JobTable& indicator, model::IndicatorSpec& spec, JobFaults& faults) {
    spec.all_of = indicator.texts("all_of");
    spec.any_of = indicator.texts("any_of");
    spec.none_of = indicator.texts("none_of");
    if (!spec.combines()) return;
    for (const std::string key :
         {"technology", "level", "service", "kind", "vintage", "nature", "operators", "of", "down", "up", "medium", "latency", "access"})
        if (indicator.has(key))
            faults.add(
                *indicator.find(key),
                "`" + key + "` stands beside all_of, any_of or none_of; ask it in an indicator of its own, and combine that one");
}

}  // namespace

void read_indicator(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable indicator(node, "[[indicator]]", faults);
    model::IndicatorSpec spec;
    spec.line = node.line;
    spec.name = indicator.required_text("name", "name = \"any_4g\"");
    if (!spec.name.empty()) check_name(*indicator.find("name"), spec.name, "the indicator", faults);
    for (const model::IndicatorSpec& other : reading.job.indicator)
        if (other.name == spec.name && !spec.name.empty())
            faults.add(*indicator.find("name"),
                       "the indicator «" + spec.name + "» is also in line " + std::to_string(other.line) + "; rename one");
    spec.label = indicator.label("label", spec.name);
    spec.label_not = indicator.label("label_not", "");
    read_combination(indicator, spec, faults);
    read_technology(indicator, spec, faults);
    read_level(indicator, spec, reading);
    spec.service = indicator.text("service");
    if (!spec.service.empty()) spec.service = service_of(*indicator.find("service"), spec.service, faults);
    spec.kind = indicator.word("kind", kinds_of(reading), "mobile");
    read_speed(indicator, spec, faults);
    read_vintage(indicator, spec, reading);
    spec.since = indicator.text("since");
    if (indicator.find("nature") != nullptr) {
        spec.nature = indicator.texts("nature");
        for (const std::string& nature : spec.nature) check_word(*indicator.find("nature"), nature, kNatures, "`nature`", faults);
    }
    read_operators(indicator, spec, faults);
    read_of(indicator, spec, reading);
    read_access_asked(indicator, spec, reading);
    spec.low_is_good = indicator.word("good", {"high", "low"}, "high") == "low";
    spec.allow_unknown = indicator.flag("allow_unknown", false);
    indicator.not_yet("count", "operators are counted one by one");
    indicator.finish();
    reading.job.indicator.push_back(std::move(spec));
}

void read_sets(const JobNode& node, Reading& reading) {
    Names known = indicator_sets();
    known.emplace_back(kInclusionSet);
    for (const std::string& name : read_texts(node, "`use`", reading.faults)) {
        if (!check_word(node, name, known, "an entry of `use`", reading.faults)) continue;
        for (model::IndicatorSpec& spec : indicator_set(name)) {
            spec.line = node.line;
            spec.from_set = true;
            reading.job.indicator.push_back(std::move(spec));
        }
    }
}

void check_combinations(const std::vector<const JobNode*>& nodes, const Reading& reading) {
    Names names;
    for (const model::IndicatorSpec& spec : reading.job.indicator) names.push_back(spec.name);
    bool known = true;
    for (const JobNode* node : nodes)
        for (const std::string key : {"all_of", "any_of", "none_of"}) {
            const JobNode* list = node->find(key);
            if (list == nullptr) continue;
            const std::vector<JobNode> one = {*list};
            for (const JobNode& item : list->kind == Kind::array ? list->items : one)
                if (item.kind == Kind::text)
                    known = check_word(item, item.text, names, "an indicator of " + key, reading.faults) && known;
        }
    if (!known || nodes.empty()) return;
    try {
        std::vector<model::IndicatorSpec> settled = reading.job.indicator;
        model::settle_combinations(settled);
    } catch (const core::Error& error) {
        reading.faults.add(*nodes.front(), error.what());
    }
}

}  // namespace covmap::read
