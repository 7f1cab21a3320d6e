#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "export/support/world.hpp"
#include "store/bytes/byte_format.hpp"
#include "store/manifest.hpp"
#include "store/support/model.hpp"
#include "store/tally_file.hpp"
#include "store/tally_writer.hpp"

using namespace covmap;
using tests::MemoryTally;
using tests::Scratch;

namespace {

std::map<std::uint32_t, MemoryTally::Rows> rows_of(const core::TallyReader& reader) {
    std::map<std::uint32_t, MemoryTally::Rows> rows;
    reader.for_each([&](const core::TerritoryTally& t) {
        rows[t.territory.value] = {{t.signatures.begin(), t.signatures.end()}, {t.values.begin(), t.values.end()}};
    });
    return rows;
}

std::string message_of(const std::string& path) {
    const auto error = tests::error_of([&] { store::open_tally(path); });
    if (!error) return "";
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->where() == path);
    return error->message();
}

}  // namespace

TEST_CASE("rows and signatures come back as they were") {
    const Scratch scratch;
    const MemoryTally tally = tests::full_tally();
    store::write_tally(tests::full_model(), tally, scratch / "tally.covt");
    const store::TallyFile file = store::open_tally(scratch / "tally.covt");
    CHECK(file.reader->stride() == 2);
    CHECK(file.reader->signatures().words == 1);
    CHECK(file.reader->signatures().data == tally.table.data);
    CHECK(rows_of(*file.reader) == tally.rows);
    CHECK(rows_of(*file.reader) == tally.rows);  // and again
}

TEST_CASE("a tally that is replaced while it is read is read to its end") {
    const Scratch scratch;
    store::write_tally(tests::full_model(), tests::full_tally(), scratch / "tally.covt");
    const store::TallyFile file = store::open_tally(scratch / "tally.covt");
    const auto rows = [&] {
        std::size_t count = 0;
        file.reader->for_each([&](const core::TerritoryTally& territory) { count += territory.signatures.size(); });
        return count;
    };
    const std::size_t before = rows();
    std::filesystem::remove(scratch / "tally.covt");
    tests::write_text(scratch / "tally.covt", "of another run");
    CHECK(before > 0);
    CHECK(rows() == before);
}

TEST_CASE("the model comes back: a manifest made from the tally is the manifest of the run") {
    const Scratch scratch;
    model::RunModel model = tests::full_model();
    store::write_tally(model, tests::full_tally(), scratch / "tally.covt");
    const store::TallyFile file = store::open_tally(scratch / "tally.covt");
    store::write_manifest(file.model, {}, scratch / "back.json");
    model.job.path.clear();  // the path of the job is the run's, not the tally's
    store::write_manifest(model, {}, scratch / "there.json");
    CHECK(tests::bytes_of(scratch / "back.json") == tests::bytes_of(scratch / "there.json"));
    CHECK(file.model.territories.territories == model.territories.territories);
    CHECK(file.model.has_demand == model.has_demand);
    CHECK(file.model.market_of == model.market_of);
    CHECK(file.model.markets[0].of_kind == model.markets[0].of_kind);
    CHECK(file.model.job == model.job);
    CHECK(file.model.frame.lattice == model.frame.lattice);
    CHECK(file.model.frame.cells == model.frame.cells);
    CHECK(file.model.checks.mismatches.front().swept_cells == 1.5);
    CHECK(file.model.has_doubt);
    CHECK(file.model.doubt_attributes == 1);
    REQUIRE(file.model.doubt.size() == model.doubt.size());
    for (std::size_t i = 0; i < model.doubt.size(); ++i) {
        const core::DoubtRow &back = file.model.doubt[i], &row = model.doubt[i];
        CHECK((back.territory == row.territory && back.all == row.all && back.any == row.any && back.values == row.values));
    }
    CHECK(file.model.other_checks.size() == 1);
    CHECK(file.model.notes == model.notes);
}

