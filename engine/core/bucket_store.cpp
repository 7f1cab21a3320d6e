#include "core/bucket_store.hpp"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "core/error.hpp"
#include "core/scratch.hpp"

namespace covmap::core {

namespace {

[[noreturn]] void fail(const std::string& what) {
    throw Error(ErrorKind::output, "scratch file",
                what + ": " + std::strerror(errno) + "; set TMPDIR to a folder with more space");
}

}  // namespace

BucketStore::BucketStore(std::size_t memory_bytes, std::string scratch_folder)
    : m_memory_bytes(memory_bytes), m_scratch_folder(std::move(scratch_folder)) {}

BucketStore::~BucketStore() {
    if (m_scratch >= 0) close(m_scratch);
}

void BucketStore::add(std::uint32_t bucket, std::uint32_t source, std::span<const std::byte> block) {
    Block added{source, {}, 0, block.size()};
    {
        const std::lock_guard lock(m_mutex);
        if (m_in_memory + block.size() <= m_memory_bytes) {
            m_in_memory += block.size();
            added.bytes.assign(block.begin(), block.end());
        } else {
            if (m_scratch < 0) m_scratch = open_scratch(m_scratch_folder, "set TMPDIR");
            added.offset = m_scratch_bytes;
            m_scratch_bytes += block.size();
        }
    }
    if (added.bytes.empty()) write(block, added.offset);
    const std::lock_guard lock(m_mutex);
    if (bucket >= m_buckets.size()) m_buckets.resize(bucket + 1);
    m_buckets[bucket].push_back(std::move(added));
}

void BucketStore::for_each_block(std::uint32_t bucket, std::vector<std::byte>& buffer,
                                 const std::function<void(std::uint32_t, std::span<const std::byte>)>& visit) const {
    if (bucket >= m_buckets.size()) return;
    for (const Block& block : m_buckets[bucket]) {
        if (!block.bytes.empty()) {
            visit(block.source, block.bytes);
            continue;
        }
        buffer.resize(block.size);
        read(buffer, block.offset);
        visit(block.source, buffer);
    }
}

void BucketStore::release(std::uint32_t bucket) {
    if (bucket < m_buckets.size()) std::vector<Block>().swap(m_buckets[bucket]);
}

std::uint32_t BucketStore::buckets() const { return static_cast<std::uint32_t>(m_buckets.size()); }
bool BucketStore::spilled() const { return m_scratch >= 0; }

void BucketStore::write(std::span<const std::byte> block, std::uint64_t offset) const {
    for (std::size_t done = 0; done < block.size();) {
        const ssize_t wrote = pwrite(m_scratch, block.data() + done, block.size() - done, static_cast<off_t>(offset + done));
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) fail("cannot be written");
        done += static_cast<std::size_t>(wrote);
    }
}

void BucketStore::read(std::span<std::byte> block, std::uint64_t offset) const {
    for (std::size_t done = 0; done < block.size();) {
        const ssize_t got = pread(m_scratch, block.data() + done, block.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) fail("cannot be read back");
        done += static_cast<std::size_t>(got);
    }
}

}  // namespace covmap::core
