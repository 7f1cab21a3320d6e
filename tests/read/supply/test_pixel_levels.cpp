// Thresholds and classes meet pixels in the precision in which the band stores them.
#include <catch2/catch.hpp>
#include <cmath>

#include "read/supply/pixel_levels.hpp"

using namespace covmap;
using namespace covmap::read;

namespace {

constexpr int kNone = PixelLevels::kNone;

BandTraits band(GDALDataType type, double scale = 1, double offset = 0) {
    BandTraits traits;
    traits.type = type;
    traits.scale = scale;
    traits.offset = offset;
    return traits;
}

PixelLevels at_least(double threshold, const BandTraits& traits) { return {{{"CL", threshold, {}}}, traits}; }
PixelLevels classes(std::vector<double> values, const BandTraits& traits) { return {{{"CL", {}, std::move(values)}}, traits}; }

}  // namespace

TEST_CASE("a threshold with decimals is reached by the whole number that stands for it") {
    const PixelLevels tenths = at_least(-105.3, band(GDT_Int16, 0.1));
    CHECK(tenths.of(-1052) == 0);
    CHECK(tenths.of(-1053) == 0);
    CHECK(tenths.of(-1054) == kNone);
    const PixelLevels single_scale = at_least(-105.3, band(GDT_Int16, 0.1F));
    CHECK(single_scale.of(-1053) == 0);
    CHECK(single_scale.of(-1054) == kNone);
    const PixelLevels between = at_least(-105.34, band(GDT_Int16, 0.1));
    CHECK(between.of(-1053) == 0);
    CHECK(between.of(-1054) == kNone);
}

TEST_CASE("every threshold in tenths, with scale and offset, lies where decimals say") {
    for (int tenth = -1400; tenth < 0; ++tenth) {
        const double threshold =
            std::stod((tenth > -10 ? "-0." : std::to_string(tenth / 10) + ".") + std::to_string(-tenth % 10));
        const PixelLevels plain = at_least(threshold, band(GDT_Int16, 0.1));
        const PixelLevels shifted = at_least(threshold, band(GDT_UInt16, 0.1, -140));
        INFO(threshold);
        CHECK(plain.of(tenth) == 0);
        CHECK(plain.of(tenth - 1) == kNone);
        CHECK(shifted.of(tenth + 1400) == 0);
        CHECK(shifted.of(tenth + 1399) == kNone);
    }
}

TEST_CASE("a scale below 0 turns the order round") {
    const PixelLevels levels = at_least(-105.3, band(GDT_Int16, -0.1));
    CHECK(levels.of(1053) == 0);
    CHECK(levels.of(1052) == 0);
    CHECK(levels.of(1054) == kNone);
}

TEST_CASE("Float32 holds the number next to the decimal, and that is meant") {
    const PixelLevels levels{{{"TBC", {}, {0.1}}, {"CL", {}, {0.3}}}, band(GDT_Float32)};
    CHECK(levels.of(0.1F) == 0);
    CHECK(levels.of(0.3F) == 1);
    CHECK(levels.of(std::nextafter(0.1F, 1.0F)) == kNone);
    const PixelLevels weak = at_least(-105.3, band(GDT_Float32));
    CHECK(weak.of(-105.3F) == 0);
    CHECK(weak.of(std::nextafter(-105.3F, -200.0F)) == kNone);
    CHECK(at_least(-105.3, band(GDT_Float32, 0.1)).of(-1053) == 0);
    CHECK(at_least(0.1, band(GDT_Float32, 1, 120)).of(-119.9F) == 0);
}

TEST_CASE("Float64 is compared to its last digit, and in single precision where it came from there") {
    const PixelLevels levels = at_least(-105.3, band(GDT_Float64));
    CHECK(levels.of(-105.3) == 0);
    CHECK(levels.of(std::nextafter(-105.3, -200)) == kNone);
    CHECK(levels.of(-105.3F) == 0);
    CHECK(classes({0.1}, band(GDT_Float64)).of(0.1F) == 0);
    CHECK(classes({0.1}, band(GDT_Float64)).of(0.1000001) == kNone);
    CHECK(classes({-105.3}, band(GDT_Float64, 0.1)).of(-1053) == 0);
}

TEST_CASE("a class between two steps of the band is held by none; whole classes are themselves") {
    const PixelLevels halves = classes({0.15}, band(GDT_Int16, 0.1));
    CHECK(halves.of(1) == kNone);
    CHECK(halves.of(2) == kNone);
    const PixelLevels whole = classes({3, 255}, band(GDT_Byte));
    CHECK(whole.of(3) == 0);
    CHECK(whole.of(255) == 0);
    CHECK(whole.of(4) == kNone);
    CHECK(whole.names(255));
    CHECK_FALSE(whole.names(4));
}

TEST_CASE("without levels all but 0 are covered: 0 after scale and offset") {
    const PixelLevels shifted{{}, band(GDT_Byte, 0.1, -12.3)};
    CHECK(shifted.of(123) == kNone);
    CHECK(shifted.of(124) == 0);
    CHECK(shifted.of(0) == 0);
    CHECK(PixelLevels{{}, band(GDT_Float32)}.of(NAN) == kNone);
}