TEST_CASE("tests and what the job says of them come back; rows that do not hold together are refused") {
    const Scratch scratch;
    model::RunModel model = tests::full_model();
    model::MeasurementSpec spec;
    spec.source.given = "tests.csv";
    spec.source.crs = "EPSG:4326";
    spec.source.info.confidential = true;
    spec.name = "tests";
    spec.label = {"Mesures", "Tests"};
    spec.columns = {"x", "y", "q", "id", "dev", "cl", "d", "a", "down", "up", "lat", "sig", "mnc", "n", "devs"};
    spec.operator_field = {"op", ""};
    spec.technology = {"", "4G"};
    spec.service = {"", "data"};
    spec.situation = {"s", ""};
    spec.success_column = "ok";
    spec.success = {{"down", true, 3.25}, {"latency", false, 100}};
    spec.missing_fails = true;
    spec.mbps_per_unit = 1e-3;
    spec.values = {{"operator", {{"F SFR", "20810"}}}};
    spec.where = {{"kind", {"WEB"}}};
    spec.extent = {{"departement", {"46"}}};
    spec.claim_situation = "in_vehicle";
    spec.months = 6;
    spec.accuracy_m = 12.5;
    spec.square_m = 500;
    spec.min_tests = 7;
    spec.min_devices = 0;
    spec.reliability = {{98, 1000}, {95, 50}};
    spec.beside = true;
    model.job.measurement = {spec};
    model::MeasuredRow row;
    for (auto [field, word] :
         {std::pair(&row.unit, "commune"), {&row.code, "01001"}, {&row.operator_code, "20810"}, {&row.level, "BC"}})
        *field = word;
    row.claim = model::TestClaim::edge;
    row.situation = "outdoors";
    row.tests = 12;
    row.successes = 11;
    row.devices = 3;
    row.days = 4;
    row.clusters = 5;
    row.effective = 7.123456789012345;
    row.up_kbps = 17;
    row.area = 1234;
    model::MeasuredRow hidden;
    hidden.hidden = true;
    model.measured = {{"tests", {row, hidden}}};
    store::write_tally(model, tests::full_tally(), scratch / "t");
    const store::TallyFile file = store::open_tally(scratch / "t");
    CHECK(file.model.job.measurement == model.job.measurement);
    CHECK(file.model.measured == model.measured);
    model.measured[0].rows[0].successes = 13;
    store::write_tally(model, tests::full_tally(), scratch / "more");
    CHECK(message_of(scratch / "more").find("a row of tests does not hold together") != std::string::npos);
    model.measured.clear();
    store::write_tally(model, tests::full_tally(), scratch / "none");
    CHECK(message_of(scratch / "none").find("tests of a [[measurement]] are missing") != std::string::npos);
}

TEST_CASE("the same tally gives the same bytes, and a tally read and written again too") {
    const Scratch scratch;
    store::write_tally(tests::full_model(), tests::full_tally(), scratch / "a");
    store::write_tally(tests::full_model(), tests::full_tally(), scratch / "b");
    CHECK((tests::bytes_of(scratch / "a") == tests::bytes_of(scratch / "b")));
    const store::TallyFile file = store::open_tally(scratch / "a");
    store::write_tally(file.model, *file.reader, scratch / "c");
    CHECK((tests::bytes_of(scratch / "a") == tests::bytes_of(scratch / "c")));
}

TEST_CASE("a figure that is not finite comes back as one, and does not make the tally unreadable") {
    const Scratch scratch;
    model::RunModel model = tests::full_model();
    model.checks.worst_area_error = std::numeric_limits<double>::infinity();
    store::write_tally(model, tests::full_tally(), scratch / "t");
    CHECK_FALSE(std::isfinite(store::open_tally(scratch / "t").model.checks.worst_area_error));
}

TEST_CASE("a tally without rows, and one of 300 layers, are tallies") {
    const Scratch scratch;
    MemoryTally empty;
    store::write_tally(tests::full_model(), empty, scratch / "empty");
    CHECK(rows_of(*store::open_tally(scratch / "empty").reader).empty());
    model::RunModel wide = tests::full_model();
    wide.catalogue.layers.assign(300, {core::ClaimId(0), "BC"});
    MemoryTally tally;
    tally.table.words = 5;
    tally.table.data = {1, 2, 3, 4, 5, 6, 7, 8, 9, ~0ULL};
    tally.rows[1] = {{1}, {4, 2}};
    store::write_tally(wide, tally, scratch / "wide");
    const store::TallyFile file = store::open_tally(scratch / "wide");
    CHECK(file.reader->signatures().data == tally.table.data);
    CHECK(rows_of(*file.reader) == tally.rows);
}

