// What publishers write, in our words: `values` and `skip` of a [[supply]], and the columns that go beside the four of every
// supply.
#include "read/files/field_text.hpp"
#include "read/job/job_reading.hpp"

namespace covmap::read {
namespace {

using Kind = JobNode::Kind;

const std::vector<std::string> kFields = {"operator", "technology", "service", "level", "down", "up", "latency"};

/// { technology = { "300" = "3G" } }
void read_values(const JobNode& node, model::SupplySpec& spec, JobFaults& faults) {
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

/// A column, or a constant that may be a number: down = 30.
model::Field number_field(JobTable& supply, JobTable& columns, const std::string& key) {
    model::Field field;
    field.column = columns.text(key);
    const JobNode* node = supply.find(key);
    if (node == nullptr) return field;
    if (!field.column.empty()) supply.faults().add(*node, "`" + key + "` stands both as a column and as a constant; keep one");
    field.constant = node->kind == Kind::integer && node->option.empty() ? std::to_string(node->integer)
                     : node->kind == Kind::real && node->option.empty()  ? real_text(node->real)
                                                                         : read_text(*node, "`" + key + "`", supply.faults());
    return field;
}

void read_words(JobTable& supply, JobTable& columns, model::SupplySpec& spec) {
    if (const JobNode* values = supply.find("values")) read_values(*values, spec, supply.faults());
    if (const JobNode* skip = supply.find("skip")) spec.skip = read_lists(*skip, "skip", supply.faults());
    spec.down = number_field(supply, columns, "down");
    spec.up = number_field(supply, columns, "up");
    spec.operator_name.column = columns.text("operator_name");
}

}  // namespace covmap::read
