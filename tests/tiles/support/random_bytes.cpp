#include "tiles/support/random_bytes.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "store/bytes/byte_input.hpp"

namespace covmap::test {

namespace {

[[noreturn]] void fail(const std::string& path, const char* what, int cause) {
    throw core::Error(core::ErrorKind::input, path, std::string(what) + " (" + std::strerror(cause) + ")");
}

}  // namespace

RandomBytes::RandomBytes(std::string path) : m_path(std::move(path)) {
    m_descriptor = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    if (m_descriptor < 0) fail(m_path, "cannot be opened", errno);
    const off_t end = ::lseek(m_descriptor, 0, SEEK_END);
    if (end < 0) {
        const int cause = errno;
        ::close(m_descriptor);
        fail(m_path, "cannot be read", cause);
    }
    m_size = static_cast<std::uint64_t>(end);
}

RandomBytes::~RandomBytes() { ::close(m_descriptor); }

std::string RandomBytes::slice(std::uint64_t offset, std::uint64_t length) const {
    if (offset > m_size || length > m_size - offset) store::damaged(m_path, "it ends early");
    std::string bytes(length, '\0');
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t count = ::pread(m_descriptor, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(m_path, "cannot be read", errno);
        if (count == 0) store::damaged(m_path, "it ends early");
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

}  // namespace covmap::test
