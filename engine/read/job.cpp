// The job as a whole: what is asked and what comes out, what must hold between sections, and the public functions.
#include "read/job.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/error.hpp"
#include "read/job_reading.hpp"
#include "read/job_toml.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
using Names = std::vector<std::string>;

bool holds(const Names& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

Names keys_of(const std::map<std::string, std::string>& map) {
    Names keys;
    for (const auto& [key, value] : map) keys.push_back(key);
    return keys;
}

// ---- market

void read_aliases(const JobNode& node, core::MarketSpec& spec, Reading& reading) {
    spec.aliases = read_lists(node, "aliases", reading.faults);
    for (const auto& [code, others] : spec.aliases) {
        const JobNode& at = *node.find(code);
        check_word(at, code, spec.operators, "a key of aliases", reading.faults);
        for (const std::string& other : others) {
            const auto [known, fresh] = reading.canon.emplace(other, code);
            if (!fresh && known->second != code)
                reading.faults.add(at,
                                   "«" + other + "» already stands for " + known->second + "; an alias belongs to one operator");
        }
    }
}

void read_market(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable market(node, "[[market]]", faults);
    core::MarketSpec spec;
    spec.line = node.line;
    if (const JobNode* where = market.find("where")) {
        spec.where = read_lists(*where, "where", faults);
        check_territory_kinds(*where, spec.where, "where", reading);
    }
    spec.operators = market.texts("operators");
    if (!market.has("operators")) faults.add(node, "[[market]] needs `operators`; write operators = [\"20801\", \"20810\"]");
    for (const std::string& code : spec.operators) {
        const auto [known, fresh] = reading.canon.emplace(code, code);
        if (!fresh && known->second != code)
            faults.add(*market.find("operators"), "«" + code + "» is an alias of " + known->second + "; name that one");
    }
    if (const JobNode* aliases = market.find("aliases")) read_aliases(*aliases, spec, reading);
    if (const JobNode* names = market.find("names")) {
        for (auto& [code, name] : read_pairs(*names, "names", faults)) {
            check_word(*names->find(code), code, spec.operators, "a key of names", faults);
            spec.names[code] = name;
        }
    }
    if (const JobNode* merged = market.find("merged")) {
        for (auto& [old, code] : read_pairs(*merged, "merged", faults)) {
            const JobNode& at = *merged->find(old);
            check_word(at, code, spec.operators, "merged." + old, faults);
            if (holds(spec.operators, old)) faults.add(at, "«" + old + "» is merged into " + code + "; take it out of operators");
            spec.merged[old] = code;
        }
    }
    market.not_yet("count", "operators are counted one by one");
    market.finish();
    if (spec.where.empty())
        for (const core::MarketSpec& other : reading.job.market)
            if (other.where.empty())
                faults.add(node, "two [[market]] hold everywhere (the other in line " + std::to_string(other.line) +
                                     "); write where = { departement = [\"974\"] } in one");
    reading.job.market.push_back(std::move(spec));
}

// ---- indicator

std::string trimmed(const std::string& text) {
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
        const std::string name = trimmed(expression.substr(2));
        if (name.empty()) faults.add(node, what + " \"" + expression + "\" names nothing after >=");
        return {true, name};
    }
    if (expression.find_first_of("<>=!") == std::string::npos) return {false, trimmed(expression)};
    faults.add(node, what + " takes a name or \">=\" and a name, not \"" + expression + "\"");
    return {};
}

