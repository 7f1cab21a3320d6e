// The map tiles of the sample: nothing vanishes at any zoom, neighbours meet, the same bytes however they are made.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "core/error.hpp"
#include "run/reuse/make_tiles.hpp"
#include "run/support/csv_file.hpp"
#include "run/support/folders.hpp"
#include "run/support/sample.hpp"
#include "support/temp_folder.hpp"
#include "tiles/support/mvt_tile.hpp"
#include "tiles/support/tile_archive.hpp"

using namespace covmap;

namespace {

std::string tiles_of_sample(const test::TempFolder& temp, const std::string& name, int threads) {
    test::Quiet quiet;
    const std::string path = temp.path(name);
    const bool is_pmtiles = name.ends_with(".pmtiles");
    run::make_tiles(test::sample_run("job.toml"), {is_pmtiles ? path : "", is_pmtiles ? "" : path}, threads, quiet);
    return path;
}

const core::TileValue* find(const test::TileFeature& feature, const std::string& name) {
    for (const auto& [key, value] : feature.properties)
        if (key == name) return &value;
    return nullptr;
}

/// In quanta of 10^-6.
std::int64_t quanta(const core::TileValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole * core::kWeightQuantaPerUnit;
    return std::llround(std::get<double>(value) * 1e6);
}

/// What counts in each layer at each zoom, and how many features do.
struct Sums {
    std::map<std::string, std::int64_t> people;
    std::map<std::string, int> features;
};

std::map<int, Sums> sums_of(const std::string& path, const std::string& attribute) {
    std::map<int, Sums> zooms;
    const auto archive = test::open_tile_archive(path);
    archive->for_each([&](core::TileId tile, std::string_view bytes) {
        Sums& sums = zooms[tile.z];
        for (const test::TileLayer& layer : test::read_tile(bytes, path))
            for (const test::TileFeature& feature : layer.features) {
                if (find(feature, "copy") != nullptr) continue;
                ++sums.features[layer.name];
                if (const core::TileValue* value = find(feature, attribute)) sums.people[layer.name] += quanta(*value);
            }
    });
    return zooms;
}

bool is_inside(const std::vector<core::TilePoint>& ring, double x, double y) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const core::TilePoint &a = ring[i], &b = ring[j];
        if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) * (b.x - a.x) / static_cast<double>(b.y - a.y)) inside = !inside;
    }
    return inside;
}

/// Features of a layer at a place of a tile.
int here(const test::TileLayer& layer, double x, double y) {
    int count = 0;
    for (const test::TileFeature& feature : layer.features) {
        bool inside = false;
        for (const auto& ring : feature.parts) inside = inside != (ring.size() > 2 && is_inside(ring, x, y));
        count += inside ? 1 : 0;
    }
    return count;
}

/// Of the places inside the union: how many lie in none or in several of the communes.
struct Seams {
    int places = 0, gaps = 0, overlaps = 0;
};

Seams seams(const std::vector<test::TileLayer>& layers) {
    const test::TileLayer *communes = nullptr, *parents = nullptr;
    for (const test::TileLayer& layer : layers) {
        if (layer.name == "commune") communes = &layer;
        if (layer.name == "departement") parents = &layer;
    }
    Seams found;
    if (communes == nullptr || parents == nullptr) return found;
    constexpr int kStep = 32;  // pixels of a tile drawn at 128
    for (int x = kStep / 2; x < core::kTileExtent; x += kStep)
        for (int y = kStep / 2; y < core::kTileExtent; y += kStep) {
            const double px = x + 0.37, py = y + 0.41;  // on no border of the grid
            const int of_communes = here(*communes, px, py), of_parents = here(*parents, px, py);
            found.places += of_parents > 0 ? 1 : 0;
            found.overlaps += of_communes > 1 ? 1 : 0;
            found.gaps += of_communes == 0 && of_parents > 0 ? 1 : 0;
        }
    return found;
}

}  // namespace

