#include "cli/draft/draft_group.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace covmap::cli {
namespace {

namespace fs = std::filesystem;

std::string path_in_job(const std::string& path, const std::string& folder) {
    if (path.compare(0, 4, "/vsi") == 0 || fs::path(path).is_absolute() || folder.empty() || folder == ".") return path;
    return fs::proximate(path, folder).generic_string();
}

/// What names begin and end with alike: «2024_couv_ALZ_*.gpkg».
struct NamePattern {
    std::string begin, end;

    [[nodiscard]] bool matches(const std::string& name) const {
        return name.size() >= begin.size() + end.size() && name.starts_with(begin) && name.ends_with(end) && name.front() != '.';
    }
    [[nodiscard]] std::string text() const { return begin + "*" + end; }
};

NamePattern pattern_of(const std::set<std::string>& names) {
    NamePattern pattern{*names.begin(), *names.begin()};
    for (const std::string& name : names) {
        while (!name.starts_with(pattern.begin)) pattern.begin.pop_back();
        while (!name.ends_with(pattern.end)) pattern.end.erase(pattern.end.begin());
    }
    std::size_t shortest = names.begin()->size();
    for (const std::string& name : names) shortest = std::min(shortest, name.size());
    pattern.begin.resize(std::min(pattern.begin.size(), shortest - std::min(shortest, pattern.end.size())));
    return pattern;
}

/// The entries of a folder that are files, or that are folders.
std::set<fs::path> entries_of(const fs::path& folder, bool folders) {
    std::set<fs::path> found;
    std::error_code ignored;  // a folder that cannot be listed has no entry, and so no glob
    for (fs::directory_iterator it(folder.empty() ? fs::path(".") : folder, ignored), end; !ignored && it != end;
         it.increment(ignored))
        if (it->is_directory(ignored) == folders) found.insert(folder / it->path().filename());
    return found;
}

/// A glob that names exactly these files: those of one folder, or of folders side by side; empty where there is none.
std::string exact_glob(const std::vector<std::string>& paths) {
    std::set<fs::path> wanted, parents, above;
    std::set<std::string> names;
    for (const std::string& path : paths) {
        wanted.insert(path);
        names.insert(fs::path(path).filename().string());
        parents.insert(fs::path(path).parent_path());
        above.insert(fs::path(path).parent_path().parent_path());
    }
    const bool side_by_side = parents.size() > 1 && above.size() == 1;
    if (parents.size() > 1 && !side_by_side) return "";
    const std::string ending = fs::path(paths.front()).extension().string();
    const NamePattern whole{"", ending}, narrow = pattern_of(names);
    for (const NamePattern& pattern : {whole, narrow}) {
        if (ending.empty() || !narrow.end.ends_with(ending) || pattern.text().find_first_of("?[\\") != std::string::npos)
            continue;
        std::set<fs::path> found;
        for (const fs::path& parent : side_by_side ? entries_of(*above.begin(), true) : parents)
            for (const fs::path& file : entries_of(parent, false))
                if (pattern.matches(file.filename().string())) found.insert(file);
        const fs::path folder = side_by_side ? *above.begin() / "*" : *parents.begin();
        if (found == wanted) return (folder / pattern.text()).generic_string();
    }
    return "";
}

/// Equal for files that one block can read.
std::string kind_of(const read::Inspection& file) {
    std::string key = file.driver + '\n' + file.preset;
    if (!file.preset.empty()) return key;
    key += '\n' + crs_of(file);
    for (const auto& [name, value] : file.guesses) key += '\n' + name + '=' + value;
    const DraftSource alone{file.path, {file}};
    if (alone.guess("operator").empty()) key += "\noperator in name: " + operator_in_name(file.path);
    if (alone.guess("technology").empty())
        for (const std::string& technology : technologies_of(alone)) key += "\ntechnology in name: " + technology;
    if (alone.guess("service").empty())
        for (const std::string& service : services_of(alone)) key += "\nservice in name: " + service;
    return key;
}

}  // namespace

std::vector<DraftSource> sources_of(const std::vector<read::Inspection>& files, const std::set<std::string>& roles,
                                    const std::string& folder) {
    std::vector<DraftSource> sources;
    std::map<std::string, std::size_t> alike;
    for (const read::Inspection& file : files) {
        if (!roles.contains(file.guess_role)) continue;
        const auto [known, fresh] = alike.emplace(kind_of(file), sources.size());
        const bool joins = file.guess_role == "supply-polygons" || file.guess_role == "access";
        if (fresh || !joins)
            sources.push_back({path_in_job(file.path, folder), {file}});
        else
            sources[known->second].inspections.push_back(file);
    }
    std::vector<DraftSource> split;
    for (DraftSource& source : sources) {
        std::vector<std::string> paths;
        for (const read::Inspection& file : source.inspections) paths.push_back(file.path);
        const std::string glob = paths.size() > 1 ? exact_glob(paths) : "";
        if (!glob.empty()) source.source = path_in_job(glob, folder);
        if (paths.size() == 1 || !glob.empty()) {
            split.push_back(std::move(source));
            continue;
        }
        for (const read::Inspection& file : source.inspections) split.push_back({path_in_job(file.path, folder), {file}});
    }
    return split;
}

}  // namespace covmap::cli
