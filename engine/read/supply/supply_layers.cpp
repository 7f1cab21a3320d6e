#include "read/supply/supply_layers.hpp"

#include <algorithm>
#include <cmath>

#include "read/files/field_text.hpp"
#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

bool is_mobile_technology(const std::string& technology) {
    return technology == "2G" || technology == "3G" || technology == "4G" || technology == "5G" || technology == "2G3G" ||
           technology == "VOICE";
}

std::string service_name(std::string_view text) {
    std::string service = lower_case(trimmed(text));
    return service == "voix" ? "voice" : service;
}

model::Scale scale_of(const model::SupplySpec& spec) {
    model::Scale scale{spec.levels, spec.no_level};
    if (scale.no_level.empty() && !scale.levels.empty()) scale.no_level = scale.levels.back();
    return scale;
}

}  // namespace

void SupplyLayers::defect(const std::string& code, const RecordPlace& place, const std::string& value) {
    m_out.defects.add(code, {place.file, place.layer, place.id, m_spec.source.info.confidential ? std::string() : value});
}

std::optional<std::uint32_t> SupplyLayers::claim(const Said& said, const RecordPlace& place) {
    model::Claim claim;
    claim.kind = m_spec.kind;
    claim.nature = m_spec.nature;
    claim.vintage = m_spec.vintage;
    const std::string who(trimmed(said.operator_code));
    if (who.empty()) {
        defect("operator-missing", place, {});
        return std::nullopt;
    }
    claim.operator_code = operator_of(said);
    claim.technology = upper_case(trimmed(said.technology));
    if (claim.technology.empty() || (m_spec.kind == "mobile" && !is_mobile_technology(claim.technology))) {
        defect("technology-unknown", place, said.technology);
        return std::nullopt;
    }
    claim.service = service_name(said.service);
    if (!claim.service.empty() && claim.service != "voice" && claim.service != "data") {
        defect("service-unknown", place, said.service);
        return std::nullopt;
    }
    const auto [at, fresh] = m_claim_of.try_emplace(claim, static_cast<std::uint32_t>(m_out.claims.size()));
    if (fresh) {
        m_out.claims.push_back(claim);
        m_out.scales.push_back(scale_of(m_spec));
        m_out.radius_km.push_back(0);
        m_out.dates.push_back(m_spec.date.empty() ? m_spec.source.info.date : m_spec.date);
    }
    return at->second;
}

std::string SupplyLayers::operator_of(const Said& said) const {
    const std::string who(trimmed(said.operator_code));
    return m_canonical ? m_canonical(who) : who;
}

void SupplyLayers::name(const Said& said) {
    const std::string_view called = trimmed(said.name);
    if (called.empty()) return;
    const auto [known, fresh] = m_out.names.try_emplace(operator_of(said), called);
    if (!fresh && called < known->second) known->second = called;
}

std::int64_t SupplyLayers::kbps(const std::string& mbps, const RecordPlace& place) {
    constexpr double kKbpsPerMbps = 1000, kFastestMbps = 1e9;
    double value = 0;
    if (trimmed(mbps).empty()) return -1;
    // «1,000» of one record may be one Mbit/s or a thousand.
    const bool told = mbps.find(',') == std::string::npos || !is_doubtful_number(mbps);
    if (told && parse_number(mbps, value) && value >= 0 && value <= kFastestMbps) return std::llround(value * kKbpsPerMbps);
    defect("speed-not-a-number", place, mbps);
    return -1;
}

std::uint32_t SupplyLayers::layer_of(std::uint32_t claim, const std::string& level, model::Speed speed) {
    const auto [at, fresh] = m_layer_of.try_emplace({claim, level, speed}, static_cast<std::uint32_t>(m_out.layers.size()));
    if (fresh) m_out.layers.push_back({claim, level, speed});
    return at->second;
}

std::optional<std::uint32_t> SupplyLayers::layer(const Said& said, const RecordPlace& place) {
    const std::optional<std::uint32_t> found = claim(said, place);
    if (!found) return std::nullopt;
    std::string level(trimmed(said.level));
    if (!level.empty() && std::find(m_spec.levels.begin(), m_spec.levels.end(), level) == m_spec.levels.end()) {
        defect("level-unknown", place, level);
        level.clear();
    }
    return layer_of(*found, level, {kbps(said.down, place), kbps(said.up, place)});
}

FieldReader::FieldReader(const model::SupplySpec& spec, std::vector<std::string>& columns)
    : m_operator(slot(spec.operator_field, spec, "operator", columns)),
      m_technology(slot(spec.technology, spec, "technology", columns)),
      m_service(slot(spec.service, spec, "service", columns)),
      m_level(slot(spec.level, spec, "level", columns)),
      m_down(slot(spec.down, spec, "down", columns)),
      m_up(slot(spec.up, spec, "up", columns)),
      m_name(slot(spec.operator_name, spec, "operator_name", columns)) {
    for (const auto& [column, words] : spec.skip) m_skip.emplace_back(position(column, columns), &words);
    for (const auto& [column, words] : spec.where) m_where.emplace_back(position(column, columns), &words);
}

int FieldReader::position(const std::string& column, std::vector<std::string>& columns) {
    auto at = std::find(columns.begin(), columns.end(), column);
    if (at == columns.end()) at = columns.insert(columns.end(), column);
    return static_cast<int>(at - columns.begin());
}

FieldReader::Slot FieldReader::slot(const model::Field& field, const model::SupplySpec& spec, const std::string& name,
                                    std::vector<std::string>& columns) {
    const auto words = spec.values.find(name);
    return {field.column.empty() ? -1 : position(field.column, columns), field.constant,
            words == spec.values.end() ? nullptr : &words->second};
}

std::string FieldReader::in_our_words(const Slot& slot, std::string_view published) {
    std::string word(trimmed(published));
    if (slot.words != nullptr)
        if (const auto ours = slot.words->find(word); ours != slot.words->end()) return ours->second;
    return word.empty() ? slot.constant : word;
}

bool FieldReader::is_one_of(std::string_view value, const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), trimmed(value)) != words.end();
}

bool FieldReader::lists_one_of(std::string_view value, const std::vector<std::string>& words) {
    for (std::size_t begin = 0; begin <= value.size();) {
        const std::size_t end = std::min(value.find('|', begin), value.size());
        if (is_one_of(value.substr(begin, end - begin), words)) return true;
        begin = end + 1;
    }
    return false;
}

bool FieldReader::all_constant() const { return m_operator.column < 0 && m_technology.column < 0 && m_service.column < 0; }

}  // namespace covmap::read
