// The sink that makes the tally: (territory, signature) -> sums, band by band.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/sink.hpp"

namespace covmap::sweep {

/// The tally rows of one band, sorted by (territory, provisional signature of the worker).
struct BandTally {
    std::vector<std::uint32_t> territory;
    std::vector<std::uint32_t> signature;
    std::vector<std::int64_t> values;  ///< row-major, stride values a row
    [[nodiscard]] std::size_t rows() const { return territory.size(); }
};

/// Sums groups in an open-addressing table that is emptied after each band; overflow of a sum is an Error.
class TallySink final : public core::Sink {
public:
    using Consumer = std::function<void(BandTally&&, const core::SignatureLookup&)>;
    TallySink(std::size_t stride, Consumer consumer);

    void begin_band(core::Row band, const core::SignatureLookup& signatures) override;
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row band) override;

private:
    void add(core::TerritoryId territory, std::uint32_t signature, const std::int64_t* values);
    void grow();

    std::size_t m_stride;
    Consumer m_consumer;
    const core::SignatureLookup* m_signatures = nullptr;
    struct Slot {
        std::uint64_t key = 0;
        std::uint64_t row = 0;  ///< row + 1; 0 is free
    };
    std::size_t find_row(std::uint64_t key, Slot& recent);

    std::vector<std::uint64_t> m_keys;  ///< of each row, in the order of meeting
    std::vector<std::int64_t> m_values;
    std::vector<Slot> m_slots;
    std::array<Slot, 512> m_recent{};  ///< along a border the same few keys alternate
};

}  // namespace covmap::sweep
