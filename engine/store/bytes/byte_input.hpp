// One of our binary files from front to back: header, numbers, checksum. Private to the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/bytes/byte_format.hpp"

namespace covmap::store {

/// How a file of ours begins, and how people call it.
struct ByteFormat {
    std::string_view magic;            ///< 8 bytes
    std::uint32_t version = 1;         ///< that is written
    std::uint64_t smallest_bytes = 0;  ///< of a whole file
    const char* what = "";             ///< «a tally»
    const char* file = "";             ///< «the tally.covt of a run»
    std::uint32_t oldest = version;    ///< that is read
};

inline constexpr std::uint64_t kByteHeader = 24;  ///< magic, version, flags, length of the JSON
inline constexpr std::uint64_t kByteChecksum = 8;

/// Throws Error input: «is damaged (why); copy it again or run the job again».
[[noreturn]] void damaged(const std::string& path, const std::string& why);

/// Little-endian numbers through one buffer of 1 MiB. Errors: input, where = the path. Not thread-safe.
class ByteInput {
public:
    explicit ByteInput(const std::string& path);
    /// The same file from its beginning, even where another stands under its name by now: a run is replaced while it is read.
    [[nodiscard]] std::unique_ptr<ByteInput> again() const;
    ~ByteInput();
    ByteInput(const ByteInput&) = delete;
    ByteInput& operator=(const ByteInput&) = delete;

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] std::uint64_t at() const { return m_next - (m_end - m_begin); }
    [[nodiscard]] std::uint64_t left() const { return m_size - at(); }
    void seek(std::uint64_t position) {
        m_next = position;
        m_begin = m_end = 0;
    }

    /// Refuses another format, another version, flags and a wrong checksum (about 0.7 GB a second), then returns the JSON of the
    /// header; the next number read is the one after it.
    std::string open(const ByteFormat& format);
    /// Of the file that open() accepted.
    [[nodiscard]] std::uint32_t version() const { return m_version; }

    void bytes(char* out, std::size_t count);
    unsigned char byte() {
        if (m_begin == m_end) refill();
        return static_cast<unsigned char>(m_buffer[m_begin++]);
    }
    std::uint64_t fixed(int width) {
        std::uint64_t value = 0;
        for (int i = 0; i < width; ++i) value |= std::uint64_t{byte()} << (8 * i);
        return value;
    }
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const unsigned char b = byte();
            value |= std::uint64_t{b & 0x7FU} << shift;
            if (b < 0x80) return value;
        }
        damaged(m_path, "a number is too long");
    }
    std::int64_t zigzag() { return unzigzag(varint()); }
    /// A varint that counts things of at least `bytes_each` bytes that follow: never more than the file can hold.
    std::size_t count(std::uint64_t bytes_each);

private:
    ByteInput(std::string path, int descriptor);
    void refill();
    void check_sum();

    std::string m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::uint32_t m_version = 0;
    std::vector<char> m_buffer;
    std::uint64_t m_next = 0;  ///< position in the file after the buffer
    std::size_t m_begin = 0, m_end = 0;
};

}  // namespace covmap::store
