#include "zones/zone_sink.hpp"

#include <algorithm>

namespace covmap::zones {

ZoneSink::ZoneSink(const ZoneQuestion& question)
    : m_question(question), m_verdicts(*question.standards), m_bands(question.plans.size()) {
    for (const ZonePlan& plan : question.plans) m_builders.emplace_back(plan, *question.areas);
}

void ZoneSink::begin_band(core::Row band, const core::SignatureLookup& signatures) {
    m_signatures = &signatures;
    for (BandBuilder& builder : m_builders) builder.begin(band);
}

void ZoneSink::group(const core::Group& group) {
    const auto verdicts = m_verdicts.at(m_question.market_of[group.territory.value], group.signatures.front(), *m_signatures);
    for (std::size_t z = 0; z < m_builders.size(); ++z)
        if (fails(verdicts[z]) && m_question.plans[z].unit_of[group.territory.value] != kNone)
            m_builders[z].run(group, verdicts[z], m_signatures->bits(group.signatures.front()));
}

void ZoneSink::cut(const core::CutCell& cell) {
    const std::size_t parts = cell.parts.size(), zones = m_builders.size();
    m_of_parts.resize(zones * parts);
    for (std::size_t p = 0; p < parts; ++p) {
        const auto verdicts =
            m_verdicts.at(m_question.market_of[cell.parts[p].territory.value], cell.parts[p].signature, *m_signatures);
        for (std::size_t z = 0; z < zones; ++z) m_of_parts[z * parts + p] = verdicts[z];
    }
    for (std::size_t z = 0; z < zones; ++z) {
        const auto verdicts = std::span<const Verdict>(m_of_parts).subspan(z * parts, parts);
        bool some = false;
        for (std::size_t p = 0; p < parts; ++p)
            some = some || (fails(verdicts[p]) && m_question.plans[z].unit_of[cell.parts[p].territory.value] != kNone);
        if (some) m_builders[z].cut(cell, verdicts, *m_signatures);
    }
}

void ZoneSink::end_band(core::Row) {
    for (std::size_t z = 0; z < m_builders.size(); ++z) m_bands[z].push_back(m_builders[z].finish());
}

}  // namespace covmap::zones
