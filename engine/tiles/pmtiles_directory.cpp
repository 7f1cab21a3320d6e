#include "tiles/pmtiles_directory.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "store/bytes/byte_format.hpp"
#include "tiles/gzip.hpp"

namespace covmap::tiles {

namespace {

constexpr std::size_t kFirstLeaf = 4096;
constexpr double kDegreeSteps = 1e7;

/// Columns of varints: what changes little stands together and packs well.
std::string directory(std::span<const PmtilesEntry> entries) {
    std::string bytes;
    const auto put = [&bytes](std::uint64_t value) { store::put_varint(value, [&bytes](char byte) { bytes.push_back(byte); }); };
    put(entries.size());
    std::uint64_t before = 0;
    for (const PmtilesEntry& entry : entries) {
        put(entry.id - before);
        before = entry.id;
    }
    for (const PmtilesEntry& entry : entries) put(entry.run);
    for (const PmtilesEntry& entry : entries) put(entry.length);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool follows = i > 0 && entries[i].offset == entries[i - 1].offset + entries[i - 1].length;
        put(follows ? 0 : entries[i].offset + 1);
    }
    return gzipped(bytes);
}

void put_fixed(std::string& out, std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
}

void put_degrees(std::string& out, double degrees) {
    put_fixed(out, static_cast<std::uint64_t>(std::llround(degrees * kDegreeSteps)), 4);
}

}  // namespace

PmtilesDirectories pmtiles_directories(std::span<const PmtilesEntry> entries) {
    PmtilesDirectories made{directory(entries), ""};
    for (std::size_t size = kFirstLeaf; made.root.size() > kPmtilesHead - kPmtilesHeader; size *= 2) {
        made.leaves.clear();
        std::vector<PmtilesEntry> root;
        for (std::size_t first = 0; first < entries.size(); first += size) {
            const std::string leaf = directory(entries.subspan(first, std::min(size, entries.size() - first)));
            root.push_back({entries[first].id, made.leaves.size(), static_cast<std::uint32_t>(leaf.size()), 0});
            made.leaves += leaf;
        }
        made.root = directory(root);
    }
    return made;
}

std::string pmtiles_header(const PmtilesSections& sections, const core::TilesetInfo& info) {
    constexpr std::uint64_t kGzip = 2, kMvt = 1;
    std::string out = "PMTiles\x03";
    for (const PmtilesSection& section : {sections.root, sections.metadata, sections.leaves, sections.tiles}) {
        put_fixed(out, section.offset, 8);
        put_fixed(out, section.length, 8);
    }
    for (const std::uint64_t count : {sections.addressed, sections.entries, sections.contents}) put_fixed(out, count, 8);
    for (const std::uint64_t byte : {std::uint64_t{1}, kGzip, kGzip, kMvt}) put_fixed(out, byte, 1);
    put_fixed(out, static_cast<std::uint64_t>(info.minzoom), 1);
    put_fixed(out, static_cast<std::uint64_t>(info.maxzoom), 1);
    for (const double degrees : {info.west, info.south, info.east, info.north}) put_degrees(out, degrees);
    put_fixed(out, static_cast<std::uint64_t>(info.minzoom), 1);
    put_degrees(out, (info.west + info.east) / 2);
    put_degrees(out, (info.south + info.north) / 2);
    return out;
}

}  // namespace covmap::tiles
