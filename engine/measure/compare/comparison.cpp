#include "measure/compare/comparison.hpp"

#include <algorithm>
#include <tuple>

#include "core/error.hpp"
#include "core/units.hpp"
#include "measure/compare/comparison_context.hpp"
#include "measure/compare/comparison_units.hpp"
#include "measure/compare/zone_pairs.hpp"

namespace covmap::measure {

namespace {

const model::Table* table_of(const model::PublishedRun& run, const std::string& unit) {
    for (const model::Table& table : run.tables)
        if (table.unit == unit) return &table;
    return nullptr;
}

void forget_losses(model::UnitComparison& unit) {
    unit.losses = 0;
    for (model::PlaceChange& place : unit.changed) {
        place.loss = false;
        for (model::FigureChange& figure : place.figures) figure.loss = false;
    }
}

std::string units_text(const model::PublishedRun& run) {
    std::string text;
    for (const model::Table& table : run.tables) text += (text.empty() ? "" : ", ") + table.unit;
    return text;
}

std::string market_text(const MarketChange& market) {
    std::string text;
    for (const auto& [codes, where] : {std::pair(&market.only_a, "A"), std::pair(&market.only_b, "B")})
        for (const std::string& code : *codes)
            text += (text.empty() ? "operator " : ", operator ") + code + " is licensed in " + where + " alone";
    return "market changed: " + (text.empty() ? std::string("other operators together, or in other territories") : text) +
           "; no indicator is judged to have lost coverage";
}

void compare_units(const model::PublishedRun& a, const model::PublishedRun& b, model::Comparison& out) {
    std::vector<std::string> attributes = a.attributes;
    attributes.insert(attributes.end(), b.attributes.begin(), b.attributes.end());
    std::vector<model::PublishedIndicator> indicators = b.indicators;
    indicators.insert(indicators.end(), a.indicators.begin(), a.indicators.end());
    const model::ColumnRoles roles(attributes, indicators);
    const std::string& wanted = out.options.unit;
    const MarketChange market = market_change(a, b);
    if (market.changed) out.notes.push_back(market_text(market));
    const bool judged = same_scope(a, b);
    if (!judged)
        out.notes.emplace_back(
            "[only] is not the same: parents add up other territories, and are not judged to have lost coverage");
    for (const model::Table& table : a.tables) {
        if (!wanted.empty() && table.unit != wanted) continue;
        const model::Table* other = table_of(b, table.unit);
        if (other == nullptr) continue;
        out.units.push_back(compare_unit(table, *other, roles, out.options.tolerance, out.people_told));
        if (market.changed || (!judged && table.unit != a.units.front())) forget_losses(out.units.back());
    }
    if (out.units.empty())
        throw core::Error(core::ErrorKind::input, a.folder + " and " + b.folder,
                          (wanted.empty() ? "have no unit in common" : "do not both have the unit «" + wanted + "»") +
                              std::string(": A has ") + units_text(a) + "; B has " + units_text(b));
    for (const auto& [one, other, where] : {std::tuple(&a, &b, "A"), std::tuple(&b, &a, "B")})
        for (const model::Table& table : one->tables)
            // A folder that keeps only some of its tables is quiet about the others.
            if (wanted.empty() && std::find(other->units.begin(), other->units.end(), table.unit) == other->units.end())
                out.notes.push_back("only " + std::string(where) + " has the unit " + table.unit + ": it is not compared");
}

const model::ZoneIndex* index_of(const std::optional<model::ZoneFile>& file, const std::string& name) {
    if (file)
        for (const model::ZoneIndex& index : file->zones)
            if (index.name == name) return &index;
    return nullptr;
}

std::string refusal(const model::PublishedRun& a, const model::PublishedRun& b, const model::ZoneIndex* in_a,
                    const model::ZoneIndex* in_b) {
    if (in_b == nullptr) return "only A has these zones";
    if (in_a == nullptr) return "only B has these zones";
    if (!(a.zones->lattice == b.zones->lattice)) return "the squares of the two runs are not the same: zones cannot be paired";
    if (in_a->attribute != in_b->attribute)
        return "ranked by " + in_a->attribute + " in A and by " + in_b->attribute + " in B: zones cannot be paired";
    return "";
}

/// A zone that came or went with no more people than the tolerance; one without people is never within.
bool is_within(const model::ZoneChange& change, std::int64_t tolerance) {
    if (change.fate != model::ZoneFate::appeared && change.fate != model::ZoneFate::vanished) return false;
    const std::int64_t people = (change.a.empty() ? change.b : change.a).front().weight;
    return people > 0 && people <= tolerance;
}

model::ZoneComparison compare_zones(const std::string& name, const model::PublishedRun& a, const model::PublishedRun& b,
                                    const model::Comparison& so_far) {
    const model::ZoneIndex *in_a = index_of(a.zones, name), *in_b = index_of(b.zones, name);
    model::ZoneComparison out;
    out.name = name;
    out.attribute = (in_a != nullptr ? in_a : in_b)->attribute;
    out.zones_a = in_a != nullptr ? in_a->ids.size() : 0;
    out.zones_b = in_b != nullptr ? in_b->ids.size() : 0;
    out.refused = refusal(a, b, in_a, in_b);
    if (!out.refused.empty()) return out;
    std::int64_t tolerance = so_far.options.tolerance.people;  // to whole quanta, downwards
    for (int i = core::kWeightScale; i < model::kToleranceScale; ++i) tolerance /= 10;
    for (model::ZoneChange& change : pair_zones(*in_a, *in_b, tolerance, so_far.people_told)) {
        for (const model::ZoneSide& side : change.a) out.people_a += side.weight;
        for (const model::ZoneSide& side : change.b) out.people_b += side.weight;
        if (so_far.people_told && is_within(change, tolerance)) continue;
        if (change.fate == model::ZoneFate::kept) {
            ++out.kept;
            continue;
        }
        out.changes.push_back(std::move(change));
    }
    return out;
}

void compare_all_zones(const model::PublishedRun& a, const model::PublishedRun& b, model::Comparison& out) {
    for (const auto& [run, where] : {std::pair(&a, "A"), std::pair(&b, "B")})
        if (!run->zones_kept)
            out.notes.push_back(std::string(where) + " was not kept with its zones.covz: zones are not compared");
    if (!a.zones_kept || !b.zones_kept) return;
    for (const model::PublishedRun* run : {&a, &b})
        if (run->zones)
            for (const model::ZoneIndex& index : run->zones->zones)
                if (std::none_of(out.zones.begin(), out.zones.end(), [&](const auto& z) { return z.name == index.name; }))
                    out.zones.push_back(compare_zones(index.name, a, b, out));
}

bool differs(const model::Comparison& c) {
    if (c.options.losses_only) return std::any_of(c.units.begin(), c.units.end(), [](const auto& u) { return u.losses > 0; });
    return !std::all_of(c.units.begin(), c.units.end(), [](const auto& u) { return u.equal(); }) ||
           !std::all_of(c.zones.begin(), c.zones.end(), [](const auto& z) { return z.equal(); });
}

}  // namespace

model::Comparison compare(const model::PublishedRun& a, const model::PublishedRun& b, const model::CompareOptions& options) {
    model::Comparison out;
    out.a = a.folder;
    out.b = b.folder;
    out.options = options;
    out.people_told = same_places(a, b);
    out.context = context_differences(a, b);
    if (!out.people_told)
        out.notes.emplace_back(
            "demand, territories or what is joined to them are other files: shares alone are compared, not people nor areas");
    compare_units(a, b, out);
    compare_all_zones(a, b, out);
    out.differs = differs(out);
    return out;
}

}  // namespace covmap::measure
