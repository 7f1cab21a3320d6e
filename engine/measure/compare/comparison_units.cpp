#include "measure/compare/comparison_units.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "core/units.hpp"

namespace covmap::measure {

namespace {

using model::FigureChange;
using model::Measure;

/// One column as both tables have it, and what tells how much of it became unknown or known: of a sum the unknown, of a share the
/// share that is known. Null where a table has no such column.
struct Pair {
    const model::Column* a = nullptr;
    const model::Column* b = nullptr;
    model::ColumnRole role;
    const model::Column* doubt_a = nullptr;
    const model::Column* doubt_b = nullptr;
};

core::Int128 magnitude(std::int64_t a, std::int64_t b) {
    const core::Int128 difference = static_cast<core::Int128>(b) - a;
    return difference < 0 ? -difference : difference;
}

/// |b - a| in units of kToleranceScale.
core::Int128 scaled_difference(std::int64_t a, std::int64_t b, int scale) {
    core::Int128 difference = magnitude(a, b);
    for (int i = scale; i < model::kToleranceScale; ++i) difference *= 10;
    return difference;
}

std::int64_t tolerance_of(Measure measure, const model::Tolerance& tolerance) {
    if (measure == Measure::people) return tolerance.people;
    return measure == Measure::area ? tolerance.area : tolerance.share;
}

bool judges_loss(const model::ColumnRole& role) {
    return !role.indicator.empty() && (role.figure == model::Figure::met || role.figure == model::Figure::share);
}

std::optional<std::int64_t> number(const model::Column& column, std::size_t row) {
    return column.nulls[row] ? std::nullopt : std::optional(column.numbers[row]);
}

/// How much more is unknown in b than in a.
core::Int128 more_unknown(const Pair& pair, std::size_t row_a, std::size_t row_b) {
    if (pair.doubt_a == nullptr || pair.doubt_b == nullptr) return 0;
    const auto a = number(*pair.doubt_a, row_a), b = number(*pair.doubt_b, row_b);
    if (!a || !b) return 0;
    const core::Int128 rise = static_cast<core::Int128>(*b) - *a;
    return pair.role.figure == model::Figure::share ? -rise : rise;
}

/// Lost coverage: less of what is good, or more of what is not, beyond what has only become unknown, or known.
bool is_loss(const Pair& pair, std::size_t row_a, std::size_t row_b, std::int64_t a, std::int64_t b, std::int64_t tolerance) {
    if (!judges_loss(pair.role)) return false;
    const core::Int128 worse = pair.role.low_is_good ? static_cast<core::Int128>(b) - a : static_cast<core::Int128>(a) - b;
    const core::Int128 unknown = more_unknown(pair, row_a, row_b);
    core::Int128 lost = worse - std::max<core::Int128>(0, pair.role.low_is_good ? -unknown : unknown);
    for (int i = pair.role.scale; i < model::kToleranceScale; ++i) lost *= 10;
    return lost > tolerance;
}

/// A value whose measure is not known (of an index) as it is published.
std::string text_of(const model::Column& column, std::size_t row) {
    if (column.type == model::ColumnType::text) return column.texts[row];
    return column.nulls[row] ? std::string() : model::decimal_text(column.numbers[row], column.scale);
}

std::optional<FigureChange> change_of(const Pair& pair, std::size_t row_a, std::size_t row_b, const model::Tolerance& tolerance) {
    FigureChange change{pair.a->name, pair.role, {}, {}, {}, {}, false};
    if (pair.role.measure == Measure::text) {
        change.text_a = text_of(*pair.a, row_a);
        change.text_b = text_of(*pair.b, row_b);
        return change.text_a == change.text_b ? std::nullopt : std::optional(change);
    }
    change.a = number(*pair.a, row_a);
    change.b = number(*pair.b, row_b);
    if (!change.a || !change.b) {
        const bool same = change.a.has_value() == change.b.has_value() || pair.role.figure == model::Figure::bound;
        return same ? std::nullopt : std::optional(change);
    }
    const std::int64_t within = tolerance_of(pair.role.measure, tolerance);
    if (scaled_difference(*change.a, *change.b, pair.role.scale) <= within) return std::nullopt;
    change.loss = is_loss(pair, row_a, row_b, *change.a, *change.b, within);
    return change;
}

bool is_compared(const model::ColumnRole& role, bool people_told) {
    if (role.measure == Measure::flag) return false;
    if (people_told || role.measure == Measure::text) return true;
    return role.measure == Measure::share && role.figure != model::Figure::reference;
}

std::string doubt_column(const std::string& name, const model::ColumnRole& role) {
    constexpr std::string_view kShare = "_pct";
    return role.figure == model::Figure::share ? name.substr(0, name.size() - kShare.size()) + "_known_pct" : name + "_unk";
}

/// Columns that both have, the most telling first; those of one run only go to the comparison.
std::vector<Pair> pair_columns(const model::Table& a, const model::Table& b, const model::ColumnRoles& roles, bool people_told,
                               model::UnitComparison& out) {
    std::vector<Pair> pairs;
    for (const model::Column& column : a.columns) {
        const model::Column* other = b.find(column.name);
        if (other == nullptr || (other->type == model::ColumnType::text) != (column.type == model::ColumnType::text)) {
            out.columns_a.push_back(column.name);
            if (other != nullptr) out.columns_b.push_back(column.name);
            continue;
        }
        const model::ColumnRole& role = roles.of(column.name);
        if (!is_compared(role, people_told)) continue;
        Pair& pair = pairs.emplace_back(Pair{&column, other, role});
        if (!judges_loss(role)) continue;
        const std::string doubt = doubt_column(column.name, role);
        pair.doubt_a = a.find(doubt);
        pair.doubt_b = b.find(doubt);
    }
    for (const model::Column& column : b.columns)
        if (a.find(column.name) == nullptr) out.columns_b.push_back(column.name);
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
        return std::tuple(x.role.figure, x.role.measure) < std::tuple(y.role.figure, y.role.measure);
    });
    return pairs;
}

