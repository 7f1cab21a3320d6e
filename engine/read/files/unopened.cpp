#include "read/files/unopened.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "core/error.hpp"
#include "read/files/source_path.hpp"

namespace covmap::read {
namespace {

constexpr std::size_t kPiece = 1U << 20U, kMostPieces = 64;

/// The errno of reading the beginning of a plain file; 0 where it can be read, or is none.
int fault_of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return errno;
    std::vector<char> piece(kPiece);
    ssize_t count = 1;
    int fault = 0;
    for (std::size_t i = 0; i < kMostPieces && count > 0; ++i) {
        count = ::read(file, piece.data(), piece.size());
        if (count < 0) fault = errno;
    }
    ::close(file);
    return fault;
}

}  // namespace

void fail_unopened(const std::string& opened, const std::string& shown, const std::string& what) {
    if (const int fault = fault_of(file_on_disk(opened)); fault != 0)
        throw core::Error(core::ErrorKind::input, shown,
                          std::string("cannot be read: ") + std::strerror(fault) +
                              (fault == EIO      ? "; is the disk sound?"
                               : fault == EACCES ? "; give the right to read it"
                                                 : ""));
    throw core::Error(core::ErrorKind::input, shown, what);
}

}  // namespace covmap::read
