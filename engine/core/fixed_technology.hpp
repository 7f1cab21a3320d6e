// The technologies of fixed networks, in words of our own, and their medium.
#pragma once

#include <string_view>

namespace covmap::core {

enum class Medium { wired, radio, satellite, unknown };

/// FTTH, COAX, COPPER are wired; 4GF, 5GF (a mobile network at a fixed place), FWA, HDR, THDR (fixed radio) are radio; SAT, GSO,
/// NGSO are satellites. Any other word: unknown. Sources: Arcep, «Ma connexion internet» (FO, COAX, CU, 4GF, THDR, HDR, SAT);
/// FCC, Broadband Data Collection (50, 40, 10, 70-72, 60, 61).
inline Medium medium_of(std::string_view technology) {
    for (const std::string_view wired : {"FTTH", "COAX", "COPPER"})
        if (technology == wired) return Medium::wired;
    for (const std::string_view radio : {"4GF", "5GF", "FWA", "HDR", "THDR"})
        if (technology == radio) return Medium::radio;
    for (const std::string_view satellite : {"SAT", "GSO", "NGSO"})
        if (technology == satellite) return Medium::satellite;
    return Medium::unknown;
}

/// «wired», «terrestrial» (anything but satellites, as the FCC has it) or «any».
inline bool of_medium(std::string_view technology, std::string_view asked) {
    const Medium medium = medium_of(technology);
    if (asked == "wired") return medium == Medium::wired;
    if (asked == "terrestrial") return medium != Medium::satellite;
    return true;
}

}  // namespace covmap::core
