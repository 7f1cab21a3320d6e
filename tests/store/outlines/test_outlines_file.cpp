#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "export/support/world.hpp"
#include "store/outlines/outlines_file.hpp"
#include "store/outlines/outlines_writer.hpp"

using namespace covmap;
using tests::Scratch;

namespace {

core::Polygon square(double x, double y, double size) {
    return {{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}}};
}

/// A territory of two parts, one with a hole; one without polygon; places.
model::Outlines outlines(double unit) {
    model::Outlines kept;
    kept.geometry.crs = "EPSG:4326";
    core::Polygon holed = square(-1.5 * unit, 44.25 * unit, unit);
    holed.push_back(
        {{-1.25 * unit, 44.5 * unit}, {-1.125 * unit, 44.5 * unit}, {-1.25 * unit, 44.75 * unit}, {-1.25 * unit, 44.5 * unit}});
    kept.geometry.territories = {{holed, square(3 * unit, 4 * unit, 2 * unit)}, {}};
    kept.places = {{{"1", "École", {2.25, 48.5}, {17.3, -0.1}}, {"", "", {-180, 90}, {0, 1e9}}}, {}};
    return kept;
}

bool same(const model::Outlines& a, const model::Outlines& b) {
    const auto same_place = [](const model::Place& x, const model::Place& y) {
        return x.id == y.id && x.name == y.name && x.wgs84 == y.wgs84 && x.grid == y.grid;
    };
    return a.geometry.crs == b.geometry.crs && a.geometry.territories == b.geometry.territories &&
           std::equal(a.places.begin(), a.places.end(), b.places.begin(), b.places.end(), [&](const auto& x, const auto& y) {
               return std::equal(x.begin(), x.end(), y.begin(), y.end(), same_place);
           });
}

std::string message_of(const std::string& path) {
    const auto error = tests::error_of([&] { store::open_outlines(path); });
    if (!error) return "";
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->where() == path);
    return error->message();
}

}  // namespace

TEST_CASE("outlines and places come back to the bit, decimals or not") {
    const Scratch scratch;
    for (const double unit : {1.0, 0.1, 1e-9, 1.0 / 3, 1e7, 12345678.123456789, std::numeric_limits<double>::denorm_min()}) {
        INFO(unit);
        const model::Outlines kept = outlines(unit);
        store::write_outlines(kept, scratch / "outlines.covo");
        CHECK(same(store::open_outlines(scratch / "outlines.covo"), kept));
    }
    model::Outlines easting = outlines(1);  // of nine decimals, halfway between two wholes when it is scaled
    easting.geometry.territories.front().front().front().front().x = 4240433.001864216;
    store::write_outlines(easting, scratch / "easting");
    CHECK(same(store::open_outlines(scratch / "easting"), easting));
    model::Outlines zero = outlines(1);
    zero.geometry.territories.front().front().front().front().x = -0.0;
    store::write_outlines(zero, scratch / "zero");
    CHECK(std::signbit(store::open_outlines(scratch / "zero").geometry.territories.front().front().front().front().x));
    store::write_outlines({}, scratch / "nothing");
    CHECK(same(store::open_outlines(scratch / "nothing"), {}));
}

TEST_CASE("a background comes back to the bit") {
    const Scratch scratch;
    model::Outlines kept = outlines(1.0 / 3);
    kept.context.push_back({0, false, {"Lac", ""}, {{square(-1.5, 44.123456, 0.25)}, {}}});
    kept.context.push_back({0, true, {"Rivière"}, {{{{{-180, -85.000001}, {179.999999, 1e-6}}}, {{{0, 0}, {1, 1}, {2, 0}}}}}});
    kept.context.push_back({7, true, {}, {}});
    store::write_outlines(kept, scratch / "outlines.covo");
    const model::Outlines read = store::open_outlines(scratch / "outlines.covo");
    CHECK(same(read, kept));
    REQUIRE(read.context.size() == 3);
    for (std::size_t c = 0; c < 3; ++c) {
        CHECK(read.context[c].position == kept.context[c].position);
        CHECK(read.context[c].lines == kept.context[c].lines);
        CHECK(read.context[c].names == kept.context[c].names);
        CHECK(read.context[c].shapes == kept.context[c].shapes);
    }
}

