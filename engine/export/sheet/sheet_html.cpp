#include "export/sheet/sheet_html.hpp"

#include <algorithm>

#include "export/sheet/sheet_parts.hpp"

namespace covmap::exports {

namespace {

constexpr const char* kStyle = R"(
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.4 system-ui, "DejaVu Sans", Arial, sans-serif; color: #111; background: #fff; margin: 0 auto; max-width: 62em; padding: 1em; }
h1 { font-size: 1.7em; margin: 0 0 .2em; line-height: 1.15; }
h2 { font-size: 1.2em; margin: 1.4em 0 .4em; border-bottom: 2px solid #111; break-after: avoid; }
h3 { font-size: 1em; margin: 1em 0 .3em; break-after: avoid; }
p { margin: .4em 0; }
.note { border: 1px solid #111; border-left-width: 6px; padding: .4em .7em; }
.missing { list-style: none; padding: 0; margin: .5em 0; }
.missing li { padding: .25em 0; border-bottom: 1px solid #ccc; break-inside: avoid; }
.missing strong { font-size: 1.25em; }
.wide { overflow-x: auto; }
.sentence { font-size: 1.45em; line-height: 1.3; margin: .6em 0; }
.columns { column-count: 2; column-gap: 1.6em; margin-top: .6em; }
.columns section { break-inside: avoid; }
.columns h2:first-child { margin-top: 0; }
td.long svg.bar { width: 100%; min-width: 8em; height: 1.1em; }
td.long { width: 55%; }
.annex { break-before: page; margin-top: 2em; }
ol { padding-left: 1.6em; margin: .4em 0; }
ul { padding-left: 1.2em; margin: .4em 0; }
table { border-collapse: collapse; width: 100%; margin: .5em 0; font-size: .88em; }
caption { text-align: left; font-weight: bold; padding: .3em 0; }
th, td { border-bottom: 1px solid #bbb; padding: .2em .45em; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #111; vertical-align: bottom; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
tbody th { font-weight: normal; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td small { display: block; color: #444; }
svg.bar { width: 9em; height: 1em; display: block; margin-top: .2em; }
svg.swatch { width: .9em; height: .9em; vertical-align: -.1em; }
figure { margin: .5em 0; break-inside: avoid; }
figure svg { width: 100%; max-width: 640px; height: auto; }
figcaption { font-size: .88em; }
.f0 { fill: #123f6e; } .f1 { fill: #4b81b4; } .f2 { fill: #98bcdb; } .f3 { fill: #bfd6ea; } .f4 { fill: #dce9f4; }
.m1 { fill: #fdebd3; } .m2 { fill: #fbd3a2; } .m3 { fill: #f5b071; } .m4 { fill: #e78a4c; } .m5 { fill: #cd6236; } .m6 { fill: #a53d2c; } .m7 { fill: #6f1d24; }
.none { fill: #fff; } .unknown { fill: url(#unknown); }
.hash { font-family: monospace; overflow-wrap: anywhere; }
@media screen and (max-width: 48em) { .columns { column-count: 1; } }
@media print { body { font-size: 9pt; padding: 0; max-width: none; } a { color: inherit; } .wide { overflow: visible; } figure svg { max-width: 13cm; max-height: 9cm; } }
)";

/// The fill of what is unknown: a pattern that also prints.
constexpr const char* kPatterns =
    R"svg(<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" aria-hidden="true" style="position:absolute"><defs><pattern id="unknown" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="#fff"/><rect width="1.6" height="4" fill="#555"/></pattern></defs></svg>)svg";

std::string title_of(const SheetPage& page) {
    const model::SheetPlace& place = page.sheet.place;
    return place.name.empty() ? place.code : place.name;
}

std::string where_line(const SheetPage& page, const SheetText& text) {
    const model::SheetPlace& place = page.sheet.place;
    std::string line = place.unit == "all" ? "" : text.say(place.unit_label) + " " + place.code;
    for (const model::SheetPlace& around : page.sheet.around)
        if (around.unit != "all") line += ", " + text.place(around);
    return line;
}

std::string people_line(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    std::string line;
    if (sheet.has_people) {
        if (!sheet.people)
            line = text.say("Nombre de ", "Number of ") + text.say(sheet.noun) + text.say("\u00A0: inconnu", ": unknown");
        else if (*sheet.people == 0)
            line = text.say("Personne n’y habite selon la source", "Nobody lives there by the source");
        else
            line = text.counted(*sheet.people);
        line += ", ";
    }
    return line + text.area(sheet.area);
}

std::string body(const SheetPage& page, const SheetText& text) {
    const std::string note = page.note.empty() ? "" : page.note + ". ";
    std::string header = text_element("h1", text.say("Qui est couvert\u00A0? ", "Who is covered? ") + title_of(page));
    if (const std::string where = where_line(page, text); !where.empty()) header += text_element("p", where);
    header += text_element("p", people_line(page, text));
    header +=
        text_element("p", note + text.say("Date des données\u00A0: ", "Date of the data: ") + text.date(page.sheet.date) + ".",
                     "class=\"note\"");
    const std::string annex = missing_section(page, text) + operators_section(page, text) + zones_section(page, text) +
                              members_section(page, text) + comparison_section(page, text) + doubt_section(page, text) +
                              quality_section(page, text) + origin_section(page, text);
    const std::string title =
        text_element("h2", text.say("Annexe\u00A0: tous les chiffres", "Annex: all figures"), "id=\"h-annex\"");
    return element("header", header) +
           element("main", front_page(page, text) + element("div", title + "\n" + annex,
                                                            "class=\"annex\" role=\"group\" aria-labelledby=\"h-annex\""));
}

}  // namespace

std::string table(const std::string& caption, const std::string& head, const std::string& rows) {
    return element(
        "div",
        element("table", text_element("caption", caption) + element("thead", element("tr", head)) + element("tbody", rows)) +
            "\n",
        "class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"" + xml_text(caption) + "\"");
}

std::string section(const std::string& id, const std::string& title, const std::string& content) {
    return element("section", text_element("h2", title, "id=\"h-" + id + "\"") + content, "aria-labelledby=\"h-" + id + "\"") +
           "\n";
}

std::string bar(const std::vector<std::pair<model::SheetValue, std::string>>& parts) {
    std::string content;
    std::int64_t from = 0;
    for (const auto& [share, fill] : parts) {
        const std::int64_t wide = share.value_or(0);
        if (wide > 0)
            content += "<rect class=\"" + fill + "\" x=\"" + model::decimal_text(from, 2) + "\" y=\"0\" width=\"" +
                       model::decimal_text(wide, 2) + "\" height=\"10\"/>";
        from += wide;
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 100 10\" "
           "preserveAspectRatio=\"none\">" +
           content +
           "<rect x=\"0\" y=\"0\" width=\"100\" height=\"10\" fill=\"none\" stroke=\"#111\" stroke-width=\"1\" "
           "vector-effect=\"non-scaling-stroke\"/></svg>";
}

std::string fill_of(const std::vector<std::string>& levels, std::size_t level) {
    const std::string& name = levels[level];
    if (name == "none" || name == "unknown") return name;
    return "f" + std::to_string(std::min<std::size_t>(level, 4));
}

std::string swatch(const std::string& fill) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"swatch\" aria-hidden=\"true\" viewBox=\"0 0 10 10\"><rect "
           "class=\"" +
           fill + "\" x=\"0\" y=\"0\" width=\"10\" height=\"10\" stroke=\"#111\"/></svg>";
}

std::string whole_page(const std::string& title, const std::string& language, const std::string& body) {
    const std::string head =
        std::string(R"(<meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>)") +
        text_element("title", title) + element("style", kStyle);
    const std::string attributes =
        "xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"" + language + "\" xml:lang=\"" + language + "\"";
    return "<!DOCTYPE html>\n" + element("html", element("head", head) + "\n" + element("body", kPatterns + body), attributes) +
           "\n";
}

std::string sheet_html(const SheetPage& page) {
    const SheetText text(page.sheet, page.language);
    return whole_page(title_of(page) + text.say(" – fiche de couverture", " – coverage sheet"), text.language(),
                      body(page, text));
}

}  // namespace covmap::exports
