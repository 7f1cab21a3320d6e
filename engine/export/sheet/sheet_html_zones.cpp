// Where it is missing: zones and their maps; the territories of a parent.
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
    std::string served =
        xml_text(zone.served_m ? text.distance(zone.served_m) : text.say("aucun carré servi", "no square is served"));
    if (zone.served_m && zone.bearing) served += text_element("small", text.say("au ", "to the ") + text.bearing(zone.bearing));
    return element("tr", row_head(std::to_string(number)) + text_element("td", zone.name) + element("td", people, "class=\"n\"") +
                             number_cell(text.area(zone.area)) + element("td", served, "class=\"n\"") +
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
                     column_head(text.say("surface ici", "area here"), number) +
                     column_head(text.say("carré servi le plus proche", "nearest served square"), number) +
                     column_head(text.say("rang dans tout le calcul", "rank in the whole run"), number),
                 rows);
}

/// What a table of zones leaves out: the smaller zones, and who lives outside zones.
std::string zone_rest(const model::SheetZones& list, const SheetText& text) {
    std::string out;
    if (list.zones.size() > model::kMostSheetZones) {
        std::int64_t people = 0;
        for (std::size_t z = model::kMostSheetZones; z < list.zones.size(); ++z) people += list.zones[z].people.value_or(0);
        out += text_element("p", text.rounded(static_cast<std::int64_t>(list.zones.size() - model::kMostSheetZones), 0, 0) +
                                     text.say(" autres zones, plus petites\u00A0: ", " further, smaller zones: ") +
                                     text.counted(people) + ".");
    }
    if (list.scattered.value_or(0) > 0)
        out += text_element("p", text.say("Dispersés, hors de ces zones\u00A0: ", "Scattered, outside these zones: ") +
                                     text.counted(*list.scattered) + ".");
    return out;
}

std::string map_figure(const SheetPage& page, const std::vector<model::SheetMap::Zone>& zones, const std::string& id,
                       const std::string& what, const SheetText& text) {
    const std::string place = text.place(page.sheet.place);
    SheetMapWords words{id, text.say("Carte\u00A0: ", "Map: ") + (what.empty() ? place : what + ", " + place), "", text.french()};
    words.description =
        zones.empty()
            ? text.say("Limites du territoire, nord en haut.", "Borders of the territory, north up.")
            : text.say("Limites du territoire, nord en haut, zones hachurées, numérotées comme dans le tableau qui suit.",
                       "Borders of the territory, north up, zones hatched, numbered as in the table that follows.");
    const std::string svg = sheet_map_svg(page.map, zones, words);
    if (svg.empty()) return {};
    return element("figure", svg + text_element("figcaption", words.title + ". " + words.description)) + "\n";
}

std::string zones_of(const SheetPage& page, std::size_t z, const SheetText& text) {
    const model::SheetZones& list = page.sheet.zones[z];
    std::string content = text_element("h3", text.say(list.label)) +
                          text_element("p", text.say("Où n’est pas rempli\u00A0: ", "Where this is not met: ") +
                                                text.quoted(text.say(list.standard)) + ".");
    if (list.zones.empty())
        return content + text_element("p", text.say("Aucune zone ici.", "No zone here.")) + zone_rest(list, text);
    if (z < page.map.zones.size())
        content += map_figure(page, page.map.zones[z], "map" + std::to_string(z + 1), text.say(list.label), text);
    return content + zone_table(list, page, text) + zone_rest(list, text);
}

std::string member_row(const model::SheetMember& member, const model::Sheet& sheet, const SheetText& text) {
    std::string cells = text_element("td", member.name) + number_cell(text.amount(member.people));
    for (std::size_t i = 0; i < sheet.indicators.size() && i < kMostColumns; ++i) {
        const model::SheetShare& share = member.shares[i];
        const model::SheetValue lacking = sheet.indicators[i].low_is_good ? share.met : share.not_met;
        std::string cell = xml_text(text.amount(lacking));
        if (share.unknown.value_or(0) > 0)
            cell += text_element("small", text.say("inconnu\u00A0: ", "unknown: ") + text.amount(share.unknown));
        cells += element("td", cell, "class=\"n\"");
    }
    return element("tr", row_head(member.code) + cells);
}

}  // namespace

std::string zones_section(const SheetPage& page, const SheetText& text) {
    std::string content;
    for (std::size_t z = 0; z < page.sheet.zones.size(); ++z) content += zones_of(page, z, text);
    bool mapped = false;
    for (std::size_t z = 0; z < page.sheet.zones.size() && z < page.map.zones.size(); ++z)
        mapped = mapped || !page.sheet.zones[z].zones.empty();
    if (!mapped) content = map_figure(page, {}, "map", "", text) + content;
    for (const std::string& missing : page.missing)
        content += text_element("p", text.say("Le calcul n’a plus\u00A0: ", "The run no longer has: ") + missing + ".");
    if (content.empty())
        content = text_element("p", text.say("Ce calcul ne cherche pas de zones.", "This run looks for no zones."));
    return section("zones", text.say("Où cela manque", "Where it is missing"), content);
}

std::string members_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    if (sheet.members.empty()) return {};
    std::string head =
                    column_head("code") + column_head(text.say("nom", "name")) + column_head(text.say(sheet.noun), "class=\"n\""),
                rows;
    for (std::size_t i = 0; i < sheet.indicators.size() && i < kMostColumns; ++i)
        head +=
            column_head((sheet.indicators[i].low_is_good ? text.say("dans le cas ", "under ") : text.say("sans ", "without ")) +
                            text.quoted(text.say(sheet.indicators[i].label)),
                        "class=\"n\"");
    for (std::size_t m = 0; m < sheet.members.size() && m < kMostMembers; ++m) rows += member_row(sheet.members[m], sheet, text);
    const std::string title = text.say("Les ", "The ") + text.rounded(static_cast<std::int64_t>(sheet.members.size()), 0, 0) +
                              " " + text.say(sheet.member_unit);
    std::string content = table(title + text.say("\u00A0: nombre de ", ": number of ") + text.say(sheet.noun), head, rows);
    if (sheet.members.size() > kMostMembers)
        content += text_element("p", text.say("Seules les premières sont listées ici\u00A0; le tableau du calcul les a toutes.",
                                              "Only the first are listed here; the run's table has all of them."));
    return section("members", title, content);
}

}  // namespace covmap::exports
