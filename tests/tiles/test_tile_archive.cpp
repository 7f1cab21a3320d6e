#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "export/support/world.hpp"
#include "tiles/support/tile_world.hpp"
#include "tiles/tile_archive.hpp"

using namespace covmap;
using tests::Scratch;
using tests::TileContents;

namespace {

const std::vector<std::string> kFormats = {"pmtiles", "mbtiles"};

std::unique_ptr<tiles::TileArchive> made(const std::string& path) {
    return path.ends_with("pmtiles") ? tiles::make_pmtiles(path) : tiles::make_mbtiles(path);
}

std::string written(const std::string& path, const TileContents& tiles, int maxzoom) {
    const auto archive = made(path);
    tests::write_tiles(*archive, tiles, maxzoom);
    return path;
}

std::uint64_t number_at(const std::string& bytes, std::size_t offset) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) value |= std::uint64_t{static_cast<unsigned char>(bytes[offset + i])} << (8 * i);
    return value;
}

/// The world at zoom 0 and 1, zoom 2 with the same tile 16 times, then some of zoom 3.
TileContents few_tiles() {
    TileContents tiles;
    for (std::uint64_t id = 0; id < 5; ++id) tiles[id] = tests::tile_that_says(std::to_string(id));
    for (std::uint64_t id = 5; id < 21; ++id) tiles[id] = tests::tile_that_says("sea");
    for (std::uint64_t id = 22; id < 85; id += 7) tiles[id] = tests::tile_that_says(id % 2 == 0 ? "sea" : std::to_string(id));
    return tiles;
}

/// More than the first 16 KiB of a PMTiles archive can point at: nothing of it repeats.
TileContents many_tiles() {
    TileContents tiles;
    std::uint64_t mixed = 1;
    for (std::uint64_t i = 0; i < 25'000; ++i) {
        mixed = mixed * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        tiles[21'845 + i * 2 + (mixed >> 40) % 2] =
            tests::tile_that_says(std::to_string(i * i) + " " + std::to_string(mixed).substr(0, 1 + (mixed >> 50) % 19));
    }
    return tiles;
}

}  // namespace

TEST_CASE("tiles come back from both archives") {
    const Scratch scratch;
    for (const std::string& format : kFormats) {
        CAPTURE(format);
        const TileContents tiles = few_tiles();
        const auto archive = test::open_tile_archive(written(scratch / ("tiles." + format), tiles, 3));
        CHECK(tests::tiles_in(*archive) == tiles);
        CHECK(archive->tile({0, 0, 0}) == tiles.at(0));
        CHECK(archive->tile(core::tile_of(22)) == tiles.at(22));
        CHECK(archive->tile(core::tile_of(23)) == std::nullopt);
        CHECK(archive->tile({9, 1, 1}) == std::nullopt);
        CHECK(archive->head().tiles == tiles.size());
        CHECK(archive->head().contents == 5 + 1 + 4);  // five of the first two zooms, the sea, four odd numbers of zoom 3
        CHECK(archive->head().minzoom == 0);
        CHECK(archive->head().maxzoom == 3);
        CHECK(archive->head().west == -1.5);
        CHECK(archive->head().south == 43.25);
        CHECK(archive->head().east == 2.5);
        CHECK(archive->head().north == 45.75);
        const auto metadata = nlohmann::json::parse(archive->head().metadata);
        CHECK(metadata["name"] == "Lot – «4G»");
        CHECK(metadata["attribution"] == "© ARCEP");
        CHECK(metadata["type"] == "overlay");
        CHECK(metadata["covmap"]["people"] == 12.5);
        CHECK(metadata["vector_layers"][0]["id"] == "commune");
        CHECK(metadata["vector_layers"][0]["maxzoom"] == 3);
        CHECK(metadata["vector_layers"][0]["fields"]["population"] == "Number");
    }
}

