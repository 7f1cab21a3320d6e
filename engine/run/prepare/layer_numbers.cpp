#include "run/prepare/layer_numbers.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/error.hpp"
#include "run/base/texts.hpp"
#include "run/prepare/territory_filter.hpp"

namespace covmap::run {

namespace {

using model::Claim;

/// What the supplies together say of one claim.
struct Gathered {
    model::ClaimInfo info;
    bool everywhere = false;
    std::set<int> extents;  ///< positions in LoadedJob::extents; neither: it speaks nowhere
};

std::map<Claim, Gathered> gather(const LoadedJob& loaded) {
    std::map<Claim, Gathered> claims;
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) {
        const read::SupplyRead& supply = loaded.supplies[s];
        for (std::size_t c = 0; c < supply.claims.size(); ++c) {
            const auto [at, fresh] = claims.try_emplace(supply.claims[c]);
            Gathered& claim = at->second;
            if (fresh) {
                claim.info.key = supply.claims[c];
                claim.info.scale = supply.scales[c];
            } else if (!(claim.info.scale == supply.scales[c])) {
                throw core::Error(core::ErrorKind::job, "supply[" + std::to_string(loaded.supply_of[s]) + "]",
                                  "levels or no_level differ from those of another supply for " + claim_text(claim.info.key) +
                                      "; give both the same `levels`");
            }
            claim.info.date = std::max(claim.info.date, supply.dates[c]);
            claim.info.radius_km = std::max(claim.info.radius_km, supply.radius_km[c]);
            if ((!loaded.off_map.empty() && loaded.off_map[s]) || loaded.is_silent(s)) continue;
            const LoadedJob::Outline* outline = loaded.outline_of(s, supply.claims[c]);
            const int extent = outline != nullptr ? outline->extent : loaded.extent_of[loaded.supply_of[s]];
            if (extent >= 0)
                claim.extents.insert(extent);
            else if (outline == nullptr)
                claim.everywhere = true;
        }
    }
    return claims;
}

// Distinct sets of extents get a bit each, in the order of claims.
void number_extents(std::map<Claim, Gathered>& claims, const LoadedJob& loaded, model::Catalogue& catalogue,
                    std::vector<std::set<int>>& members) {
    for (auto& [key, claim] : claims) {
        if (claim.everywhere) continue;
        const auto same = std::find(members.begin(), members.end(), claim.extents);
        claim.info.extent = static_cast<int>(same - members.begin());
        if (same != members.end()) continue;
        members.push_back(claim.extents);
        std::string text;
        for (const int e : claim.extents)
            text += (text.empty() ? "" : " + ") + extent_text(loaded.extents[static_cast<std::size_t>(e)]);
        if (claim.extents.empty()) text = "nowhere: its files hold nothing on the map";
        const bool complete = !claim.extents.empty() && std::all_of(claim.extents.begin(), claim.extents.end(), [&](int e) {
            return loaded.extents[static_cast<std::size_t>(e)].records_of >= 0;
        });
        catalogue.extents.push_back({text, complete});
    }
}

/// Distinct sets of doubts get a bit each, after the extents.
void number_doubts(const LoadedJob& loaded, std::map<Claim, Gathered>& claims, model::Catalogue& catalogue,
                   std::vector<std::set<int>>& members) {
    for (const auto& [key, doubts] : loaded.doubts_of) {
        const auto claim = claims.find(key);
        if (claim == claims.end()) continue;
        const auto same = std::find(members.begin(), members.end(), doubts);
        const auto first = static_cast<int>(catalogue.extents.size()) - static_cast<int>(members.size());
        claim->second.info.doubt = first + static_cast<int>(same - members.begin());
        if (same != members.end()) continue;
        members.push_back(doubts);
        std::string text;
        for (const int d : doubts) text += (text.empty() ? "" : "; ") + loaded.doubts[static_cast<std::size_t>(d)].told;
        catalogue.extents.push_back({text, false, true});
    }
}

void number_layers(const LoadedJob& loaded, CatalogueMap& result) {
    model::Catalogue& catalogue = result.catalogue;
    std::map<Claim, std::uint32_t> claim_number;
    for (std::uint32_t c = 0; c < catalogue.claims.size(); ++c) claim_number[catalogue.claims[c].key] = c;
    struct Key {
        std::uint32_t claim;
        int rank;
        std::string level;
        model::Speed slower;  ///< negated: the faster first
        auto operator<=>(const Key&) const = default;
    };
    const auto key_of = [&](const read::SupplyRead& supply, const read::SupplyRead::LocalLayer& layer) {
        const std::uint32_t claim = claim_number.at(supply.claims[layer.claim]);
        const model::Scale& scale = catalogue.claims[claim].scale;
        // Without level: after the levels.
        const int rank = layer.level.empty() ? static_cast<int>(scale.levels.size()) : scale.rank(layer.level);
        return Key{claim, rank, layer.level, {-layer.speed.down_kbps, -layer.speed.up_kbps, -layer.speed.low_latency}};
    };
    std::map<Key, std::uint32_t> bits;
    for (const read::SupplyRead& supply : loaded.supplies)
        for (const auto& layer : supply.layers) bits[key_of(supply, layer)] = 0;
    for (auto& [key, bit] : bits) {
        bit = static_cast<std::uint32_t>(catalogue.layers.size());
        catalogue.layers.push_back(
            {core::ClaimId(key.claim), key.level, {-key.slower.down_kbps, -key.slower.up_kbps, -key.slower.low_latency}});
    }
    for (const read::SupplyRead& supply : loaded.supplies) {
        auto& local = result.bit_of.emplace_back();
        for (const auto& layer : supply.layers) local.push_back(bits.at(key_of(supply, layer)));
    }
}

void place_extents(const LoadedJob& loaded, const std::vector<std::set<int>>& members, CatalogueMap& result) {
    const model::TerritorySet& set = loaded.territories.set;
    for (std::size_t e = 0; e < members.size(); ++e) {
        const auto bit = static_cast<std::uint32_t>(result.catalogue.extent_bit(static_cast<int>(e)));
        for (const int member : members[e]) {
            const ExtentPlan& extent = loaded.extents[static_cast<std::size_t>(member)];
            if (!extent.polygons.empty()) result.polygon_bits.emplace_back(static_cast<std::size_t>(member), bit);
            if (extent.records_of >= 0) result.record_bits.emplace_back(static_cast<std::size_t>(member), bit);
            for (const std::string& missing : unmatched(set, extent.spec.parents))
                result.warnings.push_back("extent: no territory has " + missing);
            const std::vector<bool> named = territories_of(set, extent);
            if (std::find(named.begin(), named.end(), true) == named.end()) continue;
            result.territory_bits.resize(set.territories.size());
            for (std::size_t t = 0; t < set.territories.size(); ++t)
                if (named[t]) result.territory_bits[t].push_back(bit);
        }
    }
}

/// The bits of each set of offers that a supply of records tells of, and those of the extents in which it speaks.
std::vector<std::vector<std::uint32_t>> bits_of_sets(const LoadedJob& loaded, std::size_t supply, const CatalogueMap& map) {
    const auto extent = static_cast<std::size_t>(loaded.extent_of[loaded.supply_of[supply]]);
    std::vector<std::vector<std::uint32_t>> bits;
    for (const std::vector<std::uint32_t>& set : loaded.supplies[supply].sets) {
        std::vector<std::uint32_t>& of_set = bits.emplace_back();
        for (const std::uint32_t layer : set) of_set.push_back(map.bit_of[supply][layer]);
        if (bits.size() == 1) continue;  // the first: no record
        for (const auto& [member, bit] : map.record_bits)
            if (member == extent) of_set.push_back(bit);
    }
    return bits;
}

/// Premises of the same offers in all supplies of records are of one class.
void class_premises(const LoadedJob& loaded, CatalogueMap& result) {
    for (std::size_t s = 0; s < loaded.supplies.size(); ++s) {
        const std::vector<std::uint32_t>& set_of = loaded.supplies[s].set_of;
        if (set_of.empty()) continue;
        const auto bits = bits_of_sets(loaded, s, result);
        if (result.class_of.empty()) {
            result.class_of = set_of;
            result.class_bits = bits;
            continue;
        }
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> both;
        std::vector<std::vector<std::uint32_t>> class_bits;
        for (std::size_t p = 0; p < result.class_of.size(); ++p) {
            const auto [at, fresh] =
                both.try_emplace({result.class_of[p], set_of[p]}, static_cast<std::uint32_t>(class_bits.size()));
            if (fresh) {
                class_bits.push_back(result.class_bits[result.class_of[p]]);
                class_bits.back().insert(class_bits.back().end(), bits[set_of[p]].begin(), bits[set_of[p]].end());
            }
            result.class_of[p] = at->second;
        }
        result.class_bits = std::move(class_bits);
    }
}

}  // namespace

