// Numbers and words of a sheet, as people write them.
#include <catch2/catch.hpp>

#include "export/sheet/sheet_text.hpp"

using namespace covmap;

namespace {

struct Texts {
    model::Sheet sheet;
    exports::SheetText fr{sheet, "fr"}, en{sheet, "en"};
    Texts() {
        sheet.has_people = true;
        sheet.noun = {"personnes", "people"};
        sheet.people = 1;
    }
};

}  // namespace

TEST_CASE("people are whole, grouped as the language does, and at least 1 where there is some") {
    const Texts t;
    CHECK(t.fr.counted(1234567'500000) == "1\u202F234\u202F568\u00A0personnes");
    CHECK(t.en.counted(1234567'400000) == "1,234,567\u00A0people");
    CHECK(t.en.counted(1) == "1\u00A0person");
    CHECK(t.fr.counted(0) == "0\u00A0personne");
    CHECK(t.en.counted(0) == "0\u00A0people");
    CHECK(t.fr.amount(model::SheetValue()) == "inconnu");
}

TEST_CASE("dates are written out") {
    const Texts t;
    CHECK(t.fr.date("2024-12-31") == "31 décembre 2024");
    CHECK(t.fr.date("2025-01-01") == "1er janvier 2025");
    CHECK(t.en.date("2025-01-01") == "1 January 2025");
    CHECK(t.fr.date("2021") == "2021");
    CHECK(t.fr.date("2021-13-01") == "2021-13-01");
}

TEST_CASE("shares keep the decimals they have") {
    const Texts t;
    CHECK(t.fr.share(9610) == "96,1\u202F%");
    CHECK(t.en.share(9999) == "99.99%");
    CHECK(t.en.share(10000) == "100%");
    CHECK(t.fr.share(-342) == "\u22123,42\u202F%");
}

TEST_CASE("a share that is null is unknown, or nobody's") {
    Texts t;
    CHECK(t.en.share({}) == "unknown");
    t.sheet.people = 0;
    CHECK(t.fr.share({}) == "sans habitant");
}

TEST_CASE("areas and distances wear their unit") {
    const Texts t;
    CHECK(t.fr.area(1739200978) == "17,4\u00A0km²");
    CHECK(t.en.area(50000000) == "0.50\u00A0km²");
    CHECK(t.fr.distance(999) == "999\u00A0m");
    CHECK(t.en.distance(2991) == "3.0\u00A0km");
}

TEST_CASE("bearings are winds") {
    const Texts t;
    CHECK(t.fr.toward(0) == "au nord");
    CHECK(t.fr.toward(3375) == "au nord");
    CHECK(t.fr.toward(900) == "à l’est");
    CHECK(t.fr.toward(2700) == "à l’ouest");
    CHECK(t.en.toward(1350) == "to the south-east");
    CHECK(t.en.toward({}).empty());
}

TEST_CASE("levels, services and natures are told in words, and unknown ones as they are") {
    const Texts t;
    CHECK(t.fr.level("BC") == "bonne (BC)");
    CHECK(t.fr.level("-85 dBm") == "-85 dBm");
    CHECK(t.fr.service({"4G", "data", "mobile", "", {}, {}}) == "4G, internet");
    CHECK(t.en.service({"ftth", "", "fixed", "2025", {}, {}}) == "ftth, fixed network, 2025");
    CHECK(t.en.nature("modelled") == "modelled");
    CHECK(t.en.nature("claimed").empty());
}
