// What the licences of the sources ask of who passes a result on. docs/formats/outputs.md lists the words.
#pragma once

#include <string>
#include <vector>

#include "core/text.hpp"

namespace covmap::model {

/// From the most open to the strictest.
enum class LicenceTerms {
    open,               ///< public domain, or naming the source is enough
    unrecognised,       ///< not one that covmap knows: its terms are to be read
    share_alike,        ///< results go out under the same terms: ODbL, CC BY-SA
    non_commercial,     ///< CC BY-NC, CC BY-NC-SA
    no_redistribution,  ///< results stay where they are: proprietary, no derivatives
};

/// By the words of a licence's name or text in any case, «CC-BY-NC-SA-4.0», «Licence Ouverte 2.0»; the strictest that is found.
LicenceTerms terms_of(const std::string& licence);

/// «share-alike», in both languages.
core::Text terms_text(LicenceTerms terms);

struct StrictestLicence {
    std::string licence;  ///< as the source says it; empty: no source names one
    LicenceTerms terms = LicenceTerms::open;
};

/// The first of the strictest; empty names are left out.
StrictestLicence strictest_licence(const std::vector<std::string>& licences);

}  // namespace covmap::model
