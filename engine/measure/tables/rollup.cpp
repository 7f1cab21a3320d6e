#include "measure/tables/rollup.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"

namespace covmap::measure {
namespace {

bool has_name_column(const model::RunModel& model, std::size_t kind) {
    for (const model::ParentSpec& parent : model.job.territory.parents)
        if (parent.kind == model.territories.parent_kinds[kind] && !parent.name.empty()) return true;
    return std::any_of(model.territories.territories.begin(), model.territories.territories.end(),
                       [&](const model::Territory& t) { return kind < t.parent_names.size() && !t.parent_names[kind].empty(); });
}

std::string name_of(const model::Territory& territory, std::size_t kind) {
    return kind < territory.parent_names.size() ? territory.parent_names[kind] : std::string();
}

/// Codes of `kind` by code of `below`; absent when some code of `below` (other than the blank one) lies in several.
bool nests(const model::RunModel& model, std::size_t below, std::size_t kind) {
    std::map<std::string, std::string> parent_of;
    for (const model::Territory& t : model.territories.territories) {
        if (t.parents[below].empty()) continue;
        const auto [it, added] = parent_of.emplace(t.parents[below], t.parents[kind]);
        if (!added && it->second != t.parents[kind]) return false;
    }
    return true;
}

Unit territory_unit(const model::RunModel& model, const std::vector<bool>& published) {
    Unit unit{.name = model.territories.unit, .role = UnitRole::territory, .parents = {}, .rows = {}, .row_of = {}};
    for (std::size_t k = 0; k < model.territories.parent_kinds.size(); ++k)
        unit.parents.push_back({k, has_name_column(model, k)});
    const auto& territories = model.territories.territories;
    unit.row_of.assign(territories.size(), kUnpublished);
    for (std::size_t t = 0; t < territories.size(); ++t) {
        if (!published[t]) continue;
        unit.row_of[t] = static_cast<std::uint32_t>(unit.rows.size());
        UnitRow& row = unit.rows.emplace_back(UnitRow{territories[t].code, territories[t].name, territories[t].parents, {}});
        for (std::size_t k = 0; k < unit.parents.size(); ++k) row.parent_names.push_back(name_of(territories[t], k));
    }
    return unit;
}

/// Keeps what the row says of a parent as long as its territories agree.
void show_parents(const Unit& unit, const model::Territory& territory, bool first, UnitRow& row) {
    for (std::size_t p = 0; p < unit.parents.size(); ++p) {
        const std::size_t kind = unit.parents[p].kind;
        if (first) {
            row.parent_codes.push_back(territory.parents[kind]);
            row.parent_names.push_back(name_of(territory, kind));
        } else if (row.parent_codes[p] != territory.parents[kind]) {
            row.parent_codes[p].clear();  // only the blank parent's row can disagree
            row.parent_names[p].clear();
        }
    }
}

Unit parent_unit(const model::RunModel& model, const std::vector<bool>& published, std::size_t kind) {
    Unit unit{.name = model.territories.parent_kinds[kind], .role = UnitRole::parent, .parents = {}, .rows = {}, .row_of = {}};
    for (std::size_t k = kind + 1; k < model.territories.parent_kinds.size(); ++k)
        if (nests(model, kind, k)) unit.parents.push_back({k, has_name_column(model, k)});
    const auto& territories = model.territories.territories;
    std::map<std::pair<bool, std::string>, std::uint32_t> rows;  // the blank code sorts last
    for (std::size_t t = 0; t < territories.size(); ++t)
        if (published[t]) rows.emplace(std::pair(territories[t].parents[kind].empty(), territories[t].parents[kind]), 0U);
    for (auto& [key, row] : rows) {
        row = static_cast<std::uint32_t>(unit.rows.size());
        unit.rows.push_back({key.second, {}, {}, {}});
    }
    unit.row_of.assign(territories.size(), kUnpublished);
    std::vector<bool> seen(unit.rows.size(), false);
    for (std::size_t t = 0; t < territories.size(); ++t) {
        if (!published[t]) continue;
        const std::string& code = territories[t].parents[kind];
        const std::uint32_t r = rows.at({code.empty(), code});
        unit.row_of[t] = r;
        UnitRow& row = unit.rows[r];
        if (row.name.empty() && !code.empty()) row.name = name_of(territories[t], kind);
        show_parents(unit, territories[t], !seen[r], row);
        seen[r] = true;
    }
    return unit;
}

Unit all_unit(const std::vector<bool>& published) {
    Unit unit{.name = "all", .role = UnitRole::all, .parents = {}, .rows = {{"all", "", {}, {}}}, .row_of = {}};
    for (const bool p : published) unit.row_of.push_back(p ? 0 : kUnpublished);
    return unit;
}

}  // namespace

std::vector<bool> published_territories(const model::RunModel& model) {
    const model::TerritorySet& set = model.territories;
    std::vector<bool> published(set.territories.size(), true);
    for (const auto& [kind, codes] : model.job.only) {
        const auto found = std::find(set.parent_kinds.begin(), set.parent_kinds.end(), kind);
        if (kind != set.unit && found == set.parent_kinds.end())
            throw core::Error(core::ErrorKind::job, "only", "«" + kind + "» is neither the unit nor a parent of the territories");
        const auto position = static_cast<std::size_t>(found - set.parent_kinds.begin());
        for (std::size_t t = 0; t < published.size(); ++t) {
            const std::string& code = kind == set.unit ? set.territories[t].code : set.territories[t].parents[position];
            if (std::find(codes.begin(), codes.end(), code) == codes.end()) published[t] = false;
        }
    }
    return published;
}

std::vector<Unit> make_units(const model::RunModel& model) {
    const std::vector<bool> published = published_territories(model);
    std::vector<Unit> units{territory_unit(model, published)};
    for (std::size_t k = 0; k < model.territories.parent_kinds.size(); ++k) units.push_back(parent_unit(model, published, k));
    units.push_back(all_unit(published));
    return units;
}

}  // namespace covmap::measure
