// What the sections of a job share.
#include <algorithm>

#include "read/job/job_reading.hpp"

namespace covmap::read {

using Kind = JobNode::Kind;
bool ends_with_one(const std::string& text, const Names& endings) {
    return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) { return text.ends_with(ending); });
}

const JobNode& columns_node(JobTable& table) {
    static const JobNode kNone;
    const JobNode* node = table.table("columns");
    return node == nullptr ? kNone : *node;
}

std::vector<const JobNode*> tables_of(JobTable& parent, const std::string& key, const std::string& shown) {
    std::vector<const JobNode*> tables;
    const JobNode* node = parent.find(key);
    if (node == nullptr) return tables;
    if (node->kind != Kind::array) {
        parent.faults().add(*node, "`" + key + "` is a list of tables; write " + shown);
        return tables;
    }
    for (const JobNode& item : node->items) {
        if (item.kind == Kind::table)
            tables.push_back(&item);
        else
            parent.faults().add(item, "`" + key + "` is a list of tables; write " + shown);
    }
    return tables;
}

void check_territory_kinds(const JobNode& at, const std::map<std::string, Names>& lists, const std::string& what,
                           const Reading& reading) {
    if (reading.kinds.empty()) return;
    for (const auto& [kind, codes] : lists) {
        const JobNode* node = at.find(kind);
        check_word(node == nullptr ? at : *node, kind, reading.kinds, "a key of " + what, reading.faults);
    }
}

void read_format(JobTable& table, const std::vector<std::string>& presets, const std::vector<std::string>& plain_words,
                 std::string& plain, std::string& preset) {
    std::vector<std::string> words = plain_words;
    words.insert(words.end(), presets.begin(), presets.end());
    const std::string word = table.word("format", words, "");
    const bool published = std::find(presets.begin(), presets.end(), word) != presets.end();
    (published ? preset : plain) = word;
}

}  // namespace covmap::read
