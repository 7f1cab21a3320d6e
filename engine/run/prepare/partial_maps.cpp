#include "run/prepare/partial_maps.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "core/ring.hpp"
#include "core/ring_index.hpp"
#include "model/table.hpp"
#include "run/base/texts.hpp"
#include "run/prepare/markets.hpp"
#include "run/prepare/outline_sweep.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

using Files = std::vector<std::size_t>;  ///< positions in LoadedJob::supplies, ascending

using Format = model::SupplyFormat;

constexpr double kMiddle = 0.1;  ///< of the territories, swept beside those at the edges

/// Is the claim told by outlines that the job does not mention? Of polygons; or of sites, whose box is only told.
bool is_judged(const model::Job& job, const LoadedJob& loaded, std::size_t file, Format format) {
    const model::SupplySpec& spec = job.supply[loaded.supply_of[file]];
    return spec.format == format && spec.nature != "planned" && spec.extent.word.empty() && !spec.extent.names_places();
}

bool is_off(const LoadedJob& loaded, std::size_t file) {
    return loaded.is_silent(file) || (!loaded.off_map.empty() && loaded.off_map[file]);
}

struct Judged {
    std::map<model::Claim, Files> claims;  ///< with the files whose outlines are theirs
    std::set<model::Claim> told;           ///< of which other files speak of places that the job or they themselves name
};

/// The claims of some file of this format that does not say where it speaks, unless another one speaks everywhere.
Judged claims_of(const model::Job& job, const LoadedJob& loaded, Format format) {
    Judged judged;
    std::set<model::Claim> silent, everywhere;
    for (std::size_t file = 0; file < loaded.supplies.size(); ++file) {
        if (is_off(loaded, file)) continue;
        const std::size_t supply = loaded.supply_of[file];
        for (const model::Claim& claim : loaded.supplies[file].claims)
            if (is_judged(job, loaded, file, format) || job.supply[supply].extent.by_outline()) {
                judged.claims[claim].push_back(file);
                if (is_judged(job, loaded, file, format)) silent.insert(claim);
            } else {
                (loaded.extent_of[supply] >= 0 ? judged.told : everywhere).insert(claim);
            }
    }
    std::erase_if(judged.claims,
                  [&](const auto& entry) { return !silent.contains(entry.first) || everywhere.contains(entry.first); });
    return judged;
}

/// The outlines of some files as one area.
class Outlines {
public:
    Outlines(const LoadedJob& loaded, const Files& files) {
        for (const std::size_t file : files)
            for (const std::vector<core::Point>& ring : loaded.supplies[file].outline) m_rings.emplace_back(ring);
    }
    /// True only where one of them surely holds the whole box.
    [[nodiscard]] bool hold(const core::ChainStore::Bounds& box) const {
        return box.u_min > box.u_max || std::any_of(m_rings.begin(), m_rings.end(), [&](const core::RingIndex& ring) {
                   return ring.holds({box.u_min, box.v_min}) && !ring.may_touch(box.u_min, box.u_max, box.v_min, box.v_max);
               });
    }

private:
    std::vector<core::RingIndex> m_rings;
};

bool licenses(const model::Market& market, const model::Claim& claim) {
    const auto& operators = market.operators_of(claim.kind);
    const bool of_networks = claim.kind == "mobile" || claim.kind == "fixed";
    return !of_networks || std::find(operators.begin(), operators.end(), claim.operator_code) != operators.end();
}

/// Per territory: is it published, and who is licensed there?
struct Licensed {
    Licensed(const model::Job& job, const LoadedJob& loaded, const std::map<model::Claim, Files>& claims)
        : published(meant(loaded.territories.set, job.only)) {
        std::vector<model::ClaimInfo> infos;
        for (const read::SupplyRead& supply : loaded.supplies)
            for (const model::Claim& claim : supply.claims) infos.push_back({claim, {}, -1, {}, 0});
        markets = make_markets(job, loaded.territories.set, infos);
        for (const auto& [claim, files] : claims)
            for (const model::Market& market : markets.markets) in_market[claim].push_back(licenses(market, claim));
    }
    [[nodiscard]] bool counts(const model::Claim& claim, std::size_t territory) const {
        return published[territory] && in_market.at(claim)[markets.market_of[territory]];
    }

    std::vector<bool> published;
    Markets markets;
    std::map<model::Claim, std::vector<bool>> in_market;
};

/// Sets of files of which more than a share `few` of the territories may lie outside.
struct DoubtfulSets {
    std::map<Files, std::vector<model::Claim>> claims;  ///< of each set
    std::vector<std::size_t> at_edges;                  ///< territories that some of them may not hold whole; some more than once
};

