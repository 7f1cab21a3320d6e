// The sink behind `_lo` and `_hi`: how much of a territory surely meets an indicator, and how much may.
//
// A territory's part of a square counts whole: in `all` are the indicators that every signature present in the part meets, in
// `any` those that some signature meets or may meet. A signature is present from 10^-6 of the part (of its area; of its weights
// where it has no area), so that slivers between two maps of the same border cast no doubt.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/sink.hpp"
#include "core/tally.hpp"
#include "measure/outcomes.hpp"

namespace covmap::measure {

/// Values by (territory, all, any) of one band: an open-addressing table over dense entries, reused from band to band.
class DoubtTable {
public:
    struct Key {
        std::uint32_t territory = 0;
        std::uint64_t all = 0, any = 0;
        auto operator<=>(const Key&) const = default;
    };

    explicit DoubtTable(std::size_t stride);
    /// Position of the entry, created with zeros where new.
    std::size_t find(const Key& key);
    [[nodiscard]] std::size_t size() const { return m_keys.size(); }
    [[nodiscard]] const Key& key(std::size_t entry) const { return m_keys[entry]; }
    [[nodiscard]] std::int64_t* values(std::size_t entry) { return m_values.data() + entry * m_stride; }
    /// Appends the entries, sorted by key, and forgets them.
    void drain(std::vector<Key>& keys, std::vector<std::int64_t>& values);

private:
    void grow();

    std::size_t m_stride;
    std::vector<Key> m_keys;
    std::vector<std::int64_t> m_values;
    std::vector<std::uint32_t> m_slots;    ///< entry + 1, or 0; a power of two, at most half full
    std::vector<std::uint32_t> m_slot_of;  ///< per entry
    std::vector<std::uint32_t> m_order;    ///< scratch
};

/// One instance a worker. Cost of a group of one signature: some 10 ns; memory: one row for each (band, territory, all, any).
class DoubtSink : public core::Sink {
public:
    /// market_of: per territory. Both must outlive the sink. A group's values have attributes + 1 entries a signature.
    DoubtSink(const CompiledIndicators& indicators, std::span<const std::uint32_t> market_of, std::size_t attributes);

    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row band) override;

    /// The rows of all workers, added up and sorted by (territory, all, any): the same whatever worker swept which band.
    /// Throws Error check on overflow.
    static std::vector<core::DoubtRow> merge(const std::vector<DoubtSink*>& sinks);

private:
    [[nodiscard]] const Outcome& outcome(std::uint32_t market, std::uint32_t signature);
    void part(core::TerritoryId territory, std::span<const std::uint32_t> signatures, std::span<const std::int64_t> values,
              bool each_its_own);
    void add(const DoubtTable::Key& key, std::span<const std::int64_t> values);

    std::span<const std::uint32_t> m_market_of;
    std::size_t m_stride;
    std::vector<std::uint32_t> m_signatures;  ///< of one territory in a cut cell
    OutcomeTable m_outcomes;
    const core::SignatureLookup* m_lookup = nullptr;
    DoubtTable m_band;
    DoubtTable::Key m_last_key;      ///< runs of neighbours share it
    std::int64_t* m_last = nullptr;  ///< its values, until the table grows
    std::vector<DoubtTable::Key> m_keys;
    std::vector<std::int64_t> m_values;
};

}  // namespace covmap::measure
