#include "read/premises/record_offers.hpp"

#include <optional>

#include "core/error.hpp"
#include "read/files/field_text.hpp"
#include "read/premises/premises_index.hpp"

namespace covmap::read {

namespace {

constexpr std::size_t kRemembered = std::size_t{1} << 18;  ///< combinations: beyond, they are forgotten and met anew
constexpr std::size_t kDetails = std::size_t{1} << 16;     ///< faults that are told with their value

/// Of two names of one operator the first by letter, so that the order of records does not matter.
void take_name(std::map<std::string, std::string>& names, const std::string& code, const std::string& name) {
    const auto [known, fresh] = names.try_emplace(code, name);
    if (!fresh && name < known->second) known->second = name;
}

}  // namespace

void take_names(const std::map<std::string, std::string>& from, std::map<std::string, std::string>& to) {
    for (const auto& [code, name] : from) take_name(to, code, name);
}

RecordOffers::RecordOffers(const model::SupplySpec& spec, const CanonicalOperator& canonical, const TableReader& table)
    : m_spec(spec), m_canonical(canonical), m_fields(spec, m_names), m_slots(1024) {
    if (!spec.latency.column.empty()) {
        m_latency = static_cast<int>(m_names.size());
        m_names.push_back(spec.latency.column);
    }
    for (const std::string& name : m_names) m_columns.push_back(table.column(name));
}

std::uint32_t RecordOffers::offer(const TableReader& table) {
    Combination& found = m_combinations[combination_of(table)];
    for (CountedLines* fault : found.faults) fault->add(table.record_number());
    return found.offer;
}

std::uint32_t RecordOffers::combination_of(const TableReader& table) {
    m_bytes.clear();
    for (const std::size_t column : m_columns) {
        const std::string_view raw = table.raw(column);
        const auto length = static_cast<std::uint32_t>(raw.size());
        m_bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
        m_bytes.append(raw);
    }
    const std::uint64_t hash = premises_key(m_bytes).high;
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
        const Slot& slot = m_slots[i];
        if (slot.combination == 0) break;
        if (slot.hash == hash && m_combinations[slot.combination - 1].bytes == m_bytes) return slot.combination - 1;
    }
    if (m_combinations.size() == kRemembered) {
        m_combinations.clear();
        m_slots.assign(1024, {});
    }
    m_combinations.push_back(read(table, m_bytes));
    if (2 * m_combinations.size() > m_slots.size()) grow();
    std::size_t i = hash & (m_slots.size() - 1);
    while (m_slots[i].combination != 0) i = (i + 1) & (m_slots.size() - 1);
    m_slots[i] = {hash, static_cast<std::uint32_t>(m_combinations.size())};
    return static_cast<std::uint32_t>(m_combinations.size() - 1);
}

void RecordOffers::grow() {
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    for (const Slot& slot : old) {
        if (slot.combination == 0) continue;
        std::size_t i = slot.hash & (m_slots.size() - 1);
        while (m_slots[i].combination != 0) i = (i + 1) & (m_slots.size() - 1);
        m_slots[i] = slot;
    }
}

void RecordOffers::fault(Combination& found, const std::string& code, const std::string& detail) {
    const bool told = !m_spec.source.info.confidential && m_faults.size() < kDetails;
    found.faults.push_back(&m_faults[{code, told ? detail : std::string()}]);
}

int RecordOffers::low_latency(const TableReader& table, Combination& found) {
    std::string text =
        m_latency < 0 ? m_spec.latency.constant : std::string(table.text(m_columns[static_cast<std::size_t>(m_latency)]));
    if (const auto words = m_spec.values.find("latency"); words != m_spec.values.end())
        if (const auto ours = words->second.find(text); ours != words->second.end()) text = ours->second;
    text = lower_case(text);
    if (text.empty()) return -1;
    if (const std::optional<bool> flag = yes_or_no(text)) return *flag ? 1 : 0;
    fault(found, "flag-unknown", text);
    return -1;
}

RecordOffers::Combination RecordOffers::read(const TableReader& table, std::string_view bytes) {
    Combination found;
    found.bytes = bytes;
    const auto value = [&](int position) { return table.text(m_columns[static_cast<std::size_t>(position)]); };
    if (m_fields.skipped(value)) {
        found.offer = kNothing;
        return found;
    }
    // A supply of this record alone: its layer, or its defects.
    SupplyRead alone;
    SupplyLayers layers(m_spec, m_canonical, alone);
    const SupplyLayers::Said said = m_fields.said(value);
    const std::optional<std::uint32_t> layer = layers.layer(said, {});
    if (layer) layers.name(said);
    take_names(alone.names, m_called);
    for (const auto& [key, entry] : alone.defects.entries()) fault(found, key.first, entry.examples.front().detail);
    if (!layer) return found;
    Offer offer{alone.claims.front(), alone.scales.front(), alone.layers.front().level, alone.layers.front().speed};
    offer.speed.low_latency = low_latency(table, found);
    const auto [at, fresh] = m_number.try_emplace(offer.key(), static_cast<std::uint32_t>(m_offers.size()));
    found.offer = at->second;
    if (fresh) m_offers.push_back(std::move(offer));
    if (m_offers.size() > kMost)
        throw core::Error(core::ErrorKind::input, table.path(),
                          "offers more than " + std::to_string(kMost) +
                              " different things (operator, technology, speeds): speeds must be classes, not measured or "
                              "estimated line by line");
    return found;
}

void RecordOffers::report(const std::string& file, core::Defects& defects) const {
    for (const auto& [fault, lines] : m_faults) lines.give(fault.first, file, fault.second, defects);
}

}  // namespace covmap::read
