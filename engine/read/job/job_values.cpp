// Values of the job file: types, words, names, sources. Knows no section.
#include <fnmatch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
#include <set>

#include "read/job/job_node.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

namespace fs = std::filesystem;
using Kind = JobNode::Kind;

constexpr std::size_t kMostWordsTold = 30;  ///< by one message

const char* kind_name(Kind kind) {
    switch (kind) {
        case Kind::table:
            return "a table";
        case Kind::array:
            return "a list";
        case Kind::text:
            return "a text";
        case Kind::integer:
            return "a whole number";
        case Kind::real:
            return "a number";
        case Kind::boolean:
            return "true or false";
        case Kind::date:
            return "a date";
    }
    return "a value";
}

/// True with `value` set when the node can be read as text: codes are never numbers, except as typed after --set.
bool as_text(const JobNode& node, std::string& value) {
    const bool typed = !node.option.empty() && node.kind != Kind::array && node.kind != Kind::table;
    if (node.kind != Kind::text && node.kind != Kind::date && !typed) return false;
    value = node.text;
    return true;
}

std::string quoted_list(const std::vector<std::string>& words) {
    std::string list;
    const std::size_t told = std::min(words.size(), kMostWordsTold);
    for (std::size_t i = 0; i < told; ++i)
        list += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + ("\"" + words[i] + "\"");
    return told == words.size() ? list : list + " or one of " + std::to_string(words.size() - told) + " others";
}

bool is_iso_date(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    for (const std::size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U})
        if (text[i] < '0' || text[i] > '9') return false;
    const std::chrono::year_month_day day{std::chrono::year{std::stoi(text.substr(0, 4))},
                                          std::chrono::month{static_cast<unsigned>(std::stoul(text.substr(5, 2)))},
                                          std::chrono::day{static_cast<unsigned>(std::stoul(text.substr(8, 2)))}};
    return day.ok();
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored))
        names.push_back(it->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

bool has_wildcard(const std::string& text) { return text.find_first_of("*?[") != std::string::npos; }

/// Folders and files that match the parts of `pattern` from `part` on, below `folder`.
void match_parts(const fs::path& folder, const std::vector<std::string>& parts, std::size_t part,
                 std::vector<std::string>& found) {
    std::error_code ignored;
    if (part == parts.size()) {
        found.push_back(folder.lexically_normal().string());
        return;
    }
    if (!has_wildcard(parts[part])) {
        const fs::path next = folder / parts[part];
        if (fs::exists(next, ignored)) match_parts(next, parts, part + 1, found);
        return;
    }
    for (const std::string& name : names_in(folder.empty() ? fs::path(".") : folder))
        if (fnmatch(parts[part].c_str(), name.c_str(), FNM_PERIOD) == 0) match_parts(folder / name, parts, part + 1, found);
}

std::vector<std::string> glob_files(const fs::path& base, const fs::path& pattern) {
    std::vector<std::string> parts, found;
    for (const fs::path& part : pattern.relative_path()) parts.push_back(part.string());
    match_parts(pattern.is_absolute() ? pattern.root_path() : base, parts, 0, found);
    std::sort(found.begin(), found.end());
    return found;
}

void report_missing(const JobNode& at, const std::string& given, const fs::path& path, JobFaults& faults) {
    std::error_code ignored;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, ignored)) {
        faults.add(at, "«" + given + "»: there is no folder " + folder.string() + "; paths are relative to the job file");
        return;
    }
    const std::string remedy = did_you_mean(path.filename().string(), names_in(folder));
    faults.add(at, "«" + given + "»: there is no such file in " + folder.string() +
                       (remedy.empty() ? "; paths are relative to the job file" : remedy));
}