void read_technology(JobTable& indicator, core::IndicatorSpec& spec, JobFaults& faults) {
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

void read_level(JobTable& indicator, core::IndicatorSpec& spec, const Reading& reading) {
    const JobNode* node = indicator.find("level");
    const std::string expression = indicator.text("level");
    if (expression.empty()) return;
    const Comparison asked = comparison_of(*node, expression, "`level`", reading.faults);
    if (asked.name.empty()) return;
    (asked.at_least ? spec.level_at_least : spec.level_exact) = asked.name;
    Names levels;
    for (const core::SupplySpec& supply : reading.job.supply)
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
    for (const core::SupplySpec& supply : reading.job.supply)
        if (!holds(kinds, supply.kind)) kinds.push_back(supply.kind);
    return kinds;
}

void read_vintage(JobTable& indicator, core::IndicatorSpec& spec, const Reading& reading) {
    spec.vintage = indicator.text("vintage");
    if (spec.vintage.empty() || reading.job.supply.empty()) return;
    Names vintages;
    for (const core::SupplySpec& supply : reading.job.supply)
        if (!supply.vintage.empty() && !holds(vintages, supply.vintage)) vintages.push_back(supply.vintage);
    if (vintages.empty())
        reading.faults.add(*indicator.find("vintage"),
                           "`vintage` asks for \"" + spec.vintage + "\", but no [[supply]] has a vintage");
    else
        check_word(*indicator.find("vintage"), spec.vintage, vintages, "`vintage`", reading.faults);
}

void read_operators(JobTable& indicator, core::IndicatorSpec& spec, JobFaults& faults) {
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
void read_of(JobTable& indicator, core::IndicatorSpec& spec, const Reading& reading) {
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

void read_indicator(const JobNode& node, Reading& reading) {
    JobFaults& faults = reading.faults;
    JobTable indicator(node, "[[indicator]]", faults);
    core::IndicatorSpec spec;
    spec.line = node.line;
    spec.name = indicator.required_text("name", "name = \"any_4g\"");
    if (!spec.name.empty()) check_name(*indicator.find("name"), spec.name, "the indicator", faults);
    for (const core::IndicatorSpec& other : reading.job.indicator)
        if (other.name == spec.name && !spec.name.empty())
            faults.add(*indicator.find("name"),
                       "the indicator «" + spec.name + "» is also in line " + std::to_string(other.line) + "; rename one");
    spec.label = indicator.label("label", spec.name);
    read_technology(indicator, spec, faults);
    read_level(indicator, spec, reading);
    spec.service = indicator.text("service");
    if (!spec.service.empty()) spec.service = service_of(*indicator.find("service"), spec.service, faults);
    spec.kind = indicator.word("kind", kinds_of(reading), "mobile");
    read_vintage(indicator, spec, reading);
    spec.since = indicator.text("since");
    if (indicator.find("nature") != nullptr) {
        spec.nature = indicator.texts("nature");
        for (const std::string& nature : spec.nature) check_word(*indicator.find("nature"), nature, kNatures, "`nature`", faults);
    }
    read_operators(indicator, spec, faults);
    read_of(indicator, spec, reading);
    spec.low_is_good = indicator.word("good", {"high", "low"}, "high") == "low";
    indicator.not_yet("count", "operators are counted one by one");
    indicator.finish();
    reading.job.indicator.push_back(std::move(spec));
}

// ---- output, only

void read_output(const JobNode& node, Reading& reading) {
    JobTable output(node, "[output]", reading.faults);
    core::OutputSpec& spec = reading.job.output;
    if (output.find("folder") != nullptr) spec.folder = output.text("folder");
    if (const JobNode* formats = output.find("formats")) {
        spec.formats = output.texts("formats");
        for (const std::string& format : spec.formats)
            check_word(*formats, format, {"csv", "geojson", "gpkg", "fgb", "tif"}, "`formats`", reading.faults);
    }
    spec.crs = output.text("crs");
    spec.language = output.word("language", {"fr", "en"}, spec.language);
    spec.keep = output.word("keep", {"cells"}, "");
    output.finish();
}

// ---- the whole

/// The only [[key]] of the job; null, reported, when there is none.
const JobNode* the_one(JobTable& root, const std::string& key, const std::string& several, const std::string& none) {
    const std::vector<const JobNode*> tables = tables_of(root, key, "[[" + key + "]]");
    if (tables.size() > 1) root.faults().add(*tables[1], several);
    if (!root.has(key)) root.faults().add(1, none);
    return tables.empty() ? nullptr : tables.front();
}

void read_version(JobTable& root, core::Job& job) {
    const JobNode* version = root.find("version");
    if (version == nullptr) return root.faults().add(1, "the job does not say its version; write version = 1 at the top");
    if (version->kind != Kind::integer || version->integer != 1)
        root.faults().add(*version, "this covmap reads jobs of version 1; write version = 1");
    job.version = 1;
}

}  // namespace

core::Job job_of(const JobNode& tree, const std::string& path, JobFaults& faults) {
    namespace fs = std::filesystem;
    Reading reading{{}, faults, {}, {}, 0, false};
    reading.job.path = path;
    reading.job.folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path().string() : ".";
    JobTable root(tree, "the job", faults);
    read_version(root, reading.job);
    reading.job.name = root.has("name") ? root.text("name") : fs::path(path).stem().string();
    root.find("name");
    const JobNode* territory = the_one(
        root, "territory", "a second [[territory]] set is not supported yet; make it a parent of the first, or a job of its own",
        "the job has no territories; write one [[territory]] with source and columns");
    if (territory != nullptr) read_territory(*territory, reading);
    const JobNode* demand = the_one(root, "demand", "several [[demand]] are not supported yet; make it a job of its own",
                                    "the job has no demand; write one [[demand]] with source and attributes");
    if (demand != nullptr) read_demand(*demand, reading);
    if (territory != nullptr) check_reference(*territory, reading);
    for (const JobNode* node : tables_of(root, "supply", "[[supply]]")) read_supply(*node, reading);
    for (const JobNode* node : tables_of(root, "market", "[[market]]")) read_market(*node, reading);
    add_preset_markets(reading);
    const std::vector<const JobNode*> indicators = tables_of(root, "indicator", "[[indicator]]");
    for (const JobNode* node : indicators) read_indicator(*node, reading);
    check_since(indicators, reading);
    for (const JobNode* node : tables_of(root, "zones", "[[zones]]")) read_zones(*node, reading);
    for (const JobNode* node : tables_of(root, "places", "[[places]]")) read_places(*node, reading);
    if (const JobNode* minimum = root.table("publish_min")) read_publish_min(*minimum, reading);
    if (const JobNode* output = root.table("output")) read_output(*output, reading);
    if (const JobNode* only = root.table("only")) {
        reading.job.only = read_lists(*only, "[only]", faults);
        check_territory_kinds(*only, reading.job.only, "[only]", reading);
    }
    root.not_yet("tiles", "take it out");
    root.not_yet("rasters", "write output.formats = [\"csv\", \"tif\"]");
    root.finish();
    check_collisions(reading);
    return std::move(reading.job);
}

std::vector<JobFault> job_faults(const std::string& path, const std::vector<std::string>& set_overrides, core::Job* out) {
    JobFaults faults(path);
    std::optional<JobNode> root = toml_tree::parsed_tree(path, faults);
    if (!root) return faults.sorted();
    for (const std::string& given : set_overrides) toml_tree::apply_override(*root, given);
    core::Job job = job_of(*root, path, faults);
    if (out != nullptr) *out = std::move(job);
    return faults.sorted();
}

core::Job parse_job(const std::string& path, const std::vector<std::string>& set_overrides) {
    core::Job job;
    const std::vector<JobFault> faults = job_faults(path, set_overrides, &job);
    if (faults.empty()) return job;
    const bool usage = std::all_of(faults.begin(), faults.end(), [](const JobFault& f) { return f.line == 0; });
    const core::ErrorKind kind = usage ? core::ErrorKind::usage : core::ErrorKind::job;
    if (faults.size() == 1) throw core::Error(kind, faults.front().where, faults.front().what);
    std::string list = std::to_string(faults.size()) + " faults";
    for (const JobFault& fault : faults) list += "\n  " + fault.where + ": " + fault.what;
    throw core::Error(kind, path, list);
}

}  // namespace covmap::read
