#include "core/scratch.hpp"

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
    path += "/covmap-scratch-XXXXXX";
    const int file = mkstemp(path.data());
    if (file < 0)
        throw Error(ErrorKind::output, path,
                    std::string("cannot create a scratch file: ") + std::strerror(errno) + "; " + remedy);
    unlink(path.c_str());
    return file;
}

}  // namespace covmap::core
