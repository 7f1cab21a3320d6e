// A whole run on a page.
#include <catch2/catch.hpp>

#include "export/sheet/overview_html.hpp"
#include "export/support/sheet_world.hpp"

using namespace covmap;
using Catch::Contains;

namespace {

model::Overview hand_made_overview() {
    model::Overview overview;
    overview.date = "2024-12-31";
    model::Digest& digest = overview.digest;
    digest.job_name = "brume <2025>";
    digest.has_people = true;
    digest.noun = {"personnes", "people"};
    digest.people = 12'345'000000;
    digest.territories = 40;
    digest.unit = {"commune", "commune"};
    digest.units = {"communes", "communes"};
    model::DigestIndicator any;
    any.name = "any";
    any.label = {"4G", "4G"};
    any.lacking_words = {"sans «\u202F4G\u202F»", "without «4G»"};
    any.lead = {"Selon les opérateurs", "According to the operators"};
    any.claimed = true;
    any.whole = {11'111'000000, 1'212'000000, 22'000000, 9000, 8900, 9100};
    any.lacking = 1'212'000000;
    any.places = 12;
    any.worst = {{"01", "Albas", "Brumes", 1'200'000000, 8333}};
    any.distribution = {28, 0, 0, 1, 0, 3, 7, 1, 0};
    digest.indicators = {any};
    digest.compared = 40;
    digest.far_off = 1;
    digest.largest_gaps = {{"03", "Cras", 500'000000, 600'000000, -1667}};
    return overview;
}

std::string page_of(const model::Overview& overview, const std::string& language) {
    return exports::overview_html({overview, language, "Note", "out"});
}

}  // namespace

TEST_CASE("an overview is well-formed, with a sentence, a chart told in words, and the ten worst") {
    for (const std::string language : {"fr", "en"}) {
        const std::string html = page_of(hand_made_overview(), language);
        CHECK(test::xml_fault(html).empty());
        CHECK_THAT(html, Contains("lang=\"" + language + "\"") && Contains("brume &lt;2025&gt;") && !Contains("<script"));
    }
    const std::string html = page_of(hand_made_overview(), "en");
    CHECK_THAT(html, Contains("According to the operators, about 1,210\u00A0people (1,110 to 1,340) are without «4G»; unknown "
                              "for 22\u00A0people."));
    CHECK_THAT(html, Contains("role=\"img\" aria-labelledby=\"chart1-title chart1-desc\"") &&
                         Contains("0: 28; under 1%: 0; 1 to 2%: 0; 2 to 5%: 1;"));
    CHECK_THAT(html, Contains("Albas (01)</th><td>Brumes</td><td class=\"n\">1,200</td><td class=\"n\">83.33%</td>") &&
                         Contains("and 11 more."));
    CHECK_THAT(html, Contains("1 of 40 communes is over 10% off") && Contains("\u221216.67%") && !Contains("What has changed"));
}

TEST_CASE("what changed stands first, and people only where they can be compared") {
    model::Overview overview = hand_made_overview();
    overview.earlier = "2023";
    overview.people_told = true;
    overview.changes = {
        {0, 8800, 9000, 1'400'000000, 1'212'000000, {{"Albas", 1'100'000000, 1'200'000000}, {"Bach", 300'000000, 12'000000}}}};
    overview.notes = {"a note"};
    const std::string html = page_of(overview, "fr");
    CHECK(test::xml_fault(html).empty());
    CHECK(html.find("Ce qui a changé") < html.find("chart1-title"));
    CHECK_THAT(html,
               Contains("<td class=\"n\">88,00\u202F%</td><td class=\"n\">90,00\u202F%</td><td class=\"n\">1\u202F400</td>") &&
                   Contains("+100</td>") && Contains("\u2212288</td>") && Contains("<p>a note</p>"));
    overview.people_told = false;
    overview.changes[0].lacking_before = overview.changes[0].lacking_after = std::nullopt;
    CHECK_THAT(page_of(overview, "en"), Contains("shares alone compare"));
}
