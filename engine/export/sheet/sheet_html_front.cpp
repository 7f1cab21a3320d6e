// The first page of a sheet: one sentence, one bar an operator, one map, one comparison, and what can be done.
#include <algorithm>

#include "core/units.hpp"
#include "export/sheet/sheet_parts.hpp"

namespace covmap::exports {

namespace {

constexpr std::size_t kZonesInFront = 4, kMembersInFront = 8, kOperatorsInFront = 8;

const model::SheetIndicator* main_indicator(const model::Sheet& sheet) {
    return sheet.main_indicator ? &sheet.indicators[*sheet.main_indicator] : nullptr;
}

model::SheetValue whole_of(const model::Sheet& sheet) { return sheet.has_people ? sheet.people : sheet.area; }

std::string sentence_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    const model::SheetIndicator* main = main_indicator(sheet);
    if (main == nullptr) return {};
    const SheetSentence said{
        text.say(main->lead), text.say(main->lacking_words), main->claimed, main->low_is_good, whole_of(sheet), main->lacking(),
        main->here,           text.say(main->lack)};
    return text_element("p", sentence_text(said, text), "class=\"sentence\"");
}

/// One row an operator, of the service that the main indicator asks of.
std::string who_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    if (!sheet.main_service) return {};
    const model::SheetService& service = sheet.services[*sheet.main_service];
    std::string legend, rows;
    for (std::size_t l = 0; l < service.levels.size(); ++l)
        legend += (l > 0 ? " \u00A0 " : "") + swatch(fill_of(service.levels, l)) + " " + xml_text(text.level(service.levels[l]));
    for (std::size_t o = 0; o < service.operators.size() && o < kOperatorsInFront; ++o) {
        const model::SheetOperator& op = service.operators[o];
        std::vector<std::pair<model::SheetValue, std::string>> parts;
        std::int64_t covered = 0, unknown = 0;
        for (std::size_t l = 0; l < service.levels.size(); ++l) {
            parts.emplace_back(op.share[l], fill_of(service.levels, l));
            if (service.levels[l] == "unknown")
                unknown = op.people[l].value_or(0);
            else if (service.levels[l] != "none")
                covered += op.people[l].value_or(0);
        }
        const model::SheetValue whole = whole_of(sheet);
        const bool is_unknown = whole && *whole > 0 && unknown == *whole;
        const std::string nature = text.nature(op.nature);
        rows += element(
            "tr", row_head((op.name.empty() ? op.code : op.name) + (nature.empty() ? "" : " (" + nature + ")")) +
                      element("td", bar(parts), "class=\"long\"") +
                      number_cell(is_unknown || !whole ? text.unknown() : text.share_cell(model::share_of(covered, *whole))));
    }
    const std::string head = column_head(text.say("Opérateur", "Operator")) + element("th", legend, "scope=\"col\"") +
                             column_head(text.say("couvre", "covers"), "class=\"n\"");
    return section(
        "who", text.say("Qui couvre", "Who covers"),
        table(text.service(service) + text.say("\u00A0: part des ", ": share of the ") + text.say(sheet.noun), head, rows));
}

std::string zone_line(const model::SheetZone& zone, const SheetText& text) {
    std::string line = zone.name + text.say("\u00A0: ", ": ");
    line += zone.secret && !zone.people ? text.say("trop peu pour être publié", "too few to be published")
                                        : text.counted(zone.people.value_or(0));
    return line + text.say("\u00A0; carré servi le plus proche\u00A0: ", "; nearest served square: ") + text.way(zone);
}

std::string where_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    std::string content, lines;
    const bool has_zones = sheet.main_zones && *sheet.main_zones < page.map.zones.size();
    const std::string what = sheet.main_zones ? text.say(sheet.zones[*sheet.main_zones].label) : "";
    content = map_figure(page, has_zones ? page.map.zones[*sheet.main_zones] : std::vector<model::SheetMap::Zone>{}, "map1", what,
                         text);
    if (sheet.main_zones) {
        const std::vector<model::SheetZone>& zones = sheet.zones[*sheet.main_zones].zones;
        for (std::size_t z = 0; z < zones.size() && z < kZonesInFront; ++z)
            lines += text_element("li", zone_line(zones[z], text));
        if (!lines.empty()) content += element("ol", lines);
        if (zones.size() > kZonesInFront)
            content +=
                text_element("p", text.say("et ", "and ") + text.others(static_cast<std::int64_t>(zones.size() - kZonesInFront)) +
                                      text.say(", en annexe.", ", in the annex."));
        if (zones.empty()) content += text_element("p", text.say("Aucune zone ici.", "No zone here."));
    }
    return content.empty() ? content : section("where", text.say("Où cela manque", "Where it is missing"), content);
}

std::string ranked_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    const model::SheetIndicator* main = main_indicator(sheet);
    if (main == nullptr || sheet.members.empty()) return {};
    std::string rows;
    std::size_t shown = 0, left = 0;
    for (const RankedMember& ranked : ranked_members(sheet)) {
        if (ranked.rank == 0 || ranked.lacking.value_or(0) == 0) continue;
        if (shown == kMembersInFront) {
            ++left;
            continue;
        }
        ++shown;
        rows += element("tr", number_cell(text.rounded(ranked.rank, 0, 0)) +
                                  row_head(ranked.member->name.empty() ? ranked.member->code : ranked.member->name) +
                                  number_cell(text.amount(ranked.lacking)) + number_cell(text.share_cell(ranked.share)));
    }
    if (rows.empty()) return {};
    const std::string head = column_head(text.say("rang", "rank"), "class=\"n\"") + column_head(text.say("nom", "name")) +
                             column_head(text.say(sheet.noun), "class=\"n\"") +
                             column_head(text.say("part", "share"), "class=\"n\"");
    std::string content =
        table(text.say("Où le plus de monde est ", "Where most are ") + text.say(main->lacking_words), head, rows);
    if (left > 0)
        content += text_element("p", text.say("et ", "and ") + text.others(static_cast<std::int64_t>(left)) +
                                         text.say(", en annexe.", ", in the annex."));
    return section("ranked", text.say("Les ", "The ") + text.say(sheet.member_unit) + text.say(", par rang", ", ranked"),
                   content);
}

