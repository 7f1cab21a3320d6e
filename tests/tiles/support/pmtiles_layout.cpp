#include "tiles/support/pmtiles_layout.hpp"

#include <cmath>

#include "core/error.hpp"
#include "store/bytes/byte_input.hpp"

namespace covmap::test {

namespace {

constexpr double kDegreeSteps = 1e7;
constexpr std::uint64_t kNoPacking = 1, kGzip = 2;
constexpr std::uint64_t kMvt = 1;

/// Numbers one after the other.
class Numbers {
public:
    Numbers(std::string_view bytes, const std::string& path) : m_bytes(bytes), m_path(path) {}

    std::uint64_t fixed(std::size_t width) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < width; ++i) value |= std::uint64_t{byte()} << (8 * i);
        return value;
    }
    double degrees() { return static_cast<std::int32_t>(static_cast<std::uint32_t>(fixed(4))) / kDegreeSteps; }
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const unsigned char b = byte();
            if (shift == 63 && b > 1) break;
            value |= std::uint64_t{b & 0x7FU} << shift;
            if (b < 0x80) return value;
        }
        store::damaged(m_path, "a number is too long");
    }
    [[nodiscard]] std::size_t left() const { return m_bytes.size() - m_next; }

private:
    unsigned char byte() {
        if (m_next == m_bytes.size()) store::damaged(m_path, "a directory ends early");
        return static_cast<unsigned char>(m_bytes[m_next++]);
    }

    std::string_view m_bytes;
    const std::string& m_path;
    std::size_t m_next = 0;
};

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
    throw core::Error(core::ErrorKind::input, path, what);
}

PmtilesSection section(Numbers& numbers, std::uint64_t size, const std::string& path) {
    PmtilesSection found;
    found.offset = numbers.fixed(8);
    found.length = numbers.fixed(8);
    if (found.length > 0 && (found.offset > size || found.length > size - found.offset)) store::damaged(path, "it ends early");
    return found;
}

bool packed(std::uint64_t compression, const std::string& path) {
    if (compression != kNoPacking && compression != kGzip)
        refuse(path, "is compressed in a way that covmap does not read; only gzip is read");
    return compression == kGzip;
}

void check(const TilesetHead& head, const std::string& path) {
    const bool zooms = head.minzoom <= head.maxzoom && head.maxzoom <= core::kDeepestZoom;
    const bool box =
        std::abs(head.west) <= 180 && std::abs(head.east) <= 180 && std::abs(head.south) <= 90 && std::abs(head.north) <= 90;
    if (!zooms || !box) store::damaged(path, "its zooms or bounds cannot be");
}

}  // namespace

PmtilesHeader pmtiles_header(std::string_view bytes, std::uint64_t size, const std::string& path) {
    if (bytes.size() < kPmtilesHeaderBytes) store::damaged(path, "it ends early");
    if (const auto version = static_cast<unsigned char>(bytes[7]); version != 3)
        refuse(path, "is PMTiles of version " + std::to_string(version) + "; covmap reads version 3");
    Numbers numbers(bytes.substr(8), path);
    PmtilesHeader header;
    for (PmtilesSection* each : {&header.root, &header.metadata, &header.leaves, &header.tiles})
        *each = section(numbers, size, path);
    header.head.format = "PMTiles";
    header.head.tiles = numbers.fixed(8);
    numbers.fixed(8);  // entries
    header.head.contents = numbers.fixed(8);
    numbers.fixed(1);  // clustered
    header.packed_inside = packed(numbers.fixed(1), path);
    header.packed_tiles = packed(numbers.fixed(1), path);
    if (numbers.fixed(1) != kMvt) refuse(path, "holds no vector tiles");
    header.head.minzoom = static_cast<int>(numbers.fixed(1));
    header.head.maxzoom = static_cast<int>(numbers.fixed(1));
    for (double* each : {&header.head.west, &header.head.south, &header.head.east, &header.head.north}) *each = numbers.degrees();
    check(header.head, path);
    return header;
}

std::vector<PmtilesEntry> pmtiles_directory(std::string_view bytes, const PmtilesHeader& header, std::uint64_t first,
                                            std::uint64_t end, const std::string& path) {
    constexpr std::size_t kLeastBytes = 4;  // of an entry
    Numbers numbers(bytes, path);
    const std::uint64_t count = numbers.varint();
    if (count > numbers.left() / kLeastBytes) store::damaged(path, "a directory counts more than it holds");
    std::vector<PmtilesEntry> entries(count);
    std::uint64_t id = 0;
    for (PmtilesEntry& entry : entries) {
        const std::uint64_t step = numbers.varint();
        if (step > end - id) store::damaged(path, "a directory is out of order");
        id += step;
        entry.id = id;
    }
    for (PmtilesEntry& entry : entries) entry.run = numbers.varint();
    for (PmtilesEntry& entry : entries) entry.length = numbers.varint();
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t offset = numbers.varint();
        if (offset == 0 && i == 0) store::damaged(path, "a directory has no first offset");
        entries[i].offset = offset == 0 ? entries[i - 1].offset + entries[i - 1].length : offset - 1;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const PmtilesEntry& entry = entries[i];
        const std::uint64_t next = i + 1 < count ? entries[i + 1].id : end;
        if (entry.id < first || entry.id >= next || entry.run > next - entry.id)
            store::damaged(path, "a directory is out of order");
        const PmtilesSection& in = entry.run == 0 ? header.leaves : header.tiles;
        if (entry.length == 0 || entry.offset > in.length || entry.length > in.length - entry.offset)
            store::damaged(path, "a directory points beyond the archive");
    }
    return entries;
}

}  // namespace covmap::test
