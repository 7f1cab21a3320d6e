// What an archive of tiles holds, zoom by zoom: how many different territories of a layer, and their people.
//   bench_tile_counts FILE LAYER ATTRIBUTE
#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "core/error.hpp"
#include "tiles/support/mvt_tile.hpp"
#include "tiles/support/tile_archive.hpp"

using namespace covmap;

namespace {

struct Zoom {
    std::set<std::string> codes;
    double people = 0;
    std::size_t tiles = 0, largest = 0;
};

double number(const core::TileValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    const auto* real = std::get_if<double>(&value);
    return real == nullptr ? 0 : *real;
}

/// Other programs may have made numbers of codes.
std::string text(const core::TileValue& value) {
    const auto* known = std::get_if<std::string>(&value);
    return known == nullptr ? std::to_string(number(value)) : *known;
}

/// Each code counts once a zoom, whatever tiles it is drawn in.
void count(const test::TileLayer& layer, const std::string& attribute, Zoom& zoom) {
    for (const test::TileFeature& feature : layer.features) {
        std::string code;
        double people = 0;
        for (const auto& [name, value] : feature.properties) {
            if (name == "code") code = text(value);
            if (name == attribute) people = number(value);
        }
        if (zoom.codes.insert(code).second) zoom.people += people;
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return std::fputs("usage: bench_tile_counts FILE LAYER ATTRIBUTE\n", stderr), 2;
    try {
        std::map<int, Zoom> zooms;
        const auto archive = test::open_tile_archive(argv[1]);
        archive->for_each([&](core::TileId tile, std::string_view bytes) {
            Zoom& zoom = zooms[tile.z];
            ++zoom.tiles;
            zoom.largest = std::max(zoom.largest, bytes.size());
            for (const test::TileLayer& layer : test::read_tile(bytes, argv[1]))
                if (layer.name == argv[2]) count(layer, argv[3], zoom);
        });
        std::printf("%s\n%4s %7s %14s %10s %16s\n", argv[1], "zoom", "tiles", "largest, kB *", argv[2], argv[3]);
        for (const auto& [z, zoom] : zooms)
            std::printf("%4d %7zu %14.0f %10zu %16.3f\n", z, zoom.tiles, static_cast<double>(zoom.largest) / 1000,
                        zoom.codes.size(), zoom.people);
        std::puts("* before compression");
    } catch (const core::Error& error) {
        std::fprintf(stderr, "%s: %s\n", argv[1], error.what());
        return 1;
    }
    return 0;
}
