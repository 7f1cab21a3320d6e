// Numbers into one of our binary files. Private to the room.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "store/bytes/byte_format.hpp"
#include "store/bytes/output_file.hpp"

namespace covmap::store {

/// Little-endian, with a running checksum that close() writes as the last eight bytes. Errors: output, where = the path.
class ByteStream {
public:
    explicit ByteStream(const std::string& path) : m_file(path) {}

    void bytes(std::string_view text) {
        m_sum.add(text.data(), text.size());
        m_file.append(text);
    }
    /// The `width` lowest bytes of `value`, at most 8.
    void fixed(std::uint64_t value, int width) {
        std::array<char, 8> raw;
        for (int i = 0; i < width; ++i) raw[static_cast<std::size_t>(i)] = static_cast<char>(value >> (8 * i) & 0xFFU);
        bytes({raw.data(), static_cast<std::size_t>(width)});
    }
    void varint(std::uint64_t value) {
        std::array<char, 10> raw;
        std::size_t count = 0;
        put_varint(value, [&](char byte) { raw[count++] = byte; });
        bytes({raw.data(), count});
    }
    /// A signed number as a varint.
    void zigzag(std::int64_t value) { varint(store::zigzag(value)); }
    /// What each of our files begins with: magic, version, no flags, then a text with its length.
    void header(std::string_view magic, std::uint32_t version, std::string_view json) {
        bytes(magic);
        fixed(version, 4);
        fixed(0, 4);
        fixed(json.size(), 8);
        bytes(json);
    }
    void close() {
        fixed(m_sum.value(), 8);
        m_file.close();
    }

private:
    OutputFile m_file;
    Checksum m_sum;
};

}  // namespace covmap::store
