#include "sweep/tally_sink.hpp"

#include <algorithm>
#include <numeric>

#include "core/error.hpp"

namespace covmap::sweep {

namespace {

std::size_t slot_of(std::uint64_t key, std::size_t mask) {
    key *= 0x9e3779b97f4a7c15ULL;
    return (key ^ (key >> 32)) & mask;
}

}  // namespace

TallySink::TallySink(std::size_t stride, Consumer consumer) : m_stride(stride), m_consumer(std::move(consumer)), m_slots(4096) {}

void TallySink::begin_band(core::Row, const core::SignatureLookup& signatures) { m_signatures = &signatures; }

inline void TallySink::add(core::TerritoryId territory, std::uint32_t signature, const std::int64_t* values) {
    const std::uint64_t key = std::uint64_t{territory.value} << 32 | signature;
    Slot& recent = m_recent[(key ^ (key >> 32)) % m_recent.size()];
    const std::size_t at = recent.row != 0 && recent.key == key ? recent.row - 1 : find_row(key, recent);  // may move the values
    std::int64_t* row = m_values.data() + at * m_stride;
    for (std::size_t a = 0; a < m_stride; ++a)
        if (__builtin_add_overflow(row[a], values[a], &row[a]))
            throw core::Error(core::ErrorKind::check, "tally", "a sum exceeds 63 bits: the input's weights are too large");
}

void TallySink::group(const core::Group& group) {
    for (std::size_t part = 0; part < group.signatures.size(); ++part)
        add(group.territory, group.signatures[part], group.values.data() + part * m_stride);
}

void TallySink::cut(const core::CutCell& cell) {
    for (std::size_t part = 0; part < cell.parts.size(); ++part)
        add(cell.parts[part].territory, cell.parts[part].signature, cell.values.data() + part * m_stride);
}

std::size_t TallySink::find_row(std::uint64_t key, Slot& recent) {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = slot_of(key, mask);
    while (m_slots[at].row != 0 && m_slots[at].key != key) at = (at + 1) & mask;
    if (m_slots[at].row == 0) {
        m_keys.push_back(key);
        m_values.resize(m_values.size() + m_stride, 0);
        m_slots[at] = {key, m_keys.size()};
    }
    recent = m_slots[at];
    if (2 * m_keys.size() > m_slots.size()) grow();
    return recent.row - 1;
}

void TallySink::grow() {
    m_slots.assign(m_slots.size() * 2, {});
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t row = 0; row < m_keys.size(); ++row) {
        std::size_t at = slot_of(m_keys[row], mask);
        while (m_slots[at].row != 0) at = (at + 1) & mask;
        m_slots[at] = {m_keys[row], row + 1};
    }
}

void TallySink::end_band(core::Row) {
    std::vector<std::uint32_t> order(m_keys.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return m_keys[a] < m_keys[b]; });
    BandTally band;
    band.territory.reserve(order.size());
    band.signature.reserve(order.size());
    band.values.reserve(order.size() * m_stride);
    for (const std::uint32_t row : order) {
        band.territory.push_back(static_cast<std::uint32_t>(m_keys[row] >> 32));
        band.signature.push_back(static_cast<std::uint32_t>(m_keys[row]));
        band.values.insert(band.values.end(), m_values.begin() + static_cast<std::ptrdiff_t>(row * m_stride),
                           m_values.begin() + static_cast<std::ptrdiff_t>((row + 1) * m_stride));
    }
    m_keys.clear();
    m_values.clear();
    std::fill(m_slots.begin(), m_slots.end(), Slot{});
    m_recent.fill({});
    if (band.rows() > 0) m_consumer(std::move(band), *m_signatures);
}

}  // namespace covmap::sweep
