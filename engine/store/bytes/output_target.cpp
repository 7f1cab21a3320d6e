#include "store/bytes/output_target.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>

#include "core/error.hpp"
#include "store/bytes/write_fault.hpp"

namespace covmap::store {

namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;  ///< as Linux itself

[[noreturn]] void refuse_target(const std::string& given, const std::string& what) {
    throw core::Error(core::ErrorKind::output, given, what + "; give a file with -o");
}

/// The number of «/dev/fd/3»; 1 of «/dev/stdout».
std::optional<int> named_descriptor(const std::string& given) {
    if (given == "/dev/stdout") return 1;
    if (given == "/dev/stderr") return 2;
    for (const std::string folder : {"/dev/fd/", "/proc/self/fd/"}) {
        if (!given.starts_with(folder)) continue;
        int number = 0;
        const char* last = given.data() + given.size();
        const auto parsed = std::from_chars(given.data() + folder.size(), last, number);
        if (parsed.ec == std::errc() && parsed.ptr == last && number >= 0) return number;
    }
    return std::nullopt;
}

OutputTarget target_of_descriptor(const std::string& given, int descriptor) {
    const int flags = ::fcntl(descriptor, F_GETFL);
    if (flags < 0) refuse_target(given, "is not open");
    if ((flags & O_ACCMODE) == O_RDONLY) refuse_target(given, "is open for reading alone");
    return {given, given, TargetKind::stream, descriptor};
}

}  // namespace

std::string followed(const std::string& path) {
    fs::path at = fs::absolute(path);
    for (int links = 0; fs::is_symlink(fs::symlink_status(at)) && !fs::exists(at); ++links) {
        if (links == kMostLinks) throw std::system_error(ELOOP, std::generic_category(), path);
        at = at.parent_path() / fs::read_symlink(at);
    }
    return fs::weakly_canonical(at).string();
}

OutputTarget output_target(const std::string& given) {
    if (given.empty()) refuse_target(given, "a name is empty");
    if (const auto descriptor = named_descriptor(given)) return target_of_descriptor(given, *descriptor);
    struct stat there {};
    if (::stat(given.c_str(), &there) != 0) {
        const int cause = errno;
        if (cause != ENOENT) throw core::Error(core::ErrorKind::output, given, write_fault("cannot be reached", cause));
        if (given.back() == '/') refuse_target(given, "names a folder");
        try {
            OutputTarget target{given, followed(given), TargetKind::absent, -1};
            if (fs::is_directory(fs::path(target.path).parent_path())) return target;
            throw std::system_error(cause, std::generic_category());
        } catch (const std::system_error& error) {
            throw core::Error(core::ErrorKind::output, given, write_fault("cannot be reached", error.code().value()));
        }
    }
    if (S_ISDIR(there.st_mode)) refuse_target(given, "is a folder");
    if (S_ISBLK(there.st_mode)) refuse_target(given, "is a disk");
    if (S_ISSOCK(there.st_mode)) refuse_target(given, "is a socket");
    if (S_ISREG(there.st_mode)) return {given, followed(given), TargetKind::file, -1};
    return {given, given, TargetKind::stream, -1};
}

OutputTarget seekable_target(const std::string& given) {
    OutputTarget target = output_target(given);
    if (target.kind == TargetKind::stream)
        refuse_target(given, "is a device or a pipe, and what is written there has to be gone back to");
    return target;
}

}  // namespace covmap::store