TEST_CASE("markup in the credits of a job stays text where viewers show the attribution as HTML") {
    const Scratch scratch;
    core::TilesetInfo info = tests::tileset(3);
    info.attribution = "<script>alert(1)</script><img src=x onerror=\"alert(2)\"> A & B";
    for (const std::string& format : kFormats) {
        CAPTURE(format);
        const std::string path = scratch / ("credit." + format);
        const auto archive = made(path);
        archive->add(core::tile_of(0), tiles::gzipped(tests::tile_that_says("sea")));
        archive->finish(info);
        const auto metadata = nlohmann::json::parse(test::open_tile_archive(path)->head().metadata);
        CHECK(metadata["attribution"] ==
              "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;alert(2)&quot;&gt; A &amp; B");
    }
}

TEST_CASE("many tiles go to leaf directories, and come back") {
    const Scratch scratch;
    const TileContents tiles = many_tiles();
    const std::string path = written(scratch / "many.pmtiles", tiles, 9);
    const std::string bytes = tests::bytes_of(path);
    CHECK(bytes.substr(0, 8) == "PMTiles\x03");
    CHECK(number_at(bytes, 8) == 127);
    CHECK(number_at(bytes, 8) + number_at(bytes, 16) <= 16'384);
    CHECK(number_at(bytes, 48) > 16'384);  // leaf directories
    CHECK(number_at(bytes, 72) == tiles.size());
    CHECK(number_at(bytes, 80) == tiles.size());
    CHECK(number_at(bytes, 88) == tiles.size());
    const auto archive = test::open_tile_archive(path);
    CHECK(tests::tiles_in(*archive) == tiles);
    for (const std::uint64_t id : {tiles.begin()->first, std::prev(tiles.end())->first})
        CHECK(archive->tile(core::tile_of(id)) == tiles.at(id));
}

TEST_CASE("runs of one tile take one entry, and tiles of the same bytes are stored once") {
    const Scratch scratch;
    const std::string bytes = tests::bytes_of(written(scratch / "runs.pmtiles", few_tiles(), 3));
    CHECK(number_at(bytes, 72) == 5 + 16 + 9);  // addresses
    CHECK(number_at(bytes, 80) == 5 + 1 + 9);   // entries: the sea of zoom 2 in one
    CHECK(number_at(bytes, 88) == 5 + 1 + 4);   // contents
    std::uint64_t stored = 0;
    for (const std::uint64_t id : {0, 1, 2, 3, 4, 5, 29, 43, 57, 71}) stored += tiles::gzipped(few_tiles().at(id)).size();
    CHECK(number_at(bytes, 64) >= stored);
}

TEST_CASE("the same tiles give the same bytes") {
    const Scratch scratch;
    for (const std::string& format : kFormats) {
        CAPTURE(format);
        const std::string first = tests::bytes_of(written(scratch / ("first." + format), few_tiles(), 3));
        CHECK(first == tests::bytes_of(written(scratch / ("second." + format), few_tiles(), 3)));
        written(scratch / ("second." + format), many_tiles(), 9);
        CHECK(first == tests::bytes_of(written(scratch / ("second." + format), few_tiles(), 3)));  // over what was there
    }
}

TEST_CASE("an archive that was not finished is no file") {
    const Scratch scratch;
    for (const std::string& format : kFormats) {
        const std::string path = scratch / ("tiles." + format);
        made(path)->add({0, 0, 0}, tiles::gzipped(tests::tile_that_says("half")));
        CHECK_FALSE(std::filesystem::exists(path));
    }
    CHECK(std::filesystem::is_empty(scratch.folder()));
}

TEST_CASE("an archive that cannot be written is an output error that names it") {
    for (const std::string& format : kFormats) {
        const std::string path = "/nowhere/tiles." + format;
        const auto error = tests::error_of([&] { made(path); });
        REQUIRE(error);
        CHECK(error->kind() == core::ErrorKind::output);
        CHECK(error->where() == path);
        CHECK_THAT(error->message(), Catch::StartsWith("cannot be"));
    }
}

TEST_CASE("a set without tiles can be written and read") {
    const Scratch scratch;
    for (const std::string& format : kFormats) {
        const auto archive = test::open_tile_archive(written(scratch / ("none." + format), {}, 0));
        CHECK(tests::tiles_in(*archive).empty());
        CHECK(archive->tile({0, 0, 0}) == std::nullopt);
    }
}