/// /vsizip/, /vsigzip/ and /vsitar/ of a relative path are relative to the job file too; other /vsi paths are kept.
std::vector<std::string> vsi_files(const JobNode& at, const std::string& given, const fs::path& folder, JobFaults& faults) {
    for (const std::string prefix : {"/vsizip/", "/vsigzip/", "/vsitar/"}) {
        if (given.compare(0, prefix.size(), prefix) != 0) continue;
        const std::string rest = given.substr(prefix.size());
        if (rest.empty() || rest.front() == '{' || rest.compare(0, 4, "/vsi") == 0) break;
        const fs::path path = (folder / rest).lexically_normal();
        fs::path walked;
        std::error_code ignored;
        for (const fs::path& part : path) {
            walked /= part;
            if (fs::is_regular_file(walked, ignored)) return {prefix + path.string()};
        }
        report_missing(at, given, path, faults);
        return {};
    }
    return {given};
}

}  // namespace

const JobNode* JobNode::find(const std::string& key) const {
    for (const JobMember& member : members)
        if (member.key == key) return &member.value;
    return nullptr;
}

JobNode* JobNode::find(const std::string& key) {
    for (JobMember& member : members)
        if (member.key == key) return &member.value;
    return nullptr;
}

void JobFaults::add(JobFault fault) {
    if (!m_known.emplace(fault.where, fault.what).second) return;
    m_faults.push_back(std::move(fault));
    if (m_faults.size() < kMostJobFaults) return;
    m_faults.push_back({std::numeric_limits<int>::max(), "so many faults are enough: there may be others", m_path});
    throw TooManyJobFaults();
}

void JobFaults::add(const JobNode& at, const std::string& what) {
    if (at.option.empty()) return add(at.line, what);
    add({0, what, at.option});
}

void JobFaults::add(int line, const std::string& what) {
    const int shown = std::max(line, 1);
    add({shown, what, m_path + ":" + std::to_string(shown)});
}

std::vector<JobFault> JobFaults::sorted() const {
    std::vector<JobFault> all = m_faults;
    std::stable_sort(all.begin(), all.end(), [](const JobFault& a, const JobFault& b) { return a.line < b.line; });
    return all;
}

std::string did_you_mean(const std::string& name, const std::vector<std::string>& candidates) {
    const std::string near = nearest_name(name, candidates);
    return near.empty() ? "" : "; did you mean «" + near + "»?";
}

std::string read_text(const JobNode& node, const std::string& what, JobFaults& faults) {
    std::string value;
    if (!as_text(node, value)) {
        const bool number = node.kind == Kind::integer;
        faults.add(node, what + " is a text, not " + kind_name(node.kind) +
                             (number ? "; write it in quotes: \"" + std::to_string(node.integer) + "\"" : ""));
        return {};
    }
    if (value.empty()) faults.add(node, what + " is empty; give it a value or leave it out");
    return value;
}

std::vector<std::string> read_texts(const JobNode& node, const std::string& what, JobFaults& faults) {
    if (node.kind != Kind::array) {
        const std::string one = read_text(node, what, faults);
        return one.empty() ? std::vector<std::string>{} : std::vector<std::string>{one};
    }
    std::vector<std::string> list;
    std::set<std::string> known;
    if (node.items.empty()) faults.add(node, what + " is an empty list; fill it or leave it out");
    for (const JobNode& item : node.items) {
        const std::string text = read_text(item, "an entry of " + what, faults);
        if (text.empty()) continue;
        if (known.insert(text).second)
            list.push_back(text);
        else
            faults.add(item, what + " names «" + text + "» twice");
    }
    return list;
}

std::optional<double> read_number(const JobNode& node, const std::string& what, JobFaults& faults) {
    if ((node.kind == Kind::integer || node.kind == Kind::real) && std::isfinite(node.real)) return node.real;
    faults.add(node, what + " is a number, not " + kind_name(node.kind));
    return std::nullopt;
}

std::optional<int> read_count(const JobNode& node, const std::string& what, JobFaults& faults) {
    if (node.kind == Kind::integer && node.integer >= 0 && node.integer <= std::numeric_limits<int>::max())
        return static_cast<int>(node.integer);
    faults.add(node, what + " is a whole number from 0 up");
    return std::nullopt;
}

