#include "run/compute/access_places.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "measure/tables/operators_wide.hpp"
#include "run/compute/site_edge.hpp"
#include "run/prepare/layer_numbers.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

constexpr double kEdgeReach = 100'000;  ///< metres: land farther away is not looked at
constexpr double kEdgeStep = 100;
constexpr std::size_t kNamed = 4;

/// What the files of one supply of places hold.
struct ListFiles {
    std::vector<core::Point> places;
    std::map<std::string, std::uint64_t> unplaced;
    std::vector<std::size_t> files;
};

ListFiles files_of_list(const LoadedJob& loaded, std::size_t supply) {
    ListFiles found;
    for (std::size_t file = 0; file < loaded.supplies.size(); ++file) {
        if (loaded.supply_of[file] != supply) continue;
        const read::SupplyRead& read = loaded.supplies[file];
        found.files.push_back(file);
        found.places.insert(found.places.end(), read.places.begin(), read.places.end());
        for (const auto& [where, count] : read.unplaced) found.unplaced[where] += count;
    }
    return found;
}

std::string counted(std::uint64_t n, const std::string& what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); }

/// «23 (91 places), 87 (1 place) and 3 more», the most first.
std::string told(const std::map<std::string, std::uint64_t>& counts, const std::string& what) {
    std::vector<std::pair<std::string, std::uint64_t>> most(counts.begin(), counts.end());
    std::stable_sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    for (std::size_t i = 0; i < std::min(kNamed, most.size()); ++i)
        text += (i == 0 ? "" : ", ") + most[i].first + (what.empty() ? "" : " (" + counted(most[i].second, what) + ")");
    if (most.size() > kNamed) text += " and " + std::to_string(most.size() - kNamed) + " more";
    return text;
}

/// One list while it is settled.
class Settling {
public:
    Settling(const model::SupplySpec& spec, const LoadedJob& loaded, AccessTold& said, ListFiles found)
        : m_spec(spec), m_loaded(loaded), m_set(loaded.territories.set), m_told(said), m_found(std::move(found)) {}

    /// The territories in which it speaks; nothing where it is not told by territories.
    std::optional<ExtentPlan> plan() {
        const bool held = m_spec.extent.word == "held";
        if (held)
            speak_where_held();
        else if (!m_spec.extent.parents.empty() && !m_spec.extent.polygons)
            m_speaks = meant(m_set, m_spec.extent.parents), m_where = text_of(m_spec.extent.parents);
        else if (m_spec.extent.word == "everywhere")
            m_speaks.assign(m_set.territories.size(), true), m_where = "every " + m_set.unit;
        const bool less = silence_unplaced();
        if (m_speaks.empty() || (!held && !less)) return std::nullopt;
        ExtentPlan plan;
        plan.territories = m_speaks;
        plan.told = m_where;
        return plan;
    }

private:
    void speak_where_held() {
        const std::vector<std::uint32_t> holders =
            holders_of(m_loaded.territories.store, m_loaded.territories.owner, m_found.places);
        const bool parents = !m_set.parent_kinds.empty();
        std::map<std::string, std::uint64_t> held;
        for (const std::uint32_t t : holders)
            if (t != kNobody) ++held[parents ? m_set.territories[t].parents.front() : m_set.territories[t].code];
        m_speaks.assign(m_set.territories.size(), false);
        std::size_t spoken = 0;
        for (std::size_t t = 0; t < m_speaks.size(); ++t) {
            m_speaks[t] = !parents ? !held.empty() : held.contains(m_set.territories[t].parents.front());
            spoken += m_speaks[t] ? 1 : 0;
        }
        const std::string kind = parents ? m_set.parent_kinds.front() : m_set.unit;
        m_where = parents ? kind + " " + told(held, "") : "every " + m_set.unit;
        if (held.empty())
            m_told.warnings.push_back(m_spec.source.given +
                                      ": none of its places lies in a territory, so that the list speaks nowhere" +
                                      std::string("; is its `crs` right, and x the longitude or easting?"));
        else if (spoken < m_speaks.size())
            m_told.notes.push_back(m_spec.source.given + ": the list «" + m_spec.kind +
                                   "» is taken to speak where it holds a place: " + kind + " " + told(held, "place") +
                                   "; elsewhere nobody is said to be far. Say where it speaks with extent = { " + kind +
                                   " = [\"…\"] }, or extent = \"everywhere\"");
    }

