// Texts numbered in the order in which they come. Private to the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace covmap::tiles {

/// All texts stand in one buffer, and a table of numbers finds them by their hash: most values of a tile are there once, and a
/// node of memory for each would cost more than the encoding.
class TextNumbers {
public:
    /// The text's number: its own, else the next.
    std::uint32_t number_of(std::string_view text);
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_ends.size()); }
    [[nodiscard]] std::string_view text(std::uint32_t number) const {
        const std::size_t from = number == 0 ? 0 : m_ends[number - 1];
        return std::string_view(m_bytes).substr(from, m_ends[number] - from);
    }

private:
    void grow();

    std::string m_bytes;
    std::vector<std::size_t> m_ends;     ///< by number, in m_bytes
    std::vector<std::uint32_t> m_slots;  ///< number + 1, 0: free; a power of two, at most half of them taken
};

}  // namespace covmap::tiles
