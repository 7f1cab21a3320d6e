#include <catch2/catch.hpp>

#include "export/support/world.hpp"
#include "store/bytes/byte_format.hpp"
#include "store/zones_file.hpp"
#include "store/zones_format.hpp"
#include "store/zones_writer.hpp"

using namespace covmap;
using tests::Scratch;

namespace {

/// Two kinds of zones, west and north of the lattice's origin too, one of them without any.
model::ZoneFile two_kinds() {
    model::ZoneFile file;
    file.lattice = {"EPSG:3035", 2'700'000.5, 3'000'000, 1000, 1000};
    model::ZoneIndex index;
    index.name = "no_4g";
    index.detail = 4;
    index.attribute = "population";
    index.ids = {"no_4g.46.CRS3035RES1000mN2000000E4000000", "no_4g.00.é"};
    index.names = {"Figeac 1", "Béta"};
    index.boxes = {{1, -9, -8, -40, 3}, {0, -9, 4, 7, 8}, {0, 2'147'483'646, 2'147'483'647, -2'147'483'647 - 1, 2'147'483'647}};
    index.squares = {{{-3, 1, 12'345'678}, {-3, 2, 0}, {-2, -100, 9'000'000'000'000'000}}, {}};
    file.zones = {index, {}};
    file.zones[1].name = "not_all";
    return file;
}

bool same(const model::ZoneFile& a, const model::ZoneFile& b) {
    if (!(a.lattice == b.lattice) || a.zones.size() != b.zones.size()) return false;
    for (std::size_t i = 0; i < a.zones.size(); ++i) {
        const model::ZoneIndex &x = a.zones[i], &y = b.zones[i];
        if (x.name != y.name || x.detail != y.detail || x.attribute != y.attribute || x.ids != y.ids || x.names != y.names ||
            x.boxes != y.boxes || x.squares != y.squares)
            return false;
    }
    return true;
}

std::string message_of(const std::string& path) {
    const auto error = tests::error_of([&] { store::open_zone_file(path); });
    if (!error) return "";
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->where() == path);
    return error->message();
}

}  // namespace

TEST_CASE("zones come back as they were, and twice written are the same bytes") {
    const Scratch scratch;
    store::write_zone_file(two_kinds(), scratch / "a.covz");
    store::write_zone_file(two_kinds(), scratch / "b.covz");
    CHECK(same(store::open_zone_file(scratch / "a.covz"), two_kinds()));
    CHECK((tests::bytes_of(scratch / "a.covz") == tests::bytes_of(scratch / "b.covz")));
    store::write_zone_file({two_kinds().lattice, {}}, scratch / "none.covz");
    CHECK(store::open_zone_file(scratch / "none.covz").zones.empty());
}

TEST_CASE("any changed or missing byte of a file of zones is found") {
    const Scratch scratch;
    store::write_zone_file(two_kinds(), scratch / "good");
    const std::string good = tests::bytes_of(scratch / "good");
    for (std::size_t at = 16; at < good.size(); at += 7) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x20);
        tests::write_text(scratch / "bad", bad);
        CHECK(message_of(scratch / "bad") == "is damaged (its checksum differs); copy it again or run the job again");
    }
    for (const std::size_t size : {good.size() - 1, good.size() / 2, std::size_t{40}, std::size_t{30}, std::size_t{8}}) {
        tests::write_text(scratch / "bad", good.substr(0, size));
        CHECK(message_of(scratch / "bad").find("is damaged (") == 0);
    }
}

TEST_CASE("files that hold no zones, or are of another version, are named as such") {
    const Scratch scratch;
    CHECK(message_of(scratch / "absent") == "cannot be opened (No such file or directory)");
    tests::write_text(scratch / "text", "id,name\n1,Alpha\n");
    CHECK(message_of(scratch / "text") == "is not a file of zones of covmap; give the zones.covz of a run");
    store::write_zone_file(two_kinds(), scratch / "good");
    std::string newer = tests::bytes_of(scratch / "good"), flagged = newer;
    newer[8] = 2;
    tests::write_text(scratch / "newer", newer);
    CHECK(message_of(scratch / "newer") ==
          "is a file of zones of version 2, and this covmap reads version 1; use the covmap that wrote it, or run the job again");
    flagged[12] = 1;
    tests::write_text(scratch / "flagged", tests::sealed(flagged));
    CHECK(message_of(scratch / "flagged") == "uses a feature that this covmap does not know; use the covmap that wrote it");
}

