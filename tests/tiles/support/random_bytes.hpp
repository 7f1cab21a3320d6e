// Pieces of a file, from anywhere in it. Private to the room.
#pragma once

#include <cstdint>
#include <string>

namespace covmap::test {

/// Errors: input, where = the path.
class RandomBytes {
public:
    explicit RandomBytes(std::string path);
    ~RandomBytes();
    RandomBytes(const RandomBytes&) = delete;
    RandomBytes& operator=(const RandomBytes&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// A piece beyond the end of the file is an error.
    [[nodiscard]] std::string slice(std::uint64_t offset, std::uint64_t length) const;

private:
    std::string m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

}  // namespace covmap::test
