#include <archive.h>
#include <archive_entry.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <ctime>
#include <memory>

#include "export/project/qgz.hpp"
#include "export/support/world.hpp"

using namespace covmap;

namespace {

/// The one file of an archive: its name and its text.
std::pair<std::string, std::string> unpacked(const std::string& path) {
    const std::unique_ptr<archive, decltype(&archive_read_free)> zip(archive_read_new(), &archive_read_free);
    archive_read_support_format_zip(zip.get());
    archive_entry* entry = nullptr;
    REQUIRE(archive_read_open_filename(zip.get(), path.c_str(), 10240) == ARCHIVE_OK);
    REQUIRE(archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK);
    const std::string name = archive_entry_pathname(entry);
    std::string text;
    char bytes[4096];
    for (la_ssize_t n = 0; (n = archive_read_data(zip.get(), bytes, sizeof bytes)) > 0;)
        text.append(bytes, static_cast<std::size_t>(n));
    CHECK(archive_read_next_header(zip.get(), &entry) == ARCHIVE_EOF);
    return {name, text};
}

std::string bytes_in_zone(const std::string& zone, const std::string& path) {
    setenv("TZ", zone.c_str(), 1);
    tzset();
    exports::write_zip_of_one("a.txt", "text", path);
    unsetenv("TZ");
    tzset();
    return tests::bytes_of(path);
}

}  // namespace

TEST_CASE("an archive gives back what was put in") {
    const tests::Scratch scratch;
    const std::string text(100'000, 'x');
    exports::write_zip_of_one("covmap.qgs", text, scratch / "a.qgz");
    CHECK(unpacked(scratch / "a.qgz") == std::pair<std::string, std::string>("covmap.qgs", text));
    CHECK(tests::bytes_of(scratch / "a.qgz").size() < 2000);
}

TEST_CASE("the same text gives the same bytes in every time zone") {
    const tests::Scratch scratch;
    CHECK(bytes_in_zone("UTC", scratch / "a.zip") == bytes_in_zone("Pacific/Auckland", scratch / "b.zip"));
}

TEST_CASE("the header before the data leaves sizes and checksum to what follows, for QGIS refuses it half filled in") {
    const tests::Scratch scratch;
    exports::write_zip_of_one("covmap.qgs", "text", scratch / "a.qgz");
    CHECK(tests::bytes_of(scratch / "a.qgz").substr(14, 12) == std::string(12, '\0'));
}

TEST_CASE("an archive that cannot be written is an error of its path") {
    const tests::Scratch scratch;
    const auto error = tests::error_of([&] { exports::write_zip_of_one("a.txt", "text", scratch / "absent/a.zip"); });
    REQUIRE(error != nullptr);
    CHECK(error->kind() == core::ErrorKind::output);
    CHECK(error->where() == scratch / "absent/a.zip");
}
