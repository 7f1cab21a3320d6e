#include "read/files/data_files.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>

#include "core/error.hpp"
#include "core/process/stop_check.hpp"
#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/files/no_network.hpp"
#include "read/files/reach.hpp"
#include "read/files/sqlite_copy.hpp"
#include "read/files/unpack.hpp"
#include "read/files/vsi_file.hpp"

namespace covmap::read {
namespace {

constexpr std::string_view kZip = "/vsizip/";

/// The path of the .zip itself, with or without its prefix; empty when this is another path.
std::string bare_zip(const std::string& path) {
    const std::string bare = path.starts_with(kZip) ? path.substr(kZip.size()) : path;
    const bool inside = bare.starts_with("/vsi") || bare.starts_with("{") || !lower_case(bare).ends_with(".zip");
    return inside || std::filesystem::is_directory(bare) ? std::string() : bare;
}

std::vector<std::string> zip_names(const std::string& opened) {
    char** list = VSIReadDirRecursive(opened.c_str());
    std::vector<std::string> names;
    for (int i = 0; list != nullptr && list[i] != nullptr; ++i)
        if (const std::string name = list[i]; !name.ends_with('/')) names.push_back(name);
    CSLDestroy(list);
    return names;
}

/// Reads a packed file once, up to where refuse_bomb() has enough. Not tables, of which the reader counts the bytes itself.
void refuse_gzip_bomb(const std::string& opened, std::uint64_t packed_bytes, const std::string& shown) {
    constexpr std::uint64_t kMostTimesOfDeflate = 1032;
    if (is_text_table(opened) || packed_bytes * kMostTimesOfDeflate < kUnpackedFreely) return;
    const VsiFile file = open_vsi(opened);
    std::vector<char> block(std::size_t{1} << 20);
    std::uint64_t unpacked_bytes = 0;
    for (std::size_t got = 1; file && got > 0; unpacked_bytes += got) {
        core::stop_check();
        got = VSIFReadL(block.data(), 1, block.size(), file.get());
        refuse_bomb(unpacked_bytes + got, packed_bytes, shown);
    }
}

std::string ungzipped(const std::string& path, const std::string& shown) {
    if (!lower_case(path).ends_with(".gz")) return path;
    refuse_gzip_bomb("/vsigzip/" + path, file_bytes(path), shown);
    return "/vsigzip/" + path;
}

DataFiles unpacked_files(const std::string& path, const FileAsk& ask, const std::string& shown) {
    UnpackedFiles files = unpacked(path, ask, shown);
    for (std::string& file : files.paths) file = ungzipped(file, shown);
    return {std::move(files.paths), std::move(files.layer)};
}

/// What of a path the job names is opened; archives are looked into.
DataFiles opened_files(const std::string& path, const std::string& shown, const FileAsk& ask) {
    if (const std::string zip = bare_zip(path); !zip.empty()) {
        const std::string opened = std::string(kZip) + zip;
        const std::vector<std::string> names = zip_names(opened);
        if (names.empty()) return {{opened}, ask.layer};  // absent or damaged: GDAL says it
        ArchiveChoice choice = choose_members(names, ask, shown);
        for (const std::string& name : choice.names)
            if (std::find(names.begin(), names.end(), name + "-wal") != names.end()) return unpacked_files(zip, ask, shown);
        for (std::string& name : choice.names) {
            name = opened + "/" + name;
            refuse_bomb(file_bytes(name), file_bytes(zip), shown);
            name = ungzipped(name, shown);
        }
        return {choice.names, choice.layer};
    }
    if (path.starts_with("/vsi")) return {{path}, ask.layer};
    if (is_packed(path)) return unpacked_files(path, ask, shown);
    return {{ungzipped(settled_copy(path, shown), shown)}, ask.layer};
}

}  // namespace

DataFiles data_files(const std::string& path, const std::string& shown, const FileAsk& ask) {
    init_gdal();
    allow_named(path);
    const std::string& name = shown.empty() ? path : shown;
    refuse_special_files(path, name);
    DataFiles files = opened_files(path, shown, ask);
    for (const std::string& file : files.paths) refuse_far_reach(file, name);
    return files;
}

std::string data_file(const std::string& path, const std::string& shown, Content content) {
    return data_files(path, shown.empty() ? path : shown, {content, {}, Several::ask}).paths.front();
}

}  // namespace covmap::read