TEST_CASE("lines come back to the bit") {
    const Scratch scratch;
    model::Outlines kept = outlines(0.25);
    model::LineSet roads;
    roads.classes = {"", "A"};
    roads.duplicates = 3;
    roads.vertices = {{-1.5, 2}, {0.25 + 0x1p-24, -7}, {1e6, 1e5}, {1e6, 100001}, {1e6 - 0x1p-24, 100002}};
    roads.at_mm = {0, 9'000'000'000, 0, 1, 1};
    roads.lines = {{"1", "Route é", 1, 0, 2}, {"", "", 0, 2, 5}};
    kept.lines = {roads, {}};
    store::write_outlines(kept, scratch / "outlines.covo");
    CHECK(store::open_outlines(scratch / "outlines.covo").lines == kept.lines);
}

TEST_CASE("a line that says too much is refused") {
    const Scratch scratch;
    const auto refused = [&](const model::LineSet& set) {
        model::Outlines kept;
        kept.lines = {set};
        store::write_outlines(kept, scratch / "bad");
        CHECK_THROWS_AS(store::open_outlines(scratch / "bad"), core::Error);
    };
    model::LineSet set;
    set.vertices = {{0, 0}, {1, 1}};
    set.at_mm = {0, 1};
    set.lines = {{"", "", 0, 0, 2}};
    refused(set);  // no class
    set.classes = {""};
    set.at_mm = {0, 2'000'000'000'000};
    refused(set);
    set.at_mm = {0, 1};
    set.lines.front().last = 1;
    refused(set);
}

TEST_CASE("a file of version 1, without background, is read") {
    const Scratch scratch;
    store::write_outlines(outlines(0.1), scratch / "two");
    std::string bytes = tests::bytes_of(scratch / "two");
    // Version 1 ends where version 2 has its lists of backgrounds, here none; its head does not name them.
    const std::string named = ",\"context\":0";
    const std::size_t at = bytes.find(named);
    REQUIRE(at != std::string::npos);
    bytes.erase(at, named.size());
    bytes[8] = 1;
    bytes[16] = static_cast<char>(static_cast<unsigned char>(bytes[16]) - named.size());
    tests::write_text(scratch / "one", tests::sealed(bytes));
    CHECK(same(store::open_outlines(scratch / "one"), outlines(0.1)));
}

TEST_CASE("coordinates of few decimals take few bytes") {
    const Scratch scratch;
    model::Outlines fine;
    core::Polygon ring(1);
    for (int i = 0; i < 10'000; ++i) ring.front().push_back({std::round(2e6 + 1e5 * std::cos(i * 1e-3)) / 1e6, i / 1e6});
    fine.geometry.territories = {{ring}};
    store::write_outlines(fine, scratch / "fine");
    CHECK(tests::bytes_of(scratch / "fine").size() < 10'000 * 5);
}

TEST_CASE("any changed or missing byte of a file of outlines is found") {
    const Scratch scratch;
    store::write_outlines(outlines(0.1), scratch / "good");
    const std::string good = tests::bytes_of(scratch / "good");
    for (std::size_t at = 16; at < good.size(); at += 5) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x20);
        tests::write_text(scratch / "bad", bad);
        CHECK(message_of(scratch / "bad") == "is damaged (its checksum differs); copy it again or run the job again");
    }
    for (const std::size_t size : {good.size() - 1, good.size() / 2, std::size_t{30}}) {
        tests::write_text(scratch / "bad", good.substr(0, size));
        CHECK(message_of(scratch / "bad").find("is damaged (") == 0);
    }
    tests::write_text(scratch / "text", "code,name\n01001,Alpha\n");
    CHECK(message_of(scratch / "text") == "is not a file of outlines of covmap; give the outlines.covo of a run");
}

TEST_CASE("outlines that make no sense are damage, even under a right checksum") {
    const Scratch scratch;
    store::write_outlines(outlines(1), scratch / "good");
    const std::string good = tests::bytes_of(scratch / "good");
    const auto broken = [&](const std::string& from, const std::string& to) {
        std::string bytes = good;
        const std::size_t at = bytes.find(from);
        REQUIRE(at != std::string::npos);
        tests::write_text(scratch / "bad", tests::sealed(bytes.replace(at, from.size(), to)));
        return message_of(scratch / "bad").find("is damaged (") == 0;
    };
    CHECK(broken("\"territories\":2", "\"territories\":9"));
    CHECK(broken("\"territories\":2", "\"territories\":1"));
    CHECK(broken("\"decimals\":3", "\"decimals\":99"));
    CHECK(broken("\"places\":2", "\"places\":7"));
    CHECK(broken("covmap-outlines", "covmap-outlives"));
}