    /// Takes the territories out that places without coordinates name. False where none is.
    bool silence_unplaced() {
        if (m_found.unplaced.empty()) return false;
        std::map<std::string, std::uint64_t> silent;
        std::uint64_t all = 0, nowhere = 0;
        const std::vector<bool> spoken = m_speaks;  // before: a commune may be named by its code and by its name
        for (const auto& [where, count] : m_found.unplaced) {
            all += count;
            const std::vector<std::size_t> named = territories_named(where, spoken);
            keep_unplaced(where, named, count);
            if (named.empty()) nowhere += count;
            for (const std::size_t t : named) {
                silent[m_set.territories[t].name.empty() ? m_set.territories[t].code : m_set.territories[t].name] += count;
                if (!m_speaks.empty()) m_speaks[t] = false;
            }
        }
        std::string line = m_spec.source.given + ": " + counted(all, "place") + " without usable coordinates";
        if (!silent.empty()) line += "; nobody is said to be far from one in or near " + told(silent, "place");
        if (nowhere > 0)
            line +=
                "; of " + std::to_string(nowhere) + " no territory is known: whoever is near one of them may count as far" +
                std::string(m_spec.commune_column.empty() ? ", say which column names it: columns = { commune = \"…\" }" : "");
        m_told.warnings.push_back(line);
        if (!silent.empty()) m_where += " without the " + m_set.unit + "s of places without coordinates";
        return !silent.empty() && !m_speaks.empty();
    }

    void keep_unplaced(const std::string& said, const std::vector<std::size_t>& named, std::uint64_t places) {
        if (m_spec.source.info.confidential) return;
        model::UnplacedPlaces& one = m_told.unplaced[m_spec.kind].emplace_back(model::UnplacedPlaces{said, {}, places});
        for (const std::size_t t : named) one.codes.push_back(m_set.territories[t].code);
    }

    /// Those of the code, else of the name, however it is written, where the list speaks.
    [[nodiscard]] std::vector<std::size_t> territories_named(const std::string& where, const std::vector<bool>& spoken) const {
        std::vector<std::size_t> named;
        if (where.empty()) return named;
        const std::string word = measure::column_word(where, "");
        for (std::size_t t = 0; t < m_set.territories.size(); ++t) {
            if (m_set.territories[t].code == where) return {t};
            if (!spoken.empty() && !spoken[t]) continue;
            if (measure::column_word(m_set.territories[t].name, "") == word) named.push_back(t);
        }
        return named;
    }

    const model::SupplySpec& m_spec;
    const LoadedJob& m_loaded;
    const model::TerritorySet& m_set;
    AccessTold& m_told;
    ListFiles m_found;
    std::vector<bool> m_speaks;  ///< empty: told by outlines
    std::string m_where;
};

/// Where the files of a list speak: positions in LoadedJob::extents; -1 among them: everywhere.
std::set<int> extents_of(const LoadedJob& loaded, std::size_t supply, const std::vector<std::size_t>& files) {
    std::set<int> extents;
    for (const std::size_t file : files) {
        if (loaded.is_silent(file) || loaded.supplies[file].claims.empty()) continue;
        const LoadedJob::Outline* outline = loaded.outline_of(file, loaded.supplies[file].claims.front());
        extents.insert(outline != nullptr ? outline->extent : loaded.extent_of[supply]);
    }
    return extents;
}

}  // namespace

AccessTold settle_access(const model::Job& job, LoadedJob& loaded) {
    AccessTold said;
    for (std::size_t s = 0; s < job.supply.size(); ++s) {
        if (!job.supply[s].bands) continue;
        std::optional<ExtentPlan> plan = Settling(job.supply[s], loaded, said, files_of_list(loaded, s)).plan();
        if (!plan) continue;
        loaded.extent_of[s] = static_cast<int>(loaded.extents.size());
        loaded.extents.push_back(std::move(*plan));
    }
    return said;
}

std::vector<AccessList> access_lists(const model::Job& job, const LoadedJob& loaded) {
    std::vector<AccessList> lists;
    for (const model::AccessSpec& access : job.access) {
        AccessList& list = lists.emplace_back();
        list.name = access.name;
        list.territories.assign(loaded.territories.set.territories.size(), false);
        std::set<int> extents;
        for (std::size_t s = 0; s < job.supply.size(); ++s) {
            if (!job.supply[s].bands || job.supply[s].kind != access.name) continue;
            ListFiles found = files_of_list(loaded, s);
            list.places.insert(list.places.end(), found.places.begin(), found.places.end());
            extents.merge(extents_of(loaded, s, found.files));
        }
        list.everywhere = extents.erase(-1) > 0;
        if (list.everywhere) continue;
        for (const int e : extents) {
            const ExtentPlan& plan = loaded.extents[static_cast<std::size_t>(e)];
            for (const read::ExtentRead& polygons : plan.polygons) list.polygons.add(polygons.store);
            const std::vector<bool> named = territories_of(loaded.territories.set, plan);
            for (std::size_t t = 0; t < named.size(); ++t) list.territories[t] = list.territories[t] || named[t];
        }
        list.edge = site_edge(loaded, extents, kEdgeReach, kEdgeStep);
    }
    return lists;
}

}  // namespace covmap::run