/// How much a change of a territory matters: lost coverage, then the most people, points of share, km2; of those who meet an
/// indicator or live there, since the others are what is left of them.
struct Weight {
    bool loss = false;
    core::Int128 people = 0, share = 0, area = 0;
    bool operator==(const Weight&) const = default;
    bool operator<(const Weight& o) const {
        return std::tie(loss, people, share, area) < std::tie(o.loss, o.people, o.share, o.area);
    }
};

Weight weight_of(const model::PlaceChange& place) {
    Weight weight{place.loss};
    for (const FigureChange& f : place.figures) {
        if (!f.a || !f.b || f.role.figure > model::Figure::whole) continue;
        core::Int128& most = f.role.measure == Measure::people ? weight.people
                             : f.role.measure == Measure::area ? weight.area
                                                               : weight.share;
        most = std::max(most, magnitude(*f.a, *f.b));
    }
    return weight;
}

model::PlaceName name_of(const model::Table& table, std::size_t row) {
    const model::Column* name = table.find("name");
    return {table.columns.front().texts[row], name != nullptr && name->type == model::ColumnType::text ? name->texts[row] : ""};
}

}  // namespace

model::UnitComparison compare_unit(const model::Table& a, const model::Table& b, const model::ColumnRoles& roles,
                                   const model::Tolerance& tolerance, bool people_told) {
    model::UnitComparison out;
    out.unit = a.unit;
    const std::vector<Pair> pairs = pair_columns(a, b, roles, people_told, out);
    std::unordered_map<std::string, std::size_t> rows_b;
    for (std::size_t row = 0; row < b.rows(); ++row) rows_b.emplace(b.columns.front().texts[row], row);
    std::vector<std::pair<Weight, model::PlaceChange>> changed;
    for (std::size_t row = 0; row < a.rows(); ++row) {
        const auto found = rows_b.find(a.columns.front().texts[row]);
        if (found == rows_b.end()) {
            out.only_a.push_back(name_of(a, row));
            continue;
        }
        ++out.common;
        model::PlaceChange place{name_of(b, found->second), {}, false};
        for (const Pair& pair : pairs)
            if (auto change = change_of(pair, row, found->second, tolerance)) {
                place.loss = place.loss || change->loss;
                place.figures.push_back(std::move(*change));
            }
        rows_b.erase(found);
        if (place.figures.empty()) continue;
        out.losses += place.loss ? 1 : 0;
        const Weight weight = weight_of(place);
        changed.emplace_back(weight, std::move(place));
    }
    for (std::size_t row = 0; row < b.rows(); ++row)
        if (rows_b.count(b.columns.front().texts[row]) == 1) out.only_b.push_back(name_of(b, row));
    std::stable_sort(changed.begin(), changed.end(), [](const auto& x, const auto& y) {
        return x.first == y.first ? x.second.place.code < y.second.place.code : y.first < x.first;
    });
    for (auto& [weight, place] : changed) out.changed.push_back(std::move(place));
    return out;
}

}  // namespace covmap::measure