std::string extent_text(const ExtentPlan& extent) {
    if (!extent.told.empty()) return extent.told;
    std::string text = text_of(extent.spec.parents);
    if (extent.records_of >= 0) return "premises with a record in supply[" + std::to_string(extent.records_of) + "]";
    if (!extent.told_by.empty()) text += "inside " + extent.told_by;
    if (extent.spec.polygons) text += (text.empty() ? "" : "; ") + extent.spec.polygons->given;
    return text;
}

std::vector<bool> territories_of(const model::TerritorySet& set, const ExtentPlan& extent) {
    if (!extent.territories.empty()) return extent.territories;
    if (extent.spec.parents.empty()) return std::vector<bool>(set.territories.size(), false);
    return meant(set, extent.spec.parents);
}

CatalogueMap make_catalogue(const LoadedJob& loaded) {
    CatalogueMap result;
    std::map<Claim, Gathered> claims = gather(loaded);
    std::vector<std::set<int>> members, doubts;
    number_extents(claims, loaded, result.catalogue, members);
    number_doubts(loaded, claims, result.catalogue, doubts);
    for (auto& [key, claim] : claims) result.catalogue.claims.push_back(claim.info);
    number_layers(loaded, result);
    place_extents(loaded, members, result);
    for (std::size_t d = 0; d < doubts.size(); ++d)
        for (const int member : doubts[d])
            result.doubt_bits.emplace_back(
                static_cast<std::size_t>(member),
                static_cast<std::uint32_t>(result.catalogue.extent_bit(static_cast<int>(members.size() + d))));
    class_premises(loaded, result);
    return result;
}

}  // namespace covmap::run
