#include "tiles/support/pmtiles.hpp"

#include <algorithm>

#include "store/bytes/byte_input.hpp"
#include "tiles/support/gunzip.hpp"
#include "tiles/support/pmtiles_layout.hpp"
#include "tiles/support/random_bytes.hpp"

namespace covmap::test {

namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 28U;  ///< of one tile, directory or metadata, unpacked
constexpr int kDeepest = 4;                                ///< of directories inside directories

class Pmtiles : public TileArchive {
public:
    explicit Pmtiles(const std::string& path)
        : m_file(path),
          m_header(pmtiles_header(m_file.slice(0, std::min(m_file.size(), kPmtilesHeaderBytes)), m_file.size(), path)),
          m_end(core::hilbert_id({m_header.head.maxzoom + 1, 0, 0})),
          m_root(pmtiles_directory(inside(m_header.root), m_header, 0, m_end, path)) {
        m_header.head.metadata = m_header.metadata.length == 0 ? "{}" : inside(m_header.metadata);
    }

    [[nodiscard]] const TilesetHead& head() const override { return m_header.head; }
    void for_each(const Visit& visit) override { visit_all(m_root, m_end, 0, visit); }
    std::optional<std::string> tile(core::TileId id) override;

private:
    [[nodiscard]] std::string inside(const PmtilesSection& section) const {
        return unpacked(m_file.slice(section.offset, section.length), m_header.packed_inside);
    }
    [[nodiscard]] std::string unpacked(std::string bytes, bool packed) const {
        return packed ? gunzipped(bytes, kMostBytes, m_file.path()) : bytes;
    }
    [[nodiscard]] std::vector<PmtilesEntry> leaf(const PmtilesEntry& entry, std::uint64_t end) const {
        return pmtiles_directory(inside({m_header.leaves.offset + entry.offset, entry.length}), m_header, entry.id, end,
                                 m_file.path());
    }
    [[nodiscard]] std::string tile_bytes(const PmtilesEntry& entry) const {
        return unpacked(m_file.slice(m_header.tiles.offset + entry.offset, entry.length), m_header.packed_tiles);
    }
    void visit_all(const std::vector<PmtilesEntry>& entries, std::uint64_t end, int depth, const Visit& visit) const;

    RandomBytes m_file;
    PmtilesHeader m_header;
    std::uint64_t m_end;  ///< of the numbers of tiles
    std::vector<PmtilesEntry> m_root;
};

void Pmtiles::visit_all(const std::vector<PmtilesEntry>& entries, std::uint64_t end, int depth, const Visit& visit) const {
    if (depth == kDeepest) store::damaged(m_file.path(), "its directories lead nowhere");
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const PmtilesEntry& entry = entries[i];
        const std::uint64_t next = i + 1 < entries.size() ? entries[i + 1].id : end;
        if (entry.run == 0) {
            visit_all(leaf(entry, next), next, depth + 1, visit);
            continue;
        }
        const std::string bytes = tile_bytes(entry);
        for (std::uint64_t id = entry.id; id < entry.id + entry.run; ++id) visit(core::tile_of(id), bytes);
    }
}

std::optional<std::string> Pmtiles::tile(core::TileId id) {
    const std::uint64_t number = core::hilbert_id(id);
    if (id.z > m_header.head.maxzoom) return std::nullopt;
    std::vector<PmtilesEntry> entries = m_root;
    std::uint64_t end = m_end;
    for (int depth = 0; depth < kDeepest; ++depth) {
        const auto after = std::upper_bound(entries.begin(), entries.end(), number,
                                            [](std::uint64_t wanted, const PmtilesEntry& entry) { return wanted < entry.id; });
        if (after == entries.begin()) return std::nullopt;
        const PmtilesEntry entry = *(after - 1);
        if (entry.run > 0) return number < entry.id + entry.run ? std::optional(tile_bytes(entry)) : std::nullopt;
        if (after != entries.end()) end = after->id;
        entries = leaf(entry, end);
    }
    store::damaged(m_file.path(), "its directories lead nowhere");
}

}  // namespace

std::unique_ptr<TileArchive> open_pmtiles(const std::string& path) { return std::make_unique<Pmtiles>(path); }

}  // namespace covmap::test
