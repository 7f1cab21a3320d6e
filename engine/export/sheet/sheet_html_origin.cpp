// How it compares, how sure it is, where the figures come from.
#include "core/units.hpp"
#include "export/sheet/sheet_parts.hpp"

namespace covmap::exports {

namespace {

std::string rank_words(const model::SheetRank& rank, const SheetText& text) {
    std::string words =
        text.say("rang ", "rank ") + text.rounded(rank.rank, 0, 0) + text.say(" sur ", " of ") + text.rounded(rank.places, 0, 0);
    if (rank.equals > 0) words += text.say(", à égalité avec ", ", level with ") + text.others(rank.equals);
    if (!rank.has_ranges) return words;
    const std::int64_t best = 1 + rank.surely_better, worst = rank.places - rank.surely_worse;
    if (best < worst)
        words += text.say("\u00A0; selon les fourchettes, entre ", "; by the ranges, between ") + text.rounded(best, 0, 0) +
                 text.say(" et ", " and ") + text.rounded(worst, 0, 0);
    return words;
}

std::string comparison_row(const model::SheetIndicator& indicator, const SheetText& text) {
    std::string cells = number_cell(text.share_cell(indicator.here.share));
    for (const model::SheetComparison& other : indicator.around) {
        std::string cell = xml_text(other.share.share ? text.share_cell(other.share.share) : text.unknown());
        if (other.rank) cell += text_element("small", rank_words(*other.rank, text));
        cells += element("td", cell, "class=\"n\"");
    }
    const std::string low = indicator.low_is_good ? text.say(" (moins vaut mieux)", " (less is better)") : "";
    return element("tr", row_head(text.say(indicator.label) + low) + cells);
}

/// How wide a range is, in words.
std::string width_words(const model::SheetShare& share, const SheetText& text) {
    if (!share.share) return text.share(share.share);
    if (!share.lo || !share.hi) return text.say("fourchette inconnue", "range unknown");
    const std::int64_t width = *share.hi - *share.lo;
    if (width == 0) return text.say("sans doute laissé par les carrés", "the squares leave no doubt");
    if (width <= 200) return text.say("à deux points près", "within two points");
    if (width <= 1000) return text.say("à quelques points près", "within a few points");
    return text.say("très incertain", "very uncertain");
}

std::string doubt_row(const model::SheetIndicator& indicator, const SheetText& text) {
    const model::SheetShare& here = indicator.here;
    const auto bound = [&](const model::SheetValue& value) {
        return number_cell(here.share && !value ? text.unknown() : text.share_cell(value));
    };
    return element("tr", row_head(text.say(indicator.label)) + number_cell(text.share_cell(here.share)) + bound(here.lo) +
                             bound(here.hi) + text_element("td", width_words(here, text)) +
                             number_cell(text.amount(here.unknown)));
}

std::string reference_line(const model::Sheet& sheet, const SheetText& text) {
    if (!sheet.reference || !sheet.people) return {};
    if (!sheet.reference->official)
        return text.say("Aucun chiffre officiel n’est connu ici.", "No official figure is known here.");
    std::string line = text.counted(*sheet.people) + text.say(" d’après ce calcul, ", " by this run, ") +
                       text.amount(sheet.reference->official) + text.say(" au chiffre officiel", " by the official figure");
    if (sheet.reference->gap) {
        const std::int64_t gap = *sheet.reference->gap;
        line += text.say("\u00A0: écart de ", ": a gap of ") + (gap > 0 ? "+" : "") + text.share(gap) + ".";
        line +=
            sheet.reference->flagged
                ? text.say(" C’est plus de 10\u202F%\u00A0: lire les nombres de personnes avec prudence, les parts valent mieux.",
                           " That is over 10%: read the numbers of people with care, the shares are better.")
                : "";
    }
    return line;
}

/// «Alizé, 5G, internet : hors de sa carte, 14 769 personnes sur 33 690 (43,84 %) : cela compte comme inconnu».
std::string partial_line(const model::SheetPartialMap& map, const SheetText& text) {
    const auto number = [&](std::int64_t value) {
        return map.of_area ? text.area(value) : text.rounded(value, core::kWeightScale, 0);
    };
    const std::string who = number(map.outside) + (map.of_area ? "" : " " + text.say(map.noun)) + text.say(" sur ", " of ") +
                            number(map.total) + " (" + text.share(model::share_of(map.outside, map.total)) + ")";
    return map.operator_name + ", " + text.service(map.service) + text.say("\u00A0: hors de sa carte, ", ": beyond its map, ") +
           who +
           (map.unknown ? text.say("\u00A0: cela compte comme inconnu, ni couvert ni non couvert.",
                                   ": they count as unknown, neither covered nor not covered.")
                        : text.say("\u00A0: cela compte comme non couvert.", ": they count as not covered."));
}

std::string partial_list(const model::Sheet& sheet, const SheetText& text) {
    if (sheet.partial_maps.empty()) return {};
    std::string lines;
    for (const model::SheetPartialMap& map : sheet.partial_maps) lines += text_element("li", partial_line(map, text));
    return text_element("p",
                        text.say("Cartes partielles\u00A0: elles s’arrêtent avant la fin de ce que ce calcul publie. S’il n’y a "
                                 "vraiment pas de réseau au-delà, ou si l’opérateur n’est autorisé que là, le calcul peut le "
                                 "dire (extent, [[market]] where).",
                                 "Partial maps: they end before what this run publishes does. If there is truly no network "
                                 "beyond, or if the operator is licensed only there, the job can say so (extent, [[market]] "
                                 "where).")) +
           element("ul", lines);
}

std::string link_or_text(const model::SourceInfo& info, const std::string& title) {
    const bool web = info.url.starts_with("https://") || info.url.starts_with("http://");
    return web ? text_element("a", title, "href=\"" + xml_text(info.url) + "\"") : xml_text(title);
}

std::string source_row(const model::SheetSource& source, const SheetText& text) {
    std::string files;
    for (std::size_t f = 0; f < source.files.size() && f < 4; ++f) files += (f > 0 ? ", " : "") + source.files[f];
    if (source.files.size() > 4)
        files += text.say(" et ", " and ") + text.others(static_cast<std::int64_t>(source.files.size() - 4));
    if (source.info.confidential) files = text.say("confidentiel", "confidential");
    const auto told = [&](const std::string& value) {
        return text_element("td", value.empty() ? text.say("non dit", "not said") : value);
    };
    const std::string& title = source.info.title;
    return element(
        "tr", row_head(text.role(source.role)) + (title.empty() ? told("") : element("td", link_or_text(source.info, title))) +
                  told(source.info.publisher) + told(source.info.date) + told(source.info.licence) + text_element("td", files));
}

std::string sources_table(const SheetPage& page, const SheetText& text) {
    std::string head, rows;
    for (const std::string& name :
         {text.say("Ce que c’est", "What it is"), text.say("titre", "title"), text.say("éditeur", "publisher"),
          std::string("date"), text.say("licence", "licence"), text.say("fichiers", "files")})
        head += column_head(name);
    for (const model::SheetSource& source : page.sheet.sources) rows += source_row(source, text);
    return table(text.say("Sources", "Sources"), head, rows);
}

std::string recompute(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    std::string content = text_element(
        "p", text.say("Calcul ", "Run ") + text.quoted(sheet.job_name.empty() ? page.run : sheet.job_name) +
                 text.say(", dossier ", ", folder ") + text.quoted(page.run) + text.say(", covmap ", ", covmap ") +
                 sheet.program +
                 text.say(". Son manifest.json dit l’empreinte de chaque fichier lu, et le compte de chaque personne.",
                          ". Its manifest.json tells the hash of every file read, and the account of every person."));
    if (!sheet.job_sha256.empty())
        content += element("p", xml_text(text.say("Fichier de calcul ", "Job file ") + sheet.job_file + ", SHA-256\u00A0: ") +
                                    text_element("span", sheet.job_sha256, "class=\"hash\""));
    const std::string name = sheet.job_file.empty() ? "job.toml" : sheet.job_file;
    content += text_element("p", text.say("Pour tout recalculer\u00A0:", "To compute it all again:"));
    return content +
           element("pre", text_element("code", "covmap run " + name + " -o " + page.run + "\ncovmap report " + page.run +
                                                   " --territory " + sheet.place.code + " --unit " + sheet.place.unit));
}

}  // namespace

std::string comparison_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    if (sheet.around.empty() || sheet.indicators.empty()) return {};
    std::string head = column_head(text.say("Ce qui est demandé", "What is asked")) +
                       column_head(text.place(sheet.place), "class=\"n\""),
                rows;
    for (const model::SheetPlace& around : sheet.around) head += column_head(text.place(around), "class=\"n\"");
    for (const model::SheetIndicator& indicator : sheet.indicators) rows += comparison_row(indicator, text);
    const std::string content =
        table(text.say("Part de ceux qui remplissent la condition, ici et autour",
                       "Share of those who meet the condition, here and around"),
              head, rows) +
        text_element("p", text.say("Le rang est celui de ce territoire parmi ses semblables habités\u00A0: 1 a la meilleure "
                                   "part, l’inconnu comptant comme non rempli. Il compare des déclarations, "
                                   "pas des mesures. Où les fourchettes se recouvrent, l’ordre n’est pas sûr.",
                                   "The rank is that of this territory among its inhabited peers: 1 has the best share, unknown "
                                   "counting as not met. It compares claims, not "
                                   "measurements. Where ranges overlap the order is not sure."));
    return section("comparison", text.say("Comparaison", "Comparison"), content);
}

