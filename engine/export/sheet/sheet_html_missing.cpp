// What is missing and for how many people; who is covered by whom.
#include "export/sheet/sheet_parts.hpp"

namespace covmap::exports {

namespace {

/// «312 personnes sans « 4G » (5,2 % ; inconnu pour 47 personnes)», as markup.
std::string missing_line(const model::Sheet& sheet, const model::SheetIndicator& indicator, const SheetText& text) {
    const std::string name = text.quoted(text.say(indicator.label));
    const model::SheetValue lacking = indicator.lacking();
    if (!lacking || sheet.people == model::SheetValue(0)) {
        const std::string why = sheet.has_people && sheet.people == model::SheetValue(0)
                                    ? text.say("sans habitant", "no inhabitants")
                                    : text.unknown();
        return text_element("li", name + text.say("\u00A0: ", ": ") + why);
    }
    const model::SheetValue whole = sheet.has_people ? sheet.people : sheet.area;
    const std::int64_t unknown = indicator.here.unknown.value_or(0);
    std::string who = *lacking > 0 || !sheet.has_people ? text.counted(*lacking)
                      : unknown > 0                     ? text.say("Personne de connu", "Nobody known")
                                                        : text.say("Personne", "Nobody");
    std::string more = whole && *lacking > 0 ? text.share(model::share_of(*lacking, *whole)) : "";
    if (unknown > 0)
        more +=
            (more.empty() ? "" : text.say("\u00A0; ", "; ")) + text.say("inconnu pour ", "unknown for ") + text.counted(unknown);
    return element("li", text_element("strong", who) +
                             xml_text(" " + text.say(indicator.lacking_words) + (more.empty() ? "" : " (" + more + ")")));
}

std::string summary_row(const model::SheetIndicator& indicator, const model::Sheet& sheet, const SheetText& text) {
    const model::SheetShare& here = indicator.here;
    const model::SheetValue whole = sheet.has_people ? sheet.people : sheet.area;
    const auto part = [&](const model::SheetValue& value) {
        return value && whole ? model::share_of(*value, *whole) : std::nullopt;
    };
    std::string label = xml_text(text.say(indicator.label));
    if (!text.say(indicator.nature).empty()) label += text_element("small", " (" + text.say(indicator.nature) + ")");
    return element(
        "tr", element("th", label, "scope=\"row\"") +
                  element("td", bar({{part(here.met), "f0"}, {part(here.not_met), "none"}, {part(here.unknown), "unknown"}})) +
                  number_cell(text.amount(here.met)) + number_cell(text.amount(here.not_met)) +
                  number_cell(text.amount(here.unknown)) + number_cell(text.share_cell(here.share)) +
                  number_cell(text.share_cell(indicator.area_share)));
}

std::string summary(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    const auto head = [&](const char* fill, const std::string& words) {
        return element("th", swatch(fill) + " " + xml_text(words), "scope=\"col\" class=\"n\"");
    };
    std::string rows;
    for (const model::SheetIndicator& indicator : sheet.indicators) rows += summary_row(indicator, sheet, text);
    return table(text.say("Ce qui est demandé, en nombre de ", "What is asked, in number of ") + text.say(sheet.noun),
                 column_head(text.say("Ce qui est demandé", "What is asked")) + column_head(text.say("Barre", "Bar")) +
                     head("f0", text.say("oui", "yes")) + head("none", text.say("non", "no")) + head("unknown", text.unknown()) +
                     column_head(text.say("part", "share"), "class=\"n\"") +
                     column_head(text.say("part de la surface", "share of the area"), "class=\"n\""),
                 rows);
}

/// Who gained and who lost since the earlier indicators that the job names, and of whom it became known or unknown.
std::string changes(const SheetPage& page, const SheetText& text) {
    std::string rows;
    for (const model::SheetIndicator& indicator : page.sheet.indicators)
        if (const auto& since = indicator.changes)
            rows += element("tr", row_head(text.say(indicator.label)) + text_element("td", text.say(since->since)) +
                                      number_cell(text.amount(since->gained)) + number_cell(text.amount(since->lost)) +
                                      number_cell(text.amount(since->newly_known)) +
                                      number_cell(text.amount(since->no_longer_known)));
    if (rows.empty()) return {};
    std::string head = column_head(text.say("Ce qui est demandé", "What is asked")) + column_head(text.say("depuis", "since"));
    for (const std::string& name : {text.say("gagné", "gained"), text.say("perdu", "lost"),
                                    text.say("devenu connu", "newly known"), text.say("devenu inconnu", "no longer known")})
        head += column_head(name, "class=\"n\"");
    return table(text.say("Ce qui a changé, en nombre de ", "What has changed, in number of ") + text.say(page.sheet.noun), head,
                 rows) +
           text_element("p", text.say("Passer d’inconnu à connu, ou l’inverse, n’est ni gagner ni perdre.",
                                      "From unknown to known and back is neither gain nor loss."));
}

/// How far those are who help.
std::string ways(const SheetPage& page, const SheetText& text) {
    std::string rows;
    for (const model::SheetWay& way : page.sheet.ways) {
        std::string cells = row_head(text.say(way.label));
        for (const model::SheetValue& metres : {way.mean_m, way.median_m, way.p90_m})
            cells += number_cell(metres ? text.distance(metres) : "–");
        rows += element("tr", cells + number_cell(text.amount(way.unknown)));
    }
    if (rows.empty()) return {};
    std::string head = column_head(text.say("Lieux", "Places"));
    for (const std::string& name :
         {text.say("en moyenne", "on average"), text.say("la moitié à moins de", "half within"),
          text.say("neuf sur dix à moins de", "nine tenths within"), text.say("distance inconnue", "distance unknown")})
        head += column_head(name, "class=\"n\"");
    return table(
        text.say("À quelle distance du lieu le plus proche, à vol d’oiseau", "How far to the nearest place, as the crow flies"),
        head, rows);
}

std::string operator_row(const model::SheetService& service, const model::SheetOperator& op, const SheetText& text) {
    std::vector<std::pair<model::SheetValue, std::string>> parts;
    std::string cells;
    for (std::size_t l = 0; l < service.levels.size(); ++l) {
        parts.emplace_back(op.share[l], fill_of(service.levels, l));
        cells += element(
            "td", xml_text(text.amount(op.people[l])) + (op.share[l] ? text_element("small", text.share_cell(op.share[l])) : ""),
            "class=\"n\"");
    }
    const std::string nature = text.nature(op.nature);
    return element("tr", row_head((op.name.empty() ? op.code : op.name) + (nature.empty() ? "" : " (" + nature + ")")) +
                             element("td", bar(parts)) + cells);
}

std::string service_table(const model::SheetService& service, const SheetPage& page, const SheetText& text) {
    std::string head = column_head(text.say("Opérateur", "Operator")) + column_head(text.say("Barre", "Bar")), rows;
    for (std::size_t l = 0; l < service.levels.size(); ++l)
        head += element("th", swatch(fill_of(service.levels, l)) + " " + xml_text(text.level(service.levels[l])),
                        "scope=\"col\" class=\"n\"");
    for (const model::SheetOperator& op : service.operators) rows += operator_row(service, op, text);
    return table(text.service(service) + text.say("\u00A0: ", ": ") + text.say(page.sheet.noun) +
                     text.say(" par meilleur niveau offert", " by best level offered"),
                 head, rows);
}

}  // namespace

std::string missing_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    std::string lines;
    for (const model::SheetIndicator& indicator : sheet.indicators) lines += missing_line(sheet, indicator, text);
    std::string content =
        lines.empty() ? text_element("p", text.say("Ce calcul ne pose aucune question.", "This run asks no question."))
                      : element("ul", lines, "class=\"missing\"") + summary(page, text) + changes(page, text) + ways(page, text);
    return section("missing", text.say("Ce qui manque, et à combien", "What is missing, and for how many"), content);
}

std::string operators_section(const SheetPage& page, const SheetText& text) {
    std::string content;
    for (const model::SheetService& service : page.sheet.services) content += service_table(service, page, text);
    if (content.empty())
        content = text_element("p", text.say("Ce calcul ne dit rien des opérateurs.", "This run says nothing of operators."));
    else
        content = text_element("p", text.say("Chacun compte une fois par opérateur, au meilleur niveau que celui-ci y annonce. "
                                             "«\u202Finconnu\u202F»\u00A0: aucune carte de cet opérateur ne parle de ce lieu.",
                                             "Everybody counts once for each operator, at the best level it claims there. "
                                             "“unknown”: no map of that operator speaks of the place.")) +
                  content;
    return section("operators", text.say("Qui couvre, niveau par niveau", "Who covers, level by level"), content);
}

}  // namespace covmap::exports
