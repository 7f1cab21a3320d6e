// How a place compares with what is around it.
#include <algorithm>
#include <map>

#include "core/units.hpp"
#include "measure/sheet/sentence_words.hpp"
#include "measure/sheet/sheet_parts.hpp"
#include "measure/tables/definition.hpp"
#include "measure/words.hpp"

namespace covmap::measure {

namespace {

/// What a place has to compare: its share as a fraction, the unknown on the worse side, and the range of it.
struct Standing {
    std::int64_t met = 0, whole = 0;
    model::SheetShare share;
};

std::optional<Standing> standing_of(const SheetTables& run, const model::Table& wide, std::size_t row,
                                    const model::IndicatorSpec& indicator) {
    const model::SheetShare share = share_in(run, wide, row, indicator.name);
    const model::SheetValue whole = value_of(wide, run.counted, row);
    if (!share.met || !share.share || !whole || *whole <= 0) return std::nullopt;
    return Standing{*share.met + (indicator.low_is_good ? share.unknown.value_or(0) : 0), *whole, share};
}

/// -1: a is behind b, 0: as good, 1: ahead. By the exact fractions.
int compare(const Standing& a, const Standing& b, bool low_is_good) {
    const core::Int128 left = static_cast<core::Int128>(a.met) * b.whole, right = static_cast<core::Int128>(b.met) * a.whole;
    if (left == right) return 0;
    return (left > right) != low_is_good ? 1 : -1;
}

/// Does the whole range of a lie above (below, where less is better) that of b?
bool surely_ahead(const model::SheetShare& a, const model::SheetShare& b, bool low_is_good) {
    const model::SheetValue& low = low_is_good ? b.lo : a.lo;
    const model::SheetValue& high = low_is_good ? a.hi : b.hi;
    return low && high && *low > *high;
}

/// Rows of the unit's table that lie wholly in the place.
std::vector<std::size_t> peers_in(const SheetTables& run, const model::Table& wide, const model::SheetPlace& around) {
    const model::Table& territories = run.territories();
    std::vector<std::size_t> rows;
    if (wide.unit == territories.unit) return territories_in(run, around);
    std::map<std::string, bool> within;
    for (std::size_t row = 0; row < territories.rows(); ++row) {
        const bool inside = around.unit == "all" || text_of(territories, around.unit, row) == around.code;
        bool& all = within.try_emplace(text_of(territories, wide.unit, row), true).first->second;
        all = all && inside;
    }
    for (std::size_t row = 0; row < wide.rows(); ++row) {
        const std::string code = text_of(wide, "code", row);
        const auto found = within.find(code);
        if (!code.empty() && found != within.end() && found->second) rows.push_back(row);
    }
    return rows;
}

std::optional<model::SheetRank> rank_of(const SheetTables& run, const model::Table& wide, std::size_t row,
                                        const std::vector<std::size_t>& peers, const model::IndicatorSpec& indicator) {
    const auto own = standing_of(run, wide, row, indicator);
    if (!own) return std::nullopt;
    model::SheetRank rank{1, 0, 0, 0, 0, own->share.lo && own->share.hi};
    for (const std::size_t peer : peers) {
        const auto other = standing_of(run, wide, peer, indicator);
        if (!other) continue;
        ++rank.places;
        if (peer == row) continue;
        const int order = compare(*other, *own, indicator.low_is_good);
        rank.rank += order > 0;
        rank.equals += order == 0;
        rank.surely_better += surely_ahead(other->share, own->share, indicator.low_is_good);
        rank.surely_worse += surely_ahead(own->share, other->share, indicator.low_is_good);
    }
    if (rank.places < 2) return std::nullopt;
    return rank;
}

/// What became of people since the earlier indicator, where the job names one.
std::optional<model::SheetChanges> changes_of(const SheetTables& run, const model::Table& wide, std::size_t row,
                                              const model::IndicatorSpec& spec) {
    if (spec.since.empty()) return std::nullopt;
    model::SheetChanges changes;
    for (const model::IndicatorSpec& earlier : run.model.job.indicator)
        if (earlier.name == spec.since) changes.since = label_or(earlier.label, earlier.name);
    const std::string base = spec.name + "_" + run.counted;
    changes.gained = value_of(wide, base + "_gained", row);
    changes.lost = value_of(wide, base + "_lost", row);
    changes.newly_known = value_of(wide, base + "_newly_known", row);
    changes.no_longer_known = value_of(wide, base + "_no_longer_known", row);
    return changes;
}

}  // namespace

std::vector<model::SheetPlace> places_around(const SheetTables& run, const model::SheetPlace& place) {
    std::vector<model::SheetPlace> around;
    if (place.unit == "all") return around;
    const model::Table& territories = run.territories();
    const std::vector<std::size_t> rows = territories_in(run, place);
    for (const std::string& kind : run.model.territories.parent_kinds) {
        if (kind == place.unit || rows.empty()) continue;
        const std::string code = text_of(territories, kind, rows.front());
        const bool holds =
            std::all_of(rows.begin(), rows.end(), [&](std::size_t row) { return text_of(territories, kind, row) == code; });
        const model::Table* table = run.find(kind);
        if (!holds || code.empty() || table == nullptr) continue;
        if (const auto row = row_of_code(*table, code)) around.push_back(place_of(*table, *row));
    }
    if (const model::Table* all = run.find("all"); all != nullptr && all->rows() > 0) around.push_back(place_of(*all, 0));
    return around;
}

std::vector<model::SheetIndicator> sheet_indicators(const SheetTables& run, const model::SheetPlace& place,
                                                    const std::vector<model::SheetPlace>& around) {
    const model::Table& wide = *run.find(place.unit);
    const std::size_t row = *row_of_code(wide, place.code);
    std::vector<std::vector<std::size_t>> peers;
    for (const model::SheetPlace& other : around) peers.push_back(peers_in(run, wide, other));
    std::vector<model::SheetIndicator> indicators;
    for (const model::IndicatorSpec& spec : run.model.job.indicator) {
        model::SheetIndicator indicator;
        indicator.name = spec.name;
        indicator.label = label_or(spec.label, spec.name);
        const Basis basis = basis_of(spec, run.model.catalogue);
        indicator.nature = basis.nature;
        indicator.lead = lead_words(basis);
        indicator.claimed = is_claimed(basis);
        indicator.lack = lack_of(spec, run.model);
        indicator.lacking_words = lacking_words(spec);
        indicator.low_is_good = spec.low_is_good;
        indicator.here = share_in(run, wide, row, spec.name);
        indicator.area_share = value_of(wide, spec.name + "_area_km2_pct", row);
        indicator.changes = changes_of(run, wide, row, spec);
        for (std::size_t a = 0; a < around.size(); ++a) {
            const model::Table& table = *run.find(around[a].unit);
            indicator.around.push_back({around[a], share_in(run, table, *row_of_code(table, around[a].code), spec.name),
                                        rank_of(run, wide, row, peers[a], spec)});
        }
        indicators.push_back(std::move(indicator));
    }
    return indicators;
}

}  // namespace covmap::measure
