#include "core/scratch.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "core/error.hpp"

namespace covmap::core {

int open_scratch(const std::string& folder, const std::string& remedy) {
    std::string path = folder;
    if (path.empty()) {
        const char* tmp = std::getenv("TMPDIR");
        path = tmp != nullptr && *tmp != '\0' ? tmp : "/tmp";
    }
    // Where the file system can, it never has a name.
    if (const int file = open(path.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600); file >= 0) return file;
    path += "/covmap-scratch-XXXXXX";
    const int file = mkostemp(path.data(), O_CLOEXEC);
    if (file < 0)
        throw Error(ErrorKind::output, path,
                    std::string("cannot create a scratch file: ") + std::strerror(errno) + "; " + remedy);
    unlink(path.c_str());
    return file;
}

}  // namespace covmap::core
