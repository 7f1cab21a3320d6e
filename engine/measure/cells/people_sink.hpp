// The sink that tells where people are: one point for what a territory has of a square, or for each premises.
#pragma once

#include <cstdint>
#include <vector>

#include "core/grid.hpp"
#include "core/sink.hpp"

namespace covmap::measure {

/// Some of a territory's people at one point.
struct PeopleAt {
    core::Point at;  ///< grid coordinates
    core::TerritoryId territory;
    std::int64_t weight = 0;  ///< quanta of the first attribute, above 0
};

/// Of a square in one territory its centre; of a cut one the centroid of the territory's part, by quarters of its quarters (to an
/// eighth of its side); where people stand at premises, those. Demand polygons are not looked at: nobody knows where in them
/// people are. One instance a worker. Memory: 32 bytes a point.
class PeopleSink final : public core::Sink {
public:
    /// `attributes` of the demand, at least 1.
    explicit PeopleSink(std::size_t attributes) : m_attributes(attributes) {}
    void begin_band(core::Row, const core::SignatureLookup&) override {}
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row) override {}

    [[nodiscard]] std::vector<PeopleAt>& people() { return m_people; }

private:
    void at_points(const core::CutCell& cell);
    void at_centroids(const core::CutCell& cell);
    [[nodiscard]] core::Point centroid(const core::CutCell& cell, std::size_t first, std::size_t last) const;

    std::size_t m_attributes;
    std::vector<PeopleAt> m_people;
};

}  // namespace covmap::measure
