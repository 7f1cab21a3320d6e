#include "read/supply_layers.hpp"

#include <algorithm>

#include "read/field_text.hpp"

namespace covmap::read {
namespace {

bool is_mobile_technology(const std::string& technology) {
    return technology == "2G" || technology == "3G" || technology == "4G" || technology == "5G" || technology == "2G3G";
}

std::string service_name(std::string_view text) {
    std::string service = lower_case(trimmed(text));
    return service == "voix" ? "voice" : service;
}

core::Scale scale_of(const core::SupplySpec& spec) {
    core::Scale scale{spec.levels, spec.no_level};
    if (scale.no_level.empty() && !scale.levels.empty()) scale.no_level = scale.levels.back();
    return scale;
}

}  // namespace

void SupplyLayers::defect(const std::string& code, const RecordPlace& place, const std::string& value) {
    m_out.defects.add(code, {place.file, place.layer, place.id, m_spec.source.info.confidential ? std::string() : value});
}

std::optional<std::uint32_t> SupplyLayers::claim(const Said& said, const RecordPlace& place) {
    core::Claim claim;
    claim.kind = m_spec.kind;
    claim.nature = m_spec.nature;
    claim.vintage = m_spec.vintage;
    const std::string who(trimmed(said.operator_code));
    if (who.empty()) {
        defect("operator-missing", place, {});
        return std::nullopt;
    }
    claim.operator_code = m_canonical ? m_canonical(who) : who;
    claim.technology = upper_case(trimmed(said.technology));
    if (claim.technology.empty() || (m_spec.kind != "fixed" && !is_mobile_technology(claim.technology))) {
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

std::uint32_t SupplyLayers::layer_of(std::uint32_t claim, const std::string& level) {
    const auto [at, fresh] = m_layer_of.try_emplace({claim, level}, static_cast<std::uint32_t>(m_out.layers.size()));
    if (fresh) m_out.layers.push_back({claim, level});
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
    return layer_of(*found, level);
}

FieldReader::FieldReader(const core::SupplySpec& spec, std::vector<std::string>& columns)
    : m_operator(slot(spec.operator_field, columns)),
      m_technology(slot(spec.technology, columns)),
      m_service(slot(spec.service, columns)),
      m_level(slot(spec.level, columns)) {}

FieldReader::Slot FieldReader::slot(const core::Field& field, std::vector<std::string>& columns) {
    if (field.column.empty()) return {-1, field.constant};
    auto at = std::find(columns.begin(), columns.end(), field.column);
    if (at == columns.end()) at = columns.insert(columns.end(), field.column);
    return {static_cast<int>(at - columns.begin()), {}};
}

bool FieldReader::all_constant() const { return m_operator.column < 0 && m_technology.column < 0 && m_service.column < 0; }

}  // namespace covmap::read
