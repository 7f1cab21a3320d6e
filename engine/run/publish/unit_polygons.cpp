#include "run/publish/unit_polygons.hpp"

#include <tbb/parallel_for.h>

#include <vector>

#include "run/prepare/territory_filter.hpp"
#include "shapes/dissolve.hpp"

namespace covmap::run {

namespace {

using Members = std::map<std::string, std::vector<const core::MultiPolygon*>>;

void dissolve_into(std::map<std::string, core::MultiPolygon>& target, const Members& members) {
    std::vector<std::pair<const std::vector<const core::MultiPolygon*>*, core::MultiPolygon*>> work;
    for (const auto& [code, polygons] : members) work.emplace_back(&polygons, &target[code]);
    tbb::parallel_for(std::size_t{0}, work.size(), [&](std::size_t i) { *work[i].second = shapes::dissolve(*work[i].first); });
}

}  // namespace

UnitPolygons::UnitPolygons(const model::RunModel& model, model::Geometry&& source) : m_crs(source.crs) {
    const model::TerritorySet& set = model.territories;
    tbb::parallel_for(std::size_t{0}, source.territories.size(),
                      [&](std::size_t t) { source.territories[t] = shapes::made_valid(source.territories[t]); });
    std::vector<Members> members(set.parent_kinds.size());
    for (std::size_t t = 0; t < set.territories.size(); ++t) {
        const model::Territory& territory = set.territories[t];
        if (!is_meant(set, territory, model.job.only)) continue;
        const core::MultiPolygon& own = m_units[set.unit][territory.code] = std::move(source.territories[t]);
        for (std::size_t p = 0; p < members.size(); ++p) members[p][territory.parents[p]].push_back(&own);
    }
    for (std::size_t p = 0; p < members.size(); ++p) dissolve_into(m_units[set.parent_kinds[p]], members[p]);
    // The whole from the first parents: fewer and larger pieces.
    std::vector<const core::MultiPolygon*> pieces;
    for (const auto& [code, polygons] : m_units[set.parent_kinds.empty() ? set.unit : set.parent_kinds.front()])
        pieces.push_back(&polygons);
    m_units["all"]["all"] = shapes::dissolve(pieces);
}

const core::MultiPolygon* UnitPolygons::find(const std::string& unit, const std::string& code) const {
    const auto known = m_units.find(unit);
    if (known == m_units.end()) return nullptr;
    const auto found = known->second.find(code);
    return found == known->second.end() ? nullptr : &found->second;
}

}  // namespace covmap::run