DoubtfulSets doubtful_sets(const LoadedJob& loaded, const std::map<model::Claim, Files>& claims, const Licensed& licensed,
                           const std::vector<core::ChainStore::Bounds>& boxes, double few) {
    std::map<Files, std::vector<model::Claim>> sets;
    DoubtfulSets doubtful;
    for (const auto& [claim, files] : claims) sets[files].push_back(claim);
    for (const auto& [files, of_files] : sets) {
        const Outlines outlines(loaded, files);
        std::size_t counted = 0;
        std::vector<std::size_t> outside;
        for (std::size_t t = 0; t < boxes.size(); ++t) {
            const auto counts = [&, t](const model::Claim& claim) { return licensed.counts(claim, t); };
            if (std::none_of(of_files.begin(), of_files.end(), counts)) continue;
            ++counted;
            if (!outlines.hold(boxes[t])) outside.push_back(t);
        }
        if (static_cast<double>(outside.size()) <= few * static_cast<double>(counted)) continue;
        doubtful.claims[files] = of_files;
        doubtful.at_edges.insert(doubtful.at_edges.end(), outside.begin(), outside.end());
    }
    return doubtful;
}

core::ChainStore store_of(const LoadedJob& loaded, const Files& files) {
    core::ChainStore store{core::ChainStoreOptions{}};
    for (const std::size_t file : files)
        for (std::vector<core::Point> ring : loaded.supplies[file].outline) core::add_ring(store, 0, ring, core::RingRole::shell);
    return store;
}

/// Of a source of sites, whose box is told and bounds nothing.
bool is_of_sites(const model::PartialMap& map, const model::Job& job) {
    return std::any_of(job.supply.begin(), job.supply.end(), [&](const model::SupplySpec& spec) {
        return spec.format == Format::sites && spec.source.given == map.source;
    });
}

/// Sums of what was swept over the territories where a claim counts.
model::PartialMap judged(const model::Job& job, const LoadedJob& loaded, const model::Claim& claim, const Files& files,
                         const Licensed& licensed, const OutlineSums& sums, std::size_t outline) {
    model::PartialMap map{claim, job.supply[loaded.supply_of[files.front()]].source.given, files.size(), {}, 0, 0, false};
    std::int64_t total[2] = {}, outside[2] = {};  // people, area
    for (std::size_t t = 0; t < licensed.published.size(); ++t) {
        if (!licensed.counts(claim, t)) continue;
        const OutlineSums::OfTerritory& of = sums.territories[t];
        total[0] += of.people(), total[1] += of.area;
        outside[0] += of.people() - of.people_inside[outline], outside[1] += of.area - of.area_inside[outline];
    }
    const std::size_t by = sums.has_people && total[0] > 0 ? 0 : 1;
    map.measure = by == 0 ? job.demand.attributes.front().name : "area_km2";
    map.total = total[by];
    map.outside = outside[by];
    const bool polygons = job.supply[loaded.supply_of[files.front()]].format == Format::polygons;
    map.unknown = polygons && map.share() > PartialMaps::kBounded;
    return map;
}

/// What is doubtful of one format.
struct Doubts {
    Doubts(const model::Job& job, const LoadedJob& loaded, Judged of_format, Format format,
           const std::vector<core::ChainStore::Bounds>& boxes)
        : judged(std::move(of_format)),
          licensed(job, loaded, judged.claims),
          // A site serves beyond the box of all: the few at the edges are no reason to read the demand once more.
          sets(doubtful_sets(loaded, judged.claims, licensed, boxes,
                             format == Format::sites ? PartialMaps::kFewTerritories : 0)) {}

    Judged judged;
    Licensed licensed;
    DoubtfulSets sets;
};

/// Judges all doubtful claims, their outlines numbered as they come; the lines are not made yet.
PartialMaps judge(const model::Job& job, const LoadedJob& loaded, const std::vector<Doubts>& doubts, const OutlineSums& sums) {
    PartialMaps result;
    std::size_t outline = 0;
    for (const Doubts& doubt : doubts)
        for (const auto& [files, of_files] : doubt.sets.claims) {
            for (const model::Claim& claim : of_files) {
                const model::PartialMap map = judged(job, loaded, claim, files, doubt.licensed, sums, outline);
                if (map.unknown) result.bounded.insert(claim);
                // Where other files speak of places, what lies outside of these outlines is no figure to tell.
                const double least = is_of_sites(map, job) ? PartialMaps::kBounded : PartialMaps::kNoted;
                if (map.share() >= least && !doubt.judged.told.contains(claim)) result.maps.push_back(map);
            }
            ++outline;
        }
    std::sort(result.maps.begin(), result.maps.end(), [](const auto& a, const auto& b) { return a.claim < b.claim; });
    return result;
}

