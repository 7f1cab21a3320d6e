// What publishers write, in our words: `values` and `skip` of a [[supply]], and the columns that go beside the four of every supply.
#include "read/job_reading.hpp"

namespace covmap::read {
namespace {

const std::vector<std::string> kFields = {"operator", "technology", "service", "level", "down", "up", "latency"};

/// { technology = { "300" = "3G" } }
void read_values(const JobNode& node, core::SupplySpec& spec, JobFaults& faults) {
    const char* const kExample = "write values = { technology = { \"300\" = \"3G\" } }";
    if (node.kind != JobNode::Kind::table) return faults.add(node, std::string("`values` is a table; ") + kExample);
    for (const JobMember& member : node.members) {
        if (!check_word(member.value, member.key, kFields, "a key of `values`", faults)) continue;
        for (auto& [published, ours] : read_pairs(member.value, "values." + member.key, faults)) {
            std::string word = ours;
            if (member.key == "technology") word = upper(word);
            if (member.key == "service") word = service_of(*member.value.find(published), word, faults);
            spec.values[member.key][published] = word;
        }
    }
}

}  // namespace

void read_words(JobTable& supply, JobTable& columns, core::SupplySpec& spec) {
    if (const JobNode* values = supply.find("values")) read_values(*values, spec, supply.faults());
    if (const JobNode* skip = supply.find("skip")) spec.skip = read_lists(*skip, "skip", supply.faults());
    spec.down.column = columns.text("down");
    spec.up.column = columns.text("up");
    spec.operator_name.column = columns.text("operator_name");
}

}  // namespace covmap::read
