#include <catch2/catch.hpp>

#include "model/licence.hpp"

using namespace covmap::model;

TEST_CASE("licences that ask for nothing but the source's name are open") {
    for (const char* licence : {"CC0-1.0", "CC-BY 4.0", "CC BY", "Licence Ouverte 2.0", "Licence Ouverte / Etalab", "OGL v3",
                                "ODC-BY-1.0", "Open Government Licence v3.0", "public domain"}) {
        INFO(licence);
        CHECK(terms_of(licence) == LicenceTerms::open);
    }
}

TEST_CASE("share-alike, non-commercial and no redistribution are known by their words, the strictest counts") {
    for (const char* licence :
         {"ODbL", "ODbL-1.0", "CC-BY-SA-4.0", "Creative Commons Attribution Share-Alike", "Open Database License"}) {
        INFO(licence);
        CHECK(terms_of(licence) == LicenceTerms::share_alike);
    }
    for (const char* licence : {"CC-BY-NC-4.0", "CC BY-NC-SA", "Non-commercial use only", "noncommercial"}) {
        INFO(licence);
        CHECK(terms_of(licence) == LicenceTerms::non_commercial);
    }
    for (const char* licence :
         {"Proprietary", "All rights reserved", "no redistribution", "CC-BY-ND", "Tous droits réservés", "confidential"}) {
        INFO(licence);
        CHECK(terms_of(licence) == LicenceTerms::no_redistribution);
    }
}

TEST_CASE("parts of words are not taken for terms, and an unknown licence is not called open") {
    CHECK(terms_of("Sandbox terms of Anderson") == LicenceTerms::unrecognised);
    CHECK(terms_of("Terms of Example Telecom") == LicenceTerms::unrecognised);
}

TEST_CASE("the strictest licence is the first of the strictest; without any there is none") {
    CHECK(strictest_licence({}).licence.empty());
    CHECK(strictest_licence({"", ""}).licence.empty());
    const StrictestLicence found = strictest_licence({"CC0-1.0", "", "ODbL", "CC-BY-SA", "house terms"});
    CHECK(found.licence == "ODbL");
    CHECK(terms_text(found.terms).en == "share-alike");
    CHECK(strictest_licence({"CC0-1.0", "house terms"}).terms == LicenceTerms::unrecognised);
}
