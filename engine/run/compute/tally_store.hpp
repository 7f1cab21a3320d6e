// The tally of a run while it grows: band rows of all workers, added up; past its memory, sorted runs go to scratch.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/interner.hpp"
#include "core/sink.hpp"
#include "core/tally.hpp"
#include "sweep/tally_sink.hpp"

namespace covmap::run {

/// Thread-safe while it grows. After finish() it is a TallyReader whose signatures are in numerical order of their bits and whose
/// rows do not depend on who added what when.
class TallyStore final : public core::TallyReader {
public:
    TallyStore(std::size_t bits, std::size_t stride, std::size_t memory_bytes);
    ~TallyStore() override;

    /// `known` is the worker's own cache of provisional -> shared signature numbers.
    void add(sweep::BandTally&& band, const core::SignatureLookup& signatures, std::vector<std::uint32_t>& known);
    void finish();

    [[nodiscard]] const core::SignatureTable& signatures() const override { return m_table; }
    [[nodiscard]] std::size_t stride() const override { return m_stride; }
    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override;
    [[nodiscard]] std::size_t spilled_runs() const { return m_files.size(); }

private:
    /// Rows sorted by key = territory << 32 | shared signature, keys distinct.
    struct Rows {
        std::vector<std::uint64_t> keys;
        std::vector<std::int64_t> values;
    };
    struct Cursor;

    void compact();
    void spill();
    [[nodiscard]] std::size_t bytes() const { return m_rows.keys.size() * 8 + m_rows.values.size() * 8; }

    std::size_t m_stride;
    std::size_t m_memory_bytes;
    std::mutex m_mutex;
    core::Interner m_shared;
    Rows m_rows;
    std::size_t m_sorted = 0;  ///< leading rows that are sorted and distinct
    std::vector<std::FILE*> m_files;
    core::SignatureTable m_table;
    std::vector<std::uint32_t> m_final;  ///< shared -> final number
};

}  // namespace covmap::run
