#include <vector>

#include "cli/aligned.hpp"
#include "cli/compare/diff_formats.hpp"
#include "cli/compare/diff_words.hpp"
#include "core/counted.hpp"

namespace covmap::cli {

namespace {

using Row = TextRow;

std::string more_lines(std::size_t count, std::size_t limit, const std::string& what) {
    const std::size_t left = count - shown(count, limit);
    return left == 0 ? "" : "  ... " + std::to_string(left) + " more " + what + " (--all shows them)\n";
}

std::string quoted_or(const std::string& text, const char* none) { return text.empty() ? none : text; }

std::string context_text(const model::Comparison& c, const DiffLimits& limits) {
    if (c.context.empty()) return "Alike: job, inputs, totals, defects, versions\n";
    std::vector<Row> rows;
    for (std::size_t i = 0; i < shown(c.context.size(), limits.places); ++i) {
        const model::ContextDifference& d = c.context[i];
        rows.push_back({d.part, d.what, quoted_or(d.a, "-") + " -> " + quoted_or(d.b, "-")});
    }
    return "Not alike (A -> B):\n" + aligned(rows, 3) + more_lines(c.context.size(), limits.places, "differences");
}

std::string places_text(const std::vector<model::PlaceName>& places, const char* where, std::size_t limit) {
    std::string out;
    for (std::size_t i = 0; i < shown(places.size(), limit); ++i)
        out += std::string("  only in ") + where + ": " + places[i].code + (places[i].name.empty() ? "" : " " + places[i].name) +
               "\n";
    return out + more_lines(places.size(), limit, std::string("only in ") + where);
}

std::string columns_text(const std::vector<std::string>& columns, const char* where, std::size_t limit) {
    std::string out;
    for (std::size_t i = 0; i < shown(columns.size(), limit); ++i)
        out += (out.empty() ? std::string("  columns only in ") + where + ": " : ", ") + columns[i];
    return out.empty() ? "" : out + "\n" + more_lines(columns.size(), limit, std::string("columns only in ") + where);
}

std::string unit_lines(const model::UnitComparison& unit, const DiffLimits& limits) {
    if (unit.equal()) return "";
    std::vector<Row> rows{{"code", "name", "", "column", "A", "B", "B - A"}};
    for (std::size_t i = 0; i < shown(unit.changed.size(), limits.places); ++i) {
        const model::PlaceChange& place = unit.changed[i];
        const std::size_t count = shown(place.figures.size(), limits.figures);
        for (std::size_t f = 0; f < count; ++f) {
            const model::FigureChange& figure = place.figures[f];
            rows.push_back({f == 0 ? place.place.code : "", f == 0 ? place.place.name : "", figure.loss ? "lost" : "",
                            figure.column, value_a(figure), value_b(figure), difference(figure)});
        }
        if (count < place.figures.size())
            rows.push_back({"", "", "", "... " + core::counted(place.figures.size() - count, "more column")});
    }
    std::string out = "\n" + unit.unit + "\n";
    if (!unit.changed.empty()) out += aligned(rows, 4) + more_lines(unit.changed.size(), limits.places, "changed");
    return out + places_text(unit.only_a, "A", limits.places) + places_text(unit.only_b, "B", limits.places) +
           columns_text(unit.columns_a, "A", limits.figures) + columns_text(unit.columns_b, "B", limits.figures);
}

std::string zones_text(const model::Comparison& c, const model::ZoneComparison& zones, const DiffLimits& limits) {
    std::string out = "\nZones " + zones.name + ": " + zones_summary(zones, c.people_told) + "\n";
    std::vector<Row> rows;
    for (std::size_t i = 0; i < shown(zones.changes.size(), limits.places); ++i) {
        const model::ZoneChange& change = zones.changes[i];
        const std::string arrow = change.a.empty() || change.b.empty() ? "" : " -> ";
        rows.push_back(
            {fate_word(change.fate), sides_text(change.a, c.people_told) + arrow + sides_text(change.b, c.people_told)});
    }
    return out + aligned(rows, 2) + more_lines(zones.changes.size(), limits.places, "changed");
}

}  // namespace

std::string diff_table(const model::Comparison& c, const DiffLimits& limits) {
    std::string out = "A: " + c.a + "\nB: " + c.b + "\n" + context_text(c, limits);
    for (const std::string& note : c.notes) out += "Note: " + note + "\n";
    out += "\nTerritories, beyond " + tolerance_text(c.options.tolerance) + "\n";
    std::vector<Row> rows;
    for (const model::UnitComparison& unit : c.units) rows.push_back({unit.unit, unit_summary(unit)});
    out += aligned(rows, 2);
    const std::size_t detailed = limits.places == 0 ? c.units.size() : 1;  // the finest unit comes first
    for (std::size_t u = 0; u < detailed; ++u) out += unit_lines(c.units[u], limits);
    for (const model::ZoneComparison& zones : c.zones) out += zones_text(c, zones, limits);
    return out + "\n" + verdict(c) + "\n";
}

}  // namespace covmap::cli
