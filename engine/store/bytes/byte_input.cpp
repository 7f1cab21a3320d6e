#include "store/bytes/byte_input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/error.hpp"

namespace covmap::store {

namespace {

constexpr std::size_t kBufferBytes = 1U << 20U;

[[noreturn]] void fail_reading(const std::string& path, const std::string& what) {
    throw core::Error(core::ErrorKind::input, path, what);
}

}  // namespace

void damaged(const std::string& path, const std::string& why) {
    fail_reading(path, "is damaged (" + why + "); copy it again or run the job again");
}

ByteInput::ByteInput(const std::string& path) : ByteInput(path, ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}

std::unique_ptr<ByteInput> ByteInput::again() const {
    return std::unique_ptr<ByteInput>(new ByteInput(m_path, ::fcntl(m_descriptor, F_DUPFD_CLOEXEC, 0)));
}

ByteInput::ByteInput(std::string path, int descriptor)
    : m_path(std::move(path)), m_descriptor(descriptor), m_buffer(kBufferBytes) {
    if (m_descriptor < 0) fail_reading(m_path, std::string("cannot be opened (") + std::strerror(errno) + ")");
    const off_t end = ::lseek(m_descriptor, 0, SEEK_END);
    if (end < 0) {
        ::close(m_descriptor);
        fail_reading(m_path, "is not a file that can be read from any place; copy it to a disk first");
    }
    m_size = static_cast<std::uint64_t>(end);
}

ByteInput::~ByteInput() { ::close(m_descriptor); }

std::string ByteInput::open(const ByteFormat& format) {
    std::array<char, 8> magic{};
    if (m_size >= magic.size()) bytes(magic.data(), magic.size());
    if (std::string_view(magic.data(), magic.size()) != format.magic)
        fail_reading(m_path, std::string("is not ") + format.what + " of covmap; give " + format.file);
    if (m_size < format.smallest_bytes) damaged(m_path, "it ends early");
    m_version = static_cast<std::uint32_t>(fixed(4));
    if (m_version < format.oldest || m_version > format.version)
        fail_reading(m_path, std::string("is ") + format.what + " of version " + std::to_string(m_version) +
                                 ", and this covmap reads version " + std::to_string(format.version) +
                                 "; use the covmap that wrote it, or run the job again");
    check_sum();
    seek(magic.size() + 4);
    if (fixed(4) != 0) fail_reading(m_path, "uses a feature that this covmap does not know; use the covmap that wrote it");
    const std::uint64_t length = fixed(8);
    if (length > left()) damaged(m_path, "it ends early");
    std::string json(static_cast<std::size_t>(length), '\0');
    bytes(json.data(), json.size());
    return json;
}

void ByteInput::check_sum() {
    Checksum sum;
    std::vector<char> chunk(kBufferBytes);
    seek(0);
    while (left() > kByteChecksum) {
        const auto some = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size(), left() - kByteChecksum));
        bytes(chunk.data(), some);
        sum.add(chunk.data(), some);
    }
    if (fixed(8) != sum.value()) damaged(m_path, "its checksum differs");
}

void ByteInput::bytes(char* out, std::size_t count) {
    while (count > 0) {
        if (m_begin == m_end) refill();
        const std::size_t some = std::min(count, m_end - m_begin);
        std::memcpy(out, m_buffer.data() + m_begin, some);
        m_begin += some;
        out += some;
        count -= some;
    }
}

std::size_t ByteInput::count(std::uint64_t bytes_each) {
    const std::uint64_t value = varint();
    if (value > left() / bytes_each) damaged(m_path, "it counts more than it holds");
    return static_cast<std::size_t>(value);
}

void ByteInput::refill() {
    const ssize_t count = ::pread(m_descriptor, m_buffer.data(), m_buffer.size(), static_cast<off_t>(m_next));
    if (count < 0) fail_reading(m_path, std::string("cannot be read (") + std::strerror(errno) + ")");
    if (count == 0) damaged(m_path, "it ends early");
    m_begin = 0;
    m_end = static_cast<std::size_t>(count);
    m_next += m_end;
}

}  // namespace covmap::store
