#include "run/compute/tally_store.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "core/scratch.hpp"

namespace covmap::run {

namespace {

void add_values(std::int64_t* into, const std::int64_t* from, std::size_t n) {
    for (std::size_t a = 0; a < n; ++a)
        if (__builtin_add_overflow(into[a], from[a], &into[a]))
            throw core::Error(core::ErrorKind::check, "tally", "a sum exceeds 63 bits: the input's weights are too large");
}

constexpr std::uint32_t kUnknown = std::numeric_limits<std::uint32_t>::max();

std::FILE* scratch_file() {
    std::FILE* file = ::fdopen(core::open_scratch({}, "set TMPDIR or give more --memory"), "w+b");
    if (file == nullptr) throw core::Error(core::ErrorKind::output, "scratch file", "cannot be opened; give more --memory");
    return file;
}

[[noreturn]] void fail_to_spill() {
    throw core::Error(core::ErrorKind::output, "scratch file",
                      std::string("cannot be written (") + std::strerror(errno) +
                          "); set TMPDIR to a folder with more space, or give more --memory");
}

}  // namespace

/// Walks one sorted run, in memory or in a scratch file, row by row.
struct TallyStore::Cursor {
    const Rows* rows = nullptr;
    std::FILE* file = nullptr;
    std::size_t stride = 0;
    std::size_t at = 0;
    std::uint64_t key = 0;
    std::vector<std::int64_t> values;
    bool ended = false;

    void next() {
        if (rows != nullptr) {
            ended = at == rows->keys.size();
            if (ended) return;
            key = rows->keys[at];
            values.assign(rows->values.begin() + static_cast<std::ptrdiff_t>(at * stride),
                          rows->values.begin() + static_cast<std::ptrdiff_t>((at + 1) * stride));
            ++at;
            return;
        }
        ended = std::fread(&key, sizeof key, 1, file) != 1;
        if (!ended && std::fread(values.data(), sizeof(std::int64_t), stride, file) != stride)
            throw core::Error(core::ErrorKind::output, "scratch file", "cannot read back what was written");
    }
};

TallyStore::TallyStore(std::size_t bits, std::size_t stride, std::size_t memory_bytes)
    : m_stride(stride), m_memory_bytes(memory_bytes), m_shared(core::words_for(bits)) {
    m_table.words = core::words_for(bits);
}

TallyStore::~TallyStore() {
    for (std::FILE* file : m_files) std::fclose(file);
}

void TallyStore::add(sweep::BandTally&& band, const core::SignatureLookup& signatures, std::vector<std::uint32_t>& known) {
    const std::scoped_lock lock(m_mutex);
    for (std::size_t row = 0; row < band.rows(); ++row) {
        const std::uint32_t provisional = band.signature[row];
        if (provisional >= known.size()) known.resize(provisional + 1, kUnknown);
        if (known[provisional] == kUnknown) known[provisional] = m_shared.intern(signatures.bits(provisional).data());
        m_rows.keys.push_back(std::uint64_t{band.territory[row]} << 32 | known[provisional]);
    }
    m_rows.values.insert(m_rows.values.end(), band.values.begin(), band.values.end());
    if (bytes() <= m_memory_bytes) return;
    compact();
    if (bytes() > m_memory_bytes / 2) spill();
}

// Sorts by key and adds up equal keys.
void TallyStore::compact() {
    if (m_sorted == m_rows.keys.size()) return;
    std::vector<std::uint32_t> order(m_rows.keys.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return m_rows.keys[a] < m_rows.keys[b]; });
    Rows sorted;
    sorted.keys.reserve(order.size());
    sorted.values.reserve(m_rows.values.size());
    for (const std::uint32_t row : order) {
        const std::int64_t* values = m_rows.values.data() + row * m_stride;
        if (!sorted.keys.empty() && sorted.keys.back() == m_rows.keys[row]) {
            add_values(sorted.values.data() + sorted.values.size() - m_stride, values, m_stride);
            continue;
        }
        sorted.keys.push_back(m_rows.keys[row]);
        sorted.values.insert(sorted.values.end(), values, values + m_stride);
    }
    m_rows = std::move(sorted);
    m_sorted = m_rows.keys.size();
}

void TallyStore::spill() {
    std::FILE* file = scratch_file();
    m_files.push_back(file);
    for (std::size_t row = 0; row < m_rows.keys.size(); ++row)
        if (std::fwrite(&m_rows.keys[row], sizeof(std::uint64_t), 1, file) != 1 ||
            std::fwrite(m_rows.values.data() + row * m_stride, sizeof(std::int64_t), m_stride, file) != m_stride)
            fail_to_spill();
    if (std::fflush(file) != 0) fail_to_spill();
    m_rows = {};
    m_sorted = 0;
}

void TallyStore::finish() {
    compact();
    const std::size_t words = m_table.words, n = m_shared.size();
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto x = m_shared.bits(a), y = m_shared.bits(b);
        return std::lexicographical_compare(x.rbegin(), x.rend(), y.rbegin(), y.rend());
    });
    m_final.resize(n);
    m_table.data.clear();
    m_table.data.reserve(n * words);
    for (std::uint32_t number = 0; number < n; ++number) {
        m_final[order[number]] = number;
        const auto bits = m_shared.bits(order[number]);
        m_table.data.insert(m_table.data.end(), bits.begin(), bits.end());
    }
}

void TallyStore::for_each(const std::function<void(const core::TerritoryTally&)>& visit) const {
    std::vector<Cursor> cursors;
    const auto open = [&](const Rows* rows, std::FILE* file) {
        if (file != nullptr) std::rewind(file);
        cursors.push_back({rows, file, m_stride, 0, 0, std::vector<std::int64_t>(m_stride), false});
        cursors.back().next();
    };
    open(&m_rows, nullptr);
    for (std::FILE* file : m_files) open(nullptr, file);

    std::vector<std::pair<std::uint32_t, std::size_t>> order;  // final signature, position in `gathered`
    std::vector<std::int64_t> gathered;
    std::vector<std::uint32_t> signatures;
    std::vector<std::int64_t> values;
    while (true) {
        std::uint64_t territory = std::numeric_limits<std::uint64_t>::max();
        for (const Cursor& c : cursors)
            if (!c.ended) territory = std::min(territory, c.key >> 32);
        if (territory == std::numeric_limits<std::uint64_t>::max()) return;
        order.clear();
        gathered.clear();
        for (Cursor& c : cursors)
            for (; !c.ended && c.key >> 32 == territory; c.next()) {
                order.emplace_back(m_final[static_cast<std::uint32_t>(c.key)], gathered.size());
                gathered.insert(gathered.end(), c.values.begin(), c.values.end());
            }
        std::sort(order.begin(), order.end());
        signatures.clear();
        values.clear();
        for (const auto& [signature, from] : order) {
            if (signatures.empty() || signatures.back() != signature) {
                signatures.push_back(signature);
                values.resize(values.size() + m_stride, 0);
            }
            add_values(values.data() + values.size() - m_stride, gathered.data() + from, m_stride);
        }
        visit({core::TerritoryId(static_cast<std::uint32_t>(territory)), signatures, values});
    }
}

}  // namespace covmap::run
