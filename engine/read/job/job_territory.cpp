// [[territory]] of a job.
#include <algorithm>
#include <set>

#include "read/job/job_reading.hpp"
#include "read/presets/presets.hpp"
#include "read/presets/source_guess.hpp"
#include "read/territory/territory_codes.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;
constexpr const char* kUsualUnit = "commune";

void read_parents(JobTable& territory, model::TerritorySpec& spec, JobFaults& faults) {
    const JobNode* parents = territory.table("parents");
    if (parents == nullptr) return;
    for (const JobMember& member : parents->members) {
        check_name(member.value, member.key, "the parent", faults);
        if (member.key == (spec.unit.empty() ? kUsualUnit : spec.unit))
            faults.add(member.value, "the parent «" + member.key + "» is the unit itself");
        if (member.value.kind != Kind::table) {
            faults.add(member.value, "parents." + member.key + " is a table; write " + member.key + " = { code = \"column\" }");
            continue;
        }
        JobTable parent(member.value, "parents." + member.key, faults);
        const std::string code = parent.required_text("code", member.key + " = { code = \"column\" }");
        spec.parents.push_back({member.key, code, parent.text("name")});
        parent.finish();
    }
}

void read_joins(JobTable& territory, model::TerritorySpec& spec, const Reading& reading) {
    std::set<std::string> seen;
    for (const JobNode* node :
         tables_of(territory, "join", "join = [{ source = \"more.csv\", on = \"code\", columns = { … } }]")) {
        JobTable join(*node, "join", reading.faults);
        model::JoinSpec made;
        made.source = read_source(join, reading.job.folder, "source = \"more.csv\"");
        made.on = join.required_text("on", "on = \"code\", the column that holds the territory's code");
        if (const JobNode* columns = join.find("columns"))
            made.columns = read_pairs(*columns, "columns", reading.faults);
        else
            reading.faults.add(*node, "join needs `columns`; write columns = { region = \"region\" }");
        for (const auto& [name, column] : made.columns)
            if (!seen.insert(name).second) reading.faults.add(*node, "two joins make the column «" + name + "»; rename one");
        join.finish();
        spec.joins.push_back(std::move(made));
    }
}

/// `fold = "arrondissements"`, or a table: code = the one that it is a part of.
void read_fold(const JobNode& node, model::TerritorySpec& spec, JobFaults& faults) {
    if (node.kind == Kind::table) {
        for (const auto& [part, whole] : read_pairs(node, "fold", faults)) spec.fold[part] = whole;
    } else if (check_word(node, read_text(node, "`fold`", faults), {"arrondissements"}, "`fold`", faults)) {
        spec.fold = arrondissements();
    }
}

/// How codes are mapped before they meet.
void read_codes(JobTable& territory, model::TerritorySpec& spec, const Reading& reading) {
    if (const JobNode* fold = territory.find("fold")) read_fold(*fold, spec, reading.faults);
    const JobNode* passage = territory.find("passage");
    if (passage == nullptr) return;
    if (passage->kind != Kind::table) {
        spec.passage = read_source(*passage, "`passage`", reading.job.folder, reading.faults);
        return;
    }
    JobTable table(*passage, "passage", reading.faults);
    spec.passage = read_source(table, reading.job.folder, "source = \"old_new.csv\"");
    spec.passage_old = table.text("old");
    spec.passage_new = table.text("new");
    table.finish();
}

}  // namespace

void read_territory(const JobNode& node, Reading& reading) {
    JobTable territory(node, "[[territory]]", reading.faults);
    model::TerritorySpec spec;
    spec.unit.clear();  // a format may have a word of its own
    if (const JobNode* unit = territory.find("unit")) {
        spec.unit = territory.text("unit");
        if (!spec.unit.empty()) check_name(*unit, spec.unit, "the unit", reading.faults);
    }
    spec.source = read_source(territory, reading.job.folder, "source = \"communes.gpkg\"");
    std::string plain;
    read_format(territory, territory_preset_names(), {}, plain, spec.source.preset);
    JobTable columns(columns_node(territory), "columns of [[territory]]", reading.faults);
    spec.code_column = columns.text("code");
    spec.name_column = columns.text("name");
    columns.finish();
    read_parents(territory, spec, reading.faults);
    read_joins(territory, spec, reading);
    if (const JobNode* reference = territory.find("reference"))
        spec.reference = read_pairs(*reference, "reference", reading.faults);
    read_codes(territory, spec, reading);
    const bool folds = territory.has("fold");
    const std::map<std::string, std::string> fold = spec.fold;
    territory.finish();
    const bool guess = spec.source.preset.empty() && !territory.has("columns");
    const bool complete = fill_or_report(node, reading.faults, [&] { spec = guess ? guessed(spec) : filled(spec); });
    if (folds) spec.fold = fold;
    if (spec.unit.empty()) spec.unit = kUsualUnit;
    if (complete && spec.code_column.empty() && !columns.has("code"))
        reading.faults.add(node,
                           "[[territory]] needs the column of its codes; write columns = { code = \"code\", name = \"name\" }");
    if (!reading.kinds.empty()) {
        if (std::find(reading.kinds.begin(), reading.kinds.end(), spec.unit) != reading.kinds.end())
            reading.faults.add(node,
                               "the unit «" + spec.unit +
                                   "» is also a kind of the first [[territory]]; write unit = \"iris\", the name of its folder");
        reading.job.other_territories.push_back(std::move(spec));
        return;
    }
    reading.kinds.push_back(spec.unit);
    for (const model::ParentSpec& parent : spec.parents) reading.kinds.push_back(parent.kind);
    reading.job.territory = std::move(spec);
}

}  // namespace covmap::read
