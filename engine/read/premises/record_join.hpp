// Records of fixed networks, joined with the premises of the demand by name: who offers what at each of them.
//
// Every record is read once, by one task a file: its offer becomes a number, and records of one premises that follow each other
// become one set of offers. What is left, 24 bytes a set, is parted by the hash of the premises' name, in memory up to a budget
// and on scratch beyond it, and joined part by part: memory is the budget, 4 bytes a premises, and one part of each thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "model/job/job.hpp"
#include "read/premises/premises_index.hpp"
#include "read/supply/supply.hpp"

namespace covmap::read {

/// One supply of format «records». Use: read_file() for each file, from any threads; begin_join(); join() for each part, from
/// any threads; finish().
///
/// Records join by SupplySpec::id_column where the demand's points have ids, else by place_column where they have places. A
/// record whose column of SupplySpec::skip holds one of its values claims nothing, and the premises is known all the same. Speeds
/// are Mbit/s, or words of SupplySpec::values. The result depends neither on threads nor on the order of records and files.
///
/// Defects: `record-unnamed` (no premises named), `record-unmatched` (no such premises), `flag-unknown` (latency; counts
/// as not said), `ragged-record`, and those of supply_layers.hpp.
/// Errors: core::Error(job) where the demand has no premises that the records could name; core::Error(input).
class RecordJoin {
public:
    RecordJoin(const model::SupplySpec& spec, CanonicalOperator canonical, const PremisesNames& premises,
               std::size_t memory_bytes);
    ~RecordJoin();
    RecordJoin(const RecordJoin&) = delete;
    RecordJoin& operator=(const RecordJoin&) = delete;

    [[nodiscard]] std::size_t files() const;
    void read_file(std::size_t file);
    /// After the last read_file(). Gives the number of parts.
    std::uint32_t begin_join();
    void join(std::uint32_t part);
    /// After the last join(): layers sorted by claim, level and speed; sets sorted by their offers.
    SupplyRead finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace covmap::read
