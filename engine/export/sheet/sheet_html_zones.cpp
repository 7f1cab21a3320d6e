// Where it is missing: zones and their maps; the territories of a parent.
#include "core/units.hpp"
#include "export/sheet/sheet_map.hpp"
#include "export/sheet/sheet_parts.hpp"

namespace covmap::exports {

namespace {

constexpr std::int64_t kLeastOutside = 500'000;  ///< quanta that are printed as one person, dm² as 0.01 km²

std::string secret_or(const model::SheetZone& zone, const model::SheetValue& value, const SheetText& text) {
    return zone.secret && !value ? text.say("trop peu pour être publié", "too few to be published") : text.amount(value);
}

std::string zone_row(std::size_t number, const model::SheetZone& zone, const SheetText& text) {
    std::string people = xml_text(secret_or(zone, zone.people, text));
    if (zone.people_whole && zone.people && *zone.people_whole > *zone.people)
        people += text_element("small", text.say("sur ", "of ") + text.amount(zone.people_whole) +
                                            text.say(" dans toute la zone", " in the whole zone"));
    if (zone.outside.value_or(0) >= kLeastOutside)
        people += text_element("small",
                               text.amount(zone.outside) + text.say(" juste hors de son contour", " just outside its outline"));
    return element("tr", row_head(std::to_string(number)) + text_element("td", zone.name) + element("td", people, "class=\"n\"") +
                             number_cell(zone.area ? text.rounded(*zone.area, core::kAreaScale, 2) : text.unknown()) +
                             text_element("td", text.way(zone)) +
                             number_cell(zone.rank ? text.rounded(*zone.rank, 0, 0) : text.unknown()));
}

std::string zone_table(const model::SheetZones& list, const SheetPage& page, const SheetText& text) {
    std::string rows;
    for (std::size_t z = 0; z < list.zones.size() && z < model::kMostSheetZones; ++z)
        rows += zone_row(z + 1, list.zones[z], text);
    const std::string noun = text.say(page.sheet.noun), number = "class=\"n\"";
    return table(text.say("Zones\u00A0: ", "Zones: ") + text.say(list.label),
                 column_head(text.say("n°", "no.")) + column_head(text.say("zone", "zone")) +
                     column_head(noun + text.say(" ici", " here"), number) +
                     column_head(text.say("surface ici (km²)", "area here (km²)"), number) +
                     column_head(text.say("carré servi le plus proche", "nearest served square")) +
                     column_head(text.say("rang dans tout le calcul", "rank in the whole run"), number),
                 rows);
}

/// What a table of zones leaves out: the smaller zones, and who lives outside zones.
std::string zone_rest(const model::SheetZones& list, const SheetText& text) {
    std::string out;
    if (list.zones.size() > model::kMostSheetZones) {
        std::int64_t people = 0;
        for (std::size_t z = model::kMostSheetZones; z < list.zones.size(); ++z) people += list.zones[z].people.value_or(0);
        const auto number = static_cast<std::int64_t>(list.zones.size() - model::kMostSheetZones);
        const std::string smaller = number == 1 ? text.say(" autre zone, plus petite\u00A0: ", " further, smaller zone: ")
                                                : text.say(" autres zones, plus petites\u00A0: ", " further, smaller zones: ");
        out += text_element("p", text.rounded(number, 0, 0) + smaller + text.counted(people) + ".");
    }
    if (list.scattered.value_or(0) > 0)
        out += text_element("p", text.say("Dispersés, hors de ces zones\u00A0: ", "Scattered, outside these zones: ") +
                                     text.counted(*list.scattered) + ".");
    return out;
}

}  // namespace

std::string map_figure(const SheetPage& page, const std::vector<model::SheetMap::Zone>& zones, const std::string& id,
                       const std::string& what, const SheetText& text) {
    const std::string place = text.place(page.sheet.place);
    SheetMapWords words{id, text.say("Carte\u00A0: ", "Map: ") + (what.empty() ? place : what + ", " + place), "", text.french()};
    words.description = zones.empty()
                            ? text.say("Limites du territoire, nord en haut.", "Borders of the territory, north up.")
                            : text.say("Limites du territoire, nord en haut, zones hachurées, numérotées comme dans la liste.",
                                       "Borders of the territory, north up, zones hatched, numbered as in the list.");
    const std::string svg = sheet_map_svg(page.map, zones, words);
    if (svg.empty()) return {};
    return element("figure", svg + text_element("figcaption", words.title + ". " + words.description)) + "\n";
}

namespace {

std::string zones_of(const SheetPage& page, std::size_t z, const SheetText& text) {
    const model::SheetZones& list = page.sheet.zones[z];
    std::string content = text_element("h3", text.say(list.label)) +
                          text_element("p", text.say("Où n’est pas rempli\u00A0: ", "Where this is not met: ") +
                                                text.quoted(text.say(list.standard)) + ".");
    if (list.zones.empty())
        return content + text_element("p", text.say("Aucune zone ici.", "No zone here.")) + zone_rest(list, text);
    if (page.sheet.main_zones == z && !page.map.outline.empty())
        content += text_element("p", text.say("La carte est en première page.", "The map is on the first page."));
    else if (z < page.map.zones.size())
        content += map_figure(page, page.map.zones[z], "map" + std::to_string(z + 1), text.say(list.label), text);
    return content + zone_table(list, page, text) + zone_rest(list, text);
}

std::string member_row(const RankedMember& ranked, const model::Sheet& sheet, const SheetText& text) {
    const model::SheetMember& member = *ranked.member;
    std::string cells = number_cell(ranked.rank > 0 ? text.rounded(ranked.rank, 0, 0) : "\u2013") + row_head(member.code) +
                        text_element("td", member.name) + number_cell(text.amount(member.people));
    for (std::size_t i = 0; i < sheet.indicators.size() && i < kMostColumns; ++i) {
        const model::SheetShare& share = member.shares[i];
        const model::SheetValue lacking = sheet.indicators[i].low_is_good ? share.met : share.not_met;
        std::string cell = xml_text(text.amount(lacking));
        if (share.unknown.value_or(0) > 0)
            cell += text_element("small", text.say("inconnu\u00A0: ", "unknown: ") + text.amount(share.unknown));
        cells += element("td", cell, "class=\"n\"");
    }
    return element("tr", cells);
}

}  // namespace

std::string zones_section(const SheetPage& page, const SheetText& text) {
    std::string content;
    for (std::size_t z = 0; z < page.sheet.zones.size(); ++z) content += zones_of(page, z, text);
    for (const std::string& missing : page.missing)
        content += text_element("p", text.say("Le calcul n’a plus\u00A0: ", "The run no longer has: ") + missing + ".");
    if (content.empty())
        content = text_element("p", text.say("Ce calcul ne cherche pas de zones.", "This run looks for no zones."));
    return section("zones", text.say("Les zones, une à une", "The zones, one by one"), content);
}

std::string members_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    if (sheet.members.empty()) return {};
    std::string head = column_head(text.say("rang", "rank"), "class=\"n\"") + column_head("code") +
                       column_head(text.say("nom", "name")) + column_head(text.say(sheet.noun), "class=\"n\""),
                rows;
    for (std::size_t i = 0; i < sheet.indicators.size() && i < kMostColumns; ++i)
        head += column_head(text.say(sheet.indicators[i].lacking_words), "class=\"n\"");
    const std::vector<RankedMember> ranked = ranked_members(sheet);
    for (std::size_t m = 0; m < ranked.size() && m < kMostMembers; ++m) rows += member_row(ranked[m], sheet, text);
    const std::string title = text.say("Les ", "The ") + text.rounded(static_cast<std::int64_t>(sheet.members.size()), 0, 0) +
                              " " + text.say(sheet.member_unit);
    std::string content = table(title + text.say("\u00A0: nombre de ", ": number of ") + text.say(sheet.noun), head, rows);
    content += text_element(
        "p",
        text.say(
            "Rang 1\u00A0: le plus de monde laissé de côté. Sans rang («\u202F\u2013\u202F») où un dixième ou plus est inconnu.",
            "Rank 1: most people left out. Without rank (“\u2013”) where a tenth or more is unknown."));
    if (sheet.members.size() > kMostMembers)
        content += text_element("p", text.say("Seules les premières sont listées ici\u00A0; le tableau du calcul les a toutes.",
                                              "Only the first are listed here; the run's table has all of them."));
    return section("members", title, content);
}

}  // namespace covmap::exports
