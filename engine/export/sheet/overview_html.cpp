#include "export/sheet/overview_html.hpp"

#include <algorithm>
#include <array>

#include "export/sheet/sheet_parts.hpp"

namespace covmap::exports {

namespace {

using model::DigestIndicator;

/// Follows DigestIndicator::distribution.
const std::array<core::Text, 9>& class_names() {
    static const std::array<core::Text, 9> kNames = {{{"0", "0"},
                                                      {"moins de 1\u202F%", "under 1%"},
                                                      {"1 à 2\u202F%", "1 to 2%"},
                                                      {"2 à 5\u202F%", "2 to 5%"},
                                                      {"5 à 10\u202F%", "5 to 10%"},
                                                      {"10 à 20\u202F%", "10 to 20%"},
                                                      {"20 à 50\u202F%", "20 to 50%"},
                                                      {"50\u202F% et plus", "50% and more"},
                                                      {"inconnu pour 10\u202F% ou plus", "unknown for 10% or more"}}};
    return kNames;
}

/// Bars of one scale with their numbers, as text that a screen reader reads as a whole.
std::string chart(const DigestIndicator& indicator, const std::string& id, const model::Digest& digest, const SheetText& text) {
    constexpr int kRow = 22, kLeft = 190, kWide = 360;
    const std::int64_t most =
        std::max<std::int64_t>(1, *std::max_element(indicator.distribution.begin(), indicator.distribution.end()));
    const std::string title = text.say("Répartition des ", "Distribution of the ") + text.say(digest.units) +
                              text.say(" selon la part de ceux qui sont ", " by the share of those who are ") +
                              text.say(indicator.lacking_words);
    std::string content, told;
    for (std::size_t c = 0; c < indicator.distribution.size() && c < class_names().size(); ++c) {
        const std::int64_t number = indicator.distribution[c];
        const std::string name = text.say(class_names()[c]), count = text.rounded(number, 0, 0);
        const auto y = static_cast<int>(c) * kRow, wide = static_cast<int>(number * kWide / most);
        const std::string at = std::to_string(y + 15), fill = c + 1 == indicator.distribution.size() ? "unknown"
                                                              : c == 0                               ? "f4"
                                                                                                     : "m" + std::to_string(c);
        content += text_element("text", name, "x=\"" + std::to_string(kLeft - 8) + "\" y=\"" + at + "\" text-anchor=\"end\"");
        if (number > 0)
            content += "<rect class=\"" + fill + "\" x=\"" + std::to_string(kLeft) + "\" y=\"" + std::to_string(y + 3) +
                       "\" width=\"" + std::to_string(std::max(wide, 1)) +
                       "\" height=\"16\" stroke=\"#111\" stroke-width=\"0.6\"/>";
        content += text_element("text", count, "x=\"" + std::to_string(kLeft + wide + 6) + "\" y=\"" + at + "\"");
        told += (told.empty() ? "" : "; ") + name + ": " + count;
    }
    const std::string high = std::to_string(static_cast<int>(indicator.distribution.size()) * kRow + 4);
    return element("figure", element("svg",
                                     text_element("title", title, "id=\"" + id + "-title\"") +
                                         text_element("desc", told, "id=\"" + id + "-desc\"") + content,
                                     "xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"" + id + "-title " +
                                         id + "-desc\" viewBox=\"0 0 640 " + high +
                                         "\" font-size=\"13\" font-family=\"sans-serif\" fill=\"#111\"") +
                                 text_element("figcaption", title + "."));
}

std::string sentence_of(const DigestIndicator& indicator, const model::Digest& digest, const SheetText& text) {
    SheetSentence said{text.say(indicator.lead),
                       text.say(indicator.lacking_words),
                       indicator.claimed,
                       indicator.low_is_good,
                       digest.people,
                       indicator.lacking,
                       indicator.whole,
                       text.say(indicator.lack)};
    return text_element("p", sentence_text(said, text), "class=\"sentence\"");
}

std::string worst_table(const DigestIndicator& indicator, const model::Digest& digest, const SheetText& text) {
    std::string rows;
    for (std::size_t w = 0; w < indicator.worst.size(); ++w) {
        const model::DigestPlace& place = indicator.worst[w];
        rows += element("tr", number_cell(text.rounded(static_cast<std::int64_t>(w) + 1, 0, 0)) +
                                  row_head((place.name.empty() ? place.code : place.name + " (" + place.code + ")")) +
                                  text_element("td", place.within) + number_cell(text.amount(place.lacking)) +
                                  number_cell(text.share_cell(place.share)));
    }
    if (rows.empty()) return {};
    const std::string head = column_head(text.say("rang", "rank"), "class=\"n\"") + column_head(text.say(digest.unit)) +
                             column_head(text.say("dans", "in")) + column_head(text.say(digest.noun), "class=\"n\"") +
                             column_head(text.say("part", "share"), "class=\"n\"");
    const std::string caption = text.say("Où le plus de monde est ", "Where most are ") + text.say(indicator.lacking_words);
    const std::int64_t left = indicator.places - static_cast<std::int64_t>(indicator.worst.size());
    return table(caption, head, rows) +
           (left > 0 ? text_element("p", text.say("et ", "and ") + text.others(left) + ".") : std::string());
}

std::string indicator_section(const model::Digest& digest, std::size_t i, const SheetText& text) {
    const DigestIndicator& indicator = digest.indicators[i];
    std::string content = sentence_of(indicator, digest, text);
    if (!indicator.distribution.empty()) content += chart(indicator, "chart" + std::to_string(i + 1), digest, text);
    return section("i" + std::to_string(i + 1), text.say(indicator.label), content + worst_table(indicator, digest, text));
}

std::string gaps_section(const model::Digest& digest, const SheetText& text) {
    if (digest.compared == 0) return {};
    std::string rows;
    for (const model::DigestGap& gap : digest.largest_gaps)
        rows += element("tr", row_head(gap.name.empty() ? gap.code : gap.name) + number_cell(text.amount(gap.counted)) +
                                  number_cell(text.amount(gap.official)) +
                                  number_cell(gap.gap ? (*gap.gap > 0 ? "+" : "") + text.share_cell(gap.gap) : text.unknown()));
    const std::string head = column_head(text.say(digest.unit)) + column_head(text.say("compté", "counted"), "class=\"n\"") +
                             column_head(text.say("officiel", "official"), "class=\"n\"") +
                             column_head(text.say("écart", "gap"), "class=\"n\"");
    const std::string line = text.rounded(digest.far_off, 0, 0) + text.say(" sur ", " of ") +
                             text.rounded(digest.compared, 0, 0) + " " + text.say(digest.units) +
                             (digest.far_off == 1 ? text.say(" est", " is") : text.say(" sont", " are")) +
                             text.say(" à plus de 10\u202F% de leur chiffre officiel.", " over 10% off their official figure.");
    return section("gaps", text.say("Écarts au chiffre officiel", "Gaps to the official figure"),
                   text_element("p", line) +
                       (rows.empty() ? "" : table(text.say("Les plus grands écarts", "The largest gaps"), head, rows)));
}

std::string change_rows(const model::OverviewChange& change, const SheetText& text) {
    std::string rows;
    for (const model::OverviewPlaceChange& place : change.places) {
        const std::int64_t more = place.after - place.before;
        rows +=
            element("tr", row_head(place.name) + number_cell(text.amount(place.before)) + number_cell(text.amount(place.after)) +
                              number_cell((more > 0 ? "+" : "\u2212") + text.amount(more < 0 ? -more : more)));
    }
    return rows;
}

std::string changes_section(const model::Overview& overview, const SheetText& text) {
    if (overview.earlier.empty()) return {};
    const model::Digest& digest = overview.digest;
    std::string rows, details;
    for (const model::OverviewChange& change : overview.changes) {
        const DigestIndicator& indicator = digest.indicators[change.indicator];
        const auto people = [&](const model::SheetValue& value) { return number_cell(value ? text.amount(*value) : "\u2013"); };
        rows += element("tr", row_head(text.say(indicator.label)) + number_cell(text.share_cell(change.share_before)) +
                                  number_cell(text.share_cell(change.share_after)) + people(change.lacking_before) +
                                  people(change.lacking_after));
        if (const std::string places = change_rows(change, text); !places.empty())
            details += table(
                text.say("Les plus grands changements\u00A0: ", "The largest changes: ") + text.say(indicator.lacking_words),
                column_head(text.say(digest.unit)) + column_head(text.say("avant", "before"), "class=\"n\"") +
                    column_head(text.say("maintenant", "now"), "class=\"n\"") +
                    column_head(text.say("différence", "difference"), "class=\"n\""),
                places);
    }
    std::string head = column_head(text.say("Ce qui est demandé", "What is asked"));
    for (const std::string& name :
         {text.say("part avant", "share before"), text.say("part maintenant", "share now"),
          text.say("laissés de côté avant", "left out before"), text.say("laissés de côté maintenant", "left out now")})
        head += column_head(name, "class=\"n\"");
    std::string content =
        rows.empty()
            ? text_element("p", text.say("Aucun indicateur n’est dans les deux calculs.", "No indicator is in both runs."))
            : table(text.say("Avant (", "Before (") + overview.earlier + text.say(") et maintenant", ") and now"), head, rows);
    if (!overview.people_told)
        content += text_element(
            "p",
            text.say(
                "Population, territoires ou opérateurs autorisés ne sont pas les mêmes\u00A0: seules les parts se comparent.",
                "Demand, territories or the operators licensed are not the same: shares alone compare."));
    for (const std::string& note : overview.notes) content += text_element("p", note);
    return section("changes", text.say("Ce qui a changé", "What has changed"), content + details);
}

}  // namespace

std::string overview_html(const OverviewPage& page) {
    const model::Digest& digest = page.overview.digest;
    model::Sheet counted;  // of the words and numbers
    counted.has_people = digest.has_people;
    counted.noun = digest.noun;
    counted.people = digest.people;
    const SheetText text(counted, page.language);
    const std::string name = digest.job_name.empty() ? page.run : digest.job_name;
    std::string head = text_element("h1", text.say("Qui est couvert\u00A0? ", "Who is covered? ") + name);
    std::string line =
        text.rounded(digest.territories, 0, 0) + " " + text.say(digest.territories == 1 ? digest.unit : digest.units);
    if (digest.people) line += ", " + text.counted(*digest.people);
    head += text_element("p", line);
    head += text_element("p",
                         (page.note.empty() ? "" : page.note + ". ") +
                             text.say("Date des données\u00A0: ", "Date of the data: ") + text.date(page.overview.date) + ".",
                         "class=\"note\"");
    std::string main = changes_section(page.overview, text);
    for (std::size_t i = 0; i < digest.indicators.size(); ++i) main += indicator_section(digest, i, text);
    main += gaps_section(digest, text);
    return whole_page(name + text.say(" – vue d’ensemble", " – overview"), text.language(),
                      element("header", head) + element("main", main));
}

}  // namespace covmap::exports
