#include "store/swap_names.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "store/folder_files.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarkerTitle = "covmap-swap 2\n", kMarkerEnd = "\nend\n";

[[noreturn]] void fail_marker(const std::string& path) { throw std::system_error(errno, std::generic_category(), path); }

/// All of a small regular file; nothing of anything else.
std::optional<std::string> small_file(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    std::array<char, 256> bytes{};
    struct stat status {};
    const bool regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size < std::ssize(bytes);
    const ssize_t count = regular ? ::read(descriptor, bytes.data(), bytes.size()) : -1;
    ::close(descriptor);
    if (count < 0) return std::nullopt;
    return std::string(bytes.data(), static_cast<std::size_t>(count));
}

/// Gives `draft` the name `path` too, or instead; never in the place of a file.
void put_marker(const std::string& draft, const std::string& path) {
    if (::link(draft.c_str(), path.c_str()) == 0) {
        if (::unlink(draft.c_str()) != 0) fail_marker(draft);
        return;
    }
    if (errno == EEXIST) fail_marker(path);
    // No hard links there.
    if (fs::exists(fs::symlink_status(path))) throw std::system_error(EEXIST, std::generic_category(), path);
    if (::rename(draft.c_str(), path.c_str()) != 0) fail_marker(path);
}

}  // namespace

SwapNames swap_names(const std::string& target, const Owner& owner) {
    const std::string text = owner_text(owner);
    return {target, target + kPartialInfix + text, target + kOldInfix + text, target + kMarkerSuffix};
}

SwapMarker read_marker(const std::string& target) {
    const std::string path = target + kMarkerSuffix;
    std::error_code unseen;
    if (!fs::exists(fs::symlink_status(path, unseen))) return {};
    SwapMarker marker;
    marker.kind = SwapMarker::Kind::other;
    const auto text = small_file(path);
    if (!text || !text->starts_with(kMarkerTitle) || !text->ends_with(kMarkerEnd)) return marker;
    const std::size_t around = kMarkerTitle.size() + kMarkerEnd.size();
    if (text->size() < around) return marker;
    const auto owner = parsed_owner(text->substr(kMarkerTitle.size(), text->size() - around));
    if (!owner) return marker;
    return {SwapMarker::Kind::ours, *owner};
}

StandingMarker::StandingMarker(const SwapNames& names, const Owner& owner) : m_path(names.marker) {
    const std::string draft = names.partial + "/" + kMarkerDraft;
    const std::string text = std::string(kMarkerTitle) + owner_text(owner) + std::string(kMarkerEnd);
    m_descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (m_descriptor < 0) fail_marker(draft);
    bool stands = false;
    try {
        ::flock(m_descriptor, LOCK_EX | LOCK_NB);  // where there are no locks, nobody can ask for it either
        const ssize_t written = ::write(m_descriptor, text.data(), text.size());
        if (written != std::ssize(text)) {
            if (written >= 0) errno = ENOSPC;
            fail_marker(draft);
        }
        if (::fsync(m_descriptor) != 0) fail_marker(draft);
        put_marker(draft, m_path);
        stands = true;
        sync_path(names.partial);
        sync_parent(m_path);
    } catch (...) {
        if (stands) ::unlink(m_path.c_str());
        ::close(m_descriptor);
        throw;
    }
}

StandingMarker::~StandingMarker() { ::close(m_descriptor); }

void StandingMarker::remove() {
    if (::unlink(m_path.c_str()) != 0) fail_marker(m_path);
}

void sync_path(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail_marker(path);
    const int result = ::fsync(descriptor);
    const int cause = errno;
    ::close(descriptor);
    errno = cause;
    // Some file systems cannot sync a folder and say EINVAL; their renames are as durable as they get.
    if (result != 0 && cause != EINVAL) fail_marker(path);
}

void sync_parent(const std::string& path) { sync_path(fs::path(path).parent_path().string()); }

}  // namespace covmap::store