TEST_CASE("any changed or missing byte is found") {
    const Scratch scratch;
    store::write_tally(tests::full_model(), tests::full_tally(), scratch / "good");
    const std::string good = tests::bytes_of(scratch / "good");
    for (std::size_t at = 16; at < good.size(); at += 13) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x20);
        tests::write_text(scratch / "bad", bad);
        CHECK(message_of(scratch / "bad") == "is damaged (its checksum differs); copy it again or run the job again");
    }
    for (const std::size_t size : {good.size() - 1, good.size() / 2, std::size_t{70}, std::size_t{30}, std::size_t{8}}) {
        tests::write_text(scratch / "bad", good.substr(0, size));
        CHECK(message_of(scratch / "bad").find("is damaged (") == 0);
    }
}

TEST_CASE("files that are no tally, or of another version, are named as such") {
    const Scratch scratch;
    CHECK(message_of(scratch / "absent") == "cannot be opened (No such file or directory)");
    tests::write_text(scratch / "text", "code,name\n01001,Alpha\n");
    CHECK(message_of(scratch / "text") == "is not a tally of covmap; give the tally.covt of a run");
    tests::write_text(scratch / "nothing", "");
    CHECK(message_of(scratch / "nothing") == "is not a tally of covmap; give the tally.covt of a run");
    store::write_tally(tests::full_model(), tests::full_tally(), scratch / "good");
    std::string newer = tests::bytes_of(scratch / "good");
    newer[8] = 4;
    tests::write_text(scratch / "newer", newer);
    CHECK(message_of(scratch / "newer") ==
          "is a tally of version 4, and this covmap reads version 3; use the covmap that wrote it, or run the job again");
    CHECK(message_of(scratch.folder()).find("cannot be read") == 0);
}

TEST_CASE("contents that make no sense are damage, even under a right checksum") {
    const Scratch scratch;
    store::write_tally(tests::full_model(), tests::full_tally(), scratch / "good");
    const std::string good = tests::bytes_of(scratch / "good");
    const auto broken = [&](const std::string& from, const std::string& to) {
        std::string bytes = good;
        const std::size_t at = bytes.find(from);
        REQUIRE(at != std::string::npos);
        tests::write_text(scratch / "bad", tests::sealed(bytes.replace(at, from.size(), to)));
        return message_of(scratch / "bad");
    };
    CHECK(broken("\"extent\":0", "\"extent\":9") == "is damaged (a number points nowhere); copy it again or run the job again");
    CHECK(broken("\"claim\":1", "\"claim\":7").find("is damaged (a number points nowhere)") == 0);
    CHECK(broken("\"format\":\"covmap-tally\"", "\"format\":\"covmap-other\"").find("is damaged (other format or scales)") == 0);
    CHECK(broken("\"unit\":\"commune\"", "\"unix\":\"commune\"").find("is damaged ([json.exception.out_of_range") == 0);
    CHECK(broken("\"frame\":{", "\"frame\":[").find("is damaged ([json.exception.parse_error") == 0);
}

TEST_CASE("rows out of range are damage when they are read") {
    const Scratch scratch;
    store::write_tally(tests::full_model(), tests::full_tally(), scratch / "good");
    std::string bytes = tests::bytes_of(scratch / "good");
    // From the end: checksum, counts, end mark, then the block of territory 2, whose last value is 128: two bytes.
    const std::size_t end_mark = bytes.size() - 8 - 16 - 1;
    REQUIRE(bytes[end_mark] == 0);
    bytes[end_mark] = 1;
    tests::write_text(scratch / "bad", tests::sealed(bytes));
    const auto error = tests::error_of([&] { rows_of(*store::open_tally(scratch / "bad").reader); });
    REQUIRE(error);
    CHECK(error->kind() == core::ErrorKind::input);
    CHECK(error->message().find("is damaged (") == 0);
}

TEST_CASE("rows that are not sorted, or do not fit the model, are our own fault and said so") {
    const Scratch scratch;
    const auto refused = [&](const MemoryTally& tally) {
        const auto error = tests::error_of([&] { store::write_tally(tests::full_model(), tally, scratch / "t"); });
        REQUIRE(error);
        CHECK(error->kind() == core::ErrorKind::check);
    };
    MemoryTally unsorted = tests::full_tally(), unknown = tests::full_tally(), beyond = tests::full_tally();
    std::swap(unsorted.rows[0].signatures[0], unsorted.rows[0].signatures[1]);
    unknown.rows[0].signatures[1] = 4;
    beyond.rows[3] = beyond.rows[0];
    refused(unsorted);
    refused(unknown);
    refused(beyond);
}
