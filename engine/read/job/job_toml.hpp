// TOML (toml++, here and nowhere else) -> tree, and the overrides of the command line. Included by job.cpp alone.
#pragma once

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "read/job/job_node.hpp"
#include "read/job/toml_bounds.hpp"

namespace covmap::read::toml_tree {

inline std::string date_text(const toml::date& date) {
    std::ostringstream text;
    text << date;
    return text.str();
}

inline JobNode node_of(const toml::node& source);

inline JobNode table_node(const toml::table& table) {
    struct Placed {
        toml::source_position place;
        JobMember member;
    };
    std::vector<Placed> placed;
    for (const auto& [key, value] : table) placed.push_back({key.source().begin, {std::string(key.str()), node_of(value)}});
    std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) { return a.place < b.place; });
    JobNode node;
    for (Placed& p : placed) {
        if (p.member.value.line == 0) p.member.value.line = static_cast<int>(p.place.line);
        node.members.push_back(std::move(p.member));
    }
    return node;
}

inline JobNode node_of(const toml::node& source) {
    JobNode node;
    if (const auto* table = source.as_table()) {
        node = table_node(*table);
    } else if (const auto* array = source.as_array()) {
        node.kind = JobNode::Kind::array;
        for (const toml::node& item : *array) node.items.push_back(node_of(item));
    } else if (const auto* text = source.as_string()) {
        node.kind = JobNode::Kind::text;
        node.text = text->get();
    } else if (const auto* integer = source.as_integer()) {
        node.kind = JobNode::Kind::integer;
        node.integer = integer->get();
        node.real = static_cast<double>(node.integer);
    } else if (const auto* real = source.as_floating_point()) {
        node.kind = JobNode::Kind::real;
        node.real = real->get();
    } else if (const auto* boolean = source.as_boolean()) {
        node.kind = JobNode::Kind::boolean;
        node.boolean = boolean->get();
    } else if (const auto* date = source.as_date()) {
        node.kind = JobNode::Kind::date;
        node.text = date_text(date->get());
    } else if (const auto* moment = source.as_date_time()) {
        node.kind = JobNode::Kind::date;
        node.text = date_text(moment->get().date);
    } else {
        node.kind = JobNode::Kind::text;  // a time of day: no key takes one
    }
    node.line = static_cast<int>(source.source().begin.line);
    return node;
}

inline void mark_option(JobNode& node, const std::string& option) {
    node.option = option;
    node.line = 0;
    for (JobMember& member : node.members) mark_option(member.value, option);
    for (JobNode& item : node.items) mark_option(item, option);
}

[[noreturn]] inline void bad_option(const std::string& option, const std::string& what) {
    throw core::Error(core::ErrorKind::usage, option, what);
}

/// A TOML value, or else the text itself; scalars keep what was typed, so that an operator 20801 needs no quotes.
inline JobNode override_value(const std::string& typed, const std::string& option) {
    JobNode node;
    node.kind = JobNode::Kind::text;
    node.text = typed;
    const std::string line = "v = " + typed;
    if (const auto excess = toml_excess(line)) bad_option(option, excess->what);
    try {
        const toml::table table = toml::parse(line);
        if (table.size() == 1 && table.contains("v") && typed.find('\n') == std::string::npos) node = node_of(*table.get("v"));
    } catch (const toml::parse_error&) {
        // no TOML value: a text
    }
    const bool plain = node.kind != JobNode::Kind::text && node.kind != JobNode::Kind::date;
    if (plain && node.items.empty() && node.members.empty()) node.text = typed;
    mark_option(node, option);
    return node;
}

struct PathStep {
    std::string key;
    std::optional<std::size_t> index;
};

