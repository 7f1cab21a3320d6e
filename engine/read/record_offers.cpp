#include "read/record_offers.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "read/field_text.hpp"
#include "read/premises_index.hpp"
#include "read/supply_layers.hpp"

namespace covmap::read {

namespace {

constexpr double kKbpsPerMbps = 1000.0;
constexpr double kFastest_mbps = 1e9;

constexpr std::array<const char*, 7> kPartNames = {"operator", "technology", "service", "level", "down", "up", "latency"};

const core::Field& field_of(const core::SupplySpec& spec, std::size_t part) {
    const std::array<const core::Field*, 7> fields = {&spec.operator_field, &spec.technology, &spec.service, &spec.level, &spec.down, &spec.up, &spec.latency};
    return *fields[part];
}

/// Our word for what a publisher wrote; letters' case does not matter where no exact word is found.
std::string our_word(const core::SupplySpec& spec, const char* field, const std::string& text) {
    const auto words = spec.values.find(field);
    if (words == spec.values.end()) return text;
    if (const auto exact = words->second.find(text); exact != words->second.end()) return exact->second;
    const std::string low = lower_case(text);
    for (const auto& [theirs, ours] : words->second)
        if (lower_case(theirs) == low) return ours;
    return text;
}

}  // namespace

RecordOffers::RecordOffers(const core::SupplySpec& spec, const CanonicalOperator& canonical, const TableReader& table) : m_spec(spec), m_canonical(canonical) {
    for (std::size_t part = 0; part < kParts; ++part) {
        const std::string& column = field_of(spec, part).column;
        m_column[part] = column.empty() ? TableReader::kNoColumn : table.column(column);
        if (!column.empty()) m_read.push_back(m_column[part]);
    }
    for (const auto& [column, values] : spec.skip) {
        m_skip.emplace_back(table.column(column), std::vector<std::string>());
        for (const std::string& value : values) m_skip.back().second.push_back(lower_case(trimmed(value)));
        m_read.push_back(m_skip.back().first);
    }
    std::sort(m_read.begin(), m_read.end());
    m_read.erase(std::unique(m_read.begin(), m_read.end()), m_read.end());
}

std::uint32_t RecordOffers::offer(const TableReader& table) {
    Combination& found = m_combinations[combination_of(table)];
    if (!found.faults.empty()) found.lines.add(table.record_number());
    return found.offer;
}

std::uint32_t RecordOffers::combination_of(const TableReader& table) {
    m_bytes.clear();
    for (const std::size_t column : m_read) {
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

std::string RecordOffers::said(const TableReader& table, Part part) const {
    const core::Field& field = field_of(m_spec, part);
    const std::string text = m_column[part] == TableReader::kNoColumn ? field.constant : std::string(table.text(m_column[part]));
    return our_word(m_spec, kPartNames[part], text);
}

bool RecordOffers::skipped(const TableReader& table) const {
    return std::any_of(m_skip.begin(), m_skip.end(), [&](const auto& skip) {
        const std::string text = lower_case(table.text(skip.first));
        return std::find(skip.second.begin(), skip.second.end(), text) != skip.second.end();
    });
}

std::int64_t RecordOffers::kbps(const TableReader& table, Part part, Combination& found) const {
    const std::string text = said(table, part);
    if (text.empty()) return -1;
    double mbps = 0;
    if (parse_number(text, mbps) && mbps >= 0 && mbps < kFastest_mbps) return std::llround(mbps * kKbpsPerMbps);
    found.faults.emplace_back("speed-unknown", text);
    return -1;
}

int RecordOffers::low_latency(const TableReader& table, Combination& found) const {
    const std::string text = lower_case(said(table, kLatency));
    if (text.empty()) return -1;
    if (text == "1" || text == "true") return 1;
    if (text == "0" || text == "false") return 0;
    found.faults.emplace_back("flag-unknown", text);
    return -1;
}

RecordOffers::Combination RecordOffers::read(const TableReader& table, std::string_view bytes) {
    Combination found;
    found.bytes = bytes;
    if (skipped(table)) {
        found.offer = kNothing;
        return found;
    }
    // A supply of this record alone: its claim, or its defects.
    SupplyRead alone;
    SupplyLayers layers(m_spec, m_canonical, alone);
    const std::optional<std::uint32_t> layer = layers.layer({said(table, kOperator), said(table, kTechnology), said(table, kService), said(table, kLevel)}, {});
    for (const auto& [key, entry] : alone.defects.entries()) found.faults.emplace_back(key.first, entry.examples.front().detail);
    if (!layer) return found;
    Offer offer;
    offer.claim = alone.claims.front();
    offer.scale = alone.scales.front();
    offer.level = alone.layers.front().level;
    offer.speed = {kbps(table, kDown, found), kbps(table, kUp, found), low_latency(table, found)};
    const auto [at, fresh] = m_number.try_emplace(offer.key(), static_cast<std::uint32_t>(m_offers.size()));
    found.offer = at->second;
    if (fresh) m_offers.push_back(std::move(offer));
    if (m_offers.size() > kMost)
        throw core::Error(core::ErrorKind::input, table.path(),
                          "offers more than " + std::to_string(kMost) + " different things (operator, technology, speeds): speeds must be classes, not measured or estimated line by line");
    return found;
}

void RecordOffers::report(const std::string& file, core::Defects& defects) const {
    const bool secret = m_spec.source.info.confidential;
    for (const Combination& combination : m_combinations)
        for (const auto& [code, detail] : combination.faults) combination.lines.give(code, file, secret ? "" : detail, defects);
}

}  // namespace covmap::read
