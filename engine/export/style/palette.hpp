// The colours and words of every map that covmap makes: QGIS styles, the page and its print, the sheet, rasters.
#pragma once

#include <span>
#include <string>

#include "core/text.hpp"

namespace covmap::exports {

/// One entry of a legend. Colours are «#rrggbb», `dark` on a dark ground.
struct Swatch {
    core::Text label;
    const char* light;
    const char* dark;
};

/// A class of those who are missing, in % of all: above `from` and under the next one's; the first is nobody.
struct MissingClass {
    double from;
    Swatch swatch;
};

/// Nobody, then from 0, 1, 2, 5, 10, 20 and 50 %. One ramp from a cool near-white to a dark red brown: neighbours are at least 6
/// apart in CIE L*, for the colour-blind and in grey too (tests/export/style/test_palette.cpp).
std::span<const MissingClass> missing_classes();

/// From so many percent of unknown a hatch lies over the colour; from the other on nothing else is told.
inline constexpr int kDoubtPercent = 10;
inline constexpr int kUnknownPercent = 50;

struct Marks {
    Swatch doubt;       ///< hatch over the colour of a class
    Swatch unknown;     ///< hatch on clear ground
    Swatch empty;       ///< dotted
    Swatch secret;      ///< kept back
    Swatch white_zone;  ///< nobody serves most of its people; solid, with a casing in the colour of the ground
    Swatch grey_zone;
};
const Marks& marks();

/// Where tests contradict the map: hatched, in a hue that nothing claimed has.
const Swatch& measured();

/// What of a background is drawn in which colour: areas and lines of «water», «road», «railway», «built», «other».
struct Ground {
    const char* kind;
    const char *light, *dark;
    bool dashed = false;  ///< lines
};
/// Quiet, and none of them near a class of the map. The last is for whatever is not named.
std::span<const Ground> grounds();
const Ground& ground_of(const std::string& kind);

/// «r,g,b,a» of «#rrggbb», as QGIS writes it.
std::string rgba(const char* hex, int alpha = 255);

}  // namespace covmap::exports
