// Records of one fixed size by bucket: in memory up to a budget, beyond it in an unlinked scratch file.
//
// Writers gather blocks of records a bucket (BucketWriter) and hand them over; readers take one bucket at a time. What is in a
// block stays together and in order; blocks of one source keep their order, those of several sources do not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace covmap::core {

/// add() and for_each_block() are thread-safe among themselves. Errors: core::Error(output) when scratch cannot be written or
/// read.
class BucketStore {
public:
    /// `scratch_folder` empty: TMPDIR or /tmp.
    explicit BucketStore(std::size_t memory_bytes, std::string scratch_folder = {});
    ~BucketStore();
    BucketStore(const BucketStore&) = delete;
    BucketStore& operator=(const BucketStore&) = delete;

    void add(std::uint32_t bucket, std::uint32_t source, std::span<const std::byte> block);
    /// Blocks on scratch are read back into `buffer`.
    void for_each_block(std::uint32_t bucket, std::vector<std::byte>& buffer,
                        const std::function<void(std::uint32_t source, std::span<const std::byte>)>& visit) const;
    /// Frees what a bucket holds in memory.
    void release(std::uint32_t bucket);

    [[nodiscard]] std::uint32_t buckets() const;  ///< one more than the largest
    [[nodiscard]] bool spilled() const;

private:
    struct Block {
        std::uint32_t source = 0;
        std::vector<std::byte> bytes;  ///< empty: on scratch
        std::uint64_t offset = 0;
        std::size_t size = 0;
    };
    void write(std::span<const std::byte> block, std::uint64_t offset) const;
    void read(std::span<std::byte> block, std::uint64_t offset) const;

    std::size_t m_memory_bytes;
    std::string m_scratch_folder;
    mutable std::mutex m_mutex;
    std::vector<std::vector<Block>> m_buckets;
    std::size_t m_in_memory = 0;
    int m_scratch = -1;
    std::uint64_t m_scratch_bytes = 0;
};

/// The records of one source on their way to a store. One thread; flush() at the end.
template <class Record>
class BucketWriter {
    static_assert(std::is_trivially_copyable_v<Record>);

public:
    BucketWriter(BucketStore& store, std::uint32_t source, std::size_t block_records)
        : m_store(store), m_source(source), m_block_records(block_records) {}

    void add(std::uint32_t bucket, const Record& record) {
        if (bucket >= m_open.size()) m_open.resize(bucket + 1);
        std::vector<Record>& open = m_open[bucket];
        open.push_back(record);
        if (open.size() == m_block_records) hand_over(bucket);
    }
    void flush() {
        for (std::uint32_t bucket = 0; bucket < m_open.size(); ++bucket)
            if (!m_open[bucket].empty()) hand_over(bucket);
        m_open.clear();
    }

private:
    void hand_over(std::uint32_t bucket) {
        m_store.add(bucket, m_source, std::as_bytes(std::span<const Record>(m_open[bucket])));
        m_open[bucket].clear();
    }

    BucketStore& m_store;
    std::uint32_t m_source;
    std::size_t m_block_records;
    std::vector<std::vector<Record>> m_open;
};

/// The records of a block.
template <class Record>
std::size_t records_of(std::span<const std::byte> block, std::vector<Record>& out) {
    const std::size_t first = out.size(), count = block.size() / sizeof(Record);
    out.resize(first + count);
    std::memcpy(static_cast<void*>(out.data() + first), block.data(), count * sizeof(Record));
    return count;
}

}  // namespace covmap::core
