// [[demand.share]] of a job: attributes that tables by territory give. docs/job.md, docs/methods/share.md.
#include <algorithm>

#include "model/job/each_share.hpp"
#include "read/job/job_reading.hpp"

namespace covmap::read {
namespace {

model::ShareColumnSpec read_share_column(const JobMember& member, JobFaults& faults) {
    model::ShareColumnSpec spec;
    spec.name = member.key;
    check_name(member.value, member.key, "the attribute", faults);
    const std::string what = "columns." + member.key;
    if (member.value.kind != JobNode::Kind::table) {
        faults.add(member.value, what + " is a table; write " + member.key + " = { column = \"P65\", as = \"count\" }");
        return spec;
    }
    JobTable table(member.value, what, faults);
    spec.column = table.required_text("column", member.key + " = { column = \"P65\", as = \"count\" }");
    if (!table.has("as"))
        faults.add(member.value, what + " needs `as`: «count», so many in the territory, or «rate», a part of its people");
    spec.count = table.word("as", {"count", "rate"}, "count") == "count";
    spec.percent = table.flag("percent", false);
    if (spec.percent && spec.count && table.has("as"))
        faults.add(*table.find("percent"), "`percent` says how rates are written, and " + what + " is a count; take it out");
    spec.of = table.text("of");
    spec.label = table.label("label", member.key);
    spec.unit = table.text("unit");
    table.finish();
    return spec;
}

/// The set of territories that the table is by.
void read_share_unit(JobTable& share, model::ShareSpec& spec, const Reading& reading) {
    spec.unit = share.text("unit");
    if (reading.kinds.empty()) return;  // without territories, which is a fault of its own
    Names units = {reading.kinds.front()};
    for (const model::TerritorySpec& other : reading.job.other_territories) units.push_back(other.unit);
    if (spec.unit.empty())
        spec.unit = units.front();
    else if (std::find(reading.kinds.begin() + 1, reading.kinds.end(), spec.unit) != reading.kinds.end())
        share.faults().add(*share.find("unit"), "«" + spec.unit +
                                                    "» is a parent, and a share is known by the territories of a "
                                                    "[[territory]]; give them as one: unit = \"" +
                                                    spec.unit + "\"");
    else
        check_word(*share.find("unit"), spec.unit, units, "`unit`", share.faults());
}

model::ShareSpec read_share(const JobNode& node, const Reading& reading) {
    JobTable share(node, "[[demand.share]]", reading.faults);
    model::ShareSpec spec;
    spec.line = node.line;
    spec.source = read_source(share, reading.job.folder, "source = \"seniors.csv\"");
    if (spec.source.info.confidential)
        reading.faults.add(*share.find("confidential"),
                           "what is confidential cannot be a share: the tables and the run keep its figures");
    spec.on = share.required_text("on", "on = \"code\", the column that holds the territory's code");
    read_share_unit(share, spec, reading);
    if (const JobNode* columns = share.table("columns")) {
        for (const JobMember& member : columns->members) spec.columns.push_back(read_share_column(member, reading.faults));
        if (columns->members.empty()) reading.faults.add(*columns, "`columns` names no attribute; name at least one");
    } else if (!share.has("columns")) {
        reading.faults.add(
            node, "[[demand.share]] needs `columns`; write columns = { seniors = { column = \"P65\", as = \"count\" } }");
    }
    share.finish();
    return spec;
}

}  // namespace

void read_shares(JobTable& demand, model::DemandSpec& spec, const Reading& reading) {
    for (const JobNode* node : tables_of(demand, "share", "[[demand.share]]")) spec.share.push_back(read_share(*node, reading));
}

void check_shares(const JobNode& demand, model::DemandSpec& spec, Reading& reading) {
    Names own;
    for (const model::AttributeSpec& attribute : spec.attributes) own.push_back(attribute.name);
    std::size_t number = 0;
    for (model::ShareSpec& share : spec.share) {
        const JobNode& node = demand.find("share")->items[number++];
        for (model::ShareColumnSpec& column : share.columns) {
            const JobNode* at = node.find("columns") == nullptr ? nullptr : node.find("columns")->find(column.name);
            if (at == nullptr) continue;
            if (!reading.attributes.insert(column.name).second)
                reading.faults.add(*at, "the job has two attributes «" + column.name + "»; rename one");
            if (own.empty()) continue;  // a fault of its own
            if (column.of.empty())
                column.of = own.front();
            else
                check_word(*at, column.of, own, "`of`, the attribute that it is spread by,", reading.faults);
        }
    }
}

bool refuse_share(const JobNode& at, const std::string& name, const std::string& what, const Reading& reading) {
    if (!holds(model::share_names(reading.job), name)) return false;
    reading.faults.add(at, "«" + name + "» is known by territory and not by square: " + what +
                               " takes an attribute of the first demand; see docs/methods/share.md");
    return true;
}

}  // namespace covmap::read
