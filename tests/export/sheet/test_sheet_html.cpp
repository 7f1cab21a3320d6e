// The page of a sheet: what it says, and that every reader can read it.
#include <catch2/catch.hpp>
#include <regex>

#include "export/sheet/sheet_html.hpp"
#include "export/sheet/sheet_parts.hpp"
#include "export/support/sheet_world.hpp"

using namespace covmap;
using Catch::Contains;

namespace {

std::string page_of(const model::Sheet& sheet, const std::string& language, const std::vector<std::string>& missing = {}) {
    const model::SheetMap map = test::hand_made_map();
    return exports::sheet_html({sheet, map, language, "Couverture déclarée par les opérateurs, non mesurée", "out", missing});
}

std::string french() { return page_of(test::hand_made_sheet(), "fr"); }

std::vector<std::string> found(const std::string& text, const std::string& pattern) {
    const std::regex expression(pattern);
    std::vector<std::string> all;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), expression); at != std::sregex_iterator(); ++at)
        all.push_back(at->str(1));
    return all;
}

}  // namespace

TEST_CASE("a sheet is well-formed XML in both languages, and says its language") {
    for (const std::string language : {"fr", "en"}) {
        const std::string html = page_of(test::hand_made_sheet(), language);
        CHECK(test::xml_fault(html).empty());
        CHECK_THAT(html, Contains("lang=\"" + language + "\" xml:lang=\"" + language + "\""));
    }
}

TEST_CASE("the check of the markup finds what is wrong with it") {
    CHECK(test::xml_fault("<p>a & b</p>") == "entity & b</p>");
    CHECK(test::xml_fault("<p><b></p></b>") == "closes out of order: /p");
    CHECK(test::xml_fault("<p a=b></p>") == "attribute without quotes");
}

TEST_CASE("names and titles are escaped, and only http leads anywhere") {
    const std::string html = french();
    CHECK_THAT(html, Contains("L'Île &lt;&amp;&gt; &quot;Nord&quot;") && !Contains("<b>"));
    CHECK_THAT(html, !Contains("javascript:"));
    model::Sheet sheet = test::hand_made_sheet();
    sheet.sources[0].info.url = "https://example.org/?a=1&b=2";
    CHECK_THAT(page_of(sheet, "fr"), Contains("<a href=\"https://example.org/?a=1&amp;b=2\">Squares &lt;b&gt;</a>"));
}

TEST_CASE("a sheet asks for nothing: no script, no picture, font or style from elsewhere") {
    for (const char* word : {"<script", "<img", "<link", "<iframe", "@import", "onclick", " src=", "url(http"})
        CHECK_THAT(french(), !Contains(word));
}

TEST_CASE("people come first, with the unknown beside them") {
    CHECK_THAT(french(), Contains("<strong>312\u00A0personnes</strong> sans «\u202F4G d'un opérateur\u202F» (25,3\u202F%\u00A0; "
                                  "inconnu pour 47\u00A0personnes)"));
    CHECK_THAT(page_of(test::hand_made_sheet(), "en"),
               Contains("<strong>312\u00A0people</strong> without «4G of some operator» (25.3%; unknown for 47\u00A0people)"));
}

TEST_CASE("headings come in order, tables have captions and scopes") {
    const std::string html = french();
    std::string before = "0";
    for (const std::string& level : found(html, "<h([1-6])")) {
        CHECK(std::stoi(level) <= std::stoi(before) + 1);
        before = level;
    }
    CHECK(found(html, "(<h1)").size() == 1);
    CHECK(found(html, "(<table>)").size() == found(html, "(<table><caption>)").size());
    CHECK(found(html, "(<th )").size() == found(html, "(<th scope=\"(?:col|row)\")").size());
    CHECK(found(html, "(<th>)").empty());
}

