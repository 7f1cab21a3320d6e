#include "store/bytes/write_fault.hpp"

#include <sys/resource.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace covmap::store {

namespace {

constexpr const char* kNoRoom = "free some space or choose another output folder";
constexpr const char* kMayNotGrow = "the limit on the size of a file is reached (ulimit -f): raise it";

const char* remedy_for(int cause) {
    switch (cause) {
        case ENOSPC:
        case EDQUOT:
            return kNoRoom;
        case EFBIG:
            return kMayNotGrow;
        case EIO:
            return "the disk, or the way to it, fails: look at the system's log, or choose another place with -o";
        case ENOENT:
            return "see that its folder exists, or choose another place with -o";
        case EACCES:
        case EPERM:
        case EROFS:
            return "see that you may write there, or choose another place with -o";
        default:
            return "choose another place with -o";
    }
}

}  // namespace

std::string write_fault(const std::string& what, int cause) {
    return what + " (" + std::strerror(cause) + "); " + remedy_for(cause);
}

std::string room_remedy(const std::string& path) {
    constexpr std::uint64_t kNearlyNothing = 1U << 20U;
    struct statvfs disk {};
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (::statvfs(folder.empty() ? "." : folder.c_str(), &disk) == 0 && disk.f_bavail * disk.f_frsize < kNearlyNothing)
        return std::string("the disk is full: ") + kNoRoom;
    rlimit limit{};
    if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        return "files may not be larger than " + std::to_string(limit.rlim_cur) + " bytes here (ulimit -f): raise it";
    return "see that the disk has room and is sound";
}

}  // namespace covmap::store
