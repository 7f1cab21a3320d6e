#include "store/standing_run.hpp"

#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

#include "core/error.hpp"
#include "store/bytes/output_target.hpp"
#include "store/folder_files.hpp"
#include "store/swap_names.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kBetweenLooks(10);
constexpr int kMostLooks = 100;

bool is_there(const std::string& folder) {
    std::error_code unseen;
    return fs::exists(folder, unseen) && !fs::is_empty(folder, unseen);
}

}  // namespace

std::string standing_run(const std::string& folder) {
    if (folder.empty()) throw core::Error(core::ErrorKind::input, "", "a run's name is empty; give the folder of a run");
    if (is_there(folder)) return folder;
    std::string target = folder;
    while (target.size() > 1 && target.back() == '/') target.pop_back();
    try {
        target = followed(target);
    } catch (const std::system_error&) {
        return folder;
    }
    const SwapMarker marker = read_marker(target);
    if (marker.kind != SwapMarker::Kind::ours) return folder;
    // A living process leaves the name empty for an instant.
    for (int look = 0; look < kMostLooks && state_of(marker.owner) == OwnerState::lives && !is_there(folder); ++look)
        std::this_thread::sleep_for(kBetweenLooks);
    if (is_there(folder)) return folder;
    const SwapNames names = swap_names(target, marker.owner);
    if (kind_of(names.partial) == FolderKind::whole_run) return names.partial;
    // Of the old run its user may have removed files.
    const FolderKind old = kind_of(names.old);
    return old != FolderKind::none && fs::exists(fs::path(names.old) / "manifest.json") ? names.old : folder;
}

}  // namespace covmap::store
