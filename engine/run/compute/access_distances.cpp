#include "run/compute/access_distances.hpp"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "geodesy/locator.hpp"
#include "measure/tables/rollup.hpp"
#include "run/base/stop.hpp"
#include "zones/near_sites.hpp"

namespace covmap::run {

namespace {

constexpr std::int64_t kUnknownWay = -1;
constexpr const char* kPlace = "place";
constexpr const char* kEdge = "edge";

/// People at one distance.
struct Way {
    std::int64_t metres = kUnknownWay;
    std::uint32_t territory = 0;
    std::int64_t weight = 0;
};

/// Places and edge of a list, by longitude and latitude.
zones::NearSites near_of(const AccessList& list, const core::Lattice& lattice) {
    const geodesy::Locator locator(lattice);
    std::vector<model::Site> sites;
    const auto add = [&](const char* what, const std::vector<core::Point>& points) {
        for (const core::Point p : points) {
            const core::Point at = locator.wgs84(p);
            if (std::isfinite(at.x + at.y)) sites.push_back({what, at});
        }
    };
    add(kEdge, list.edge);
    add(kPlace, list.places);
    return zones::NearSites(sites);
}

std::int64_t metres_from(core::Point at, const zones::NearSites& near) {
    double place = -1, edge = HUGE_VAL;
    const std::vector<std::optional<model::Away>> found = near.nearest(at);
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i]) (near.operators()[i] == kPlace ? place : edge) = found[i]->distance_m;
    return place >= 0 && place <= edge ? std::llround(place) : kUnknownWay;
}

std::vector<Way> ways_of(const AccessList& list, const std::vector<measure::PeopleAt>& people, const core::Lattice& lattice) {
    const zones::NearSites near = near_of(list, lattice);
    std::vector<Way> ways(people.size());
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, people.size(), 1024), [&](const auto& range) {
        throw_if_cancelled();
        const geodesy::Locator locator(lattice);
        for (std::size_t i = range.begin(); i != range.end(); ++i) {
            const measure::PeopleAt& some = people[i];
            ways[i] = {kUnknownWay, some.territory.value, some.weight};
            if (!list.speaks(some.territory.value, some.at)) continue;
            const core::Point at = locator.wgs84(some.at);
            if (std::isfinite(at.x + at.y)) ways[i].metres = metres_from(at, near);
        }
    });
    std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) {
        return std::tie(a.metres, a.territory, a.weight) < std::tie(b.metres, b.territory, b.weight);
    });
    return ways;
}

/// The figures of one unit's rows, filled by two passes over the ways in ascending order.
class UnitWays {
public:
    explicit UnitWays(const measure::Unit& unit) : m_unit(unit), m_sums(unit.rows.size()) {}

    void count(const Way& way) {
        Sums* sums = of(way);
        if (sums == nullptr) return;
        if (way.metres == kUnknownWay) {
            sums->unknown += way.weight;
            return;
        }
        sums->known += way.weight;
        sums->metres += static_cast<double>(way.metres) * static_cast<double>(way.weight);
    }
    void pass(const Way& way) {
        Sums* sums = of(way);
        if (sums == nullptr || way.metres == kUnknownWay) return;
        sums->passed += way.weight;
        if (!sums->row.median && 2 * sums->passed >= sums->known) sums->row.median = way.metres;
        if (!sums->row.p90 && sums->passed >= sums->known - sums->known / 10) sums->row.p90 = way.metres;
    }
    void finish(std::vector<model::AccessRow>& rows) const {
        for (std::size_t r = 0; r < m_sums.size(); ++r) {
            model::AccessRow row = m_sums[r].row;
            row.unit = m_unit.name;
            row.code = m_unit.rows[r].code;
            row.unknown = m_sums[r].unknown;
            if (m_sums[r].known > 0) row.mean = std::llround(m_sums[r].metres / static_cast<double>(m_sums[r].known));
            rows.push_back(std::move(row));
        }
    }

private:
    struct Sums {
        std::int64_t known = 0, unknown = 0, passed = 0;
        double metres = 0;  ///< times quanta; added in one order whatever the threads
        model::AccessRow row;
    };
    Sums* of(const Way& way) {
        const std::uint32_t row = m_unit.row_of[way.territory];
        return row == measure::kUnpublished ? nullptr : &m_sums[row];
    }

    const measure::Unit& m_unit;
    std::vector<Sums> m_sums;
};

}  // namespace

std::vector<model::AccessDistances> access_distances(const std::vector<AccessList>& lists,
                                                     const std::vector<measure::PeopleAt>& people, const model::RunModel& model) {
    std::vector<model::AccessDistances> all;
    const std::vector<measure::Unit> units = measure::make_units(model);
    for (const AccessList& list : lists) {
        model::AccessDistances& distances = all.emplace_back();
        distances.name = list.name;
        const std::vector<Way> ways = ways_of(list, people, model.frame.lattice);
        for (const measure::Unit& unit : units) {
            UnitWays of_unit(unit);
            for (const Way& way : ways) of_unit.count(way);
            for (const Way& way : ways) of_unit.pass(way);
            of_unit.finish(distances.rows);
        }
        std::sort(distances.rows.begin(), distances.rows.end(), [](const model::AccessRow& a, const model::AccessRow& b) {
            return std::tie(a.unit, a.code) < std::tie(b.unit, b.code);
        });
    }
    return all;
}

}  // namespace covmap::run