TEST_CASE("at every zoom the people of the squares, the labels and the zones are those of the tables, to the quantum") {
    const test::TempFolder temp;
    const std::string path = tiles_of_sample(temp, "t.pmtiles", 2);
    const test::CsvFile all = test::read_csv(test::sample_run("job.toml") + "/all.csv");
    const test::CsvFile zones = test::read_csv(test::sample_run("job.toml") + "/zones_no_4g.csv");
    std::int64_t left_aside = 0;
    for (std::size_t row = 0; row < zones.rows.size(); ++row)
        if (!zones.at(row, "rank").empty()) left_aside += test::decimal(zones.at(row, "population")) / 100;
    const std::int64_t people = test::decimal(all.at(0, "population")) / 100, seniors = test::decimal(all.at(0, "seniors")) / 100;
    const auto of_people = sums_of(path, "population"), of_seniors = sums_of(path, "seniors");
    REQUIRE(of_people.size() == 13);
    for (const auto& [zoom, sums] : of_people) {
        INFO("zoom " << zoom);
        CHECK(sums.people.at("coverage") == people);
        CHECK(of_seniors.at(zoom).people.at("coverage") == seniors);
        CHECK(sums.people.at("departement_label") == people);
        CHECK(sums.people.at("zones_no_4g") == left_aside);
        if (zoom >= 8) CHECK(sums.people.at("commune_label") == people);
        if (zoom >= 8) CHECK(sums.features.at("commune") == 42);
    }
}

TEST_CASE("what meets an indicator adds up over the squares, at the first and at the last zoom") {
    const test::TempFolder temp;
    const std::string path = tiles_of_sample(temp, "t.pmtiles", 2);
    const test::CsvFile all = test::read_csv(test::sample_run("job.toml") + "/all.csv");
    for (const char* column :
         {"any_4g_population", "any_4g_population_unk", "all_4g_population", "good_4g_two_seniors", "fast_5g_population_unk"}) {
        INFO(column);
        const std::int64_t whole = test::decimal(all.at(0, column)) / 100;
        const auto sums = sums_of(path, column);
        for (const int zoom : {0, 12}) {
            const auto found = sums.at(zoom).people.find("coverage");
            CHECK((found == sums.at(zoom).people.end() ? 0 : found->second) == whole);
        }
    }
}

TEST_CASE("communes meet without gaps or overlaps at every zoom") {
    const test::TempFolder temp;
    const auto archive = test::open_tile_archive(tiles_of_sample(temp, "t.pmtiles", 2));
    std::map<int, Seams> zooms;
    archive->for_each([&](core::TileId tile, std::string_view bytes) {
        const Seams found = seams(test::read_tile(bytes, "t"));
        Seams& all = zooms[tile.z];
        all.places += found.places;
        all.gaps += found.gaps;
        all.overlaps += found.overlaps;
    });
    for (const auto& [zoom, found] : zooms) {
        if (zoom < 8) continue;
        INFO("zoom " << zoom << ": " << found.places << " places");
        CHECK(found.places > 30);
        // Outlines of parents are simplified apart from their communes': the two may differ by half a pixel along the border.
        CHECK(found.gaps <= 1 + found.places / 200);
        CHECK(found.overlaps <= found.places / 500);
    }
}

TEST_CASE("tiles are the same bytes for any number of threads") {
    const test::TempFolder temp;
    for (const std::string ending : {".pmtiles", ".mbtiles"}) {
        const std::string one = tiles_of_sample(temp, "one" + ending, 1), two = tiles_of_sample(temp, "two" + ending, 3);
        CHECK(test::bytes_of(one) == test::bytes_of(two));
    }
}