TEST_CASE("zones that make no sense are damage, even under a right checksum") {
    const Scratch scratch;
    store::write_zone_file(two_kinds(), scratch / "good");
    const std::string good = tests::bytes_of(scratch / "good");
    const auto broken = [&](const std::string& from, const std::string& to) {
        std::string bytes = good;
        const std::size_t at = bytes.find(from);
        REQUIRE(at != std::string::npos);
        tests::write_text(scratch / "bad", tests::sealed(bytes.replace(at, from.size(), to)));
        return message_of(scratch / "bad");
    };
    CHECK(broken("\"format\":\"covmap-zones\"", "\"format\":\"covmap-bones\"").find("is damaged (other format or scale)") == 0);
    CHECK(broken("\"detail\":4", "\"detail\":9").find("is damaged (boxes or squares are out of order or range)") == 0);
    CHECK(broken("\"lattice\":{", "\"lattice\":[").find("is damaged ([json.exception.parse_error") == 0);
    CHECK(broken("\"ids\":[]", "\"idz\":[]").find("is damaged ([json.exception.out_of_range") == 0);
    // The numbers begin after the JSON: 03, then the first box; they end with two counts of the second kind: 00 (boxes) after 00
    // (squares).
    const std::size_t numbers = good.rfind("]}]}") + 4;
    const auto changed = [&](std::size_t at, char to) {
        std::string bytes = good;
        bytes[at] = to;
        tests::write_text(scratch / "bad", tests::sealed(bytes));
        return message_of(scratch / "bad");
    };
    REQUIRE(good[numbers] == 3);
    CHECK(changed(numbers, '\x7F').find("is damaged (it counts more than it holds)") == 0);
    CHECK(changed(numbers + 1, '\x7E').find("is damaged (a place is out of range)") ==
          0);  // 63, and the third box moves from there
    CHECK(changed(numbers + 5, '\x02').find("is damaged (boxes or squares are out of order or range)") ==
          0);  // the first box's zone
    CHECK(changed(numbers, '\x02').find("is damaged (") == 0);
    REQUIRE(good[good.size() - 9] == 0);
    CHECK(changed(good.size() - 9, '\x01').find("is damaged (") == 0);
    tests::write_text(scratch / "bad", tests::sealed(good.substr(0, good.size() - 8) + std::string(9, '\0')));
    CHECK(message_of(scratch / "bad").find("is damaged (it holds more than it says)") == 0);
}

TEST_CASE("zones that are not sorted are our own fault and said so") {
    const Scratch scratch;
    const auto refused = [&](const model::ZoneFile& file) {
        const auto error = tests::error_of([&] { store::write_zone_file(file, scratch / "z"); });
        REQUIRE(error);
        CHECK(error->kind() == core::ErrorKind::check);
        CHECK(error->message() ==
              "the boxes or squares of the zones «no_4g» are not sorted or name unknown zones; please report it");
    };
    model::ZoneFile boxes = two_kinds(), squares = two_kinds(), unknown = two_kinds(), empty = two_kinds(), lists = two_kinds();
    std::swap(boxes.zones[0].boxes[0], boxes.zones[0].boxes[1]);
    std::swap(squares.zones[0].squares[0][0], squares.zones[0].squares[0][1]);
    unknown.zones[0].boxes[0].zone = 2;
    empty.zones[0].boxes[0].row_end = empty.zones[0].boxes[0].row_begin;
    lists.zones[0].squares.pop_back();
    for (const model::ZoneFile& file : {boxes, squares, unknown, empty, lists}) refused(file);
}