TEST_CASE("maps have title and description, bars are hidden since their numbers stand beside them") {
    const std::string html = french();
    const std::size_t svgs = found(html, "(<svg )").size();
    CHECK(svgs > 3);
    CHECK(svgs == found(html, "(<svg [^>]*aria-hidden=\"true\")").size() +
                      found(html, "(<svg [^>]*role=\"img\" aria-labelledby=\"map1-title map1-desc\")").size());
    CHECK_THAT(html, Contains("<small>70,88\u202F%</small>"));
}

TEST_CASE("a zone tells its people here and in all, the way to what is served, and what may not be told") {
    const std::string html = french();
    CHECK_THAT(html, Contains(">300<small>sur 400 dans toute la zone</small>"));
    CHECK_THAT(html, Contains("<td>3,0\u00A0km au sud</td>"));
    CHECK_THAT(html, Contains("trop peu pour être publié") && Contains("aucun carré servi"));
    CHECK_THAT(html, Contains("Dispersés, hors de ces zones\u00A0: 12\u00A0personnes."));
    CHECK_THAT(html, !Contains("hors de son contour"));
    model::Sheet sheet = test::hand_made_sheet();
    sheet.zones[0].zones[0].outside = 37'200000;
    CHECK_THAT(page_of(sheet, "fr"), Contains("<small>37 juste hors de son contour</small>"));
    sheet.zones[0].zones[0].outside = 400000;  // prints as nobody
    CHECK_THAT(page_of(sheet, "fr"), !Contains("hors de son contour"));
}

TEST_CASE("a rank says how sure it is") {
    CHECK_THAT(french(), Contains("rang 12 sur 35, à égalité avec 1 autre\u00A0; selon les fourchettes, entre 4 et 30"));
}

TEST_CASE("doubt is told in words: range, official figure") {
    const std::string html = french();
    CHECK_THAT(html, Contains("très incertain"));
    CHECK_THAT(html, Contains("1\u202F100 au chiffre officiel\u00A0: écart de +12,22\u202F%. C’est plus de 10\u202F%"));
}

TEST_CASE("maps that end before the run does are told with whom they leave out") {
    model::Sheet sheet = test::hand_made_sheet();
    CHECK(page_of(sheet, "fr").find("Cartes partielles") == std::string::npos);
    model::SheetPartialMap map;
    map.operator_name = "Alizé & Cie";
    map.service = {"5G", "data", "mobile", "", {}, {}};
    map.noun = sheet.noun;
    map.outside = 14'769'200000;
    map.total = 33'690'000000;
    map.unknown = true;
    sheet.partial_maps = {map, map};
    sheet.partial_maps[1].unknown = false;
    sheet.partial_maps[1].of_area = true;
    sheet.partial_maps[1].outside = 2'500000000;
    sheet.partial_maps[1].total = 100'000000000;
    const std::string french = page_of(sheet, "fr"), english = page_of(sheet, "en");
    CHECK(test::xml_fault(french).empty());
    CHECK(english.find("Alizé &amp; Cie, 5G, data: beyond its map, 14,769 people of 33,690 (43.84%): they count as unknown") !=
          std::string::npos);
    CHECK(english.find("beyond its map, 25.0\u00A0km² of 1,000.0\u00A0km² (2.5%): they count as not covered") !=
          std::string::npos);
    CHECK(french.find("cela compte comme inconnu") != std::string::npos);
}

