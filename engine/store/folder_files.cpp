#include "store/folder_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "store/manifest_format.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;

constexpr const char* kManifestFile = "manifest.json";

/// A manifest of ours: what it is of, and the files that it lists.
struct Listed {
    std::string format;
    std::vector<std::string> files;  ///< sorted
};

/// Nothing where there is no such manifest.
std::optional<Listed> listed_files(const fs::path& manifest) {
    std::error_code unseen;
    if (!fs::is_regular_file(fs::symlink_status(manifest, unseen))) return std::nullopt;  // a pipe would wait for ever
    std::ifstream in(manifest, std::ios::binary);
    if (!in) return std::nullopt;
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || !json.contains("format") || !json["format"].is_string()) return std::nullopt;
    Listed listed{json["format"].get<std::string>(), {}};
    if (folder_words(listed.format) == nullptr) return std::nullopt;
    std::vector<std::string>& files = listed.files;
    if (json.contains("files") && json["files"].is_array()) {
        for (const auto& name : json["files"])
            if (name.is_string()) files.push_back(name.get<std::string>());
    }
    std::sort(files.begin(), files.end());
    return listed;
}

bool is_ours(const std::string& name, const std::vector<std::string>& listed) {
    if (name == kManifestFile || name == kMarkerDraft || std::binary_search(listed.begin(), listed.end(), name)) return true;
    for (const std::string_view left_by_readers : {"-wal", "-shm", "-journal", ".aux.xml"}) {
        if (name.ends_with(left_by_readers) &&
            std::binary_search(listed.begin(), listed.end(), name.substr(0, name.size() - left_by_readers.size())))
            return true;
    }
    return false;
}

[[noreturn]] void refuse(const std::string& given, const std::string& what) {
    throw core::Error(core::ErrorKind::output, given, what);
}

void refuse_foreign(const std::vector<std::string>& names, const std::vector<std::string>& listed, const std::string& given) {
    std::vector<std::string> foreign;
    for (const std::string& name : names)
        if (!is_ours(name, listed)) foreign.push_back(name);
    if (foreign.empty()) return;
    std::string what = "holds " + foreign.front();
    if (foreign.size() > 1) what += " and " + std::to_string(foreign.size() - 1) + " more";
    refuse(given, what + ", not written by covmap and never overwritten; move it away or choose another folder with -o");
}

}  // namespace

std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (!entry.is_directory() || entry.is_symlink())
            names.push_back(entry.path().lexically_relative(folder).generic_string());
    std::sort(names.begin(), names.end());
    return names;
}

void check_target(const std::string& target, const std::string& given, const std::string& format, bool overwrite) {
    std::error_code problem;
    const fs::file_status status = fs::status(target, problem);
    if (status.type() == fs::file_type::not_found) return;
    if (!fs::is_directory(status)) refuse(given, "is a file where the run's folder should be; choose another folder with -o");
    std::vector<std::string> names;
    try {
        names = files_below(target);
    } catch (const fs::filesystem_error& error) {
        refuse(given, "cannot be looked into (" + error.code().message() + "); choose another folder with -o");
    }
    if (names.empty()) {
        if (fs::is_empty(target)) return;
        refuse(given, "holds the folder " + fs::directory_iterator(target)->path().filename().string() +
                          ", not written by covmap; move it away or choose another folder with -o");
    }
    const auto listed = listed_files(fs::path(target) / kManifestFile);
    if (!listed) {
        std::erase(names, kManifestFile);
        if (names.empty())
            refuse(given, "holds manifest.json, not written by covmap and never overwritten; choose another folder with -o");
        refuse_foreign(names, {}, given);
    }
    refuse_foreign(names, listed->files, given);
    const std::string holds = "holds " + std::string(folder_words(listed->format)->holds);
    if (listed->format != format) refuse(given, holds + ", which this would not replace; choose another folder with -o");
    if (!overwrite) refuse(given, holds + " already; use --overwrite to replace it, or choose another folder with -o");
}

FolderKind kind_of(const std::string& folder) {
    std::error_code unseen;
    if (!fs::is_directory(fs::symlink_status(folder, unseen))) return FolderKind::none;
    try {
        const std::vector<std::string> names = files_below(folder);
        if (names.empty()) return FolderKind::part_of_run;
        const auto listed = listed_files(fs::path(folder) / kManifestFile);
        if (!listed || !std::all_of(names.begin(), names.end(), [&](const auto& name) { return is_ours(name, listed->files); }))
            return FolderKind::other;
        const bool whole = std::all_of(listed->files.begin(), listed->files.end(), [&](const std::string& name) {
            return std::binary_search(names.begin(), names.end(), name);
        });
        return whole ? FolderKind::whole_run : FolderKind::part_of_run;
    } catch (const fs::filesystem_error&) {
        return FolderKind::other;
    }
}

std::error_code remove_files_of(const std::string& folder) {
    std::error_code failed;
    std::vector<std::string> names, folders;
    try {
        names = files_below(folder);
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_directory() && !entry.is_symlink()) folders.push_back(entry.path().string());
    } catch (const fs::filesystem_error& error) {
        return error.code();
    }
    // Ended at any moment, what is left is still known for ours.
    std::stable_partition(names.begin(), names.end(),
                          [](const std::string& name) { return name != kManifestFile && name != kOwnerFile; });
    for (const std::string& name : names)
        if (fs::remove(fs::path(folder) / name, failed); failed) return failed;
    std::sort(folders.rbegin(), folders.rend());  // what is inside comes before
    folders.push_back(folder);
    for (const std::string& inner : folders)
        if (fs::remove(inner, failed); failed) return failed;
    return {};
}

}  // namespace covmap::store
