#include "core/process/unfinished.hpp"

#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

namespace covmap::core {

namespace {

struct UnfinishedPaths {
    std::mutex mutex;
    std::multiset<std::string> paths;
};

/// Never destroyed: a thread may end the program while static objects go.
UnfinishedPaths& unfinished_paths() {
    static auto* const paths = new UnfinishedPaths;
    return *paths;
}

}  // namespace

Unfinished::Unfinished(std::string path) : m_path(std::move(path)) {
    UnfinishedPaths& all = unfinished_paths();
    const std::lock_guard guard(all.mutex);
    all.paths.insert(m_path);
}

Unfinished::~Unfinished() { done(); }

void Unfinished::done() {
    UnfinishedPaths& all = unfinished_paths();
    const std::lock_guard guard(all.mutex);
    if (const auto at = all.paths.find(m_path); at != all.paths.end()) all.paths.erase(at);
    m_path.clear();
}

void remove_unfinished() noexcept {
    UnfinishedPaths& all = unfinished_paths();
    // The thread that ends the program may hold it.
    const std::unique_lock guard(all.mutex, std::try_to_lock);
    if (!guard.owns_lock()) return;
    for (const std::string& path : all.paths) {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
        // Another thread may have made a file meanwhile.
        std::filesystem::remove_all(path, ignored);
    }
}

}  // namespace covmap::core
