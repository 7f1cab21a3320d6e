#include "model/licence.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace covmap::model {

namespace {

/// Lower case, words parted and surrounded by one space: « cc by nc sa 4 0 ». Bytes beyond ASCII are letters.
std::string words_of(const std::string& licence) {
    std::string words = " ";
    for (const char c : licence) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (letter)
            words += c;
        else if (c >= 'A' && c <= 'Z')
            words += static_cast<char>(c - 'A' + 'a');
        else if (words.back() != ' ')
            words += ' ';
    }
    if (words.back() != ' ') words += ' ';
    return words;
}

bool has_any(const std::string& words, std::initializer_list<std::string_view> phrases) {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](std::string_view phrase) { return words.find(" " + std::string(phrase) + " ") != std::string::npos; });
}

}  // namespace

LicenceTerms terms_of(const std::string& licence) {
    const std::string words = words_of(licence);
    if (has_any(words,
                {"no redistribution", "not for redistribution", "redistribution prohibited", "redistribution interdite",
                 "sans redistribution", "proprietary", "propriétaire", "confidential", "confidentiel", "all rights reserved",
                 "tous droits réservés", "internal use", "usage interne", "nd", "no derivatives", "noderivatives"}))
        return LicenceTerms::no_redistribution;
    if (has_any(words, {"nc", "noncommercial", "non commercial", "non commerciale", "not for commercial use", "personal use"}))
        return LicenceTerms::non_commercial;
    if (has_any(words, {"odbl", "odc odbl", "open database license", "open database licence", "sa", "sharealike", "share alike",
                        "partage à l identique", "partage dans les mêmes conditions", "gpl", "agpl", "gfdl"}))
        return LicenceTerms::share_alike;
    if (has_any(words, {"cc0",
                        "cc by",
                        "creative commons attribution",
                        "public domain",
                        "domaine public",
                        "pddl",
                        "odc by",
                        "odc pddl",
                        "licence ouverte",
                        "open licence",
                        "etalab",
                        "lov2",
                        "ogl",
                        "open government licence",
                        "open government license",
                        "dl de",
                        "nlod",
                        "us government work",
                        "attribution",
                        "2011 833 eu",
                        "mit",
                        "bsd",
                        "apache"}))
        return LicenceTerms::open;
    return LicenceTerms::unrecognised;
}

core::Text terms_text(LicenceTerms terms) {
    switch (terms) {
        case LicenceTerms::open:
            return {"ouverte, ou avec mention de la source", "open, or with attribution"};
        case LicenceTerms::unrecognised:
            return {"inconnue de covmap : la lire", "not known to covmap: read it"};
        case LicenceTerms::share_alike:
            return {"partage à l'identique", "share-alike"};
        case LicenceTerms::non_commercial:
            return {"pas d'usage commercial", "non-commercial"};
        case LicenceTerms::no_redistribution:
            return {"pas de redistribution", "no redistribution"};
    }
    return {};
}

StrictestLicence strictest_licence(const std::vector<std::string>& licences) {
    StrictestLicence strictest;
    for (const std::string& licence : licences) {
        if (licence.empty()) continue;
        const LicenceTerms terms = terms_of(licence);
        if (strictest.licence.empty() || terms > strictest.terms) strictest = {licence, terms};
    }
    return strictest;
}

}  // namespace covmap::model
