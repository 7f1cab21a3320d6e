#include "store/cells_encoder.hpp"

#include <algorithm>

#include "store/bytes/byte_format.hpp"
#include "store/cells_format.hpp"

namespace covmap::store {

CellsEncoder::CellsEncoder(std::size_t attributes, std::size_t words, core::Col first_col, Consumer consumer)
    : m_attributes(attributes), m_words(words), m_first_col(first_col), m_consumer(std::move(consumer)) {}

void CellsEncoder::varint(std::uint64_t value) {
    put_varint(value, [this](char byte) { m_bytes.push_back(byte); });
}

void CellsEncoder::zigzag(std::int64_t value) { varint(store::zigzag(value)); }

void CellsEncoder::begin_band(core::Row band, const core::SignatureLookup& signatures) {
    m_signatures = &signatures;
    m_bytes.clear();
    m_row = band * core::kBandRows;
    m_col = m_first_col;
    m_territory = 0;
    for (const std::uint32_t provisional : m_met) m_local[provisional] = 0;
    m_met.clear();
}

void CellsEncoder::head(core::Row row, core::Col col, core::Col end, std::uint32_t kind) {
    if (row != m_row) {
        varint(static_cast<std::uint64_t>(row - m_row) << 2U | static_cast<std::uint32_t>(CellRecord::row));
        m_row = row;
        m_col = m_first_col;
    }
    varint(static_cast<std::uint64_t>(col - m_col) << 2U | kind);
    m_col = end;
}

void CellsEncoder::territory(core::TerritoryId id) {
    zigzag(static_cast<std::int64_t>(id.value) - m_territory);
    m_territory = id.value;
}

void CellsEncoder::signature(std::uint32_t provisional) {
    if (provisional >= m_local.size()) m_local.resize(provisional + provisional / 2 + 16, 0);
    if (m_local[provisional] == 0) {
        m_met.push_back(provisional);
        m_local[provisional] = static_cast<std::uint32_t>(m_met.size());
    }
    varint(m_local[provisional] - 1);
}

void CellsEncoder::group(const core::Group& group) {
    head(group.row, group.col, group.col + group.cells, static_cast<std::uint32_t>(CellRecord::run));
    varint(static_cast<std::uint64_t>(group.cells));
    territory(group.territory);
    signature(group.signatures.front());
    const core::DemandRows& rows = *group.demand;
    std::uint64_t count = 0;
    for (std::size_t i = group.first; i < group.last; ++i) count += rows.inhabited(i) ? 1U : 0U;
    varint(count);
    core::Col col = group.col;
    for (std::size_t i = group.first; i < group.last; ++i) {
        if (!rows.inhabited(i)) continue;
        varint(static_cast<std::uint64_t>(rows.col[i] - col));
        col = rows.col[i] + 1;
        for (std::size_t a = 0; a < m_attributes; ++a) varint(static_cast<std::uint64_t>(rows.weight[a][i]));
    }
}

void CellsEncoder::cut(const core::CutCell& cell) {
    head(cell.row, cell.col, cell.col + 1, static_cast<std::uint32_t>(CellRecord::cut));
    varint(cell.parts.size() << 1U | (cell.inhabited ? 1U : 0U));
    const std::size_t stride = m_attributes + 1;
    for (std::size_t p = 0; p < cell.parts.size(); ++p) {
        territory(cell.parts[p].territory);
        signature(cell.parts[p].signature);
        for (std::size_t a = cell.inhabited ? 0 : m_attributes; a < stride; ++a) zigzag(cell.values[p * stride + a]);
    }
    geometry(cell.geometry());
    varint(cell.points.size());
    for (std::size_t p = 0; p < cell.points.size(); ++p) {
        fixed16(cell.points[p].x);
        fixed16(cell.points[p].y);
        varint(cell.points[p].part);
        for (std::size_t a = 0; a < m_attributes; ++a)
            varint(static_cast<std::uint64_t>(cell.point_values[p * m_attributes + a]));
    }
}

void CellsEncoder::fixed16(std::uint16_t value) {
    m_bytes.push_back(static_cast<char>(value & 0xFFU));
    m_bytes.push_back(static_cast<char>(value >> 8U));
}

void CellsEncoder::geometry(const core::CellGeometry& geometry) {
    varint(geometry.background.valid() ? geometry.background.value + std::uint64_t{1} : 0);
    varint(geometry.owners.size());
    std::uint32_t before = 0;
    for (const core::CutOwner& o : geometry.owners) {
        varint(o.owner - before);
        before = o.owner;
        zigzag(o.winding);
    }
    varint(geometry.pieces.size());
    for (const core::CutPiece& p : geometry.pieces) {
        varint(p.owner);
        const unsigned west = p.west == 0 ? 0U : (p.west > 0 ? 1U : 2U);
        m_bytes.push_back(static_cast<char>((p.sign > 0 ? 1U : 0U) | west << 1U | (p.top ? 8U : 0U)));
        for (const std::uint16_t v : {p.x0, p.y0, p.x1, p.y1}) fixed16(v);
    }
}

void CellsEncoder::end_band(core::Row band) {
    if (m_bytes.empty()) {
        m_consumer(band, {});
        return;
    }
    varint(static_cast<std::uint64_t>(CellRecord::end));
    std::string records;
    records.swap(m_bytes);
    varint(m_met.size());
    for (const std::uint32_t provisional : m_met)
        for (const std::uint64_t word : m_signatures->bits(provisional))
            for (unsigned byte = 0; byte < 8; ++byte) m_bytes.push_back(static_cast<char>(word >> (8 * byte) & 0xFFU));
    m_bytes += records;
    m_consumer(band, std::move(m_bytes));
    m_bytes = {};
}

}  // namespace covmap::store
