#include "run/reuse/read_manifest.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "store/manifest.hpp"

namespace covmap::run {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_manifest(const std::string& where, const std::string& what) {
    throw core::Error(core::ErrorKind::input, where, what);
}

}  // namespace

nlohmann::ordered_json read_manifest(const std::string& folder) {
    const std::string path = folder + "/manifest.json";
    if (!fs::is_directory(folder)) fail_manifest(folder, "is no folder; give the folder of a run");
    if (!fs::exists(path)) fail_manifest(folder, "is no run of covmap: it holds no manifest.json; give the folder of a run");
    std::ifstream in(path, std::ios::binary);
    nlohmann::ordered_json manifest = nlohmann::ordered_json::parse(in, nullptr, false);
    if (in.bad()) fail_manifest(path, std::string("cannot be read (") + std::strerror(errno) + "); is the disk sound?");
    if (manifest.is_discarded() || !manifest.is_object())
        fail_manifest(path, "is not JSON, or is cut short; copy it again or run the job again");
    if (manifest.value("format", "") != store::kManifestFormat)
        fail_manifest(path, "is not the manifest of a run; give the folder of a run");
    if (const int version = manifest.value("format_version", 0); version != store::kManifestVersion)
        fail_manifest(path, "is of version " + std::to_string(version) + ", and this covmap reads version " +
                                std::to_string(store::kManifestVersion) + "; use the covmap that wrote it, or run the job again");
    return manifest;
}

}  // namespace covmap::run