std::string named(const model::PartialMap& map, const OperatorNames& names) {
    const auto known = names.find(map.claim.operator_code);
    const std::string& who = known == names.end() || known->second.empty() ? map.claim.operator_code : known->second;
    return claim_text(map.claim, who) + (map.claim.vintage.empty() ? "" : " of " + map.claim.vintage);
}

std::string amount(const model::PartialMap& map, std::int64_t value) {
    const bool area = map.measure == "area_km2";
    // Whole people, and whole square kilometres.
    const double units = static_cast<double>(value) / std::pow(10, area ? core::kAreaScale : core::kWeightScale);
    char text[40];
    std::snprintf(text, sizeof text, "%.0f", units);
    return area ? text + std::string(" km2") : text;
}

/// What a tally is asked of a map.
struct Again {
    std::size_t column = 0;          ///< of its measure, in a row of the tally
    std::optional<std::size_t> bit;  ///< inside its outlines, where it is bounded
    std::int64_t total = 0, inside = 0;
};

Again again(const model::PartialMap& map, const model::RunModel& model, const core::TallyReader& tally) {
    Again asked;
    asked.column = tally.stride() - 1;
    for (std::size_t a = 0; a < model.attributes.size(); ++a)
        if (model.attributes[a].name == map.measure) asked.column = a;
    for (const model::ClaimInfo& claim : model.catalogue.claims)
        if (map.unknown && claim.key == map.claim && claim.extent >= 0) asked.bit = model.catalogue.extent_bit(claim.extent);
    return asked;
}

}  // namespace

std::vector<core::ChainStore::Bounds> territory_boxes(const LoadedJob& loaded) {
    std::vector<core::ChainStore::Bounds> boxes(loaded.territories.set.territories.size());
    std::vector<core::Point> buffer;
    const core::ChainStore& store = loaded.territories.store;
    for (const core::Row band : store.bands())
        store.for_each_chain(band, buffer, [&](std::uint32_t owner, std::span<const core::Point> vertices) {
            auto& box = boxes[loaded.territories.owner[owner]];
            for (const core::Point p : vertices) {
                box.u_min = std::min(box.u_min, p.x), box.u_max = std::max(box.u_max, p.x);
                box.v_min = std::min(box.v_min, p.y), box.v_max = std::max(box.v_max, p.y);
            }
        });
    return boxes;
}

void tell_partial_maps(PartialMaps& result, const OperatorNames& names, const model::Job& job) {
    std::map<std::pair<std::string, bool>, std::vector<const model::PartialMap*>> lines;
    for (const model::PartialMap& map : result.maps) lines[{map.source, map.unknown}].push_back(&map);
    for (const auto& [key, of_line] : lines) {
        constexpr std::size_t kNamed = 4;
        const auto worst = *std::max_element(of_line.begin(), of_line.end(),
                                             [](const auto* a, const auto* b) { return a->share() < b->share(); });
        std::string maps;
        for (std::size_t i = 0; i < std::min(kNamed, of_line.size()); ++i)
            maps += (i == 0 ? "" : ", ") + named(*of_line[i], names);
        if (of_line.size() > kNamed) maps += " and " + std::to_string(of_line.size() - kNamed) + " more";
        char share[16];
        std::snprintf(share, sizeof share, "%.1f %%", 100 * worst->share());
        const std::string where = (worst->measure == "area_km2" ? "" : worst->measure + " ") + amount(*worst, worst->outside) +
                                  " of " + amount(*worst, worst->total) + " (" + share +
                                  (of_line.size() > 1 ? ", of " + named(*worst, names) + ", the most)" : ")");
        const std::string who = worst->measure == "area_km2" ? ", which" : ", who";
        if (key.second)
            result.warnings.push_back(key.first + ": the maps of " + maps +
                                      " end before what is published does; outside of them lie " + where + who +
                                      " count as unknown. If there is truly no coverage there, say extent = \"everywhere\"; "
                                      "if the operator is licensed only in a part, say so with [[market]] where");
        else if (is_of_sites(*worst, job))
            result.notes.push_back(key.first + ": outside the box of the places of " + maps + " lie " + where + who +
                                   " count as not near any; if the list is of a part, say where it speaks: extent = { … = "
                                   "[\"…\"] } or \"box\"; extent = \"everywhere\" ends this note");
        else
            result.notes.push_back(key.first + ": outside the maps of " + maps + " lie " + where + who +
                                   " count as not covered; extent = \"box\" makes them unknown");
    }
}

