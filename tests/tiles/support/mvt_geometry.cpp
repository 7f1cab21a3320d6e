#include "tiles/support/mvt_geometry.hpp"

#include <cstddef>

namespace covmap::test {

namespace {

using Part = std::vector<core::TilePoint>;

constexpr std::uint32_t kMoveTo = 1, kLineTo = 2, kClosePath = 7;

/// Steps through the numbers; the cursor is kept over all commands. Coordinates wrap round at 32 bits.
class Commands {
public:
    explicit Commands(const std::vector<std::uint32_t>& numbers) : m_numbers(numbers) {}

    [[nodiscard]] bool at_end() const { return m_next == m_numbers.size(); }

    /// The count of the next command, which must be `id` and whose parameters must all be there.
    std::uint32_t command(std::uint32_t id) {
        if (at_end()) throw TileFault("a geometry ends too early");
        const std::uint32_t number = m_numbers[m_next++];
        if ((number & 7U) != id) throw TileFault("a geometry has a command that does not belong there");
        const std::uint32_t count = number >> 3U;
        if (id != kClosePath && count > (m_numbers.size() - m_next) / 2)
            throw TileFault("a geometry promises more points than it has");
        return count;
    }
    core::TilePoint point(bool may_stay) {
        const std::uint32_t dx = unzigzag(m_numbers[m_next]), dy = unzigzag(m_numbers[m_next + 1]);
        m_next += 2;
        if (!may_stay && dx == 0 && dy == 0) throw TileFault("a line repeats a point");
        m_x += dx;
        m_y += dy;
        return {static_cast<std::int32_t>(m_x), static_cast<std::int32_t>(m_y)};
    }

private:
    static std::uint32_t unzigzag(std::uint32_t value) { return (value >> 1U) ^ (0U - (value & 1U)); }

    const std::vector<std::uint32_t>& m_numbers;
    std::size_t m_next = 0;
    std::uint32_t m_x = 0, m_y = 0;
};

Part points(Commands& commands) {
    const std::uint32_t count = commands.command(kMoveTo);
    if (count == 0) throw TileFault("a geometry has no point");
    Part part;
    for (std::uint32_t i = 0; i < count; ++i) part.push_back(commands.point(true));
    return part;
}

Part line(Commands& commands, std::uint32_t least) {
    if (commands.command(kMoveTo) != 1) throw TileFault("a line begins with several points");
    Part part{commands.point(true)};
    const std::uint32_t count = commands.command(kLineTo);
    if (count < least) throw TileFault("a line or ring has too few points");
    for (std::uint32_t i = 0; i < count; ++i) part.push_back(commands.point(false));
    return part;
}

Part ring(Commands& commands) {
    Part part = line(commands, 2);
    if (commands.command(kClosePath) != 1) throw TileFault("a ring is not closed once");
    return part;
}

}  // namespace

std::vector<Part> tile_parts(core::TileGeometry type, const std::vector<std::uint32_t>& numbers) {
    Commands commands(numbers);
    std::vector<Part> parts;
    do {
        switch (type) {
            case core::TileGeometry::point:
                parts.push_back(points(commands));
                break;
            case core::TileGeometry::line:
                parts.push_back(line(commands, 1));
                break;
            case core::TileGeometry::polygon:
                parts.push_back(ring(commands));
                break;
        }
        if (type == core::TileGeometry::point && !commands.at_end()) throw TileFault("a point has more than one command");
    } while (!commands.at_end());
    return parts;
}

}  // namespace covmap::test