/// «supply[0].radius_km."4G"» -> steps.
inline std::vector<PathStep> path_steps(const std::string& path, const std::string& option) {
    std::vector<PathStep> steps;
    std::size_t at = 0;
    const auto bare = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; };
    while (true) {
        PathStep step;
        if (at < path.size() && path[at] == '"') {
            const std::size_t end = path.find('"', at + 1);
            if (end == std::string::npos) bad_option(option, "the quote is not closed");
            step.key = path.substr(at + 1, end - at - 1);
            at = end + 1;
        } else {
            while (at < path.size() && bare(path[at])) step.key += path[at++];
        }
        if (step.key.empty()) bad_option(option, "not a path of the job; write it like supply[0].source or output.folder");
        if (at < path.size() && path[at] == '[') {
            const std::size_t end = path.find(']', at);
            const std::string digits = end == std::string::npos ? "" : path.substr(at + 1, end - at - 1);
            if (digits.empty() || digits.size() > 6 || digits.find_first_not_of("0123456789") != std::string::npos)
                bad_option(option, "a position is a number from 0 in brackets, like supply[0]");
            step.index = std::stoul(digits);
            at = end + 1;
        }
        steps.push_back(step);
        if (steps.size() > static_cast<std::size_t>(kDeepestToml)) bad_option(option, "no key of a job lies so deep");
        if (at == path.size()) return steps;
        if (path[at] != '.') bad_option(option, "not a path of the job; write it like supply[0].source or output.folder");
        ++at;
    }
}

inline JobNode& member_of(JobNode& table, const std::string& key, const std::string& option) {
    if (JobNode* found = table.find(key)) return *found;
    JobNode made;
    mark_option(made, option);
    table.members.push_back({key, made});
    return table.members.back().value;
}

inline void apply_override(JobNode& root, const std::string& given) {
    const std::size_t equals = given.find('=');
    if (equals == std::string::npos)
        throw core::Error(core::ErrorKind::usage, "--set " + given, "no value; write --set output.folder=out");
    const std::string option = "--set " + given.substr(0, equals);
    JobNode* node = &root;
    for (const PathStep& step : path_steps(given.substr(0, equals), option)) {
        if (node->kind == JobNode::Kind::array)
            bad_option(option, "the part before «" + step.key + "» is a list; say which one, counting from 0, like supply[0]." +
                                   step.key);
        if (node->kind != JobNode::Kind::table)
            bad_option(option, "the part before «" + step.key + "» has no keys, it is a value");
        if (step.index && node->find(step.key) == nullptr) bad_option(option, "the job has no list «" + step.key + "»");
        node = &member_of(*node, step.key, option);
        if (!step.index) continue;
        if (node->kind != JobNode::Kind::array) bad_option(option, "«" + step.key + "» is not a list");
        if (*step.index >= node->items.size())
            bad_option(option, "the job has " + std::to_string(node->items.size()) + " of «" + step.key + "», counted from 0");
        node = &node->items[*step.index];
    }
    *node = override_value(given.substr(equals + 1), option);
}

inline std::string text_of_file(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) throw core::Error(core::ErrorKind::job, path, "is a folder; name the job file in it");
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::vector<std::string> names;
        const fs::path folder = fs::path(path).has_parent_path() ? fs::path(path).parent_path() : fs::path(".");
        for (fs::directory_iterator it(folder, ignored), end; !ignored && it != end; it.increment(ignored))
            if (it->path().extension() == ".toml") names.push_back(it->path().filename().string());
        std::sort(names.begin(), names.end());
        throw core::Error(
            core::ErrorKind::job, path,
            "no such job file" + did_you_mean(fs::path(path).filename().string(), names) + "; covmap init writes one");
    }
    std::string text;
    std::array<char, 1U << 16U> piece;
    while (file && text.size() <= kMostTomlBytes) {  // more than toml_excess() lets pass is not read: a device may have no end
        file.read(piece.data(), piece.size());
        text.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad())
        throw core::Error(core::ErrorKind::job, path,
                          std::string("cannot be read (") + std::strerror(errno) + "); is the disk sound?");
    return text;
}

/// The tree, or nothing after a fault of syntax has been added.
inline std::optional<JobNode> parsed_tree(const std::string& path, JobFaults& faults) {
    const std::string text = text_of_file(path);
    if (const auto excess = toml_excess(text)) {
        faults.add(excess->line, excess->what);
        return std::nullopt;
    }
    try {
        return node_of(toml::parse(text, path));
    } catch (const toml::parse_error& error) {
        faults.add(static_cast<int>(error.source().begin.line), "not TOML: " + std::string(error.description()));
        return std::nullopt;
    }
}

}  // namespace covmap::read::toml_tree
