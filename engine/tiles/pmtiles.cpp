// Order of the file: header and root directory, tiles, metadata, leaf directories. The head is reserved, then written last.
#include <cassert>
#include <vector>

#include "store/bytes/output_file.hpp"
#include "store/bytes/unfinished_file.hpp"
#include "tiles/gzip.hpp"
#include "tiles/pmtiles_directory.hpp"
#include "tiles/stored_tiles.hpp"
#include "tiles/tile_archive.hpp"
#include "tiles/tileset_json.hpp"

namespace covmap::tiles {

namespace {

class Pmtiles : public TileArchive {
public:
    explicit Pmtiles(const std::string& path) : m_unfinished(path), m_file(m_unfinished.path(), path) {
        m_file.append(std::string(kPmtilesHead, '\0'));
    }

    void add(core::TileId id, std::string_view tile) override;
    void finish(const core::TilesetInfo& info) override;

private:
    struct Place {
        std::uint64_t offset = 0;
        std::uint32_t length = 0;
    };
    Place stored(std::string_view tile);

    store::UnfinishedFile m_unfinished;
    store::OutputFile m_file;
    std::uint64_t m_bytes = 0;  ///< of tile data
    std::uint64_t m_addressed = 0;
    std::vector<PmtilesEntry> m_entries;
    StoredTiles<Place> m_stored;
};

Pmtiles::Place Pmtiles::stored(std::string_view tile) {
    const auto is_same = [&](const Place& place) {
        return place.length == tile.size() && m_file.holds(kPmtilesHead + place.offset, tile);
    };
    if (const auto place = m_stored.find(tile, is_same)) return *place;
    const Place place{m_bytes, static_cast<std::uint32_t>(tile.size())};
    m_file.append(tile);
    m_bytes += tile.size();
    m_stored.add(tile, place);
    return place;
}

void Pmtiles::add(core::TileId id, std::string_view tile) {
    assert(!tile.empty());
    const std::uint64_t number = core::hilbert_id(id);
    assert(m_entries.empty() || number >= m_entries.back().id + m_entries.back().run);
    const Place place = stored(tile);
    ++m_addressed;
    if (!m_entries.empty()) {
        PmtilesEntry& last = m_entries.back();
        if (last.offset == place.offset && last.id + last.run == number) {
            ++last.run;
            return;
        }
    }
    m_entries.push_back({number, place.offset, place.length, 1});
}

void Pmtiles::finish(const core::TilesetInfo& info) {
    const std::string metadata = gzipped_moderately(tileset_json(info));
    const PmtilesDirectories directories = pmtiles_directories(m_entries);
    m_file.append(metadata);
    m_file.append(directories.leaves);
    PmtilesSections sections;
    sections.root = {kPmtilesHeader, directories.root.size()};
    sections.tiles = {kPmtilesHead, m_bytes};
    sections.metadata = {kPmtilesHead + m_bytes, metadata.size()};
    sections.leaves = {sections.metadata.offset + metadata.size(), directories.leaves.size()};
    sections.addressed = m_addressed;
    sections.entries = m_entries.size();
    sections.contents = m_stored.size();
    m_file.overwrite(0, pmtiles_header(sections, info) + directories.root);
    m_file.close();
    m_unfinished.keep();
}

}  // namespace

std::unique_ptr<TileArchive> make_pmtiles(const std::string& path) { return std::make_unique<Pmtiles>(path); }

}  // namespace covmap::tiles
