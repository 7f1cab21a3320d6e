#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "core/error.hpp"
#include "shapes/geos.hpp"
#include "sweep/support/random.hpp"
#include "zones/outline.hpp"

using namespace covmap;
using zones::Box;
using zones::Corner;

namespace {

using Drawing = std::vector<std::string>;
using Rings = std::vector<std::vector<Corner>>;

/// Runs of «#» as boxes of one row.
std::vector<Box> boxes_of(const Drawing& drawing) {
    std::vector<Box> boxes;
    for (std::size_t r = 0; r < drawing.size(); ++r)
        for (std::size_t c = 0; c < drawing[r].size();) {
            std::size_t end = c;
            while (end < drawing[r].size() && drawing[r][end] == '#') ++end;
            const auto row = static_cast<core::Row>(r);
            if (end > c) boxes.push_back({0, row, row + 1, static_cast<core::Col>(c), static_cast<core::Col>(end)});
            c = end + 1;
        }
    return boxes;
}

Rings outline_of(const Drawing& drawing) { return zones::outline(boxes_of(drawing)); }

core::Polygon polygon_of(const Rings& rings) {
    core::Polygon polygon;
    for (const auto& ring : rings) {
        auto& closed = polygon.emplace_back();
        for (const Corner& c : ring) closed.push_back({static_cast<double>(c.x), static_cast<double>(c.y)});
        closed.push_back(closed.front());
    }
    return polygon;
}

std::string told(const Drawing& drawing) {
    std::string text;
    for (const std::string& row : drawing) text += row + "\n";
    return text;
}

/// A random drawing of cells that hang together by their sides.
Drawing grown(test::Random& random, std::size_t cells) {
    constexpr int kSide = 24;
    std::set<std::pair<int, int>> taken{{kSide / 2, kSide / 2}};
    std::vector<std::pair<int, int>> list{{kSide / 2, kSide / 2}};
    while (taken.size() < cells) {
        const auto [r, c] = list[random.below(list.size())];
        const std::pair<int, int> steps[] = {{r - 1, c}, {r + 1, c}, {r, c - 1}, {r, c + 1}};
        const auto next = steps[random.below(4)];
        if (next.first < 0 || next.second < 0 || next.first >= kSide || next.second >= kSide || !taken.insert(next).second)
            continue;
        list.push_back(next);
    }
    Drawing drawing(kSide, std::string(kSide, '.'));
    for (const auto& [r, c] : taken) drawing[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] = '#';
    return drawing;
}

}  // namespace

TEST_CASE("one sub-cell has four corners, from the north-west clockwise on the map") {
    CHECK(outline_of({"#"}) == Rings{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}});
}

TEST_CASE("a straight side is one edge, however many boxes lie along it") {
    CHECK(outline_of({"###", "###"}) == Rings{{{0, 0}, {3, 0}, {3, 2}, {0, 2}}});
    CHECK(outline_of({"##", "#."}) == Rings{{{0, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 2}, {0, 2}}});
}

TEST_CASE("a hole is a ring of its own after the shell, the other way round") {
    CHECK(outline_of({"###", "#.#", "###"}) == Rings{{{0, 0}, {3, 0}, {3, 3}, {0, 3}}, {{1, 1}, {1, 2}, {2, 2}, {2, 1}}});
}

TEST_CASE("two holes that touch at a corner are two rings") {
    const Rings rings = outline_of({"####", "#.##", "##.#", "####"});
    REQUIRE(rings.size() == 3);
    CHECK(rings[1] == std::vector<Corner>{{1, 1}, {1, 2}, {2, 2}, {2, 1}});
    CHECK(rings[2] == std::vector<Corner>{{2, 2}, {2, 3}, {3, 3}, {3, 2}});
}

TEST_CASE("where the outline touches itself at a corner, what it encloses there is a hole") {
    // The bay in the middle is closed by the corner at (2, 1).
    const Rings rings = outline_of({"##.", "#.#", "###"});
    REQUIRE(rings.size() == 2);
    CHECK(rings[1].size() == 4);
    CHECK(rings[0] == std::vector<Corner>{{0, 0}, {2, 0}, {2, 1}, {3, 1}, {3, 3}, {0, 3}});
}

TEST_CASE("the order and the cutting of boxes change nothing") {
    const Drawing drawing{"##.##", "#.#.#", "#####", "#...#", "##.##"};
    std::vector<Box> boxes = boxes_of(drawing);
    const Rings rings = zones::outline(boxes);
    std::reverse(boxes.begin(), boxes.end());
    CHECK(zones::outline(boxes) == rings);
    std::vector<Box> cells;
    for (const Box& b : boxes)
        for (core::Col c = b.col_begin; c < b.col_end; ++c) cells.push_back({0, b.row_begin, b.row_end, c, c + 1});
    CHECK(zones::outline(cells) == rings);
}

TEST_CASE("sub-cells that touch at a corner only are an Error") {
    try {
        outline_of({"#.", ".#"});
        FAIL("no error");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::check);
        CHECK(error.message().find("do not hang together") != std::string::npos);
    }
}

TEST_CASE("any shape that hangs together gives a valid polygon with its area and only corners") {
    test::Random random(7);
    const shapes::Geos geos;
    for (int i = 0; i < 400; ++i) {
        const std::size_t cells = 1 + random.below(i < 200 ? 20 : 300);
        const Drawing drawing = grown(random, cells);
        INFO(told(drawing));
        const Rings rings = outline_of(drawing);
        const auto geometry = geos.from({polygon_of(rings)});
        REQUIRE(geos.is_valid(*geometry));
        REQUIRE(geos.area(*geometry) == static_cast<double>(cells));
        for (const auto& ring : rings)
            for (std::size_t k = 0; k < ring.size(); ++k) {
                const Corner &a = ring[k], &b = ring[(k + 1) % ring.size()], &c = ring[(k + 2) % ring.size()];
                REQUIRE((a.x == b.x) != (a.y == b.y));
                REQUIRE((a.x == b.x) != (b.x == c.x));
            }
    }
}
