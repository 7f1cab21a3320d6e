// The technologies of fixed networks, in words of our own, their medium, and the classes of their speeds.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace covmap::model {

/// Classes of the speed down: at least so many Mbit/s, the fastest first. Source: Arcep, «Ma connexion internet»: THD1G, THD100,
/// THD30, BHD8, HD3, HD05, INEL, their names as thresholds.
struct SpeedClass {
    const char* name;
    std::int64_t down_kbps;
};
inline constexpr std::array<SpeedClass, 7> kSpeedClasses = {
    {{"1000", 1'000'000}, {"100", 100'000}, {"30", 30'000}, {"8", 8'000}, {"3", 3'000}, {"0.5", 500}, {"0", 0}}};

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

}  // namespace covmap::model
