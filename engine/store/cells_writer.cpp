#include "store/cells_writer.hpp"

#include <cmath>
#include <filesystem>
#include <map>
#include <optional>

#include "store/bytes/byte_stream.hpp"
#include "store/cells_format.hpp"
#include "store/model_json.hpp"

namespace covmap::store {

struct CellsWriter::State {
    State(const std::string& the_path, std::vector<core::Row> the_bands, std::uint64_t the_limit)
        : path(the_path), stream(std::in_place, path), bands(std::move(the_bands)), limit(the_limit) {}

    std::string path;
    std::optional<ByteStream> stream;  ///< none: the file grew beyond the limit
    std::vector<core::Row> bands;
    std::uint64_t limit, written = 0;  ///< bytes; of blocks
    std::size_t next = 0;              ///< band that is written next
    std::map<core::Row, std::string> waiting;
    std::vector<std::pair<core::Row, std::uint64_t>> index;  ///< band, length of its block
};

CellsWriter::CellsWriter(const std::string& path, const model::RunModel& model, const std::vector<model::Site>& sites,
                         std::vector<core::Row> bands, std::uint64_t limit)
    : m_state(std::make_unique<State>(path, std::move(bands), limit)) {
    const Json json = {{"format", kCellsFormat},
                       {"frame", frame_json(model.frame)},
                       {"territories", model.territories.territories.size()},
                       {"bits", model.catalogue.bits()},
                       {"attributes", model.attributes.size()}};
    ByteStream& out = *m_state->stream;
    out.header(kCellsMagic, kCellsVersion, dumped(json, -1));
    std::map<std::string, std::size_t> operators;
    for (const model::Site& site : sites) operators.emplace(site.operator_code, 0);
    out.varint(operators.size());
    std::size_t number = 0;
    for (auto& [code, at] : operators) {
        at = number++;
        out.varint(code.size());
        out.bytes(code);
    }
    out.varint(sites.size());
    for (const model::Site& site : sites) {
        out.varint(operators[site.operator_code]);
        out.zigzag(std::llround(site.at.x * kSiteUnits));
        out.zigzag(std::llround(site.at.y * kSiteUnits));
    }
}

CellsWriter::~CellsWriter() = default;

void CellsWriter::add(core::Row band, std::string&& block) {
    const std::scoped_lock lock(m_mutex);
    State& s = *m_state;
    if (!s.stream) return;
    s.written += block.size();  // of all bands that came: whatever their order, the same files stay
    if (s.written > s.limit) {
        s.stream.reset();
        s.waiting.clear();
        std::filesystem::remove(s.path);
        return;
    }
    s.waiting.emplace(band, std::move(block));
    for (; s.next < s.bands.size() && !s.waiting.empty() && s.waiting.begin()->first == s.bands[s.next]; ++s.next) {
        const std::string& ready = s.waiting.begin()->second;
        if (!ready.empty()) {
            s.stream->bytes(ready);
            s.index.emplace_back(s.bands[s.next], ready.size());
        }
        s.waiting.erase(s.waiting.begin());
    }
}

bool CellsWriter::close() {
    State& s = *m_state;
    if (!s.stream) return false;
    s.stream->fixed(s.index.size(), 8);
    for (const auto& [band, bytes] : s.index) {
        s.stream->fixed(static_cast<std::uint32_t>(band), 4);
        s.stream->fixed(bytes, 8);
    }
    s.stream->fixed(s.index.size(), 8);
    s.stream->close();
    return true;
}

}  // namespace covmap::store