TEST_CASE("gained, lost, newly and no longer known stand beside each other where the job compares vintages") {
    model::Sheet sheet = test::hand_made_sheet();
    CHECK(page_of(sheet, "en").find("newly known") == std::string::npos);
    sheet.indicators[0].changes = model::SheetChanges{{"4G de 2023", "4G of 2023"}, 12'000000, 3'000000, 44'000000, {}};
    const std::string english = page_of(sheet, "en");
    CHECK(test::xml_fault(english).empty());
    CHECK(english.find("<td>4G of 2023</td><td class=\"n\">12</td><td class=\"n\">3</td><td class=\"n\">44</td><td "
                       "class=\"n\">unknown</td>") != std::string::npos);
    CHECK(english.find("no longer known") != std::string::npos);
    CHECK(page_of(sheet, "fr").find("devenu inconnu") != std::string::npos);
}

TEST_CASE("what is null is said in words") {
    model::Sheet sheet = test::hand_made_sheet();
    sheet.people = 0;
    sheet.indicators[0].here = {0, 0, 0, {}, {}, {}};
    CHECK_THAT(page_of(sheet, "fr"),
               Contains("Personne n’y habite selon la source") && Contains("4G d'un opérateur\u202F»\u00A0: sans habitant"));
    sheet.people.reset();
    sheet.indicators[0].here = {};
    CHECK_THAT(page_of(sheet, "en"), Contains("Number of people: unknown") && Contains("“4G of some operator”: unknown"));
}

TEST_CASE("the sheet says what the run no longer has") {
    CHECK_THAT(page_of(test::hand_made_sheet(), "fr", {"de carte"}), Contains("Le calcul n’a plus\u00A0: de carte."));
}

TEST_CASE("the note, the date and the way to compute it again are there") {
    CHECK_THAT(french(),
               Contains("Couverture déclarée par les opérateurs, non mesurée. Date des données\u00A0: 31 décembre 2024."));
    CHECK_THAT(french(), Contains("covmap run job.toml -o out\ncovmap report out --territory 00001 --unit commune"));
}

TEST_CASE("the first page is a sentence with its doubt, a bar an operator, a map, a comparison and what can be done") {
    const std::string html = french(), front = html.substr(0, html.find("class=\"annex\""));
    CHECK_THAT(front,
               Contains("Selon les opérateurs, 312\u00A0personnes (48 à 570) sont sans «\u202F4G d'un opérateur\u202F»\u00A0; "
                        "inconnu pour 47\u00A0personnes."));
    CHECK(found(front, "(<th scope=\"row\">Alizé</th>)").size() == 1);
    CHECK_THAT(front, Contains("id=\"map1-title\"") && Contains("Nord 1\u00A0: 300\u00A0personnes") &&
                          Contains("Rang 12 sur 35, département Brumes."));
    CHECK_THAT(front, Contains("Que faire") && !Contains("Arcep"));
    CHECK_THAT(html.substr(front.size()),
               Contains("Annexe\u00A0: tous les chiffres") && Contains("La carte est en première page."));
    model::Sheet sheet = test::hand_made_sheet();
    sheet.of_arcep = true;
    CHECK_THAT(page_of(sheet, "fr"), Contains("J’alerte l’Arcep"));
    CHECK_THAT(page_of(sheet, "en"),
               Contains("According to the operators, 312\u00A0people (48 to 570) are without «4G of some operator»"));
}

TEST_CASE("where it is known what people have instead, the sentence says so") {
    model::Sheet sheet = test::hand_made_sheet();
    sheet.indicators[0].lack = {"aucune 4G", "no 4G at all"};
    CHECK_THAT(page_of(sheet, "fr"),
               Contains("Selon les opérateurs, 312\u00A0personnes (48 à 570) n’ont aucune 4G\u00A0; inconnu"));
    CHECK_THAT(page_of(sheet, "en"),
               Contains("According to the operators, 312\u00A0people (48 to 570) have no 4G at all; unknown"));
    sheet.indicators[0].claimed = false;
    CHECK_THAT(page_of(sheet, "fr"), Contains("personnes (48 à 570) n’auraient aucune 4G"));
    CHECK_THAT(page_of(sheet, "en"), Contains("people (48 to 570) would have no 4G at all"));
}

TEST_CASE("what is modelled would be so; numbers of thousands have three digits; a tenth unknown is told and ranks nobody") {
    model::Sheet sheet = test::hand_made_sheet();
    sheet.people = 12'344'000000;
    sheet.indicators[0].lead = {"Selon un modèle de 2018, rayon 4\u00A0km", "According to a model of 2018, radius 4 km"};
    sheet.indicators[0].claimed = false;
    sheet.indicators[0].here = {8'996'000000, 1'342'700000, 2'005'300000, 7290, {}, {}};
    CHECK_THAT(
        page_of(sheet, "en"),
        Contains(
            "According to a model of 2018, radius 4 km, about 1,340\u00A0people would be without «4G of some operator»; unknown "
            "for 2,010\u00A0people; known for 83.75%."));
    CHECK_THAT(page_of(sheet, "fr"),
               Contains("environ 1\u202F340\u00A0personnes seraient sans") && !Contains("Rang 12 sur 35, département"));
    sheet.indicators[0].here = {12'344'000000, 0, 0, 10000, {}, {}};
    CHECK_THAT(page_of(sheet, "fr"), Contains("rayon 4\u00A0km, personne ne serait sans"));
    CHECK_THAT(page_of(sheet, "en"), Contains("radius 4 km, nobody would be without"));
}

TEST_CASE("a parent's territories are ranked by those left out; who is unknown for a tenth or more has no rank") {
    model::Sheet sheet = test::hand_made_sheet();
    const auto member = [](const char* code, const char* name, std::int64_t without, std::int64_t unknown) {
        return model::SheetMember{code, name, 100'000000, {{{}, without * 1000000, unknown * 1000000, {}, {}, {}}}};
    };
    sheet.member_unit = {"communes", "communes"};
    sheet.members = {member("1", "Aix", 5, 0), member("2", "Bach", 40, 0), member("3", "Cras", 60, 20), member("4", "Dun", 5, 9)};
    const auto ranked = exports::ranked_members(sheet);
    std::string order;
    for (const exports::RankedMember& one : ranked) order += one.member->name + " " + std::to_string(one.rank) + " ";
    CHECK(order == "Bach 1 Aix 2 Dun 2 Cras 0 ");
    const std::string html = page_of(sheet, "fr");
    CHECK(test::xml_fault(html).empty());
    CHECK_THAT(
        html,
        Contains("<td class=\"n\">1</td><th scope=\"row\">Bach</th><td class=\"n\">40</td><td class=\"n\">40,00\u202F%</td>"));
    CHECK_THAT(html, Contains("<td class=\"n\">\u2013</td><th scope=\"row\">3</th>"));
}

TEST_CASE("a zone whose own square is served does not claim 0 m, and French says à l’est") {
    model::Sheet sheet = test::hand_made_sheet();
    sheet.zones[0].zones[0].served_m = 0;
    CHECK_THAT(page_of(sheet, "fr"), Contains("dans le même carré") && !Contains(">0\u00A0m"));
    sheet.zones[0].zones[0].served_m = 1200;
    sheet.zones[0].zones[0].bearing = 900;
    CHECK_THAT(page_of(sheet, "fr"), Contains("1,2\u00A0km à l’est"));
    CHECK_THAT(page_of(sheet, "en"), Contains("1.2\u00A0km to the east"));
}

TEST_CASE("the quality of the data is told by category, each value with its unit; what nothing tells is not evaluated") {
    model::Sheet sheet = test::hand_made_sheet();
    CHECK_THAT(page_of(sheet, "en"), !Contains("ISO 19157"));
    sheet.quality = {{"completeness", {"part inconnue", "unknown share"}, "any_4g", "%", 131'000'000, 8},
                     {"temporal_quality", {"jours", "days"}, "run", "d", 18'100'000'000, 8},
                     {"positional_accuracy", {"bord", "edge"}, "supply", "m", std::nullopt, 8}};
    const std::string english = page_of(sheet, "en"), french = page_of(sheet, "fr");
    CHECK_THAT(english,
               Contains("<td>Completeness</td><th scope=\"row\">unknown share</th><td>any_4g</td><td class=\"n\">1.31\u00A0%"));
    CHECK_THAT(english, Contains("<td>all</td><td class=\"n\">181\u00A0d</td>") && Contains("not evaluated"));
    CHECK_THAT(french, Contains("<td>Exactitude de position</td>") && Contains("non évalué") && Contains("181\u00A0j"));
    CHECK(test::xml_fault(french).empty());
}
