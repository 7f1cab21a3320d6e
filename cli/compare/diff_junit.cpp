#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "cli/compare/diff_formats.hpp"
#include "cli/compare/diff_words.hpp"
#include "core/counted.hpp"
#include "read/files/text_bytes.hpp"

namespace covmap::cli {

namespace {

/// What XML 1.0 can hold of a text from files of others: control characters are left out, bytes that are not UTF-8 are U+FFFD.
std::string xml_text(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = read::utf8_length(text, i);
        if (length == 0)
            out += "\xEF\xBF\xBD";
        else if (static_cast<unsigned char>(text[i]) >= 0x20 || text[i] == '\n')
            out += text.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    return out;
}

void set(pugi::xml_node element, const char* name, const std::string& value) {
    element.append_attribute(name).set_value(xml_text(value).c_str());
}

std::string named(const model::PlaceName& place) { return place.code + (place.name.empty() ? "" : " " + place.name); }

constexpr std::size_t kShownPlaces = 100, kFigures = 6;  ///< shown; a CI server is no place for a country's list

/// One line a territory or column; with --fail-on loss only what was lost.
std::string failures(const model::UnitComparison& unit, bool losses_only) {
    std::string out;
    std::size_t places = 0;
    for (const model::PlaceChange& place : unit.changed) {
        if (losses_only && !place.loss) continue;
        if (++places > kShownPlaces) continue;
        out += named(place.place) + ":";
        std::size_t figures = 0;
        for (const model::FigureChange& f : place.figures)
            if ((!losses_only || f.loss) && ++figures <= kFigures)
                out += " " + f.column + " " + value_a(f) + " -> " + value_b(f) + ";";
        if (figures > kFigures) out += " " + core::counted(figures - kFigures, "more column") + ";";
        out.back() = '\n';
    }
    if (places > kShownPlaces) out += core::counted(places - kShownPlaces, "more territory", "more territories") + "\n";
    if (losses_only) return out;
    for (const model::PlaceName& place : unit.only_a) out += named(place) + ": only in A\n";
    for (const model::PlaceName& place : unit.only_b) out += named(place) + ": only in B\n";
    for (const std::string& column : unit.columns_a) out += "column " + column + ": only in A\n";
    for (const std::string& column : unit.columns_b) out += "column " + column + ": only in B\n";
    return out;
}

std::string failures(const model::ZoneComparison& zones, bool people_told) {
    std::string out = zones.refused.empty() ? "" : zones.refused + "\n";
    for (const model::ZoneChange& change : zones.changes)
        out +=
            fate_word(change.fate) + ": " + sides_text(change.a, people_told) + " -> " + sides_text(change.b, people_told) + "\n";
    return out;
}

void add_case(pugi::xml_node suite, const std::string& kind, const std::string& name, bool failed, const std::string& summary,
              const std::string& lines) {
    pugi::xml_node test = suite.append_child("testcase");
    set(test, "classname", "covmap." + kind);
    set(test, "name", name);
    if (!failed) return;
    const pugi::xml_node failure = test.append_child("failure");
    set(failure, "message", summary);
    failure.text().set(xml_text(lines).c_str());
}

}  // namespace

std::string diff_junit(const model::Comparison& c) {
    pugi::xml_document document;
    pugi::xml_node suites = document.append_child("testsuites"), suite = suites.append_child("testsuite");
    set(suite, "name", "covmap diff");
    std::size_t failed = 0;
    for (const model::UnitComparison& unit : c.units) {
        failed += fails(c, unit) ? 1 : 0;
        add_case(suite, "territories", unit.unit, fails(c, unit), unit_summary(unit), failures(unit, c.options.losses_only));
    }
    for (const model::ZoneComparison& zones : c.zones) {
        failed += fails(c, zones) ? 1 : 0;
        add_case(suite, "zones", zones.name, fails(c, zones), zones_summary(zones, c.people_told),
                 failures(zones, c.people_told));
    }
    for (const pugi::xml_node counted : {suites, suite}) {
        set(counted, "tests", std::to_string(c.units.size() + c.zones.size()));
        set(counted, "failures", std::to_string(failed));
    }
    std::string context;
    for (const model::ContextDifference& d : c.context) context += d.part + " " + d.what + ": " + d.a + " -> " + d.b + "\n";
    for (const std::string& note : c.notes) context += note + "\n";
    suite.append_child("system-out").text().set(xml_text(context).c_str());
    std::ostringstream text;
    document.save(text, " ", pugi::format_indent, pugi::encoding_utf8);
    return text.str();
}

}  // namespace covmap::cli
