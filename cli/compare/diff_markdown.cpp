#include <algorithm>

#include "cli/compare/diff_formats.hpp"
#include "cli/compare/diff_words.hpp"

namespace covmap::cli {

namespace {

/// A text inside a cell: what Markdown or HTML would take for its own is escaped.
std::string cell(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            out += ' ';
            continue;
        }
        if (c == '<') {
            out += "&lt;";
            continue;
        }
        if (std::string("\\|*_`[]#").find(c) != std::string::npos) out += '\\';
        out += c;
    }
    return out;
}

std::string row(const std::vector<std::string>& cells) {
    std::string out = "|";
    for (const std::string& text : cells) out += " " + cell(text) + " |";
    return out + "\n";
}

std::string more_rows(std::size_t count, std::size_t limit, const std::string& what) {
    const std::size_t left = count - shown(count, limit);
    return left == 0 ? "" : "\n" + std::to_string(left) + " more " + what + ".\n";
}

std::string context_part(const model::Comparison& c, const DiffLimits& limits) {
    if (c.context.empty()) return "Job, inputs, totals, defects and versions are alike.\n";
    std::string out = "| not alike | what | A | B |\n|---|---|---|---|\n";
    for (std::size_t i = 0; i < shown(c.context.size(), limits.places); ++i)
        out += row({c.context[i].part, c.context[i].what, c.context[i].a, c.context[i].b});
    return out + more_rows(c.context.size(), limits.places, "differences of context");
}

std::string unit_rows(const model::UnitComparison& unit, const DiffLimits& limits) {
    if (unit.changed.empty()) return "";
    std::string out =
        "\n#### " + cell(unit.unit) + "\n\n| code | name | column | A | B | B − A | |\n|---|---|---|--:|--:|--:|---|\n";
    for (std::size_t i = 0; i < shown(unit.changed.size(), limits.places); ++i) {
        const model::PlaceChange& place = unit.changed[i];
        for (std::size_t f = 0; f < shown(place.figures.size(), limits.figures); ++f) {
            const model::FigureChange& figure = place.figures[f];
            out += row({f == 0 ? place.place.code : "", f == 0 ? place.place.name : "", figure.column, value_a(figure),
                        value_b(figure), difference(figure), figure.loss ? "lost" : ""});
        }
    }
    return out + more_rows(unit.changed.size(), limits.places, "changed");
}

std::string zones_part(const model::Comparison& c, const model::ZoneComparison& zones, const DiffLimits& limits) {
    std::string out = "\n#### Zones " + cell(zones.name) + "\n\n" + cell(zones_summary(zones, c.people_told)) + "\n";
    if (zones.changes.empty()) return out;
    out += "\n| | A | B |\n|---|---|---|\n";
    for (std::size_t i = 0; i < shown(zones.changes.size(), limits.places); ++i) {
        const model::ZoneChange& change = zones.changes[i];
        out += row({fate_word(change.fate), sides_text(change.a, c.people_told), sides_text(change.b, c.people_told)});
    }
    return out + more_rows(zones.changes.size(), limits.places, "changed");
}

}  // namespace

std::string diff_markdown(const model::Comparison& c, const DiffLimits& limits) {
    std::string out = "### covmap diff: " + verdict(c) + "\n\nA: " + cell(c.a) + ", B: " + cell(c.b) + ", beyond " +
                      cell(tolerance_text(c.options.tolerance)) + "\n\n";
    out += context_part(c, limits);
    for (const std::string& note : c.notes) out += "\n" + cell(note) + "\n";
    out += "\n| territories | |\n|---|---|\n";
    for (const model::UnitComparison& unit : c.units) out += row({unit.unit, unit_summary(unit)});
    const std::size_t detailed = limits.places == 0 ? c.units.size() : 1;
    for (std::size_t u = 0; u < detailed; ++u) out += unit_rows(c.units[u], limits);
    for (const model::ZoneComparison& zones : c.zones) out += zones_part(c, zones, limits);
    return out;
}

}  // namespace covmap::cli
