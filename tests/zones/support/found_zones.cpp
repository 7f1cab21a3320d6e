#include "zones/support/found_zones.hpp"

#include <algorithm>
#include <memory>

namespace covmap::test {

namespace {

Sums sums_of(const zones::Accounts& accounts) {
    Sums sums;
    for (std::size_t i = 0; i < accounts.territory.size(); ++i) {
        const auto from = accounts.values.begin() + static_cast<std::ptrdiff_t>(6 * i);
        sums[accounts.territory[i]] = {from, from + 6};
    }
    return sums;
}

/// Units are told by their codes: «U1» is 1.
FineZone told_zone(const zones::RawZone& raw, const std::vector<model::ZoneUnit>& units) {
    FineZone zone;
    zone.unit = static_cast<std::uint32_t>(std::stoul(units[raw.unit].code.substr(1)));
    zone.accounts = sums_of(raw.accounts);
    zone.present = raw.present.front();
    zone.outline_area = raw.outline_area;
    zone.outside = raw.outside;
    zone.summit = {raw.summit.weight, raw.summit.row, raw.summit.col};
    for (const zones::Square& s : raw.squares) zone.squares[{s.row, s.col}] += s.weight;
    for (const zones::Box& b : raw.boxes)
        for (core::Row r = b.row_begin; r < b.row_end; ++r)
            for (core::Col c = b.col_begin; c < b.col_end; ++c) zone.sub_cells.emplace_back(r, c);
    std::sort(zone.sub_cells.begin(), zone.sub_cells.end());
    return zone;
}

}  // namespace

model::ZonesSpec zones_spec(int detail) {
    model::ZonesSpec spec;
    spec.name = "short";
    spec.fails = "both_4g";
    spec.attribute = "people";
    spec.within = "departement";
    spec.minimum = 0;
    spec.max_area = 0;
    spec.detail = detail;
    return spec;
}

AskedWorld::AskedWorld(const FineWorld& world, const model::ZonesSpec& spec, int workers, std::uint64_t seed)
    : m_spec(spec), m_model(model_of(world)) {
    std::vector<bool> published;
    for (const std::uint32_t unit : world.unit_of) published.push_back(unit != zones::kNone);
    m_plan = zones::make_plan(m_spec, m_model, published);
    const std::vector<const model::IndicatorSpec*> indicators{&m_model.job.indicator.front()};
    const zones::Standards standards(indicators, m_model.catalogue, m_model.markets);
    const ConstantAreas areas(static_cast<double>(kCellArea));
    zones::ZoneQuestion question;
    question.plans = {m_plan};
    question.standards = &standards;
    question.areas = &areas;
    question.market_of = m_model.market_of;
    std::vector<std::unique_ptr<zones::ZoneSink>> sinks;
    std::vector<std::unique_ptr<zones::ServedSink>> served;
    RunOptions options;
    options.workers = workers;
    options.seed = seed;
    for (int w = 0; w < workers; ++w) {
        sinks.push_back(std::make_unique<zones::ZoneSink>(question));
        served.push_back(std::make_unique<zones::ServedSink>(standards, m_model.market_of, 3));
        options.sinks.push_back({sinks.back().get(), served.back().get()});
    }
    World swept_world = world.world();
    const Swept swept = sweep_world(swept_world, options);
    std::vector<zones::ServedRun> runs;
    for (const auto& sink : sinks) m_bands.insert(m_bands.end(), sink->bands().front().begin(), sink->bands().front().end());
    for (const auto& sink : served) runs.insert(runs.end(), sink->runs().front().begin(), sink->runs().front().end());
    m_served = zones::ServedMap(runs);
    for (const auto& [key, values] : swept.tally) {
        zones::Verdict verdict{};
        standards.judge(0, key.signature, {&verdict, 1});
        if (!zones::fails(verdict) || !published[key.territory]) continue;
        std::vector<std::int64_t>& into = m_failing[key.territory];
        into.resize(3, 0);
        for (std::size_t i = 0; i < 3; ++i) into[i] += values[i];
    }
}

FineZones AskedWorld::joined() const {
    std::vector<zones::BandZones> copy = m_bands;
    const zones::JoinedZones joined = zones::join_bands(std::move(copy), m_plan);
    const std::vector<model::ZoneUnit> units = zones::units_of(m_spec, m_model);
    FineZones found;
    for (const zones::RawZone& raw : joined.zones) found.zones.push_back(told_zone(raw, units));
    std::sort(found.zones.begin(), found.zones.end());
    found.scattered = sums_of(joined.scattered);
    found.empty = sums_of(joined.empty);
    return found;
}

zones::FoundZones AskedWorld::made() const {
    std::vector<zones::BandZones> copy = m_bands;
    return zones::make_zones(std::move(copy), m_plan, m_model, {{}, &m_served, nullptr});
}

}  // namespace covmap::test