void judge_again(model::RunModel& model, const core::TallyReader& tally) {
    const std::vector<bool> published = meant(model.territories, model.job.only);
    std::vector<Again> maps;
    for (const model::PartialMap& map : model.partial_maps) maps.push_back(again(map, model, tally));
    tally.for_each([&](const core::TerritoryTally& rows) {
        if (!published[rows.territory.value]) return;
        const model::Market& market = model.markets[model.market_of[rows.territory.value]];
        for (std::size_t m = 0; m < maps.size(); ++m) {
            if (!licenses(market, model.partial_maps[m].claim)) continue;
            for (std::size_t row = 0; row < rows.signatures.size(); ++row) {
                const std::int64_t value = rows.values[row * tally.stride() + maps[m].column];
                maps[m].total += value;
                if (maps[m].bit && tally.signatures().test(core::SignatureId(rows.signatures[row]), *maps[m].bit))
                    maps[m].inside += value;
            }
        }
    });
    for (std::size_t m = 0; m < maps.size(); ++m) {
        model::PartialMap& map = model.partial_maps[m];
        // Of a map that speaks everywhere the tally does not know where it ends: what was told holds for the same people alone.
        if (maps[m].bit)
            map.outside = maps[m].total - maps[m].inside;
        else if (maps[m].total != map.total)
            map.outside = 0;
        map.total = maps[m].total;
    }
    std::erase_if(model.partial_maps, [](const model::PartialMap& map) { return map.share() < PartialMaps::kNoted; });
}

PartialMaps find_partial_maps(const model::Job& job, const LoadedJob& loaded, int threads) {
    std::vector<Doubts> doubts;
    std::vector<core::ChainStore> stores;
    std::vector<std::size_t> at_edges;
    std::vector<core::ChainStore::Bounds> boxes;  // of the territories, once they are needed
    for (const Format format : {Format::polygons, Format::sites}) {
        Judged of_format = claims_of(job, loaded, format);
        if (of_format.claims.empty()) continue;
        if (boxes.empty()) boxes = territory_boxes(loaded);
        const DoubtfulSets& sets = doubts.emplace_back(job, loaded, std::move(of_format), format, boxes).sets;
        for (const auto& [files, of_files] : sets.claims) stores.push_back(store_of(loaded, files));
        at_edges.insert(at_edges.end(), sets.at_edges.begin(), sets.at_edges.end());
    }
    if (stores.empty()) return {};
    std::sort(at_edges.begin(), at_edges.end());
    at_edges.erase(std::unique(at_edges.begin(), at_edges.end()), at_edges.end());
    // Mostly it is a few at the edges, of whom hardly any live outside: held against the people there and in the middle of the
    // map, who are not all, that is nothing, and nothing it is beside all.
    if (at_edges.size() < boxes.size() / 4) {
        OutlinePart part = OutlinePart::around(at_edges, boxes);
        part.add_middle(kMiddle, boxes);
        const PartialMaps beside_them = judge(job, loaded, doubts, sweep_outlines(job, loaded, stores, threads, &part));
        if (beside_them.maps.empty() && beside_them.bounded.empty()) return {};
    }
    PartialMaps result = judge(job, loaded, doubts, sweep_outlines(job, loaded, stores, threads));
    tell_partial_maps(result, doubts.front().licensed.markets.names, job);
    return result;
}

void bound_by_outlines(const model::Job& job, const PartialMaps& partial, LoadedJob& loaded) {
    loaded.outlines.assign(loaded.supplies.size(), {});
    for (std::size_t file = 0; file < loaded.supplies.size(); ++file) {
        const model::SupplySpec& spec = job.supply[loaded.supply_of[file]];
        const bool judged = is_judged(job, loaded, file, Format::polygons);
        LoadedJob::Outline& outline = loaded.outlines[file];
        for (const model::Claim& claim : loaded.supplies[file].claims)
            if (spec.extent.by_outline() || (judged && partial.bounded.contains(claim))) outline.claims.insert(claim);
        if (outline.claims.empty() || loaded.supplies[file].outline.empty()) continue;
        outline.extent = static_cast<int>(loaded.extents.size());
        ExtentPlan& plan = loaded.extents.emplace_back();
        plan.told_by = spec.source.given;
        plan.polygons.emplace_back().store = store_of(loaded, {file});
    }
}

}  // namespace covmap::run
