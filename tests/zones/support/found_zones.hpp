// The zones of a drawn world as the engine finds them, in the words of the brute force.
#pragma once

#include "model/zone_set.hpp"
#include "zones/join.hpp"
#include "zones/make_zones.hpp"
#include "zones/support/fine_world.hpp"
#include "zones/zone_sink.hpp"

namespace covmap::test {

/// A standing question to a drawn world, swept when constructed.
class AskedWorld {
public:
    /// The bands are dealt to so many workers; `seed` shuffles the rings.
    AskedWorld(const FineWorld& world, const model::ZonesSpec& spec, int workers = 1, std::uint64_t seed = 0);

    [[nodiscard]] std::vector<zones::BandZones> bands() const { return m_bands; }
    [[nodiscard]] FineZones joined() const;
    /// The zones as published, and their index.
    [[nodiscard]] zones::FoundZones made() const;
    [[nodiscard]] const zones::ServedMap& served() const { return m_served; }
    /// What fails by the tally, white and grey together: people, seniors, area of each published territory.
    [[nodiscard]] const Sums& failing() const { return m_failing; }
    [[nodiscard]] const model::RunModel& model() const { return m_model; }
    [[nodiscard]] const zones::ZonePlan& plan() const { return m_plan; }

private:
    model::ZonesSpec m_spec;
    model::RunModel m_model;
    zones::ZonePlan m_plan;
    std::vector<zones::BandZones> m_bands;
    zones::ServedMap m_served;
    Sums m_failing;
};

model::ZonesSpec zones_spec(int detail = 4);

}  // namespace covmap::test
