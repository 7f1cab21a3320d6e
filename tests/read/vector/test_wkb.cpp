#include <bit>
#include <catch2/catch.hpp>
#include <string>

#include "read/vector/wkb.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

// Writes WKB in either byte order.
class Writer {
public:
    explicit Writer(bool little = true) : m_little(little) {}
    Writer& type(std::uint32_t code) {
        bytes.push_back(std::byte{m_little ? std::uint8_t{1} : std::uint8_t{0}});
        return number(code);
    }
    Writer& number(std::uint32_t value) { return put(&value, sizeof value); }
    Writer& real(double value) { return put(&value, sizeof value); }
    /// A ring: its count, and vertices with `doubles` numbers each, the ones after x and y being 9.
    Writer& ring(std::initializer_list<core::Point> vertices, int doubles = 2) {
        number(static_cast<std::uint32_t>(vertices.size()));
        for (const core::Point p : vertices) {
            real(p.x).real(p.y);
            for (int i = 2; i < doubles; ++i) real(9);
        }
        return *this;
    }
    std::vector<std::byte> bytes;

private:
    Writer& put(const void* value, std::size_t count) {
        const auto* from = static_cast<const std::byte*>(value);
        const bool native = m_little == (std::endian::native == std::endian::little);
        for (std::size_t i = 0; i < count; ++i) bytes.push_back(from[native ? i : count - 1 - i]);
        return *this;
    }
    bool m_little;
};

struct Rings : RingTarget {
    std::string text;
    void ring(std::vector<core::Point>& ring, core::RingRole role) override {
        text += role == core::RingRole::shell ? "+" : "-";
        for (const core::Point p : ring)
            text += std::to_string(static_cast<int>(p.x)) + std::to_string(static_cast<int>(p.y)) + " ";
    }
};

WkbShape scanned(const std::vector<std::byte>& bytes) {
    MemorySource source(bytes);
    return scan_wkb(source);
}

std::string walked(const std::vector<std::byte>& bytes) {
    MemorySource source(bytes);
    REQUIRE(scan_wkb(source).readable);
    Rings rings;
    std::vector<core::Point> buffer;
    REQUIRE(walk_wkb(source, rings, buffer));
    return rings.text;
}

const std::initializer_list<core::Point> kShell = {{0, 0}, {4, 0}, {4, 4}, {0, 0}};
const std::initializer_list<core::Point> kHole = {{1, 1}, {2, 1}, {2, 2}, {1, 1}};
const std::string kBoth = "+00 40 44 00 -11 21 22 11 ";

}  // namespace

TEST_CASE("a polygon gives its shell, then its holes, in either byte order") {
    for (const bool little : {true, false}) {
        Writer wkb(little);
        wkb.type(3).number(2).ring(kShell).ring(kHole);
        CHECK(walked(wkb.bytes) == kBoth);
        CHECK(scanned(wkb.bytes).polygons == 1);
        CHECK(scanned(wkb.bytes).vertices == 8);
    }
}

TEST_CASE("Z and M are dropped, as ISO types and as flag bits, with and without SRID") {
    struct Case {
        std::uint32_t type;
        int doubles;
    };
    for (const Case c :
         {Case{1003, 3}, Case{2003, 3}, Case{3003, 4}, Case{0x80000003U, 3}, Case{0x40000003U, 3}, Case{0xC0000003U, 4}}) {
        for (const bool little : {true, false}) {
            Writer wkb(little);
            wkb.type(c.type).number(2).ring(kShell, c.doubles).ring(kHole, c.doubles);
            CHECK(walked(wkb.bytes) == kBoth);
        }
    }
    Writer ewkb;
    ewkb.type(0x20000003U).number(2154).number(2).ring(kShell).ring(kHole);
    CHECK(walked(ewkb.bytes) == kBoth);
}

TEST_CASE("a vertex list with Z longer than one piece arrives whole") {
    Writer wkb;
    wkb.type(1003).number(1).number(1000);
    for (int i = 0; i < 1000; ++i) wkb.real(i).real(-i).real(7);
    MemorySource source(wkb.bytes);
    struct Check : RingTarget {
        std::size_t good = 0;
        void ring(std::vector<core::Point>& ring, core::RingRole) override {
            for (std::size_t i = 0; i < ring.size(); ++i)
                if (ring[i] == core::Point{static_cast<double>(i), -static_cast<double>(i)}) ++good;
        }
    } check;
    std::vector<core::Point> buffer;
    REQUIRE(walk_wkb(source, check, buffer));
    CHECK(check.good == 1000);
}

TEST_CASE("parts of multipolygons, collections, surfaces and triangles are given in order") {
    for (const std::uint32_t type : {6U, 7U, 15U, 16U}) {
        Writer wkb;
        wkb.type(type).number(2).type(3).number(1).ring(kShell).type(17).number(1).ring(kHole);
        CHECK(walked(wkb.bytes) == "+00 40 44 00 +11 21 22 11 ");
        CHECK(scanned(wkb.bytes).polygons == 2);
    }
}

TEST_CASE("points and lines in a collection are counted and stepped over") {
    Writer wkb;
    wkb.type(7)
        .number(4)
        .type(1)
        .real(1)
        .real(2)
        .type(2)
        .ring(kHole)
        .type(4)
        .number(1)
        .type(1)
        .real(1)
        .real(2)
        .type(3)
        .number(1)
        .ring(kShell);
    CHECK(scanned(wkb.bytes).others == 3);
    CHECK(scanned(wkb.bytes).polygons == 1);
    CHECK(walked(wkb.bytes) == "+00 40 44 00 ");
}

TEST_CASE("an empty polygon is readable and holds nothing") {
    Writer none, ring;
    none.type(3).number(0);
    ring.type(6).number(1).type(3).number(1).ring({});
    for (const auto* wkb : {&none, &ring}) {
        CHECK(scanned(wkb->bytes).readable);
        CHECK(scanned(wkb->bytes).polygons == 0);
    }
}

TEST_CASE("arcs are told and not walked") {
    Writer wkb;
    wkb.type(10).number(1).type(8).ring(kShell);
    CHECK(scanned(wkb.bytes).readable);
    CHECK(scanned(wkb.bytes).curves);
}

TEST_CASE("every truncation of a geometry is unreadable") {
    Writer wkb;
    wkb.type(6).number(1).type(3).number(2).ring(kShell).ring(kHole);
    for (std::size_t length = 0; length < wkb.bytes.size(); ++length) {
        std::vector<std::byte> cut(wkb.bytes.begin(), wkb.bytes.begin() + static_cast<std::ptrdiff_t>(length));
        CHECK_FALSE(scanned(cut).readable);
    }
}

TEST_CASE("counts larger than the bytes left, unknown types and orders are unreadable") {
    Writer many, type, parts;
    many.type(3).number(1).number(0xFFFFFFFFU);
    type.type(99).number(0);
    parts.type(6).number(0xFFFFFFFFU);
    CHECK_FALSE(scanned(many.bytes).readable);
    CHECK_FALSE(scanned(type.bytes).readable);
    CHECK_FALSE(scanned(parts.bytes).readable);
    Writer order;
    order.type(3).number(0);
    order.bytes[0] = std::byte{7};
    CHECK_FALSE(scanned(order.bytes).readable);
}

TEST_CASE("nesting deeper than 32 is unreadable instead of a stack overflow") {
    Writer wkb;
    for (int i = 0; i < 40; ++i) wkb.type(7).number(1);
    wkb.type(3).number(0);
    CHECK_FALSE(scanned(wkb.bytes).readable);
}
