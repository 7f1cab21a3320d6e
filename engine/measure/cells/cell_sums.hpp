// Cells to sums: what a square of the demand grid holds, and whom it is served by. The squares of map tiles.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/sink.hpp"
#include "model/indicator.hpp"
#include "model/run_model.hpp"

namespace covmap::measure {

/// A square of 2^level x 2^level cells, numbered like cells.
struct CellBlock {
    core::Row row = 0;
    core::Col col = 0;
    core::TerritoryId territory;  ///< which has the largest part of it; none where level > 0
    std::uint32_t offers =
        UINT32_MAX;  ///< on the largest area of that territory: position in CellSums::offers; none where level > 0
};

/// The squares of one level, sorted by (row, col). Integers in quanta: for each of the attributes, the area last, what is there;
/// then the same of what meets each indicator, and of what is unknown to it: stride x (1 + 2 x indicators) columns.
/// Kept packed: some 50 bytes a square.
class BlockSums {
public:
    BlockSums() = default;
    BlockSums(int level, std::size_t columns) : m_level(level), m_columns(columns) {}

    [[nodiscard]] int level() const { return m_level; }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] const std::vector<CellBlock>& blocks() const { return m_blocks; }
    /// Fills `out` (columns() integers) with those of a block.
    void values(std::size_t block, std::span<std::int64_t> out) const;
    /// Bytes that the values of all blocks take.
    [[nodiscard]] std::size_t packed_bytes() const { return m_bytes.size(); }
    void reserve(std::size_t blocks, std::size_t packed_bytes);
    void shrink_to_fit();
    /// In order of (row, col). `values` >= 0.
    void append(const CellBlock& block, std::span<const std::int64_t> values);

private:
    int m_level = 0;
    std::size_t m_columns = 0;
    std::vector<CellBlock> m_blocks;
    std::vector<std::uint64_t> m_at;  ///< per block: its first byte
    std::string m_bytes;              ///< varints, little end first
};

/// 2 x 2 squares of one level as one of the next: the sums are the same.
BlockSums coarser(const BlockSums& sums);

/// What is summed. Immutable: one instance serves all threads; the model and the areas outlive it.
struct CellSumsPlan {
    /// `published`: per territory, is it part of what the job publishes? `level`: of the smallest squares, at most 5.
    CellSumsPlan(const model::RunModel& model, const core::CellAreas& areas, std::vector<bool> published, int level);

    const model::RunModel& model;
    const core::CellAreas& areas;
    std::vector<bool> published;
    int level = 0;
    std::vector<std::vector<model::CompiledIndicator>> by_market;  ///< [market][indicator of the job]
    std::vector<std::string> operators;                            ///< codes; of them `offers` tell
    [[nodiscard]] std::size_t stride() const { return model.attributes.size() + 1; }
    [[nodiscard]] std::size_t columns() const { return stride() * (1 + 2 * model.job.indicator.size()); }
};

/// Sums the published parts of cells; the others are nobody's. Cost: a few additions an indicator and a cell.
class CellSumsSink final : public core::Sink {
public:
    explicit CellSumsSink(const CellSumsPlan& plan);
    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row band) override;

    /// By band; handed over.
    [[nodiscard]] std::map<core::Row, BlockSums> take_bands() { return std::move(m_bands); }
    /// What each of the plan's operators offers at best («4G BC», «none», «unknown»); CellBlock::offers of this sink.
    [[nodiscard]] const std::vector<std::vector<std::string>>& offers() const { return m_offers; }

private:
    using States = std::vector<model::State>;
    const States& states_of(std::uint32_t market, std::uint32_t signature);
    std::uint32_t offers_of(std::uint32_t signature);
    void to_row(core::Row row);
    void flush();
    /// One part's values of a block of the row at hand; `of_territory`: the area of all parts of its territory there.
    void add(core::Col block, const core::CellPart& part, std::int64_t of_territory, std::span<const std::int64_t> values);
    [[nodiscard]] std::int64_t area_of(core::TerritoryId territory, const core::CutCell& cell) const;

    struct Largest {
        std::int64_t of_territory = -1, area = -1;
        core::CellPart part;
    };
    const CellSumsPlan& m_plan;
    const core::SignatureLookup* m_signatures = nullptr;
    std::vector<std::vector<States>> m_states;  ///< [market][signature]; empty: not asked yet
    std::vector<std::uint32_t> m_offer_of;      ///< by signature; UINT32_MAX: not asked yet
    std::map<std::vector<std::string>, std::uint32_t> m_offer_numbers;
    std::vector<std::vector<std::string>> m_offers;
    core::Col m_col_begin = 0;         ///< of blocks
    core::Row m_row = 0;               ///< of blocks, the one at hand
    std::vector<std::int64_t> m_sums;  ///< of that row: columns a block
    std::vector<Largest> m_largest;
    std::vector<core::Col> m_touched;  ///< blocks of that row that hold something
    std::vector<std::int64_t> m_values;
    BlockSums m_band;
    std::map<core::Row, BlockSums> m_bands;
};

/// All bands of all sinks in order. Takes them out of the sinks, one by one, so that they are not held twice.
struct CellSums {
    BlockSums sums;
    std::vector<std::vector<std::string>> offers;
};
CellSums gathered(const CellSumsPlan& plan, const std::vector<CellSumsSink*>& sinks);

}  // namespace covmap::measure
