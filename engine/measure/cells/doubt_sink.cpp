#include "measure/cells/doubt_sink.hpp"

#include <algorithm>
#include <numeric>

#include "measure/checked.hpp"

namespace covmap::measure {
namespace {

constexpr std::int64_t kPartsOfPresence = 1'000'000;  ///< a signature is present from one in this of the part

std::size_t hash(const DoubtTable::Key& key) {
    std::uint64_t h = key.territory * 0x9e3779b97f4a7c15ULL;
    h = (h ^ (h >> 32) ^ key.all) * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ (h >> 29) ^ key.any) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>(h ^ (h >> 31));
}

/// What a signature's presence is judged by: its area or, in a part without area, the sum of its weights.
std::int64_t extent_of(const std::int64_t* values, std::size_t stride, bool by_area) {
    if (by_area) return values[stride - 1];
    std::int64_t weight = 0;
    for (std::size_t a = 0; a + 1 < stride; ++a) add_to(weight, values[a]);
    return weight;
}

}  // namespace

DoubtTable::DoubtTable(std::size_t stride) : m_stride(stride), m_slots(256, 0) {}

std::size_t DoubtTable::find(const Key& key) {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash(key) & mask;
    while (m_slots[slot] != 0) {
        const std::size_t entry = m_slots[slot] - 1;
        if (m_keys[entry] == key) return entry;
        slot = (slot + 1) & mask;
    }
    m_keys.push_back(key);
    m_values.resize(m_values.size() + m_stride, 0);
    m_slots[slot] = static_cast<std::uint32_t>(m_keys.size());
    m_slot_of.push_back(static_cast<std::uint32_t>(slot));
    if (2 * m_keys.size() > m_slots.size()) grow();
    return m_keys.size() - 1;
}

void DoubtTable::grow() {
    m_slots.assign(m_slots.size() * 2, 0);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t entry = 0; entry < m_keys.size(); ++entry) {
        std::size_t slot = hash(m_keys[entry]) & mask;
        while (m_slots[slot] != 0) slot = (slot + 1) & mask;
        m_slots[slot] = static_cast<std::uint32_t>(entry + 1);
        m_slot_of[entry] = static_cast<std::uint32_t>(slot);
    }
}

void DoubtTable::drain(std::vector<Key>& keys, std::vector<std::int64_t>& values) {
    m_order.resize(m_keys.size());
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::sort(m_order.begin(), m_order.end(), [&](std::uint32_t a, std::uint32_t b) { return m_keys[a] < m_keys[b]; });
    for (const std::uint32_t entry : m_order) {
        keys.push_back(m_keys[entry]);
        values.insert(values.end(), m_values.begin() + static_cast<std::ptrdiff_t>(entry * m_stride),
                      m_values.begin() + static_cast<std::ptrdiff_t>((entry + 1) * m_stride));
        m_slots[m_slot_of[entry]] = 0;
    }
    m_keys.clear();
    m_values.clear();
    m_slot_of.clear();
}

DoubtSink::DoubtSink(const CompiledIndicators& indicators, std::span<const std::uint32_t> market_of, std::size_t attributes)
    : m_market_of(market_of), m_stride(attributes + 1), m_outcomes(indicators), m_band(attributes + 1) {}

void DoubtSink::begin_band(core::Row /*band*/, const core::SignatureLookup& signatures) {
    if (m_lookup != &signatures) m_outcomes.clear();  // another table of signatures: other numbers
    m_lookup = &signatures;
    m_last = nullptr;
}

const Outcome& DoubtSink::outcome(std::uint32_t market, std::uint32_t signature) {
    return m_outcomes.at(market, signature, [this](std::uint32_t s) { return m_lookup->bits(s); });
}

void DoubtSink::add(const DoubtTable::Key& key, std::span<const std::int64_t> values) {
    if (m_last == nullptr || key != m_last_key) {
        m_last = m_band.values(m_band.find(key));
        m_last_key = key;
    }
    for (std::size_t i = 0; i < values.size(); ++i) add_to(m_last[i % m_stride], values[i]);
}

void DoubtSink::group(const core::Group& group) { part(group.territory, group.signatures, group.values, false); }

void DoubtSink::cut(const core::CutCell& cell) {
    const bool at_points = !cell.points.empty();
    for (std::size_t begin = 0, end = 0; begin < cell.parts.size(); begin = end) {
        m_signatures.clear();
        for (; end < cell.parts.size() && cell.parts[end].territory == cell.parts[begin].territory; ++end)
            m_signatures.push_back(cell.parts[end].signature);
        part(cell.parts[begin].territory, m_signatures, cell.values.subspan(begin * m_stride, (end - begin) * m_stride),
             at_points);
    }
}

// Where people stand at points, each signature has its own.
void DoubtSink::part(core::TerritoryId territory, std::span<const std::uint32_t> signatures,
                     std::span<const std::int64_t> all_values, bool each_its_own) {
    const std::uint32_t market = m_market_of[territory.value];
    DoubtTable::Key key{territory.value, 0, 0};
    const std::size_t count = signatures.size();
    if (count == 1 || each_its_own) {
        for (std::size_t s = 0; s < count; ++s) {
            const Outcome& each = outcome(market, signatures[s]);
            key.all = each.met;
            key.any = each.met | each.unknown;
            add(key, all_values.subspan(s * m_stride, m_stride));
        }
        return;
    }
    const std::int64_t* values = all_values.data();
    std::int64_t whole = 0;
    for (std::size_t s = 0; s < count; ++s) add_to(whole, extent_of(values + s * m_stride, m_stride, true));
    const bool by_area = whole > 0;
    if (!by_area) {
        whole = 0;
        for (std::size_t s = 0; s < count; ++s) add_to(whole, extent_of(values + s * m_stride, m_stride, false));
    }
    if (whole <= 0) return;  // nothing to add up
    const std::int64_t least = (whole - 1) / kPartsOfPresence + 1;
    key.all = ~std::uint64_t{0};
    for (std::size_t s = 0; s < count; ++s) {
        if (extent_of(values + s * m_stride, m_stride, by_area) < least) continue;
        const Outcome& each = outcome(market, signatures[s]);
        key.all &= each.met;
        key.any |= each.met | each.unknown;
    }
    add(key, all_values);
}

void DoubtSink::end_band(core::Row /*band*/) {
    m_last = nullptr;
    m_band.drain(m_keys, m_values);
}

std::vector<core::DoubtRow> DoubtSink::merge(const std::vector<DoubtSink*>& sinks) {
    struct Place {
        const DoubtSink* sink;
        std::size_t row;
        [[nodiscard]] const DoubtTable::Key& key() const { return sink->m_keys[row]; }
    };
    std::vector<Place> places;
    for (const DoubtSink* sink : sinks)
        for (std::size_t row = 0; row < sink->m_keys.size(); ++row) places.push_back({sink, row});
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.key() < b.key(); });

    std::vector<core::DoubtRow> rows;
    const DoubtTable::Key* last = nullptr;
    for (const Place& place : places) {
        const std::size_t stride = place.sink->m_stride;
        const DoubtTable::Key& key = place.key();
        if (last == nullptr || *last != key)
            rows.push_back({core::TerritoryId(key.territory), key.all, key.any, std::vector<std::int64_t>(stride, 0)});
        last = &key;
        for (std::size_t a = 0; a < stride; ++a) add_to(rows.back().values[a], place.sink->m_values[place.row * stride + a]);
    }
    return rows;
}

}  // namespace covmap::measure