model::RasterNoData read_nodata(const JobNode& node, JobFaults& faults) {
    model::RasterNoData nodata;
    if (node.kind == Kind::text && node.text == "none") {
        nodata.none = true;
        return nodata;
    }
    if (node.kind != Kind::array || node.items.empty()) {
        faults.add(node, "`nodata` is a list of numbers as the raster stores them, or \"none\"; write nodata = [65535]");
        return nodata;
    }
    for (const JobNode& item : node.items)
        if (const auto value = read_number(item, "each number of `nodata`", faults)) nodata.values.push_back(*value);
    return nodata;
}

std::vector<std::pair<std::string, std::string>> read_pairs(const JobNode& node, const std::string& what, JobFaults& faults) {
    std::vector<std::pair<std::string, std::string>> pairs;
    if (node.kind != Kind::table) {
        faults.add(node, what + " is a table, not " + kind_name(node.kind) + "; write " + what + " = { name = \"text\" }");
        return pairs;
    }
    for (const JobMember& member : node.members) {
        const std::string text = read_text(member.value, what + "." + member.key, faults);
        if (!text.empty()) pairs.emplace_back(member.key, text);
    }
    return pairs;
}

std::map<std::string, std::vector<std::string>> read_lists(const JobNode& node, const std::string& what, JobFaults& faults) {
    std::map<std::string, std::vector<std::string>> lists;
    if (node.kind != Kind::table) {
        faults.add(node, what + " is a table, not " + kind_name(node.kind) + "; write " + what + " = { name = [\"text\"] }");
        return lists;
    }
    for (const JobMember& member : node.members) {
        std::vector<std::string> list = read_texts(member.value, what + "." + member.key, faults);
        if (!list.empty()) lists[member.key] = std::move(list);
    }
    return lists;
}

void check_name(const JobNode& at, const std::string& name, const std::string& what, JobFaults& faults) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto inner = [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; };
    const bool good = !name.empty() && name.size() <= 20 && lower(name.front()) && std::all_of(name.begin(), name.end(), inner);
    if (!good)
        faults.add(at,
                   what + " «" + name + "» becomes a column: at most 20 small letters, digits and _, beginning with a letter");
}

bool check_word(const JobNode& at, const std::string& word, const std::vector<std::string>& words, const std::string& what,
                JobFaults& faults) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return true;
    faults.add(at, what + " is " + quoted_list(words) + ", not \"" + word + "\"" + did_you_mean(word, words));
    return false;
}

JobTable::JobTable(const JobNode& table, std::string name, JobFaults& faults)
    : m_table(table), m_name(std::move(name)), m_faults(faults) {}

const JobNode* JobTable::find(const std::string& key) {
    if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) m_known.push_back(key);
    return m_table.find(key);
}

std::string JobTable::text(const std::string& key) {
    const JobNode* node = find(key);
    return node == nullptr ? "" : read_text(*node, "`" + key + "`", m_faults);
}

std::string JobTable::required_text(const std::string& key, const std::string& example) {
    if (find(key) == nullptr) m_faults.add(m_table, m_name + " needs `" + key + "`; write " + example);
    return text(key);
}

std::string JobTable::word(const std::string& key, const std::vector<std::string>& words, const std::string& otherwise) {
    const JobNode* node = find(key);
    if (node == nullptr) return otherwise;
    const std::string value = read_text(*node, "`" + key + "`", m_faults);
    return !value.empty() && check_word(*node, value, words, "`" + key + "`", m_faults) ? value : otherwise;
}

std::string JobTable::iso_date(const std::string& key) {
    const std::string value = text(key);
    if (value.empty() || is_iso_date(value)) return value;
    m_faults.add(*find(key), "`" + key + "` is a day such as \"2018-01-01\", not \"" + value + "\"");
    return {};
}

bool JobTable::flag(const std::string& key, bool otherwise) {
    const JobNode* node = find(key);
    if (node == nullptr) return otherwise;
    if (node->kind == Kind::boolean) return node->boolean;
    m_faults.add(*node, "`" + key + "` is true or false, not " + kind_name(node->kind));
    return otherwise;
}

