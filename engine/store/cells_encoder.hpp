// The sink that keeps cells: each band as the bytes of its block in cells.covc.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/sink.hpp"

namespace covmap::store {

/// One instance a worker. A band's bytes do not depend on the worker: signatures are numbered in the order in which the band
/// meets them. Memory: the bytes of one band.
class CellsEncoder final : public core::Sink {
public:
    using Consumer = std::function<void(core::Row band, std::string&& block)>;
    /// `words` of a signature; `first_col` of the frame.
    CellsEncoder(std::size_t attributes, std::size_t words, core::Col first_col, Consumer consumer);
    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row band) override;

private:
    void varint(std::uint64_t value);
    void zigzag(std::int64_t value);
    void head(core::Row row, core::Col col, core::Col end, std::uint32_t kind);
    void territory(core::TerritoryId territory);
    void signature(std::uint32_t provisional);
    void geometry(const core::CellGeometry& geometry);
    void fixed16(std::uint16_t value);

    std::size_t m_attributes, m_words;
    core::Col m_first_col;
    Consumer m_consumer;
    const core::SignatureLookup* m_signatures = nullptr;
    std::string m_bytes;
    core::Row m_row = 0;
    core::Col m_col = 0;
    std::uint32_t m_territory = 0;
    std::vector<std::uint32_t> m_local;  ///< provisional signature -> number in the band + 1
    std::vector<std::uint32_t> m_met;    ///< provisional numbers in the order of the band
};

}  // namespace covmap::store