std::string compared_row(const std::string& who, const model::SheetValue& share, const model::SheetValue& unknown,
                         const SheetText& text) {
    return element("tr", row_head(who) + element("td", bar({{share, "f0"}, {unknown, "unknown"}}), "class=\"long\"") +
                             number_cell(text.share_cell(share)));
}

/// The main indicator here and around, one bar a place.
std::string compared_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    const model::SheetIndicator* main = main_indicator(sheet);
    if (main == nullptr || main->around.empty() || !main->here.share) return {};
    const model::SheetValue whole = whole_of(sheet);
    const model::SheetValue unknown = whole ? model::share_of(main->here.unknown.value_or(0), *whole) : std::nullopt;
    std::string rows = compared_row(text.place(sheet.place), main->here.share, unknown, text), rank;
    for (const model::SheetComparison& other : main->around) {
        rows += compared_row(text.place(other.around), other.share.share, {}, text);
        if (other.rank && rank.empty() && unknown.value_or(0) < model::kMuchUnknown_hundredths)
            rank = text.say("Rang ", "Rank ") + text.rounded(other.rank->rank, 0, 0) + text.say(" sur ", " of ") +
                   text.rounded(other.rank->places, 0, 0) + ", " + text.place(other.around) + ".";
    }
    const std::string head = column_head(text.say("où", "where")) + column_head(text.say("barre", "bar")) +
                             column_head(text.say("part", "share"), "class=\"n\"");
    return section("compared", text.say("Par rapport aux autres", "How it compares"),
                   table(text.say(main->label), head, rows) + (rank.empty() ? "" : text_element("p", rank)));
}

std::string todo_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    std::string lines = text_element(
        "li",
        text.say("Vérifier sur place, dans les zones ci-dessus, opérateur par opérateur\u00A0: ces chiffres sont des cartes, pas "
                 "des mesures.",
                 "Check on the spot, in the zones above, operator by operator: these figures are maps, not measurements."));
    if (sheet.of_arcep) {
        lines += text_element(
            "li", text.say("Signaler ce qui ne marche pas\u00A0: « J’alerte l’Arcep » (jalerte.arcep.fr), avec lieu, date "
                           "et opérateur.",
                           "Report what does not work to Arcep (jalerte.arcep.fr), with place, date and operator."));
        lines += text_element(
            "li", text.say("Demander l’équipement d’une zone sans 4G\u00A0: dispositif de couverture ciblée, par l’équipe "
                           "projet du département.",
                           "Ask for a site in a zone without 4G: the scheme of targeted coverage, through the "
                           "project team of the department."));
    } else {
        lines += text_element(
            "li", text.say("Signaler ce qui ne marche pas au régulateur et à l’opérateur, avec lieu, date et opérateur.",
                           "Report what does not work to the regulator and the operator, with place, date and operator."));
    }
    lines += text_element("li", text.say("Donner cette fiche et son annexe\u00A0: chaque nombre s’y recalcule.",
                                         "Hand on this sheet and its annex: every number can be computed again."));
    return section("todo", text.say("Que faire", "What can be done"), element("ul", lines));
}

}  // namespace

std::vector<RankedMember> ranked_members(const model::Sheet& sheet) {
    std::vector<RankedMember> ranked;
    for (const model::SheetMember& member : sheet.members) {
        RankedMember& one = ranked.emplace_back();
        one.member = &member;
        if (!sheet.main_indicator || !member.people || *member.people <= 0) continue;
        const model::SheetShare& share = member.shares[*sheet.main_indicator];
        one.lacking = sheet.indicators[*sheet.main_indicator].low_is_good ? share.met : share.not_met;
        if (one.lacking) one.share = model::share_of(*one.lacking, *member.people);
        const auto unknown = model::share_of(share.unknown.value_or(0), *member.people);
        one.rank = one.lacking && unknown.value_or(0) < model::kMuchUnknown_hundredths ? 1 : 0;
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const RankedMember& a, const RankedMember& b) {
        return a.rank != b.rank ? a.rank > b.rank : a.rank > 0 && *a.lacking > *b.lacking;
    });
    for (std::size_t m = 0; m < ranked.size() && ranked[m].rank > 0; ++m) {
        const bool is_level = m > 0 && ranked[m].lacking == ranked[m - 1].lacking;
        ranked[m].rank = is_level ? ranked[m - 1].rank : static_cast<std::int64_t>(m) + 1;
    }
    return ranked;
}

std::string front_page(const SheetPage& page, const SheetText& text) {
    return sentence_section(page, text) + who_section(page, text) +
           element("div", where_section(page, text) + ranked_section(page, text) + compared_section(page, text),
                   "class=\"columns\"") +
           todo_section(page, text);
}

}  // namespace covmap::exports