std::vector<std::string> JobTable::texts(const std::string& key) {
    const JobNode* node = find(key);
    return node == nullptr ? std::vector<std::string>{} : read_texts(*node, "`" + key + "`", m_faults);
}

const JobNode* JobTable::table(const std::string& key) {
    const JobNode* node = find(key);
    if (node == nullptr || node->kind == Kind::table) return node;
    m_faults.add(*node, "`" + key + "` is a table, not " + kind_name(node->kind) + "; write " + key + " = { … }");
    return nullptr;
}

core::Text JobTable::label(const std::string& key, const std::string& otherwise) {
    const JobNode* node = find(key);
    if (node == nullptr) return {otherwise, otherwise};
    if (node->kind != Kind::table) {
        const std::string both = read_text(*node, "`" + key + "`", m_faults);
        return {both, both};
    }
    JobTable languages(*node, "`" + key + "`", m_faults);
    core::Text label{languages.text("fr"), languages.text("en")};
    languages.finish();
    if (label.fr.empty()) label.fr = label.en.empty() ? otherwise : label.en;
    if (label.en.empty()) label.en = label.fr;
    return label;
}

void JobTable::not_yet(const std::string& key, const std::string& instead) {
    const JobNode* node = m_table.find(key);
    if (node == nullptr) return;
    m_faults.add(*node, "`" + key + "` is not supported yet; " + instead);
    m_refused.push_back(key);
}

void JobTable::finish() {
    for (const JobMember& member : m_table.members) {
        const auto holds = [&](const std::vector<std::string>& keys) {
            return std::find(keys.begin(), keys.end(), member.key) != keys.end();
        };
        if (holds(m_known) || holds(m_refused)) continue;
        std::string remedy = did_you_mean(member.key, m_known);
        if (remedy.empty()) {
            std::vector<std::string> known = m_known;
            std::sort(known.begin(), known.end());
            remedy = "; known are";
            for (const std::string& key : known) remedy += (key == known.front() ? " " : ", ") + key;
        }
        m_faults.add(member.value, "unknown key `" + member.key + "` in " + m_name + remedy);
    }
}

std::vector<std::string> source_files(const JobNode& at, const std::string& given, const std::string& folder, JobFaults& faults) {
    const fs::path base = folder == "." ? fs::path() : fs::path(folder);
    if (given.empty()) return {};
    if (given.compare(0, 4, "/vsi") == 0) return vsi_files(at, given, base, faults);
    const fs::path path = (base / given).lexically_normal();
    std::error_code ignored;
    if (fs::exists(path, ignored)) return {path.string()};
    if (!has_wildcard(given)) {
        report_missing(at, given, path, faults);
        return {};
    }
    std::vector<std::string> found = glob_files(base, given);
    if (found.empty())
        faults.add(
            at, "«" + given + "» matches no file in " + (folder.empty() ? "." : folder) + "; paths are relative to the job file");
    return found;
}

model::Source read_source(JobTable& table, const std::string& folder, const std::string& example) {
    model::Source source;
    source.line = table.node().line;
    source.given = table.required_text("source", example);
    if (const JobNode* node = table.find("source")) source.files = source_files(*node, source.given, folder, table.faults());
    source.layer = table.text("layer");
    source.crs = table.text("crs");
    source.info.title = table.text("title");
    source.info.publisher = table.text("publisher");
    source.info.date = table.iso_date("date");
    source.info.licence = table.text("licence");
    source.info.url = table.text("url");
    source.info.confidential = table.flag("confidential", false);
    return source;
}

model::Source read_source(const JobNode& node, const std::string& what, const std::string& folder, JobFaults& faults) {
    model::Source source;
    source.line = node.line;
    if (node.kind != Kind::table) {
        source.given = read_text(node, what, faults);
        source.files = source_files(node, source.given, folder, faults);
        return source;
    }
    JobTable table(node, what, faults);
    source = read_source(table, folder, "source = \"file.gpkg\"");
    table.finish();
    return source;
}

}  // namespace covmap::read