std::string doubt_section(const SheetPage& page, const SheetText& text) {
    const model::Sheet& sheet = page.sheet;
    std::string head = column_head(text.say("Ce qui est demandé", "What is asked")), rows;
    for (const std::string& name : {text.say("part", "share"), text.say("au moins", "at least"), text.say("au plus", "at most")})
        head += column_head(name, "class=\"n\"");
    head += column_head(text.say("en mots", "in words")) +
            column_head(text.say("inconnu (", "unknown (") + text.say(sheet.noun) + ")", "class=\"n\"");
    for (const model::SheetIndicator& indicator : sheet.indicators) rows += doubt_row(indicator, text);
    std::string content =
        text_element("p", text.say("On sait combien de personnes vivent dans chaque carré, pas où dans le carré. «\u202FAu "
                                   "moins\u202F» suppose qu’elles vivent au plus mal, «\u202Fau plus\u202F» au mieux. "
                                   "L’inconnu compte contre «\u202Fau moins\u202F», et pour «\u202Fau plus\u202F».",
                                   "It is known how many people live in each square, not where in it. “At least” supposes that "
                                   "they live at the worst place, “at most” at the best. "
                                   "Unknown counts against “at least”, and for “at most”."));
    if (!rows.empty()) content += table(text.say("Fourchette de chaque part", "Range of each share"), head, rows);
    if (const std::string line = reference_line(sheet, text); !line.empty()) content += text_element("p", line);
    if (sheet.imputed)
        content +=
            text_element("p", text.share(sheet.imputed) + text.say(" des personnes sont estimées par la source, non comptées.",
                                                                   " of the people are estimated by the source, not counted."));
    content += partial_list(sheet, text);
    return section("doubt", text.say("À quel point c’est sûr", "How sure it is"), content);
}

std::string origin_section(const SheetPage& page, const SheetText& text) {
    const std::string note = page.note.empty() ? "" : text_element("p", page.note + ".");
    return section("origin", text.say("D’où viennent ces chiffres", "Where these figures come from"),
                   note + sources_table(page, text) + recompute(page, text));
}

}  // namespace covmap::exports
