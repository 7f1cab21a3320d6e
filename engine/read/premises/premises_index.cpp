#include "read/premises/premises_index.hpp"

#include <algorithm>

namespace covmap::read {

namespace {
constexpr std::size_t kBlockEntries = 1024;  // 24 KiB
}

PremisesIndex::PremisesIndex(std::size_t memory_bytes) : m_store(memory_bytes), m_writer(m_store, 0, kBlockEntries) {}

void PremisesIndex::add(const PremisesKey& key, std::uint32_t number) { m_writer.add(partition_of(key), {key, number}); }

void PremisesIndex::finish() { m_writer.flush(); }

std::vector<PremisesIndex::Entry> PremisesIndex::partition(std::uint32_t partition) const {
    std::vector<Entry> entries;
    std::vector<std::byte> buffer;
    m_store.for_each_block(partition, buffer,
                           [&](std::uint32_t, std::span<const std::byte> block) { core::records_of(block, entries); });
    std::sort(entries.begin(), entries.end());
    return entries;
}

}  // namespace covmap::read
