#include "store/bytes/output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "store/bytes/write_fault.hpp"

namespace covmap::store {

namespace {

/// Longest: a sign, 20 digits, a point and leading zeros up to the scale.
constexpr std::size_t kNumberBytes = 64;

std::string_view number_text(std::int64_t number, int scale, bool cut_zeros, std::array<char, kNumberBytes>& out) {
    std::array<char, 24> digits;
    const auto magnitude = number < 0 ? 0ULL - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    const char* last = std::to_chars(digits.data(), digits.data() + digits.size(), magnitude).ptr;
    const auto count = static_cast<int>(last - digits.data());
    char* at = out.data();
    if (number < 0) *at++ = '-';
    const int whole = count - scale;
    if (whole <= 0) {
        *at++ = '0';
    } else {
        std::memcpy(at, digits.data(), static_cast<std::size_t>(whole));
        at += whole;
    }
    if (scale > 0) {
        *at++ = '.';
        for (int i = whole; i < 0; ++i) *at++ = '0';
        const int from = whole > 0 ? whole : 0;
        std::memcpy(at, digits.data() + from, static_cast<std::size_t>(count - from));
        at += count - from;
        if (cut_zeros) {
            while (at[-1] == '0') --at;
            if (at[-1] == '.') --at;
        }
    }
    return {out.data(), static_cast<std::size_t>(at - out.data())};
}

}  // namespace

OutputFile::OutputFile(std::string path, std::string shown)
    : m_path(std::move(path)), m_shown(shown.empty() ? m_path : std::move(shown)) {
    m_descriptor = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (m_descriptor < 0) fail("cannot be created");
    m_buffer.reserve(kBufferBytes);
}

OutputFile::OutputFile(int descriptor, std::string shown) : m_path(shown), m_shown(std::move(shown)), m_descriptor(descriptor) {
    m_buffer.reserve(kBufferBytes);
}

OutputFile::~OutputFile() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

void OutputFile::append_decimal(std::int64_t number, int scale) {
    std::array<char, kNumberBytes> text;
    append(number_text(number, scale, true, text));
}

void OutputFile::append_fixed(std::int64_t number, int scale) {
    std::array<char, kNumberBytes> text;
    append(number_text(number, scale, false, text));
}

void OutputFile::flush() {
    const char* data = m_buffer.data();
    std::size_t left = m_buffer.size();
    while (left > 0) {
        const ssize_t written = ::write(m_descriptor, data, left);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot be written");
        data += written;
        left -= static_cast<std::size_t>(written);
    }
    m_flushed += m_buffer.size();
    m_buffer.clear();
}

bool OutputFile::holds(std::uint64_t offset, std::string_view text) {
    if (offset >= m_flushed) return m_buffer.compare(offset - m_flushed, text.size(), text) == 0;
    if (offset + text.size() > m_flushed) flush();
    std::string there(text.size(), '\0');
    for (std::size_t done = 0; done < there.size();) {
        const ssize_t count = ::pread(m_descriptor, there.data() + done, there.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("cannot be read back");
        if (count == 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return there == text;
}

void OutputFile::overwrite(std::uint64_t offset, std::string_view text) {
    flush();
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t count = ::pwrite(m_descriptor, text.data() + done, text.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("cannot be written");
        done += static_cast<std::size_t>(count);
    }
}

void OutputFile::close() {
    flush();
    const int descriptor = std::exchange(m_descriptor, -1);
    if (::close(descriptor) != 0) fail("cannot be written");
}

void OutputFile::fail(const char* what) const { throw core::Error(core::ErrorKind::output, m_shown, write_fault(what, errno)); }

}  // namespace covmap::store
