#include "run/compute/doubts.hpp"

#include <cstdio>
#include <map>
#include <utility>

#include "core/ring.hpp"
#include "run/base/texts.hpp"
#include "run/compute/site_edge.hpp"
#include "run/prepare/layer_numbers.hpp"

namespace covmap::run {

namespace {

constexpr double kMetresInKm = 1000;

/// What the files of one claim say of where they speak.
struct Speaking {
    std::set<int> lists, others;  ///< extents of lists of sites, and of other files
    bool everywhere = false;
    bool places = false;  ///< of an [[access]]
    double radius_km = 0;
    std::string source;  ///< of the first list
};

std::map<model::Claim, Speaking> speaking_of(const model::Job& job, const LoadedJob& loaded) {
    std::map<model::Claim, Speaking> claims;
    for (std::size_t file = 0; file < loaded.supplies.size(); ++file) {
        if (loaded.is_silent(file) || (!loaded.off_map.empty() && loaded.off_map[file])) continue;
        const model::SupplySpec& spec = job.supply[loaded.supply_of[file]];
        const bool sites = spec.format == model::SupplyFormat::sites;
        for (std::size_t c = 0; c < loaded.supplies[file].claims.size(); ++c) {
            const model::Claim& claim = loaded.supplies[file].claims[c];
            Speaking& speaking = claims[claim];
            const LoadedJob::Outline* outline = loaded.outline_of(file, claim);
            const int extent = outline != nullptr ? outline->extent : loaded.extent_of[loaded.supply_of[file]];
            if (extent >= 0)
                (sites ? speaking.lists : speaking.others).insert(extent);
            else if (outline == nullptr)
                speaking.everywhere = true;
            if (!sites) continue;
            speaking.places = spec.bands;
            speaking.radius_km = std::max(speaking.radius_km, loaded.supplies[file].radius_km[c]);
            if (speaking.source.empty()) speaking.source = spec.source.given;
        }
    }
    return claims;
}

Doubt edge_of(const LoadedJob& loaded, const Speaking& speaking) {
    const std::set<int>& extents = speaking.lists;
    Doubt doubt;
    std::string where;
    for (const int e : extents) where += (where.empty() ? "" : " + ") + extent_text(loaded.extents[static_cast<std::size_t>(e)]);
    char km[32];
    std::snprintf(km, sizeof km, "%g km", speaking.radius_km);
    doubt.told = "within " + std::string(km) + " of land beyond " + where;
    doubt.note =
        speaking.source + ": " + doubt.told +
        (speaking.places
             ? ", who is near none of its places counts as unknown, and not as far: a place beyond may be near them"
             : ", who is served by none of its sites counts as unknown, and not as uncovered: a site beyond may serve them");
    add_site_edge(loaded, extents, speaking.radius_km * kMetresInKm, doubt);
    return doubt;
}

/// Of the bands of a list of places the widest is told alone.
class WidestTold {
public:
    void add(const Speaking& speaking, int number, std::vector<Doubt>& doubts) {
        if (!speaking.places) return;
        const auto [at, fresh] = m_widest.try_emplace(speaking.source, speaking.radius_km, number);
        if (fresh) return;
        const bool wider = speaking.radius_km > at->second.first;
        doubts[static_cast<std::size_t>(wider ? at->second.second : number)].note.clear();
        if (wider) at->second = {speaking.radius_km, number};
    }

private:
    std::map<std::string, std::pair<double, int>> m_widest;  ///< by source: kilometres, position in doubts
};

void find_edges(const model::Job& job, LoadedJob& loaded) {
    std::map<std::pair<std::set<int>, double>, int> numbers;  // -1: no land lies beyond
    WidestTold told;
    for (auto& [claim, speaking] : speaking_of(job, loaded)) {
        for (const int e : speaking.others) speaking.lists.erase(e);
        if (speaking.everywhere || speaking.lists.empty() || !(speaking.radius_km > 0)) continue;
        const auto [at, fresh] = numbers.try_emplace({speaking.lists, speaking.radius_km}, -1);
        if (fresh) {
            Doubt doubt = edge_of(loaded, speaking);
            if (!doubt.discs.discs.empty() || doubt.rings.vertices() > 0) {
                at->second = static_cast<int>(loaded.doubts.size());
                loaded.doubts.push_back(std::move(doubt));
                told.add(speaking, at->second, loaded.doubts);
            }
        }
        if (at->second >= 0) loaded.doubts_of[claim].insert(at->second);
    }
}

/// Of each file one for each claim, for its rings that were left out.
void find_left_out(const model::Job& job, LoadedJob& loaded) {
    for (std::size_t file = 0; file < loaded.supplies.size(); ++file) {
        const read::SupplyRead& supply = loaded.supplies[file];
        std::map<std::uint32_t, int> doubt_of;  // by claim
        for (const read::LeftOutRing& left : supply.left_out) {
            const std::uint32_t claim = supply.layers[left.owner].claim;
            const auto [at, fresh] = doubt_of.try_emplace(claim, static_cast<int>(loaded.doubts.size()));
            if (fresh) {
                Doubt& doubt = loaded.doubts.emplace_back();
                const std::string& name =
                    supply.inputs.empty() ? job.supply[loaded.supply_of[file]].source.given : supply.inputs.front().path;
                doubt.told = "in the boxes of rings of " + name + " that could not be read";
                doubt.note = name + ": rings of " + claim_text(supply.claims[claim]) +
                             " cross themselves too often and are left out; in their boxes who is not covered counts as "
                             "unknown. Mend the file, for instance with ogr2ogr -makevalid";
                loaded.doubts_of[supply.claims[claim]].insert(at->second);
            }
            std::vector<core::Point> box = left.box;
            core::add_ring(loaded.doubts[static_cast<std::size_t>(at->second)].rings, 0, box, core::RingRole::shell);
        }
    }
}

}  // namespace

void find_doubts(const model::Job& job, LoadedJob& loaded) {
    find_edges(job, loaded);
    find_left_out(job, loaded);
}

}  // namespace covmap::run
