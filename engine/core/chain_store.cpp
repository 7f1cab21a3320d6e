#include "core/chain_store.hpp"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "core/scratch.hpp"

namespace covmap::core {

namespace {

constexpr std::size_t kChunkPoints = 1024;  // 16 KiB

// A chunk is a sequence of chains, each a header (owner and length in the bits of a Point) and its vertices.
struct Chunk {
    std::unique_ptr<Point[]> points = std::make_unique_for_overwrite<Point[]>(kChunkPoints);
    std::uint32_t used = 0;
};

struct Spilled {
    std::uint64_t offset;
    std::uint32_t used;
};

struct Bucket {
    std::vector<Chunk> chunks;
    std::vector<Spilled> spilled;
};

Point header(std::uint32_t owner, std::uint32_t count) {
    return {std::bit_cast<double>(std::uint64_t{owner}), std::bit_cast<double>(std::uint64_t{count})};
}
std::uint32_t header_owner(Point p) { return static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(p.x)); }
std::uint32_t header_count(Point p) { return static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(p.y)); }

Row band_at(double v) { return band_of(static_cast<Row>(v)); }

}  // namespace

struct ChainStore::State {
    explicit State(ChainStoreOptions o) : options(std::move(o)) {}
    ~State() {
        if (scratch >= 0) close(scratch);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    ChainStoreOptions options;
    std::map<Row, Bucket> buckets;
    Bounds bounds;
    std::uint64_t vertices = 0;
    std::size_t chunks = 0;
    int scratch = -1;
    std::uint64_t scratch_size = 0;
    std::vector<Point> reduced;

    // The open chain: where the next vertex of the ring goes.
    Row open_band = 0;
    Bucket* open_bucket = nullptr;
    std::uint32_t open_header = 0;
    std::uint32_t open_owner = 0;

    void start_chain(Bucket& bucket, std::uint32_t owner, Point first);
    void append(Point p);
    void add_edge(std::uint32_t owner, Point p, Point q);
    void spill();
    [[nodiscard]] std::span<const Point> clipped(std::span<const Point> ring);
};

void ChainStore::State::start_chain(Bucket& bucket, std::uint32_t owner, Point first) {
    // A chain needs a header and at least two vertices.
    if (bucket.chunks.empty() || bucket.chunks.back().used + 3 > kChunkPoints) {
        bucket.chunks.emplace_back();
        ++chunks;
    }
    Chunk& chunk = bucket.chunks.back();
    open_bucket = &bucket;
    open_header = chunk.used;
    open_owner = owner;
    chunk.points[chunk.used++] = header(owner, 1);
    chunk.points[chunk.used++] = first;
}

void ChainStore::State::append(Point p) {
    if (open_bucket->chunks.back().used == kChunkPoints) {
        const Point last = open_bucket->chunks.back().points[kChunkPoints - 1];
        start_chain(*open_bucket, open_owner, last);
    }
    Chunk& chunk = open_bucket->chunks.back();
    chunk.points[chunk.used++] = p;
    chunk.points[open_header] = header(open_owner, header_count(chunk.points[open_header]) + 1);
}

void ChainStore::State::add_edge(std::uint32_t owner, Point p, Point q) {
    const double lo = std::min(p.y, q.y), hi = std::max(p.y, q.y);
    if (hi < options.clip.v_min || lo > options.clip.v_max) {
        open_bucket = nullptr;
        return;
    }
    const Row first = band_at(std::floor(std::max(lo, options.clip.v_min)));
    const Row last = std::max(first, band_at(std::ceil(std::min(hi, options.clip.v_max)) - 1));
    const bool south = q.y >= p.y;
    for (Row i = 0; i <= last - first; ++i) {
        const Row band = south ? first + i : last - i;
        if (open_bucket == nullptr || open_band != band) {
            open_band = band;
            start_chain(buckets[band], owner, p);
        }
        append(q);
        // Only the band where q lies may go on with this chain.
        if (i < last - first) open_bucket = nullptr;
    }
}

// Runs of vertices wholly west or east of the clip box become their two ends: rows are toggled the same way.
std::span<const Point> ChainStore::State::clipped(std::span<const Point> ring) {
    const ClipBox& clip = options.clip;
    const auto side = [&](Point p) { return p.x <= clip.u_min ? -1 : (p.x > clip.u_max ? 1 : 0); };
    reduced.clear();
    for (const Point p : ring) {
        const std::size_t n = reduced.size();
        if (n >= 2 && side(p) != 0 && side(reduced[n - 1]) == side(p) && side(reduced[n - 2]) == side(p))
            reduced[n - 1] = p;
        else
            reduced.push_back(p);
    }
    return reduced;
}

void ChainStore::State::spill() {
    if (scratch < 0) scratch = open_scratch(options.scratch_folder, "set TMPDIR");
    for (auto& [band, bucket] : buckets) {
        for (Chunk& chunk : bucket.chunks) {
            const auto* bytes = reinterpret_cast<const char*>(chunk.points.get());
            const std::size_t size = chunk.used * sizeof(Point);
            for (std::size_t done = 0; done < size;) {
                const ssize_t wrote = pwrite(scratch, bytes + done, size - done, static_cast<off_t>(scratch_size + done));
                if (wrote < 0 && errno == EINTR) continue;
                if (wrote <= 0)
                    throw Error(ErrorKind::output, "scratch file",
                                std::string("cannot write: ") + std::strerror(errno) + "; free space or set TMPDIR");
                done += static_cast<std::size_t>(wrote);
            }
            bucket.spilled.push_back({scratch_size, chunk.used});
            scratch_size += size;
        }
        bucket.chunks.clear();
    }
    chunks = 0;
    open_bucket = nullptr;
}

ChainStore::ChainStore(ChainStoreOptions options) : m_state(std::make_unique<State>(std::move(options))) {}
ChainStore::~ChainStore() = default;
ChainStore::ChainStore(ChainStore&&) noexcept = default;
ChainStore& ChainStore::operator=(ChainStore&&) noexcept = default;

void ChainStore::add_ring(std::uint32_t owner, std::span<const Point> ring) {
    if (ring.empty()) return;
    State& s = *m_state;
    Bounds box;
    for (const Point p : ring) {
        box.u_min = std::min(box.u_min, p.x);
        box.u_max = std::max(box.u_max, p.x);
        box.v_min = std::min(box.v_min, p.y);
        box.v_max = std::max(box.v_max, p.y);
    }
    s.bounds.u_min = std::min(s.bounds.u_min, box.u_min);
    s.bounds.u_max = std::max(s.bounds.u_max, box.u_max);
    s.bounds.v_min = std::min(s.bounds.v_min, box.v_min);
    s.bounds.v_max = std::max(s.bounds.v_max, box.v_max);
    s.vertices += ring.size();
    const ClipBox& clip = s.options.clip;
    if (box.v_max <= clip.v_min || box.v_min >= clip.v_max || box.u_max <= clip.u_min || box.u_min > clip.u_max) return;
    if (box.u_min < clip.u_min || box.u_max > clip.u_max) ring = s.clipped(ring);
    s.open_bucket = nullptr;
    Point previous = ring.back();
    for (const Point p : ring) {
        s.add_edge(owner, previous, p);
        previous = p;
    }
    s.open_bucket = nullptr;
    if (s.chunks * kChunkPoints * sizeof(Point) > s.options.memory_bytes) s.spill();
}

std::vector<Row> ChainStore::bands() const {
    std::vector<Row> bands;
    for (const auto& [band, bucket] : m_state->buckets) bands.push_back(band);
    return bands;
}

std::uint64_t ChainStore::vertices() const { return m_state->vertices; }
std::size_t ChainStore::memory_bytes() const { return m_state->chunks * kChunkPoints * sizeof(Point); }
bool ChainStore::spilled() const { return m_state->scratch >= 0; }
const ChainStore::Bounds& ChainStore::bounds() const { return m_state->bounds; }

void ChainStore::for_each_chain(Row band, std::vector<Point>& buffer,
                                const std::function<void(std::uint32_t, std::span<const Point>)>& visit) const {
    const auto found = m_state->buckets.find(band);
    if (found == m_state->buckets.end()) return;
    const auto visit_chunk = [&](const Point* points, std::uint32_t used) {
        for (std::uint32_t at = 0; at < used;) {
            const std::uint32_t count = header_count(points[at]);
            visit(header_owner(points[at]), {points + at + 1, count});
            at += count + 1;
        }
    };
    for (const Spilled& part : found->second.spilled) {
        buffer.resize(part.used);
        auto* bytes = reinterpret_cast<char*>(buffer.data());
        const std::size_t size = part.used * sizeof(Point);
        for (std::size_t done = 0; done < size;) {
            const ssize_t got = pread(m_state->scratch, bytes + done, size - done, static_cast<off_t>(part.offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) throw Error(ErrorKind::output, "scratch file", "cannot read back what was written");
            done += static_cast<std::size_t>(got);
        }
        visit_chunk(buffer.data(), part.used);
    }
    for (const Chunk& chunk : found->second.chunks) visit_chunk(chunk.points.get(), chunk.used);
}

void ChainStore::release(Row band) {
    const auto found = m_state->buckets.find(band);
    if (found == m_state->buckets.end()) return;
    std::vector<Chunk>().swap(found->second.chunks);
    std::vector<Spilled>().swap(found->second.spilled);
}

}  // namespace covmap::core
