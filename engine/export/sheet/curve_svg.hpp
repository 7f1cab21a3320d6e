// What each further site gives, as a picture.
#pragma once

#include <string>
#include <vector>

namespace covmap::exports {

struct GainCurve {
    struct Step {
        double gain = 0, served = 0;  ///< people of this step; of all steps so far
    };
    std::vector<Step> steps;
    double whole = 0;  ///< people there are to serve
    std::string title, note, unit;
    bool french = false;
};

/// A bar for each step and above them the line of all steps so far, on one scale from 0 to the last of the line, with the numbers
/// of the first and the last step and the share of the whole. SVG of 720 x 400 units without script, text in `currentColor`'s
/// default black on white; told to screen readers by title and description. Pure; well-formed XML.
std::string gain_curve_svg(const GainCurve& curve);

}  // namespace covmap::exports
