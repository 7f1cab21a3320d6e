// The classes are told apart: by eye, by the colour-blind, in grey, on light and on dark ground.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "export/style/palette.hpp"

using namespace covmap;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

/// Machado, Oliveira and Fernandes (2009), severity 1, on linear sRGB.
constexpr Matrix kNormal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix kProtan = {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeutan = {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritan = {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

Triple linear(const char* hex) {
    const long bits = std::strtol(hex + 1, nullptr, 16);
    Triple out{};
    for (int c = 0; c < 3; ++c) {
        const double value = static_cast<double>(bits >> (16 - 8 * c) & 255) / 255;
        out[c] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    }
    return out;
}

Triple times(const Matrix& m, const Triple& v) {
    Triple out{};
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 3; ++c) out[r] += m[r][c] * v[c];
        out[r] = std::min(1.0, std::max(0.0, out[r]));
    }
    return out;
}

/// CIE L*a*b*, white D65, as one sees it who sees by `vision`.
Triple lab(const char* hex, const Matrix& vision) {
    constexpr Matrix kXyz = {
        {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
    const Triple rgb = times(vision, linear(hex));
    Triple f{};
    constexpr Triple kWhite = {0.95047, 1, 1.08883};
    for (int r = 0; r < 3; ++r) {
        double t = 0;
        for (int c = 0; c < 3; ++c) t += kXyz[r][c] * rgb[c] / kWhite[r];
        f[r] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double apart(const Triple& a, const Triple& b) { return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]); }

double luminance(const char* hex) {
    const Triple c = linear(hex);
    return 0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2];
}

double contrast(const char* a, const char* b) {
    const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

std::vector<const char*> ramp(bool dark) {
    std::vector<const char*> colours;
    for (const exports::MissingClass& entry : exports::missing_classes())
        colours.push_back(dark ? entry.swatch.dark : entry.swatch.light);
    return colours;
}

}  // namespace

TEST_CASE("neighbouring classes differ by 6 or more in lightness, whoever looks, and the ramp goes one way") {
    const bool dark = GENERATE(false, true);
    for (const Matrix& vision : {kNormal, kProtan, kDeutan, kTritan}) {
        const std::vector<const char*> colours = ramp(dark);
        for (std::size_t i = 1; i < colours.size(); ++i) {
            const double step = lab(colours[i], vision)[0] - lab(colours[i - 1], vision)[0];
            INFO(colours[i - 1] << " and " << colours[i] << ": " << step);
            CHECK((dark ? step : -step) >= 6);
        }
    }
}

TEST_CASE("nobody left is a cool colour, and the others are warm") {
    for (const bool dark : {false, true}) {
        const std::vector<const char*> colours = ramp(dark);
        CHECK(lab(colours.front(), kNormal)[2] < 0);
        for (std::size_t i = 1; i < colours.size(); ++i) CHECK(lab(colours[i], kNormal)[2] > 0);
    }
}

TEST_CASE("zones are told from every class, and white from grey ones, by hue or lightness, whoever looks") {
    const exports::Marks& marks = exports::marks();
    for (const bool dark : {false, true}) {
        const auto of = [dark](const exports::Swatch& swatch) { return dark ? swatch.dark : swatch.light; };
        for (const Matrix& vision : {kNormal, kProtan, kDeutan, kTritan}) {
            const Triple white = lab(of(marks.white_zone), vision), grey = lab(of(marks.grey_zone), vision);
            CHECK(std::abs(white[0] - grey[0]) >= 20);
            for (const char* colour : ramp(dark)) {
                INFO(colour);
                CHECK(apart(white, lab(colour, vision)) >= 15);
                CHECK(apart(grey, lab(colour, vision)) >= 12);
            }
        }
    }
}

TEST_CASE("a zone's casing is seen on the darkest class, and on the zone: a contrast of 3 or more") {
    const exports::Marks& marks = exports::marks();
    CHECK(contrast("#ffffff", ramp(false).back()) >= 3);
    CHECK(contrast("#ffffff", marks.white_zone.light) >= 3);
    CHECK(contrast("#0b1014", ramp(true).back()) >= 3);
    CHECK(contrast("#0b1014", marks.white_zone.dark) >= 3);
    CHECK(contrast("#0b1014", marks.grey_zone.dark) >= 3);
}

TEST_CASE("a colour of the table is one of QGIS too") {
    CHECK(exports::rgba("#2d2f7a") == "45,47,122,255");
    CHECK(exports::rgba("#ffffff", 0) == "255,255,255,0");
}

TEST_CASE("what is measured has a colour that nothing claimed has, for the colour-blind too") {
    std::vector<const char*> claimed = {exports::marks().doubt.light, exports::marks().empty.light, exports::marks().secret.light,
                                        exports::marks().white_zone.light, exports::marks().grey_zone.light};
    for (const auto& step : exports::missing_classes()) claimed.push_back(step.swatch.light);
    for (const auto& ground : exports::grounds()) claimed.push_back(ground.light);
    for (const Matrix& vision : {kNormal, kProtan, kDeutan, kTritan})
        for (const char* colour : claimed) {
            CAPTURE(colour);
            CHECK(apart(lab(exports::measured().light, vision), lab(colour, vision)) >= 20);
        }
}