TEST_CASE("a square of the last zoom tells its territory and what each operator offers") {
    const test::TempFolder temp;
    const auto archive = test::open_tile_archive(tiles_of_sample(temp, "t.pmtiles", 2));
    int squares = 0, offers = 0;
    archive->for_each([&](core::TileId tile, std::string_view bytes) {
        if (tile.z != 12) return;
        for (const test::TileLayer& layer : test::read_tile(bytes, "t"))
            for (const test::TileFeature& feature : layer.features) {
                if (layer.name != "coverage") continue;
                ++squares;
                REQUIRE(find(feature, "territory") != nullptr);
                const core::TileValue* offer = find(feature, "op_99901");
                REQUIRE(offer != nullptr);
                offers += std::get<std::string>(*offer).starts_with("4G") ? 1 : 0;
            }
    });
    CHECK(squares >= 985);
    CHECK(offers > 100);
}

TEST_CASE("of a confidential source no square, no site and no person's place is in the tiles") {
    const test::TempFolder temp;
    const auto layers_of_run = [&](const std::string& name, const auto& change) {
        model::Job job = test::sample_job("job_sites.toml", {"output.formats=[\"csv\",\"pmtiles\"]"});
        change(job);
        test::run_into(job, temp.path(name));
        std::set<std::string> layers, properties;
        const auto archive = test::open_tile_archive(temp.path(name + "/tiles.pmtiles"));
        archive->for_each([&](core::TileId, std::string_view bytes) {
            for (const test::TileLayer& layer : test::read_tile(bytes, name)) {
                layers.insert(layer.name);
                for (const test::TileFeature& feature : layer.features)
                    for (const auto& [key, value] : feature.properties) properties.insert(key.substr(0, 3));
            }
        });
        const bool tells_operators = properties.contains("op_");
        CHECK(tells_operators == layers.contains("coverage"));
        CHECK(layers.contains("commune"));
        return layers;
    };
    const std::set<std::string> open = layers_of_run("open", [](model::Job&) {});
    CHECK(open.contains("coverage"));
    CHECK(open.contains("sites"));
    const auto hidden = [&](const std::string& name, const auto& change) {
        const std::set<std::string> layers = layers_of_run(name, change);
        CHECK_FALSE(layers.contains("coverage"));
        CHECK_FALSE(layers.contains("sites"));
    };
    hidden("people", [](model::Job& job) { job.demand.source.info.confidential = true; });
    hidden("supply", [](model::Job& job) { job.supply.back().source.info.confidential = true; });
}

TEST_CASE("tiles of a run without cells are refused with a remedy") {
    const test::TempFolder temp;
    std::filesystem::copy(test::sample_run("job.toml"), temp.path("run"), std::filesystem::copy_options::recursive);
    std::filesystem::remove(temp.path("run") + "/cells.covc");
    test::Quiet quiet;
    try {
        run::make_tiles(temp.path("run"), {temp.path("t.pmtiles"), ""}, 1, quiet);
        FAIL("made");
    } catch (const core::Error& error) {
        CHECK(error.kind() == core::ErrorKind::input);
        CHECK(std::string(error.what()).find("keep = \"cells\"") != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(temp.path("t.pmtiles")));
}

TEST_CASE("the tiles of the sample hold its waters and roads at every zoom, beyond the territories' box too") {
    const test::TempFolder temp;
    std::map<std::string, std::set<int>> zooms;
    std::set<std::string> names;
    const std::string path = tiles_of_sample(temp, "t.pmtiles", 2);
    test::open_tile_archive(path)->for_each([&](core::TileId tile, std::string_view bytes) {
        for (const test::TileLayer& layer : test::read_tile(bytes, path)) {
            if (!layer.name.starts_with("context_")) continue;
            zooms[layer.name].insert(tile.z);
            for (const test::TileFeature& feature : layer.features)
                if (const core::TileValue* name = find(feature, "name")) names.insert(std::get<std::string>(*name));
        }
    });
    REQUIRE(zooms.size() == 3);
    for (const auto& [layer, found] : zooms) {
        INFO(layer);
        CHECK(found.contains(12));
        CHECK(found.size() >= 8);  // smaller than a pixel below
    }
    CHECK(names == std::set<std::string>{"Le Grand Lac", "La Brume", "L'Onde", "D1", "D2", "D3"});
}
