#include "cli/compare/diff_formats.hpp"
#include "cli/compare/diff_words.hpp"
#include "cli/report.hpp"
#include "model/table.hpp"

namespace covmap::cli {

namespace {

std::string null_is_empty(const std::string& value, const std::optional<std::int64_t>& number, const model::ColumnRole& role) {
    return role.measure == model::Measure::text || number ? value : "";
}

std::string unit_lines(const model::UnitComparison& unit) {
    std::string out;
    for (const model::PlaceChange& place : unit.changed)
        for (const model::FigureChange& f : place.figures)
            out += csv_line({unit.unit, place.place.code, place.place.name, "changed", f.column,
                             null_is_empty(value_a(f), f.a, f.role), null_is_empty(value_b(f), f.b, f.role), difference(f),
                             f.loss ? "true" : "false"});
    for (const model::PlaceName& place : unit.only_a)
        out += csv_line({unit.unit, place.code, place.name, "only in A", "", "", "", "", ""});
    for (const model::PlaceName& place : unit.only_b)
        out += csv_line({unit.unit, place.code, place.name, "only in B", "", "", "", "", ""});
    for (const std::string& column : unit.columns_a) out += csv_line({unit.unit, "", "", "only in A", column, "", "", "", ""});
    for (const std::string& column : unit.columns_b) out += csv_line({unit.unit, "", "", "only in B", column, "", "", "", ""});
    return out;
}

std::string ids_of(const std::vector<model::ZoneSide>& sides) {
    std::string out;
    for (const model::ZoneSide& side : sides) out += (out.empty() ? "" : " + ") + side.id;
    return out;
}

std::string zone_lines(const model::Comparison& c, const model::ZoneComparison& zones) {
    const std::string part = "zones_" + zones.name;
    std::string out;
    if (!zones.refused.empty()) out += csv_line({part, "", zones.refused, "not compared", "", "", "", "", ""});
    for (const model::ZoneChange& change : zones.changes) {
        const std::string key = change.a.empty()   ? ids_of(change.b)
                                : change.b.empty() ? ids_of(change.a)
                                                   : ids_of(change.a) + " -> " + ids_of(change.b);
        const std::string& name = (change.b.empty() ? change.a : change.b).front().name;
        const std::int64_t a = people_of(change.a), b = people_of(change.b);
        const auto told = [&](const std::string& text) { return c.people_told ? text : ""; };
        out += csv_line({part, key, name, fate_word(change.fate), zones.attribute, told(people_text(a)), told(people_text(b)),
                         told((b > a ? "+" : "") + people_text(b - a)), ""});
    }
    return out;
}

}  // namespace

std::string diff_csv(const model::Comparison& c) {
    std::string out = "part,key,name,status,column,a,b,difference,loss\n";
    for (const model::ContextDifference& d : c.context) out += csv_line({d.part, d.what, "", "not alike", "", d.a, d.b, "", ""});
    for (const model::UnitComparison& unit : c.units) out += unit_lines(unit);
    for (const model::ZoneComparison& zones : c.zones) out += zone_lines(c, zones);
    return out;
}

}  // namespace covmap::cli
