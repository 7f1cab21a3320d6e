// The sink that answers «what is here?»: the territory and the signature at points.
#pragma once

#include <span>
#include <vector>

#include "core/sink.hpp"
#include "model/place.hpp"

namespace covmap::measure {

/// A point that is looked up.
struct PlaceQuery {
    core::Row row = 0;  ///< its cell
    core::Col col = 0;
    double x = 0, y = 0;     ///< in the cell, 0..1
    std::size_t number = 0;  ///< of the place
};
/// Of points in grid coordinates, numbered as given. Sorted by (row, column). Points that are not finite are left out.
std::vector<PlaceQuery> point_queries(std::span<const core::Point> points);
/// The same of places.
std::vector<PlaceQuery> place_queries(const std::vector<model::Place>& places);

/// Exact in uncut cells; in cut cells a border is known to 2^-15 of a cell. One instance a worker; the queries outlive it.
class PlaceSink final : public core::Sink {
public:
    explicit PlaceSink(const std::vector<PlaceQuery>& queries) : m_queries(queries) {}
    void begin_band(core::Row, const core::SignatureLookup& signatures) override { m_signatures = &signatures; }
    void group(const core::Group& group) override;
    void cut(const core::CutCell& cell) override;
    void end_band(core::Row) override {}

    struct Found {
        std::size_t number = 0;
        core::TerritoryId territory;
        std::vector<std::uint64_t> signature;
    };
    [[nodiscard]] const std::vector<Found>& found() const { return m_found; }

private:
    template <class Visit>
    void for_each(core::Row row, core::Col begin, core::Col end, const Visit& visit) const;
    void add(std::size_t number, core::TerritoryId territory, std::uint32_t signature);

    const std::vector<PlaceQuery>& m_queries;
    const core::SignatureLookup* m_signatures = nullptr;
    std::vector<Found> m_found;
};

}  // namespace covmap::measure
