#include <catch2/catch.hpp>
#include <sstream>

#include "read/grid/cell_rings.hpp"

using namespace covmap;

namespace {

// Rectangles as «west,south,east,north» of the cells of a drawing, row 0 north, cells of 10 from the corner (100, 500).
std::vector<std::string> rectangles(const std::vector<std::string>& drawing) {
    std::vector<std::string> out;
    read::CellRings cells({"EPSG:3035", 100, 500, 10, 10}, [&](std::span<const core::Point> ring) {
        REQUIRE(ring.size() == 4);
        std::ostringstream text;
        text << ring[1].x << ',' << ring[1].y << ',' << ring[3].x << ',' << ring[3].y;
        out.push_back(text.str());
    });
    for (std::size_t row = 0; row < drawing.size(); ++row)
        for (std::size_t begin = 0, end = 0; begin < drawing[row].size(); begin = end) {
            for (end = begin + 1; end < drawing[row].size() && drawing[row][end] == drawing[row][begin]; ++end) {
            }
            if (drawing[row][begin] == '#')
                cells.run(static_cast<std::int64_t>(row), static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end));
        }
    cells.finish();
    std::sort(out.begin(), out.end());
    return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("equal runs of neighbouring rows are one rectangle") {
    CHECK(rectangles({"##", "##", "##"}) == Texts{"100,470,120,500"});
    CHECK(rectangles({".##.", ".##."}) == Texts{"110,480,130,500"});
}

TEST_CASE("runs that differ are rectangles of their own") {
    CHECK(rectangles({"###", ".##"}) == Texts{"100,490,130,500", "110,480,130,490"});
    CHECK(rectangles({"#.#", "#.."}) == Texts{"100,480,110,500", "120,490,130,500"});
}

TEST_CASE("an empty row parts what lies above and below") {
    CHECK(rectangles({"#", ".", "#"}) == Texts{"100,470,110,480", "100,490,110,500"});
}

TEST_CASE("nothing gives nothing") {
    CHECK(rectangles({"..", ".."}).empty());
    CHECK(rectangles({}).empty());
}
